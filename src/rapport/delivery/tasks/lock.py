"""Holds a task for a deed: its row locked, the standing of whoever acts asked, its state as it is now."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.delivery.tasks.models import Task

KEEP = "task.keep"
DO = "task.do"


class Stale(Exception):
    """Somebody else changed the task meanwhile; `theirs` is what stands now."""

    def __init__(self, theirs: Task) -> None:
        super().__init__(f"version {theirs.version}")
        self.theirs = theirs


def held(task: Task, *, by: Member, deed: str = KEEP, version: int | None = None) -> Task:
    """The row as it stands, locked until the end of the transaction the caller has opened.

    `task` must have come through access.task_for, or carry a client with its standing. Raises Stale when another
    version stands than was seen.
    """
    require(by, deed, standing_to(task))
    rows = Task.objects.select_for_update(of=("self",)).select_related("keeper", "member", "goal", "milestone")
    standing = rows.get(pk=task.pk)
    if task.client_id is not None:
        standing.client = task.client
    standing.standing = task.standing
    if version is not None and standing.version != version:
        raise Stale(standing)
    return standing


def standing_to(task: Task) -> frozenset[str]:
    return task.client.standing if task.client is not None else task.standing


def put(task: Task) -> Task:
    task.version += 1
    task.save()
    return task


def by_its_doer(task: Task, by: Member) -> None:
    """Refuse what only the one who does the task can say."""
    if task.member_id != by.pk:
        raise ValidationError(
            _("This is for %(name)s, who does the task.") % {"name": task.member.name}
            if task.member
            else _("Nobody does this task yet. Hand it over first.")
        )


def expect(task: Task, states: Collection[str]) -> None:
    """Refuse what does not fit the state the task is in by now."""
    if task.state not in states:
        raise ValidationError(
            _("This does not fit any more: the task is now “%(state)s”.") % {"state": task.get_state_display()}
        )


def told(task: Task) -> dict[str, Any]:
    """What the journal keeps of a task with each thing that happens to it."""
    return {
        "title": task.title,
        "member": task.member_id,
        "member_name": task.member.name if task.member else "",
        "due": task.due_at.isoformat() if task.due_at else None,
    }
