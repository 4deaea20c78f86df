"""Whether a touchpoint was a conversation or one side writing: the rhythm is counted from the last conversation."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

Direction = Literal["out", "in", "both"]


def direction(
    channel: str, *, ours: bool, at: datetime, other_wrote: datetime | None = None, every_days: int = 14
) -> Direction:
    """Who spoke in a touchpoint of which nothing else is known.

    In a call, meeting, visit or chat both speak. A mail is one way, unless the other side's last mail or chat
    (`other_wrote`) came within the cadence before it: then it is an answer, and both have spoken.

    >>> from datetime import UTC
    >>> monday = datetime(2024, 11, 11, 16, 42, tzinfo=UTC)
    >>> direction("call", ours=False, at=monday), direction("mail", ours=True, at=monday)
    ('both', 'out')
    >>> direction("mail", ours=True, at=monday, other_wrote=monday - timedelta(days=3))
    'both'
    >>> direction("mail", ours=False, at=monday, other_wrote=monday - timedelta(days=15))
    'in'
    """
    if channel != "mail":
        return "both"
    if other_wrote is not None and timedelta(0) <= at - other_wrote <= timedelta(days=every_days):
        return "both"
    return "out" if ours else "in"
