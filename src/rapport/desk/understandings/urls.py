from django.urls import path

from rapport.desk.understandings import views

urlpatterns = [
    path("clients/<int:pk>/understandings/", views.client_understandings, name="client_understandings"),
    path("clients/<int:pk>/understandings/new/", views.understanding_new, name="understanding_new"),
    path("understandings/<int:pk>/", views.understanding, name="understanding"),
    path("understandings/<int:pk>/change/", views.understanding_change, name="understanding_change"),
    path("understandings/<int:pk>/sending/", views.understanding_send, name="understanding_send"),
    path("understandings/<int:pk>/correction/", views.understanding_take_over, name="understanding_take_over"),
    path("understandings/<int:pk>/removal/", views.understanding_drop, name="understanding_drop"),
    path("understandings/<int:pk>/return/", views.understanding_bring_back, name="understanding_bring_back"),
]
