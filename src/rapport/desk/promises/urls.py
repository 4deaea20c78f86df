from django.urls import path

from rapport.desk.promises import deeds, views

urlpatterns = [
    path("clients/<int:pk>/promises/", views.client_promises, name="client_promises"),
    path("clients/<int:pk>/promises/new/", views.promise_new, name="promise_new"),
    path("promises/<int:pk>/", views.promise, name="promise"),
    path("promises/<int:pk>/confirmation/", deeds.promise_confirm, name="promise_confirm"),
    path("promises/<int:pk>/confirmation/undo/", deeds.promise_unconfirm, name="promise_unconfirm"),
    path("promises/<int:pk>/refusal/", deeds.promise_refuse, name="promise_refuse"),
    path("promises/<int:pk>/refusal/undo/", deeds.promise_take_back, name="promise_take_back"),
    path("promises/<int:pk>/kept/", deeds.promise_keep, name="promise_keep"),
    path("promises/<int:pk>/broken/", deeds.promise_break, name="promise_break"),
    path("promises/<int:pk>/release/", deeds.promise_release, name="promise_release"),
    path("promises/<int:pk>/opening/", deeds.promise_reopen, name="promise_reopen"),
    path("promises/<int:pk>/date/", deeds.promise_move, name="promise_move"),
    path("promises/<int:pk>/date/undo/", deeds.promise_put_back, name="promise_put_back"),
]
