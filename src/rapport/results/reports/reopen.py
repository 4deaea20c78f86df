"""Opens a report again after its sign-off: what was sent stays as it was, and the next version is written."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.models import Member
from rapport.journal.record import record
from rapport.results.reports import remind
from rapport.results.reports.lock import held
from rapport.results.reports.models import Report, Signed


def reopen(report: Report, *, by: Member) -> Report:
    """A version that never went out is written anew under its number; one that did stays, and the number rises."""
    with transaction.atomic():
        row = held(report, by=by, states=tuple(Report.State))
        if row.state == Report.State.DRAFT:
            return row
        if row.state == Report.State.SENT:
            row.number += 1
        else:
            Signed.objects.filter(report=row, number=row.number, sent_at=None).delete()
        row.state, row.signed_by, row.signed_at = Report.State.DRAFT, None, None
        row.version += 1
        row.save()
        record("report.reopened", by=by, about=row, client=row.client_id, in_story=False, number=row.number)
        remind.look_again([row.pk], by=by)
    return row
