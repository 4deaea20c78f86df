"""When a client comes, rests, goes or changes hands, what it owes us and its extra work are looked at again."""

from __future__ import annotations

from rapport.delivery.extra import remind as extra
from rapport.delivery.owed import remind as owed
from rapport.journal.models import Entry


def of_client(entry: Entry) -> None:
    """The client it happened to, and at a merge both."""
    owed.look_again(_named(entry))


def extra_of_client(entry: Entry) -> None:
    extra.look_again(_named(entry))


def _named(entry: Entry) -> list[int]:
    named = {entry.client_id, entry.data.get("kept"), entry.data.get("gone")}
    return [pk for pk in named if isinstance(pk, int)]
