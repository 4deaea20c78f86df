from django.urls import path

from rapport.desk.take_on import views

urlpatterns = [path("clients/new/", views.client_new, name="client_new")]
