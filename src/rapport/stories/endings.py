"""When we part ways, or they stay after all, the ending and the hello are asked for anew."""

from __future__ import annotations

from rapport.journal.models import Entry
from rapport.onboarding.endings import remind


def of_client(entry: Entry) -> None:
    """The client it happened to, and at a merge both."""
    named = {entry.client_id, entry.data.get("kept"), entry.data.get("gone")}
    remind.look_again([pk for pk in named if isinstance(pk, int)])
