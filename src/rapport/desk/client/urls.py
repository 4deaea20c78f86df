from django.urls import path

from rapport.desk.client import views

urlpatterns = [
    path("clients/<int:pk>/", views.client, name="client"),
    path("clients/<int:pk>/story/", views.client_story, name="client_story"),
]
