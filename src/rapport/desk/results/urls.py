from django.urls import path

from rapport.desk.results import feasible, views

urlpatterns = [
    path("results/", views.results, name="results"),
    path("clients/<int:pk>/results/feasible/", feasible.feasible, name="feasible"),
]
