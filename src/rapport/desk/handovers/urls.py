from django.urls import path

from rapport.desk.handovers import deeds, views

urlpatterns = [
    path("handovers/", views.handovers, name="handovers"),
    path("handovers/new/", views.handover_new, name="handover_new"),
    path("handovers/<int:pk>/", views.handover, name="handover"),
    path("handovers/<int:pk>/change/", views.handover_change, name="handover_change"),
    path("handovers/<int:pk>/sending/", deeds.handover_send, name="handover_send"),
    path("handovers/<int:pk>/acceptance/", deeds.handover_accept, name="handover_accept"),
    path("handovers/<int:pk>/return/", deeds.handover_return, name="handover_return"),
    path("handovers/<int:pk>/drop/", deeds.handover_drop, name="handover_drop"),
    path("handovers/<int:pk>/drop/undo/", deeds.handover_back, name="handover_back"),
    path("handovers/<int:pk>/notes/", deeds.handover_notes, name="handover_notes"),
]
