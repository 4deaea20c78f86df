"""The keeper takes the work: it is done. Also what nobody delivered in so many words, and own work."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.models import Member
from rapport.delivery.tasks import remind
from rapport.delivery.tasks.hand import end_open_words
from rapport.delivery.tasks.lock import expect, held, put, told
from rapport.delivery.tasks.models import OPEN_STATES, Task
from rapport.journal import clock
from rapport.journal.record import record


def take(task: Task, *, by: Member, version: int | None = None) -> Task:
    """Done. Taken twice it is taken once. Raises Stale."""
    with transaction.atomic():
        standing = held(task, by=by, version=version)
        if standing.state == Task.State.DONE:
            return standing
        expect(standing, OPEN_STATES)
        now = clock.now()
        unsaid = standing.state != Task.State.DELIVERED
        standing.state, standing.closed_at, standing.closed_by = Task.State.DONE, now, by
        end_open_words(standing, by=by)
        put(standing)
        remind.look_again([standing.pk, *_waiting_for(standing)], by=by)
        at = standing.delivered_at or now
        record(
            "task.taken", by=by, about=standing, client=standing.client_id, unsaid=unsaid,
            late=bool(standing.due_at and at > standing.due_at), returned=standing.returned, **told(standing),
        )  # fmt: skip
    return standing


def _waiting_for(task: Task) -> list[int]:
    return list(task.before.filter(deleted_at=None).values_list("pk", flat=True))
