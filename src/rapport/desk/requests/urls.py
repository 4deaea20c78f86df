from django.urls import path

from rapport.desk.requests import views

urlpatterns = [
    path("clients/<int:pk>/requests/", views.client_requests, name="client_requests"),
    path("requests/<int:pk>/", views.request_page, name="request"),
    path("requests/<int:pk>/answer/", views.request_answer, name="request_answer"),
    path("requests/<int:pk>/end/", views.request_close, name="request_close"),
    path("requests/<int:pk>/file/", views.request_file, name="request_file"),
]
