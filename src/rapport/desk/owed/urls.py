from django.urls import path

from rapport.desk.owed import deeds, views

urlpatterns = [
    path("clients/<int:pk>/owed/", views.client_owed, name="client_owed"),
    path("clients/<int:pk>/owed/new/", views.owed_new, name="owed_new"),
    path("owed/<int:pk>/", views.owed, name="owed"),
    path("owed/<int:pk>/words/", deeds.owed_change, name="owed_change"),
    path("owed/<int:pk>/date/", deeds.owed_move, name="owed_move"),
    path("owed/<int:pk>/given/", deeds.owed_given, name="owed_given"),
    path("owed/<int:pk>/received/", deeds.owed_done, name="owed_done"),
    path("owed/<int:pk>/missing/", deeds.owed_missing, name="owed_missing"),
    path("owed/<int:pk>/release/", deeds.owed_release, name="owed_release"),
    path("owed/<int:pk>/opening/", deeds.owed_reopen, name="owed_reopen"),
    path("owed/<int:pk>/reminder/", deeds.owed_remind, name="owed_remind"),
]
