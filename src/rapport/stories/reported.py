"""Reports follow what happens around them: a writer's task that moves, a client that goes or becomes another's."""

from __future__ import annotations

from rapport.journal.models import Entry
from rapport.portfolio.merge import remember
from rapport.portfolio.models import Merge
from rapport.results import go_along as results
from rapport.results.reports import follow, remind


def part(entry: Entry) -> None:
    """The task of whoever was asked to write a part."""
    if entry.about_id:
        follow.stand_as(entry.about_id)


def of_client(entry: Entry) -> None:
    """The client came, went, or became one with another."""
    for client_id in {entry.client_id, entry.data.get("kept"), entry.data.get("gone")}:
        if isinstance(client_id, int):
            remind.of_client(client_id)


def go_along(entry: Entry) -> None:
    """Two clients became one: reports go along, remembered with the merge."""
    if Merge.objects.filter(pk=entry.data["merge"]).exclude(undone_at=None).exists():
        return  # told late: they have parted again meanwhile
    rows = results.rows_of(entry.data["gone"])
    results.move(rows, to=entry.data["kept"])
    remember(entry.data["merge"], **rows)


def come_back(entry: Entry) -> None:
    moved = Merge.objects.values_list("moved", flat=True).get(pk=entry.data["merge"])
    results.move(moved, to=entry.data["gone"])
