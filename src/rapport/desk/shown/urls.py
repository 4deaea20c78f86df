from django.urls import path

from rapport.desk.shown import deeds, dressing, views

urlpatterns = [
    path("clients/<int:pk>/portal/", views.client_portal, name="client_portal"),
    path("clients/<int:pk>/portal/marks/", deeds.shown_mark, name="shown_mark"),
    path("clients/<int:pk>/portal/marks/removal/", deeds.shown_end, name="shown_end"),
    path("clients/<int:pk>/portal/keys/<int:contact>/", deeds.portal_invite, name="portal_invite"),
    path("clients/<int:pk>/portal/visits/<int:contact>/end/", deeds.portal_shut_out, name="portal_shut_out"),
    path("clients/<int:pk>/portal/look/", dressing.client_brand, name="client_brand"),
    path("agency/look/", dressing.agency_brand, name="agency_brand"),
]
