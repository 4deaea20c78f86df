"""The keeper returns delivered work with what is missing; each return is kept and counted."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.tasks import remind
from rapport.delivery.tasks.lock import expect, held, put, told
from rapport.delivery.tasks.models import Return, Task
from rapport.journal import clock
from rapport.journal.record import record

LONGEST = 5000


def give_back(task: Task, *, by: Member, reason: str, version: int | None = None) -> Return:
    """Back to the doer, by the date it has. Raises Stale, ValidationError."""
    reason = reason.strip()
    with transaction.atomic():
        standing = held(task, by=by, version=version)
        if not reason:
            raise ValidationError({"reason": _("Say what is missing.")})
        if len(reason) > LONGEST:
            raise ValidationError({"reason": _("At most %(limit)s characters fit here.") % {"limit": LONGEST}})
        last = standing.returns.order_by("-at", "-pk").first()
        if standing.state == Task.State.DOING and last and last.reason == reason and last.by_id == by.pk:
            return last  # the same click twice
        expect(standing, (Task.State.DELIVERED,))
        came_back = Return.objects.create(task=standing, reason=reason, by=by, at=clock.now(), result=standing.result)
        standing.state, standing.delivered_at = Task.State.DOING, None
        standing.returned += 1
        put(standing)
        remind.look_again([standing.pk], by=by)
        record(
            "task.returned", by=by, about=standing, client=standing.client_id, in_story=False, reason=reason[:300],
            times=standing.returned, **told(standing),
        )  # fmt: skip
    return came_back
