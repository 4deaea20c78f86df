from django.urls import path

from rapport.desk.metrics import views

urlpatterns = [
    path("metrics/", views.metrics, name="metrics"),
    path("metrics/new/", views.metric_new, name="metric_new"),
    path("metrics/<int:pk>/", views.metric_change, name="metric_change"),
]
