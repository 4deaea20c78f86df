"""Takes back that a task is done or dropped: it stands where it stood before. For the keeper."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.models import Member
from rapport.delivery.tasks import remind
from rapport.delivery.tasks.lock import held, put, told
from rapport.delivery.tasks.models import Task
from rapport.journal.record import record


def reopen(task: Task, *, by: Member) -> bool:
    """Open it again; False when it is open already."""
    with transaction.atomic():
        standing = held(task, by=by)
        if standing.is_open:
            return False
        was, standing.state = standing.state, _stood(standing)
        standing.closed_at, standing.closed_by, standing.why_dropped = None, None, ""
        put(standing)
        remind.look_again([standing.pk])
        record("task.reopened", by=by, about=standing, client=standing.client_id, was=was, **told(standing))
    return True


def _stood(task: Task) -> str:
    if task.member_id is None or task.due_at is None:
        return Task.State.OPEN
    if task.delivered_at is not None:
        return Task.State.DELIVERED
    return Task.State.DOING if task.accepted_at else Task.State.HANDED
