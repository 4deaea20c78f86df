"""A contact's first page: one thing to do first, then all that waits, where the work is, what else is here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from rapport.delivery.requests.make import HOURS
from rapport.documents.answer_with import PICTURES
from rapport.overview.portal.home import Home, Thing, home_of
from rapport.portal.link_door import draw
from rapport.portal.signed_in import by_contact
from rapport.portfolio.models import Contact
from rapport.ui import formats


@require_safe
@by_contact
def home(request: HttpRequest, contact: Contact) -> HttpResponse:
    return draw_home(request, contact, home_of(contact))


def draw_home(request: HttpRequest, contact: Contact, found: Home, *, preview: bool = False) -> HttpResponse:
    """Also for one of us, who looks at it as the contact would and presses nothing."""
    first = found.things[0] if found.things else None
    context = {
        "contact": contact,
        "home": found,
        "first": first,
        "picture": 0 if preview else _picture(first),
        "city": formats.city(timezone.get_current_timezone_name()),
        "hours": HOURS,
        "preview": preview,
    }
    return draw(request, "portal/home.html", context, client=contact.client)


def _picture(first: Thing | None) -> int:
    """The number of the first picture of what they are asked about, from 1; 0 for none."""
    files = first.approval.files if first and first.approval else []
    return next((number for number, file in enumerate(files, 1) if file["kind"] in PICTURES), 0)
