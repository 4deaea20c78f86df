"""The doer says yes to a task and its date; what they said of another date or of what is unclear is over then."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.models import Member
from rapport.delivery.tasks import remind
from rapport.delivery.tasks.hand import end_open_words
from rapport.delivery.tasks.lock import DO, by_its_doer, expect, held, put, told
from rapport.delivery.tasks.models import Task
from rapport.journal import clock
from rapport.journal.record import record


def accept(task: Task, *, by: Member) -> Task:
    """Yes, by its date. Said twice it is said once; it also takes back a date proposed or a question asked."""
    with transaction.atomic():
        standing = held(task, by=by, deed=DO)
        by_its_doer(standing, by)
        if standing.state == Task.State.DOING:
            return standing
        expect(standing, (Task.State.HANDED, Task.State.PROPOSED, Task.State.UNCLEAR))
        standing.state, standing.accepted_at = Task.State.DOING, clock.now()
        end_open_words(standing, by=by)
        put(standing)
        remind.look_again([standing.pk], by=by)
        record("task.accepted", by=by, about=standing, client=standing.client_id, in_story=False, **told(standing))
    return standing


def unaccept(task: Task, *, by: Member) -> bool:
    """Take the yes back while nothing has followed from it; False when there is nothing to take back."""
    with transaction.atomic():
        standing = held(task, by=by, deed=DO)
        if standing.member_id != by.pk or standing.state != Task.State.DOING or standing.is_own:
            return False
        standing.state, standing.accepted_at = Task.State.HANDED, None
        put(standing)
        remind.look_again([standing.pk])
        record("task.unaccepted", by=by, about=standing, client=standing.client_id, in_story=False, **told(standing))
    return True
