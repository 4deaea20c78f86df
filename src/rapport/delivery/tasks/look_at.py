"""The keeper has looked at a task on the way: the check is made, and may be taken back."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.models import Member
from rapport.delivery.tasks import remind
from rapport.delivery.tasks.lock import expect, held, put, told
from rapport.delivery.tasks.models import Task
from rapport.journal import clock
from rapport.journal.record import record

ON_THE_WAY = (Task.State.HANDED, Task.State.DOING, Task.State.PROPOSED, Task.State.UNCLEAR)


def look_at(task: Task, *, by: Member) -> Task:
    """Checked now; a second click changes nothing."""
    with transaction.atomic():
        standing = held(task, by=by)
        if standing.checked_at is not None:
            return standing
        expect(standing, ON_THE_WAY)
        standing.checked_at = clock.now()
        put(standing)
        remind.look_again([standing.pk], by=by)
        record("task.checked", by=by, about=standing, client=standing.client_id, in_story=False, **told(standing))
    return standing


def look_again_later(task: Task, *, by: Member) -> bool:
    """Take it back: the check is still to be made. False when it was not made, or nothing is to check any more."""
    with transaction.atomic():
        standing = held(task, by=by)
        if standing.checked_at is None or standing.state not in ON_THE_WAY:
            return False
        standing.checked_at = None
        put(standing)
        remind.look_again([standing.pk])
        record("task.unchecked", by=by, about=standing, client=standing.client_id, in_story=False, **told(standing))
    return True
