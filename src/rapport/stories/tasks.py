"""When what decides about tasks has changed (a client rests, a crew changed, somebody is away), they are looked at."""

from __future__ import annotations

from rapport.agency.models import Member
from rapport.conversations.meetings.models import MinuteLine
from rapport.delivery.tasks import follow, remind
from rapport.delivery.tasks.models import Task
from rapport.journal.models import Entry


def of_client(entry: Entry) -> None:
    """The client it happened to, and at a merge both."""
    named = {entry.client_id, entry.data.get("kept"), entry.data.get("gone")}
    for pk in named:
        if isinstance(pk, int):
            remind.of_client(pk)


def of_keeper(entry: Entry) -> None:
    """A client has another keeper, who checks its tasks from now on."""
    if entry.client_id:
        follow.of_keeper(entry.client_id)


def of_member(entry: Entry) -> None:
    """A member's roles, week or days away have changed."""
    if (member := Member.objects.filter(pk=entry.about_id or 0).first()) is not None:
        follow.of_absence(member)


def of_line(entry: Entry) -> None:
    """A task that stands for a line of minutes is done, or open again: the line knows."""
    task = Task.objects.filter(pk=entry.about_id or 0, source="minutes").first()
    line = MinuteLine.objects.filter(pk=task.source_id or 0).first() if task else None
    if task is not None and line is not None:
        done = task.state == Task.State.DONE
        MinuteLine.objects.filter(pk=line.pk, becomes="action").update(done_at=task.closed_at if done else None)
