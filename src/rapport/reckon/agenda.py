"""A point that a context offers for the agenda of a meeting: for the page where the agenda is joined.

>>> points = [AgendaPoint("birthday:4", because("{name} turns 40.", name="Ivana"), 10, for_us=True),
...           AgendaPoint("promise:7", because("Split by channel"), 80)]
>>> [point.source for point in in_order(points)]
['promise:7', 'birthday:4']
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapport.reckon.verdict import Reason, because

__all__ = ["AgendaPoint", "because", "in_order"]


@dataclass(frozen=True, slots=True)
class AgendaPoint:
    """`source` names the row it comes from ("promise:7"), once per meeting; `weight` 0 to 100; `for_us` is not sent."""

    source: str
    text: Reason
    weight: int
    for_us: bool = False


def in_order(points: Iterable[AgendaPoint]) -> list[AgendaPoint]:
    """The heaviest first, each source once, the same input always in the same order."""
    found: dict[str, AgendaPoint] = {}
    for point in points:
        found.setdefault(point.source, point)
    return sorted(found.values(), key=lambda point: (-point.weight, point.source))
