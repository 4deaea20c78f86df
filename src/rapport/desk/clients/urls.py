"""Addresses of the clients page: the list, its filters, its views, deeds for many, files out."""

from django.urls import path

from rapport.desk.clients import bulk, export, views

urlpatterns = [
    path("clients/", views.clients, name="clients"),
    path("clients/filters/", views.filters, name="clients_filters"),
    path("clients/views/", views.view_new, name="view_new"),
    path("clients/views/<int:pk>/deletion/", views.view_delete, name="view_delete"),
    path("clients/hand-overs/", bulk.hand_over_many, name="clients_hand_over"),
    path("clients/tags/", bulk.tag_many, name="clients_tag"),
    path("clients/export/", export.export, name="clients_export"),
]
