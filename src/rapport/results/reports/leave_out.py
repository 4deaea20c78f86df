"""Leaves a part out of a report, with the reason, so that nothing bad is passed over in silence; puts it back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.results.reports import remind
from rapport.results.reports.lock import held_part, put
from rapport.results.reports.models import Part


def leave_out(part: Part, *, by: Member, why: str, version: int | None = None) -> Part:
    """It does not go along. Raises ChangedMeanwhile, ValidationError without a reason."""
    why = " ".join(why.replace("\0", "").split())
    if not why:
        raise ValidationError({"why": _("Say why it is left out; the reason stays with the report.")})
    if len(why) > 500:
        raise ValidationError({"why": _("At most %(limit)s characters fit here.") % {"limit": 500}})
    with transaction.atomic():
        row = held_part(part, by=by, version=version)
        if row.out_at is None:
            row.why_out, row.out_by, row.out_at = why, by, clock.now()
            put(row)
            record(
                "report.part_left_out", by=by, about=row.report, client=row.report.client_id, in_story=False,
                part=row.pk, kind=row.kind, why=why,
            )  # fmt: skip
            remind.look_again([row.report_id], by=by)
    return row


def put_back(part: Part, *, by: Member) -> Part:
    with transaction.atomic():
        row = held_part(part, by=by)
        if row.out_at is not None:
            row.why_out, row.out_by, row.out_at = "", None, None
            put(row)
            record(
                "report.part_put_back", by=by, about=row.report, client=row.report.client_id, in_story=False,
                part=row.pk, kind=row.kind,
            )  # fmt: skip
            remind.look_again([row.report_id], by=by)
    return row
