"""Closes what a meeting had asked for, once its cause is gone: for the deeds of meetings."""

from __future__ import annotations

from rapport.attention.ask import settle
from rapport.conversations.meetings.models import Debrief, Meeting

ASKED = ("agenda", "missed", "minutes", "debrief", "declined", "invited")


def settle_all(meeting: Meeting) -> None:
    """Nothing is asked of a meeting that does not take place; a debrief nobody has written is not owed any more."""
    for what in ASKED:
        settle(cause=cause(meeting, what))
    Debrief.objects.filter(meeting=meeting, given_at=None).delete()


def cause(meeting: Meeting | int, what: str) -> str:
    return f"meeting:{meeting.pk if isinstance(meeting, Meeting) else meeting}:{what}"
