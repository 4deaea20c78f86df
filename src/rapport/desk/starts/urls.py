from django.urls import path

from rapport.desk.starts import deeds, views

urlpatterns = [
    path("work/starts/", views.starts, name="starts"),
    path("clients/<int:pk>/beginning/", views.client_beginning, name="client_beginning"),
    path("clients/<int:pk>/starts/new/", deeds.start_new, name="start_new"),
    path("starts/<int:pk>/", views.start, name="start"),
    path("starts/<int:pk>/done/", deeds.start_finish, name="start_finish"),
    path("starts/<int:pk>/exception/", deeds.start_except, name="start_except"),
    path("starts/<int:pk>/drop/", deeds.start_drop, name="start_drop"),
]
