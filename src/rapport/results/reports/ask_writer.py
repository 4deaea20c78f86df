"""Asks a specialist to write a part of a report by a day: a task of theirs, handed over like any other."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.tasks.access import task_for
from rapport.delivery.tasks.drop import drop
from rapport.delivery.tasks.hand import hand
from rapport.delivery.tasks.models import OPEN_STATES
from rapport.delivery.tasks.write import write
from rapport.journal.record import record
from rapport.results.reports import remind
from rapport.results.reports.lock import held_part, put
from rapport.results.reports.models import Part
from rapport.results.reports.names import name_of
from rapport.ui.formats import day

SOURCE = "report"


def ask_writer(
    part: Part, *, by: Member, to: Member | None, due_at: datetime | None, into_crew: bool = False,
    knowing: bool = False,
) -> Part:  # fmt: skip
    """Asking another takes it from the first. ValidationError by field, delivery's Doubtful unless `knowing`."""
    with transaction.atomic():
        row = held_part(part, by=by)
        if row.out_at:
            raise ValidationError(_("This part is left out. Put it back first."))
        if row.task is not None and to is not None and row.is_awaited:
            if row.writer_id == to.pk:
                raise ValidationError({"member": _("%(name)s is asked already.") % {"name": to.name}})
            _let_go(row, by)
        report = row.report
        period = {"first": day(report.first), "last": day(report.last)}
        task = write(
            report.client, by=by, service=row.service, source=SOURCE, source_id=row.pk,
            title=_("Report %(first)s – %(last)s: write “%(part)s”") % {"part": name_of(row), **period},
            what=_("Write it on the report’s page; with that it is delivered:\n%(address)s")
            % {"address": f"{settings.BASE_URL}{reverse(settings.REPORT_URL, args=[report.pk])}#part-{row.pk}"},
            criteria=_("What the figures say and why, in words the client understands; what we propose."),
        )  # fmt: skip
        task = hand(task_for(by, task.pk), by=by, to=to, due_at=due_at, into_crew=into_crew, knowing=knowing)
        row.task, row.writer, row.written_at = task, to, None
        put(row)
        assert to is not None
        record(
            "report.writer_asked", by=by, about=report, client=report.client_id, in_story=False, part=row.pk,
            member=to.pk, task=task.pk,
        )  # fmt: skip
        remind.look_again([report.pk], by=by)
    return row


def ask_nobody(part: Part, *, by: Member) -> Part:
    """The keeper writes it after all; the task is dropped."""
    with transaction.atomic():
        row = held_part(part, by=by)
        if row.writer_id is None:
            return row
        _let_go(row, by)
        row.writer = row.written_at = None
        put(row)
        record(
            "report.writer_let_go", by=by, about=row.report, client=row.report.client_id, in_story=False, part=row.pk
        )
        remind.look_again([row.report_id], by=by)
    return row


def _let_go(part: Part, by: Member) -> None:
    if part.task is not None and part.task.state in OPEN_STATES:
        drop(task_for(by, part.task.pk), by=by, reason=_("Somebody else writes this part of the report."))
    part.task = None
