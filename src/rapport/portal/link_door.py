"""The door of every page that a client's contact opens by link: their language and clock, no guessing, no trace."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from rapport.agency.models import Agency
from rapport.approvals.written_in import spoken
from rapport.journal import clock
from rapport.portal.band import band_of
from rapport.portfolio.models import Client

MOST_GUESSES = 20  # links that lead nowhere, by one address in a minute
Page = Callable[..., HttpResponse]


def by_link(page: Page) -> Page:
    """Whoever has tried too many links that lead nowhere waits a minute; no answer is kept, indexed or handed on."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if cache.get(_guesses(request), 0) < MOST_GUESSES:
            answer = page(request, *args, **kwargs)
        else:
            with speaking(request):
                answer = draw(request, "portal/too_many.html", status=429)
            answer["Retry-After"] = "60"
        answer["Cache-Control"] = "no-store"
        answer["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return guarded


def speaking(request: HttpRequest, language: str = "", zone: str = "") -> AbstractContextManager[None]:
    """In the language asked for in the address, else the contact's, else the browser's; by the contact's clock."""
    known = dict(settings.LANGUAGES)
    wished = (request.GET.get("language", ""), language, get_language() or "")
    return spoken(next((code for code in wished if code in known), "en"), zone)


def leads_nowhere(request: HttpRequest, *, newer: bool = False, known: bool = True) -> HttpResponse:
    """One friendly page for what never was, ended, was used or was taken back; without details."""
    if not known and not newer:
        guesses = _guesses(request)
        cache.set(guesses, cache.get(guesses, 0) + 1, 120)
    return draw(request, "portal/ended.html", {"newer": newer}, status=410 if known else 404)


def draw(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
    client: Client | None = None,
) -> HttpResponse:
    """A page of the portal, within `speaking`; in the name, colour and logo of `client` when one is known."""
    request.LANGUAGE_CODE = get_language() or "en"
    agency = Agency.ours()
    frame = {
        "agency": agency,
        "languages": settings.LANGUAGES,
        "band": band_of(agency, client),
        "visit": getattr(request, "portal_visit", None),
    }
    return render(request, template, {**frame, **(context or {})}, status=status)


def address_of(request: HttpRequest) -> str:
    """Where the request comes from, behind as many proxies as the settings trust; empty when that cannot be told."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""


def _guesses(request: HttpRequest) -> str:
    return f"links-guessed:{address_of(request)}:{clock.now():%H%M}"
