"""For pages of a client's contact who came in by the portal's door: `by_contact` hands the contact to the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.shortcuts import redirect

from rapport.approvals.written_in import language_of, zone_of
from rapport.portal.link_door import speaking
from rapport.portal.visit import Visit, visit_of

Page = Callable[..., Any]


def by_contact(page: Page) -> Page:
    """`page(request, contact, …)` in the contact's language and by their clock; `contact.client` is fetched along.

    Whoever has not come in is led to the door, whatever they ask for. What a page shows must be asked for by
    `contact.client_id` (or `contact`), so that another client's things are a 404 like missing ones.
    """

    @wraps(page)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        visit = visit_of(request)
        if visit is None:
            answer: Any = redirect("portal_door")
        else:
            contact = visit.contact
            with speaking(request, visit.language or language_of(contact, contact.client), zone_of_visit(visit)):
                request.portal_visit = visit  # type: ignore[attr-defined]
                answer = page(request, contact, *args, **kwargs)
        answer["Cache-Control"] = "private, no-store"
        answer["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return asked


def zone_of_visit(visit: Visit) -> str:
    return zone_of(visit.contact, visit.contact.client)


def the_visit(request: HttpRequest) -> Visit:
    """The visit of whoever asks, within `by_contact`."""
    visit = getattr(request, "portal_visit", None)
    assert isinstance(visit, Visit)
    return visit
