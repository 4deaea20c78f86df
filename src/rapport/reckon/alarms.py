"""Which findings a manager is told of, and which wait on the page: ten metrics of twenty clients must not cry wolf.

Findings compete by sureness, size and importance. What one client shows on one day is one alarm: figures fall together.
A week has a budget; the more of it is spent, the higher the bar, and beyond it only what is exceptional is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

A_WEEK = 5
LEAST, EXCEPTIONAL = 0.15, 0.6  # the bar before the first alarm of a week, and beyond the budget
DAYS = 7


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding that wants to be told. `key` and `client` are the caller's names for it and its client; `sureness` is
    from 0 to 1, `size` the change as a share of the usual (any sign), `importance` of the figure from 0 to 1."""

    key: str
    client: str
    sureness: float
    size: float
    importance: float

    @property
    def weight(self) -> float:
        """Sureness x size x importance, from 0 to 1; a change by more than the whole counts as the whole."""
        return max(self.sureness, 0.0) * min(abs(self.size), 1.0) * max(self.importance, 0.0)


@dataclass(frozen=True, slots=True)
class Alarm:
    """One client, the finding to be told, and what else moved there, the heaviest first."""

    client: str
    lead: Candidate
    others: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is told today, the heaviest first, and what stays on the page."""

    told: tuple[Alarm, ...]
    waiting: tuple[Alarm, ...]


def choose(
    candidates: Iterable[Candidate], *, today: date, told_on: Iterable[date] = (), a_week: int = A_WEEK
) -> Chosen:
    """Who is told what today.

    `candidates` are the findings of all of a manager's clients that were not told yet; `told_on` the days of the alarms
    told before, one each (older ones than a week do no harm). The order in which things are handed in does not matter.
    ValueError for a budget under one. Our decision; product.md F3.

    >>> drop = Candidate("orders", "Adria", sureness=0.9, size=-0.5, importance=1.0)
    >>> same = Candidate("revenue", "Adria", sureness=0.9, size=-0.4, importance=1.0)
    >>> slight = Candidate("clicks", "Bura", sureness=0.7, size=0.2, importance=0.4)
    >>> chosen = choose([slight, same, drop], today=date(2026, 5, 4))
    >>> [(alarm.lead.key, len(alarm.others)) for alarm in chosen.told], [alarm.lead.key for alarm in chosen.waiting]
    ([('orders', 1)], ['clicks'])
    """
    if a_week < 1:
        raise ValueError("The budget is at least one alarm a week.")
    since = today - timedelta(days=DAYS)
    spent = sum(1 for day in told_on if since < day <= today)
    alarms = _by_client(candidates)
    passing = 0
    while passing < len(alarms) and alarms[passing].lead.weight >= bar(spent + passing, a_week):
        passing += 1
    return Chosen(tuple(alarms[:passing]), tuple(alarms[passing:]))


def bar(spent: int, a_week: int = A_WEEK) -> float:
    """The weight the next alarm needs when so many were told within a week.

    >>> [round(bar(spent), 2) for spent in range(7)]
    [0.15, 0.24, 0.33, 0.42, 0.51, 0.6, 0.6]
    """
    return LEAST + (EXCEPTIONAL - LEAST) * min(spent / a_week, 1.0)


def _by_client(candidates: Iterable[Candidate]) -> list[Alarm]:
    by_client: dict[str, list[Candidate]] = {}
    for candidate in sorted(candidates, key=lambda one: (-one.weight, one.key)):
        by_client.setdefault(candidate.client, []).append(candidate)
    alarms = [Alarm(client, found[0], tuple(found[1:])) for client, found in by_client.items()]
    return sorted(alarms, key=lambda alarm: (-alarm.lead.weight, alarm.client))
