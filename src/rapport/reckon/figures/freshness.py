"""How fresh the figures of a source are: whether its last day is where its rhythm would have it. Stale is not zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rapport.reckon.verdict import Reason, because, counted

State = Literal["fresh", "late", "stale", "none"]


@dataclass(frozen=True, slots=True)
class Freshness:
    """`behind` is how many days the source is later than its rhythm; `due` is when the next figures were expected."""

    state: State
    behind: int
    due: date | None
    reason: Reason


def freshness(last_day: date | None, every: int, today: date) -> Freshness:
    """`every`: days between two deliveries; a day is told on the next one. Late by more than one delivery is stale.

    >>> [freshness(last, 7, date(2026, 4, 13)).state for last in (date(2026, 4, 12), date(2026, 4, 1), None)]
    ['fresh', 'late', 'none']
    >>> freshness(date(2026, 3, 1), 1, date(2026, 4, 13)).reason.plain()
    'Figures end on 2026-03-01, 43 days ago; what came after is unknown, not zero.'
    """
    if last_day is None:
        return Freshness("none", 0, None, because("No figures have come yet."))
    due = last_day + timedelta(days=every + 1)
    behind = max(0, (today - due).days + 1) if today >= due else 0
    if today <= due:
        return Freshness("fresh", 0, due, because("Figures to {day}.", day=last_day))
    if behind <= max(every, 2):
        return Freshness(
            "late",
            behind,
            due,
            because("Figures end on {day}; the next were expected on {due}.", day=last_day, due=due),
        )
    ago = counted("{n} day ago", "{n} days ago", (today - last_day).days)
    return Freshness(
        "stale", behind, due,
        because("Figures end on {day}, {ago}; what came after is unknown, not zero.", day=last_day, ago=ago),
    )  # fmt: skip
