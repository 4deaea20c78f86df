"""When something about a client has changed, its line in the lists and the words it is found by are made anew."""

from __future__ import annotations

from rapport.journal.models import Entry
from rapport.overview import client_line, search
from rapport.portfolio.models import Client, Keeper


def line(entry: Entry) -> None:
    """The line of the client it happened to."""
    client_line.refresh(_clients(entry))


def words(entry: Entry) -> None:
    """The words by which the client and its people are found."""
    search.refresh(_clients(entry))


def keeper_lines(entry: Entry) -> None:
    """The lines of all clients of a member whose name, or whose days away, changed."""
    if entry.about_id:
        kept = Keeper.objects.filter(member=entry.about_id, until=None).values_list("client", flat=True)
        client_line.refresh(kept.order_by("client").distinct())


def _clients(entry: Entry) -> list[int]:
    """The client itself, at a merge both, and those of an import's chunk."""
    named = {entry.client_id, entry.data.get("kept"), entry.data.get("gone"), *entry.data.get("clients", ())}
    return list(Client.objects.filter(pk__in=[pk for pk in named if isinstance(pk, int)]).values_list("pk", flat=True))
