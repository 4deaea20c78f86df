"""When a side as a whole is away: for the rhythm, which waits only while there is nobody to speak with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

Days = tuple[date, date]  # first and last day, both included
_DAY = timedelta(days=1)


def all_away(people: Sequence[Iterable[Days]]) -> tuple[Days, ...]:
    """The days on which everyone is away; none if there is nobody or somebody is never away.

    >>> ivana = [(date(2024, 8, 1), date(2024, 8, 14))]
    >>> ante = [(date(2024, 8, 10), date(2024, 8, 20)), (date(2024, 12, 24), date(2024, 12, 31))]
    >>> all_away([ivana, ante])
    ((datetime.date(2024, 8, 10), datetime.date(2024, 8, 14)),)
    >>> all_away([ivana, []])
    ()
    """
    if not people:
        return ()
    common = joined(people[0])
    for absences in people[1:]:
        theirs = joined(absences)
        common = tuple((max(a, c), min(b, d)) for a, b in common for c, d in theirs if max(a, c) <= min(b, d))
    return common


def uncovered(absences: Iterable[Days], covers: Iterable[Days]) -> tuple[Days, ...]:
    """The days of absence for which nobody stands in.

    >>> uncovered([(date(2024, 8, 1), date(2024, 8, 14))], [(date(2024, 8, 5), date(2024, 8, 9))])
    ((datetime.date(2024, 8, 1), datetime.date(2024, 8, 4)), (datetime.date(2024, 8, 10), datetime.date(2024, 8, 14)))
    """
    left = joined(absences)
    for first, last in covers:
        pieces: list[Days] = []
        for gone, back in left:
            if last < gone or back < first:
                pieces.append((gone, back))
                continue
            if gone < first:
                pieces.append((gone, first - _DAY))
            if last < back:
                pieces.append((last + _DAY, back))
        left = tuple(pieces)
    return left


def joined(absences: Iterable[Days]) -> tuple[Days, ...]:
    """In order, neighbours and overlaps made one.

    >>> joined([(date(2024, 8, 5), date(2024, 8, 9)), (date(2024, 8, 1), date(2024, 8, 4))])
    ((datetime.date(2024, 8, 1), datetime.date(2024, 8, 9)),)
    """
    runs: list[Days] = []
    for first, last in sorted(absences):
        if runs and first.toordinal() <= runs[-1][1].toordinal() + 1:
            runs[-1] = (runs[-1][0], max(runs[-1][1], last))
        else:
            runs.append((first, last))
    return tuple(runs)
