"""Refusals in words: not yours, not there, not understood, our own fault; what was typed is never lost."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.agency.access import acting, may
from rapport.documents.upload_limit import TooMuch
from rapport.portfolio.access import Gone
from rapport.portfolio.models import Client
from rapport.ui.formats import day


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, TooMuch):
        return render(request, "ui/refusals/400.html", {"why": str(exception)}, status=413)
    return render(request, "ui/refusals/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/refusals/403.html", {"why": str(exception or "")}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    told = _told(request, exception.client) if isinstance(exception, Gone) else {}
    return render(request, "ui/refusals/404.html", told, status=404)


def _told(request: HttpRequest, client: Client) -> dict[str, str]:
    """What became of a client that this member could see, and where to go from there."""
    if client.merged_into is not None:
        why = _("%(gone)s was merged into %(kept)s.") % {"gone": client.name, "kept": client.merged_into.name}
        return {
            "why": why,
            "onward": reverse("client", args=[client.merged_into_id]),
            "onward_words": client.merged_into.name,
        }
    told = {
        "why": _("%(client)s was deleted on %(day)s. A head can bring it back.")
        % {"client": client.name, "day": day(client.deleted_at)}
    }
    if may(acting(request), "client.delete"):
        told |= {"onward": reverse("clients_deleted"), "onward_words": _("Deleted clients")}
    return told


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/refusals/500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The session ended while a form was open: say so and keep what was typed (the page's drafts restore it)."""
    answer = render(request, "ui/refusals/csrf.html", status=403)
    answer["X-Session"] = "ended"  # so that a fragment's page can say it in words
    return answer
