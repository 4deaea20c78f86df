"""Writes the words of one part, in place: by whoever keeps the client, or by the specialist who was asked for it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import may
from rapport.agency.models import Member
from rapport.delivery.tasks.access import task_for
from rapport.delivery.tasks.deliver import BEFORE, deliver
from rapport.journal import clock
from rapport.journal.record import record
from rapport.results.reports import remind
from rapport.results.reports.compose import draft_of
from rapport.results.reports.lock import held_part, put
from rapport.results.reports.models import Part

LONGEST = 10_000


def write_part(part: Part, *, by: Member, text: str, title: str = "", version: int | None = None) -> Part:
    """Words like the draft's, or none, are the draft again. What its specialist writes is delivered with it.

    Raises ChangedMeanwhile, ValidationError by field.
    """
    if not may_write(part, by):
        raise PermissionDenied(_("This part is for its keeper, or for whoever was asked to write it."))
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    title = " ".join(title.replace("\0", "").split())
    _check(text, title)
    with transaction.atomic():
        row = held_part(part, by=by, deed="report.write", version=version)
        draft = draft_of(row)
        row.title, row.drafted = title, draft
        own = text not in ("", draft)
        row.text = text if own else ""
        row.edited_at, row.edited_by = (clock.now(), by) if own else (None, None)
        if own and row.writer_id == by.pk:
            row.written_at = clock.now()
        put(row)
        record(
            "report.part_written", by=by, about=row.report, client=row.report.client_id, in_story=False, part=row.pk,
            kind=row.kind, version=row.version,
        )  # fmt: skip
        if own and row.writer_id == by.pk:
            _deliver(row, by)
        remind.look_again([row.report_id], by=by)
    return row


def may_write(part: Part, by: Member) -> bool:
    if may(by, "report.keep", part.report.client.standing):
        return True
    return part.writer_id == by.pk and may(by, "report.write", part.report.client.standing)


def _deliver(part: Part, by: Member) -> None:
    """Its task goes back to the keeper to be looked at."""
    if part.task is not None and part.task.state in BEFORE:
        deliver(task_for(by, part.task.pk), by=by, result=part.text)


def _check(text: str, title: str) -> None:
    wrong = {}
    if len(text) > LONGEST:
        wrong["text"] = _("At most %(limit)s characters fit here.") % {"limit": LONGEST}
    if len(title) > 200:
        wrong["title"] = _("At most %(limit)s characters fit here.") % {"limit": 200}
    if wrong:
        raise ValidationError(wrong)
