"""When a client says yes, or a plan goes on otherwise, its keeper is asked to begin what that has freed."""

from __future__ import annotations

from rapport.delivery.plans import free
from rapport.delivery.plans.models import Milestone
from rapport.journal.models import Entry


def of_plan(entry: Entry) -> None:
    """The plan it happened to, or whose milestone it was."""
    pk = entry.data.get("plan") or entry.about_id
    if isinstance(pk, int):
        free.look_again([pk], by=entry.by if entry.name in ("milestone.begun", "milestone.done") else None)


def answered(entry: Entry) -> None:
    """They were asked about a milestone and have answered, or the question is gone."""
    if entry.data.get("subject") == "delivery.milestone":
        free.look_again(Milestone.objects.filter(pk=entry.data["subject_id"]).values_list("plan", flat=True))


def of_client(entry: Entry) -> None:
    """A client comes, rests or goes, and at a merge both."""
    for pk in {entry.client_id, entry.data.get("kept"), entry.data.get("gone")}:
        if isinstance(pk, int):
            free.of_client(pk)
