from django.urls import path

from rapport.desk.endings import views

urlpatterns = [
    path("clients/<int:pk>/ending/", views.client_ending, name="client_ending"),
    path("clients/<int:pk>/ending/files/", views.ending_files, name="ending_files"),
    path("clients/<int:pk>/ending/hello/", views.ending_hello, name="ending_hello"),
    path("clients/<int:pk>/ending/cause/", views.ending_cause, name="ending_cause"),
    path("clients/<int:pk>/ending/doors/", views.ending_doors, name="ending_doors"),
    path("clients/<int:pk>/ending/done/", views.ending_done, name="ending_done"),
    path("clients/<int:pk>/ending/opening/", views.ending_reopen, name="ending_reopen"),
]
