from django.urls import path

from rapport.desk.touchpoints import views

urlpatterns = [
    path("touchpoints/new/", views.touchpoint_new, name="touchpoint_new"),
    path("clients/<int:pk>/touchpoints/", views.touchpoints, name="touchpoints"),
    path("touchpoints/<int:pk>/", views.touchpoint_correct, name="touchpoint_correct"),
    path("touchpoints/<int:pk>/reason/", views.touchpoint_reason, name="touchpoint_reason"),
    path("touchpoints/<int:pk>/removal/", views.touchpoint_delete, name="touchpoint_delete"),
    path("touchpoints/<int:pk>/return/", views.touchpoint_restore, name="touchpoint_restore"),
    path("touchpoints/<int:pk>/history/", views.touchpoint_history, name="touchpoint_history"),
    path("documents/<int:pk>/", views.document, name="document"),
]
