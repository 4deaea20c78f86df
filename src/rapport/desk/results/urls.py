from django.urls import path

from rapport.desk.results import views

urlpatterns = [path("results/", views.results, name="results")]
