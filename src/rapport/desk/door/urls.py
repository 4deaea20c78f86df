from django.urls import path

from rapport.desk.door import views

urlpatterns = [
    path("door/", views.door, name="door"),
    path("demo/", views.demo, name="demo"),
    path("demo/<int:pk>/", views.enter_demo, name="demo_enter"),
    path("demo/clients/<int:pk>/", views.enter_demo_as_client, name="demo_client"),
    path("first-run/", views.first_run, name="first_run"),
    path("invitations/<str:token>/", views.invitation, name="invitation"),
    path("health/", views.health, name="health"),
    path("favicon.ico", views.favicon, name="favicon"),
]
