"""The gate every request passes: an address without a row in the permission table is closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from rapport.agency.permissions import BY_CONTACT, OPEN, ROUTES, may_at_all


class GateMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        deed = ROUTES.get(match.view_name or "") if match else None
        if deed is None:
            if settings.DEBUG and match and match.view_name is None:
                return None  # static and media files of the development server
            raise PermissionDenied(_("This address has no row in the permission table."))
        if deed in OPEN or deed in BY_CONTACT:  # the portal's own door asks a contact who they are
            return None
        if not request.user.is_authenticated:
            if request.headers.get("HX-Request"):
                return HttpResponse(status=401)  # the page says so; a door has no place inside a row
            return redirect_to_login(_onward(request))
        if not may_at_all(request.user.roles, deed):
            raise PermissionDenied(_("Your role does not include this. Ask the head of your team."))
        return None


def _onward(request: HttpRequest) -> str:
    """Where to go after signing in: the page itself; for what was sent from a form, the page the form stood on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came = urlsplit(request.headers.get("Referer", ""))
    if came.netloc == request.get_host() and came.path.startswith("/"):
        return f"{came.path}?{came.query}" if came.query else came.path
    return "/"
