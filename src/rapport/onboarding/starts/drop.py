"""Drops a start that was begun in error: what it laid out and nobody has touched goes with it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.delivery.owed import remind as remind_owed
from rapport.delivery.owed.models import Owed
from rapport.delivery.tasks import remind as remind_tasks
from rapport.delivery.tasks.models import OPEN_STATES, Task
from rapport.journal import clock
from rapport.journal.record import record
from rapport.onboarding.accesses.models import Access, AccessStep
from rapport.onboarding.questionnaires.close import close
from rapport.onboarding.questionnaires.models import Questionnaire
from rapport.onboarding.starts import remind
from rapport.onboarding.starts.models import Start
from rapport.onboarding.starts.steps import GOING


def drop(start: Start, *, by: Member, reason: str) -> Start:
    """Its open tasks are dropped, what the client owed for it is released, accesses nobody asked for are not needed,
    the questionnaire is closed. What was done stays. The same engagement can be begun again."""
    require(by, "start.keep", start.client.standing)
    reason = " ".join(reason.replace("\0", "").split())
    if not reason:
        raise ValidationError({"reason": _("Say why it is dropped.")})
    if len(reason) > 300:
        raise ValidationError({"reason": _("At most %(limit)s characters fit here.") % {"limit": 300}})
    with transaction.atomic():
        row = Start.objects.select_for_update(of=("self",)).select_related("edition__service").get(pk=start.pk)
        if row.state not in GOING:
            return row
        row.client = start.client
        row.state, row.done_at, row.done_by, row.note = Start.State.DROPPED, clock.now(), by, reason
        row.save(update_fields=["state", "done_at", "done_by", "note"])
        _drop_tasks(row, by, reason)
        _release(row, by, reason)
        _unask(row, by)
        for one in Questionnaire.objects.filter(start=row, state=Questionnaire.State.OPEN):
            one.client = row.client
            close(one, by=by)
        remind.look_again([row.client_id], by=by)
        record(
            "start.dropped", by=by, about=row, client=row.client_id, service_name=row.edition.service.name,
            reason=reason,
        )  # fmt: skip
    return row


def _drop_tasks(start: Start, by: Member, reason: str) -> None:
    tasks = Task.objects.filter(client=start.client_id, source="start", source_id=start.pk, state__in=OPEN_STATES)
    ids = list(tasks.values_list("pk", flat=True))
    Task.objects.filter(pk__in=ids).update(
        state=Task.State.DROPPED, closed_at=clock.now(), closed_by=by, why_dropped=reason
    )
    remind_tasks.look_again(ids, by=by)


def _release(start: Start, by: Member, reason: str) -> None:
    owed = Owed.objects.filter(
        client=start.client_id, source="start", source_id=start.pk, state__in=(Owed.State.OPEN, Owed.State.GIVEN)
    )
    owed.update(state=Owed.State.RELEASED, closed_at=clock.now(), closed_by=by, note=reason)
    remind_owed.look_again([start.client_id], by=by)


def _unask(start: Start, by: Member) -> None:
    rows = list(Access.objects.filter(start=start, state=Access.State.WANTED))
    Access.objects.filter(pk__in=[row.pk for row in rows]).update(state=Access.State.NOT_NEEDED)
    AccessStep.objects.bulk_create(
        AccessStep(access=row, was=row.state, state=Access.State.NOT_NEEDED, by=by) for row in rows
    )
