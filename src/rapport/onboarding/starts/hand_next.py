"""Hands over the tasks of a start whose turn has come: everything they waited for is done."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError

from rapport.catalogue.content import read
from rapport.conversations.promises.calendars import of_client
from rapport.delivery.tasks.calendars import of_member
from rapport.delivery.tasks.hand import hand
from rapport.delivery.tasks.models import Task
from rapport.journal import clock
from rapport.onboarding.starts.models import Start
from rapport.onboarding.starts.steps import key_of
from rapport.portfolio.models import Client
from rapport.reckon.playbook import Span
from rapport.reckon.starts import Standing, laid


def hand_next(start: Start, now: Standing) -> int:
    """The number handed over, each by its keeper; a date that can no longer be kept is laid anew from tomorrow.

    A task without a specialist stays with the keeper, whom its own reminder asks to hand it over.
    """
    lines = {line.key: line for line in read(start.edition.content).tasks}
    left = {key for step in (*now.ready, *now.waiting) for key in (step.key, step.group)}
    free = [key for key, line in lines.items() if not left.intersection(line.after)]
    rows = Task.objects.open().filter(
        client=start.client_id, source="start", source_id=start.pk, state=Task.State.OPEN, member__isnull=False,
        once__in=[f"start:{start.pk}:{key}" for key in free],
    )  # fmt: skip
    tasks = [task for task in rows.select_related("keeper", "member").order_by("pk") if not task.is_own]
    return sum(_hand(start, task, lines[key_of(task.once)].days) for task in tasks)


def _hand(start: Start, task: Task, days: int) -> bool:
    keeper, doer = task.keeper, task.member
    assert doer is not None
    try:
        task.client = Client.objects.fetch(keeper, start.client_id)
    except Client.DoesNotExist:
        return False  # who kept it then does not any more: the keeper of now hands it over by hand
    ours = of_member(doer)
    tomorrow = clock.today(ours.zone) + timedelta(days=1)
    soonest = laid({"it": Span(0, max(days, 1) - 1)}, tomorrow, ours, of_client(task.client))["it"][1]
    due = ours.end_of_day(soonest)
    if task.due_at is not None and task.due_at > due:
        due = task.due_at
    with suppress(ValidationError, PermissionDenied):
        hand(task, by=keeper, to=doer, due_at=due, knowing=True)
        return True
    return False
