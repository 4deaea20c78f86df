from django.urls import path

from rapport.desk.imports import views

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/<int:pk>/", views.one, name="import"),
    path("imports/<int:pk>/columns/", views.columns, name="import_columns"),
    path("imports/<int:pk>/trial/", views.trial, name="import_trial"),
    path("imports/<int:pk>/keep/", views.keep, name="import_keep"),
    path("imports/<int:pk>/undo/", views.undo, name="import_undo"),
    path("imports/<int:pk>/rejects.csv", views.rejects, name="import_rejects"),
]
