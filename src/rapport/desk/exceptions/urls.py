from django.urls import path

from rapport.desk.exceptions import views

urlpatterns = [
    path("exceptions/", views.exceptions, name="exceptions"),
    path("exceptions/<int:pk>/review/", views.exception_review, name="exception_review"),
]
