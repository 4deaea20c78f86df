from django.urls import path

from rapport.desk.items import views

urlpatterns = [
    path("items/<int:pk>/done/", views.done, name="item_done"),
    path("items/<int:pk>/snooze/", views.put_off, name="item_snooze"),
    path("items/<int:pk>/wake/", views.woken, name="item_wake"),
    path("items/<int:pk>/dismiss/", views.dismissed, name="item_dismiss"),
    path("items/<int:pk>/delegate/", views.given, name="item_delegate"),
    path("items/<int:pk>/undo/<slug:deed>/", views.undone, name="item_undo"),
    path("items/<int:pk>/why/", views.why, name="item_why"),
]
