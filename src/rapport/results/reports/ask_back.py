"""Takes in a question of a contact from the page of a report: a request like those of the portal, tied to it."""

from __future__ import annotations

from django.db import transaction

from rapport.delivery.requests.make import make
from rapport.delivery.requests.models import Request
from rapport.journal.record import record
from rapport.portfolio.models import Contact
from rapport.results.reports.models import AskedBack, Report


def ask_back(report: Report, contact: Contact, words: str, *, once: str = "") -> Request:
    """A touchpoint, an item of the keeper and a request that is answered there. ValidationError as for requests."""
    with transaction.atomic():
        request = make(contact, words, once=once)
        _row, made = AskedBack.objects.get_or_create(report=report, request=request)
        if made:
            record(
                "report.asked_back", by=None, about=report, client=report.client_id, in_story=False,
                request=request.pk, name=contact.name,
            )  # fmt: skip
    return request
