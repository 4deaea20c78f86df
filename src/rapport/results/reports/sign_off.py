"""Signs a report off: from now on it is these words and figures, kept whole with their digest."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.results.reports import remind
from rapport.results.reports.check import check
from rapport.results.reports.compose import compose, drawn
from rapport.results.reports.freeze import digest_of, frozen
from rapport.results.reports.lock import held
from rapport.results.reports.models import Report, Signed
from rapport.ui.formats import say


def sign_off(report: Report, *, by: Member, version: int | None = None) -> Report:
    """Raises ChangedMeanwhile, and ValidationError with every sentence of what must be mended first.

    A trainee writes it; it is signed off by somebody who has learnt it.
    """
    if by.mentor is not None:
        words = _("What goes to a client is signed off by %(name)s while you learn, or by the head.")
        raise ValidationError(words % {"name": by.mentor.name})
    with transaction.atomic():
        row = held(report, by=by, version=version, states=(Report.State.DRAFT, Report.State.SIGNED))
        if row.state == Report.State.SIGNED:
            return row
        parts = drawn(row)
        if must := [lack for lack in check(row, parts) if lack.must]:
            raise ValidationError([str(say(lack.reason)) for lack in must])
        now = clock.now()
        content = compose(row, parts, sent=True, checked_by=by.name, checked_on=clock.day_of(now, row.client.zone))
        data = frozen(content)
        digest = digest_of(data)
        Signed.objects.create(report=row, number=row.number, content=data, digest=digest, by=by, at=now)
        row.state, row.signed_by, row.signed_at = Report.State.SIGNED, by, now
        row.version += 1
        row.save()
        record(
            "report.signed_off", by=by, about=row, client=row.client_id, in_story=False, number=row.number,
            digest=digest, first=row.first.isoformat(), last=row.last.isoformat(),
        )  # fmt: skip
        remind.look_again([row.pk], by=by)
    return row
