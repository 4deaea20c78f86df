from django.urls import path

from rapport.desk.tray import views

urlpatterns = [
    path("tray/", views.tray, name="tray"),
    path("tray/<int:pk>/client/", views.sorted_to, name="tray_sort"),
    path("tray/<int:pk>/aside/", views.aside, name="tray_aside"),
    path("tray/<int:pk>/back/", views.back, name="tray_back"),
]
