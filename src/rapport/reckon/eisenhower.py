"""In which of the four boxes a piece of work lies: for whoever looks at a whole pile of it.

Urgent is what has at most a working day of slack (reckon.priority.urgency); important is what somebody said is, else
what the client's weight makes so, by the same formula as the order of Today.

>>> from datetime import UTC
>>> now = datetime(2024, 11, 12, 9, tzinfo=UTC)
>>> work = [Piece("texts", "Adria", datetime(2024, 11, 12, 17, tzinfo=UTC), 4, None),
...         Piece("plan", "Adria", datetime(2024, 12, 12, 17, tzinfo=UTC), 4, None),
...         Piece("list", "Otok", datetime(2024, 11, 11, 17, tzinfo=UTC), 1, None),
...         Piece("tidy", "Otok", None, None, None)]
>>> weights = {"Adria": 0.8, "Otok": 0.1}
>>> [(one.key, one.box) for one in placed(work, weights, now, Calendar("UTC"))]
[('list', 'delegate'), ('texts', 'now'), ('tidy', 'drop'), ('plan', 'plan')]
>>> [reason.plain() for reason in placed(work, weights, now, Calendar("UTC"))[0].reasons]
['Late.', 'Client weight 10 of 100.']
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import floor
from typing import Any, NamedTuple

from rapport.reckon.priority import IMPORTANT, NO_DUE_SLACK, UNKNOWN_WEIGHT, URGENT, Box, severity, urgency
from rapport.reckon.timing import Calendar
from rapport.reckon.verdict import Reason, because, counted

KIND = "task_due"  # how much a task matters by itself


class Piece(NamedTuple):
    """One piece of work. `hours` it still needs, None unknown; `important` as somebody said, None: nobody did."""

    key: Hashable
    client: Hashable
    due: datetime | None
    hours: float | None
    important: bool | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece in its box; `slack` in working hours, `reasons` say the time left and what makes it important."""

    key: Hashable
    box: Box
    slack: float
    reasons: tuple[Reason, ...]


def placed(work: Iterable[Piece], weights: Mapping[Any, float], now: datetime, working: Calendar) -> list[Placed]:
    """Each piece in its box, the least slack first; `weights` of clients are 0 to 1, an unknown one weighs 0.5."""
    hours = working.hours_from(now)
    found = []
    for one in work:
        left = None if one.due is None else hours(one.due)
        slack = NO_DUE_SLACK if left is None else left - (one.hours or 0.0)
        weight = weights.get(one.client)
        important = one.important if one.important is not None else _weighs(weight)
        box = _box(urgency(slack) >= URGENT, important)
        found.append(Placed(one.key, box, slack, (_time(one, left, now), _importance(one, weight))))
    return sorted(found, key=lambda one: (one.slack, str(one.key)))


def _weighs(weight: float | None) -> bool:
    stress = 0.5 + 0.5 * (UNKNOWN_WEIGHT if weight is None else weight)
    return round(severity(KIND) * stress, 12) >= IMPORTANT


def _box(urgent: bool, important: bool) -> Box:
    if important:
        return "now" if urgent else "plan"
    return "delegate" if urgent else "drop"


def _time(one: Piece, left: float | None, now: datetime) -> Reason:
    if one.due is None or left is None:
        return because("No date is set.")
    if one.due <= now:
        return because("Late.")
    if left < 1:
        return because("Less than a working hour left.")
    if one.hours and left <= one.hours:
        return because("Time left: {hours}, and it needs as much or more.", hours=_hours(left))
    return because("Time left: {hours}.", hours=_hours(left))


def _importance(one: Piece, weight: float | None) -> Reason:
    if one.important is not None:
        return because("Important, as somebody said.") if one.important else because("Not important, as somebody said.")
    if weight is None:
        return because("Nothing is known of the client’s weight.")
    return because("Client weight {weight} of 100.", weight=round(weight * 100))


def _hours(left: float) -> object:
    return counted("{n} working hour", "{n} working hours", floor(left))
