"""Every address of the house. Each has its row in agency/permissions.py."""

from __future__ import annotations

from django.urls import include, path

from rapport.api import urls as api_urls
from rapport.desk import urls as desk_urls
from rapport.portal import urls as portal_urls

urlpatterns = [
    path("account/", include("allauth.urls")),
    *desk_urls.urlpatterns,
    *portal_urls.urlpatterns,
    *api_urls.urlpatterns,
]

handler400 = "rapport.desk.refusals.bad_request"
handler403 = "rapport.desk.refusals.forbidden"
handler404 = "rapport.desk.refusals.not_found"
handler500 = "rapport.desk.refusals.broken"
