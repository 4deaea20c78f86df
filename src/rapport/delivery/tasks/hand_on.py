"""Passes a task on to another doer, with the reason; or the keeper takes it over. For the keeper."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.tasks import remind
from rapport.delivery.tasks.hand import UNCHANGED, give
from rapport.delivery.tasks.lock import expect, held, put, told
from rapport.delivery.tasks.models import HandedOn, Task
from rapport.journal import clock
from rapport.journal.record import record

ON_THE_WAY = (Task.State.HANDED, Task.State.UNCLEAR, Task.State.PROPOSED, Task.State.DOING, Task.State.DELIVERED)


def hand_on(
    task: Task,
    *,
    by: Member,
    to: Member | None,
    reason: str,
    due_at: datetime | None = None,
    client_due: date | None = UNCHANGED,
    check_at: datetime | None = None,
    into_crew: bool = False,
    knowing: bool = False,
    version: int | None = None,
) -> Task:
    """From its doer to another; without `due_at` the date stays. Who gives it to themself does it from now on.

    Raises Doubtful unless `knowing`, Stale, ValidationError by field.
    """
    with transaction.atomic():
        standing = held(task, by=by, version=version)
        expect(standing, ON_THE_WAY)
        if to is not None and to.pk == standing.member_id:
            raise ValidationError({"member": _("%(name)s has it already.") % {"name": to.name}})
        if not (reason := " ".join(reason.split())):
            raise ValidationError({"reason": _("Say why; both will read it.")})
        if len(reason) > 500:
            raise ValidationError({"reason": _("At most %(limit)s characters fit here.") % {"limit": 500}})
        was = standing.member
        give(
            standing, by=by, to=to, due_at=due_at or standing.due_at, client_due=client_due, check_at=check_at,
            into_crew=into_crew, knowing=knowing,
        )  # fmt: skip
        assert standing.member is not None
        HandedOn.objects.create(
            task=standing, was=was, to=standing.member, due_at=standing.due_at, reason=reason, by=by, at=clock.now()
        )
        put(standing)
        remind.look_again([standing.pk], by=by)
        record(
            "task.handed_on", by=by, about=standing, client=standing.client_id, in_story=False,
            was=was.name if was else "", reason=reason, **told(standing),
        )  # fmt: skip
    return standing
