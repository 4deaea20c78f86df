"""The address of find and commands."""

from django.urls import path

from rapport.desk.palette import views

urlpatterns = [path("search/", views.palette, name="palette")]
