"""Drops a task with the reason: it will not be done. For the keeper; `reopen` brings it back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.tasks import remind
from rapport.delivery.tasks.hand import end_open_words
from rapport.delivery.tasks.lock import expect, held, put, told
from rapport.delivery.tasks.models import OPEN_STATES, Task
from rapport.journal import clock
from rapport.journal.record import record


def drop(task: Task, *, by: Member, reason: str, version: int | None = None) -> Task:
    """Nobody does it. Raises Stale, ValidationError."""
    reason = " ".join(reason.split())
    with transaction.atomic():
        standing = held(task, by=by, version=version)
        if standing.state == Task.State.DROPPED:
            return standing
        expect(standing, OPEN_STATES)
        if not reason:
            raise ValidationError({"reason": _("Say why nobody does it.")})
        if len(reason) > 300:
            raise ValidationError({"reason": _("At most %(limit)s characters fit here.") % {"limit": 300}})
        standing.state, standing.why_dropped = Task.State.DROPPED, reason
        standing.closed_at, standing.closed_by = clock.now(), by
        end_open_words(standing, by=by)
        put(standing)
        remind.look_again([standing.pk], by=by)
        record("task.dropped", by=by, about=standing, client=standing.client_id, reason=reason, **told(standing))
    return standing
