"""The checklist of a task: steps are added, ticked, unticked and taken off by whoever does or keeps it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.tasks import remind
from rapport.delivery.tasks.lock import DO, expect, held
from rapport.delivery.tasks.models import OPEN_STATES, Step, Task
from rapport.delivery.tasks.write import MOST_STEPS, line
from rapport.journal import clock
from rapport.journal.record import record


def add_step(task: Task, *, by: Member, text: str) -> Step:
    """At the foot of the list."""
    text = line(text)
    with transaction.atomic():
        standing = held(task, by=by, deed=DO)
        expect(standing, OPEN_STATES)
        there = list(standing.steps.all())
        if not text:
            raise ValidationError({"text": _("Write the step.")})
        if len(text) > 250:
            raise ValidationError({"text": _("At most %(limit)s characters fit here.") % {"limit": 250}})
        if len(there) >= MOST_STEPS:
            raise ValidationError({"text": _("At most 100 steps of 250 characters each.")})
        place = max((step.place for step in there), default=-1) + 1
        step = Step.objects.create(task=standing, text=text, place=place)
        record("task.step_added", by=by, about=standing, client=standing.client_id, in_story=False, text=text)
    return step


def tick(step: Step, *, by: Member, done: bool = True) -> Step:
    """`step.task` must have come through its door. Ticked twice it is ticked once, by whoever was first."""
    with transaction.atomic():
        standing = held(step.task, by=by, deed=DO)
        expect(standing, OPEN_STATES)
        row = Step.objects.select_for_update().get(pk=step.pk)
        if (row.done_at is not None) == done:
            return row
        row.done_at, row.done_by = (clock.now(), by) if done else (None, None)
        row.save(update_fields=["done_at", "done_by"])
        remind.look_again([standing.pk])
        record(
            "task.step_ticked", by=by, about=standing, client=standing.client_id, in_story=False, text=row.text,
            done=done,
        )  # fmt: skip
    return row


def take_off(step: Step, *, by: Member) -> None:
    with transaction.atomic():
        standing = held(step.task, by=by, deed=DO)
        expect(standing, OPEN_STATES)
        if Step.objects.filter(pk=step.pk).delete()[0]:
            record(
                "task.step_removed", by=by, about=standing, client=standing.client_id, in_story=False, text=step.text
            )
