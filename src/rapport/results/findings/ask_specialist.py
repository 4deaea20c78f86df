"""Asks a specialist to look into a finding: a task with the figures in it, handed over with its date."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from rapport.agency.models import Member
from rapport.catalogue.metrics import all_metrics
from rapport.delivery.tasks.hand import hand
from rapport.delivery.tasks.models import Task
from rapport.delivery.tasks.write import write
from rapport.journal.record import record
from rapport.reckon.verdict import from_data
from rapport.results.findings import remind
from rapport.results.findings.access import held
from rapport.results.findings.models import Finding
from rapport.ui.formats import say


def ask_specialist(
    finding: Finding, *, by: Member, to: Member | None, due_at: datetime | None, words: str = "", knowing: bool = False
) -> Task:
    """The task, in the specialist's language; asked twice it is the same one. Raises Doubtful as `hand` does."""
    with transaction.atomic():
        standing = held(finding, by=by)
        if standing.task is not None:
            return standing.task
        if not standing.is_open:
            raise ValidationError(_("It is settled. Open it again first."))
        with override(to.language if to else by.language):
            title, what = _title(standing), _what(standing, words)
            criteria = _("It is clear why, and what is done about it.")
        task = write(standing.client, by=by, title=title, what=what, criteria=criteria, hours=1, important=True,
                     source="finding", source_id=standing.pk)  # fmt: skip
        hand(task, by=by, to=to, due_at=due_at, knowing=knowing)
        standing.task = task
        standing.version += 1
        standing.save()
        remind.look_again([standing.client_id], by=by)
        record(
            "finding.asked", by=by, about=standing, client=standing.client_id, in_story=False, task=task.pk,
            to=to.pk if to else None,
        )  # fmt: skip
    return task


def _title(finding: Finding) -> str:
    metric = all_metrics().get(finding.metric)
    name = metric.name if metric else finding.metric
    return _("Find out why: %(metric)s") % {"metric": name}


def _what(finding: Finding, words: str) -> str:
    told = [say(from_data(one)) for one in [*finding.reasons, *finding.causes]]
    return "\n".join(filter(None, [words.strip(), *told]))
