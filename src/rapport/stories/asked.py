"""When a specialist comes into a crew or leaves it, what is asked of them shows whose question it is, or no longer."""

from __future__ import annotations

from rapport.conversations.questions.remind import look_over
from rapport.journal.models import Entry


def of_client(entry: Entry) -> None:
    """The questions that wait with this client."""
    if entry.client_id:
        look_over(entry.client_id)
