"""Notes that a contact has looked at a report, by the link of their own letter."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Contact
from rapport.results.reports import remind
from rapport.results.reports.models import Report, Sight


def note_seen(report: Report, contact: Contact) -> bool:
    """True when it was the first time since it was sent. Whoever it was not sent to is not counted."""
    now = clock.now()
    with transaction.atomic():
        rows = Sight.objects.filter(report=report, contact=contact)
        first = rows.filter(first_seen=None).exists()
        if not rows.update(first_seen=Coalesce(F("first_seen"), now), last_seen=now, times=F("times") + 1):
            return False
        if first:
            record(
                "report.seen", by=None, about=report, client=report.client_id, in_story=False, contact=contact.pk,
                name=contact.name, number=report.number,
            )  # fmt: skip
            remind.look_again([report.pk])
    return first
