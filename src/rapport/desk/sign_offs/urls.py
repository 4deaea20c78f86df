from django.urls import path

from rapport.desk.sign_offs import views

urlpatterns = [
    path("sign-offs/", views.sign_offs, name="sign_offs"),
    path("sign-offs/<int:pk>/", views.one, name="sign_off"),
    path("sign-offs/<int:pk>/release/", views.release, name="sign_off_release"),
    path("sign-offs/<int:pk>/return/", views.back, name="sign_off_return"),
]
