"""How well a client gives what it owes us, by the day it was asked for: its involvement, for the keeper and the agenda.

Given by its day counts for; given later, and still open after its day, counts against. What is not due yet, and what
was released, does not count. Under five things there are the things and no share.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import NamedTuple

from rapport.reckon.shares import Share, wilson
from rapport.reckon.verdict import Counted, Reason, because, counted

ENOUGH = 5  # things before a share is said
YEAR = 365


class Thing(NamedTuple):
    """Something they owe: the day it is held to, and the day they gave it (None: not yet)."""

    due: date
    given: date | None


@dataclass(frozen=True, slots=True)
class Involvement:
    """`on_time` of `total` in the year, with `share` from five things on; `late_days` of the others, fewest first."""

    on_time: int
    late: int
    overdue: int
    share: Share | None
    late_days: tuple[int, ...]
    reasons: tuple[Reason, ...]

    @property
    def total(self) -> int:
        return self.on_time + self.late + self.overdue


def involvement(things: Iterable[Thing], today: date, days: int = YEAR) -> Involvement:
    """Count what was given in the last `days` up to `today`, and all that is open after its day.

    ValueError for no days. Source: product.md D9; the interval is Wilson's, 95 % (reckon/shares.py).

    >>> today = date(2026, 3, 31)
    >>> in_time = [Thing(date(2026, 2, n), date(2026, 2, n)) for n in (3, 4, 5, 6)]
    >>> late, open_ = Thing(date(2026, 2, 9), date(2026, 2, 12)), Thing(date(2026, 3, 27), None)
    >>> record = involvement([*in_time, late, open_], today)
    >>> record.share and f"{record.share.share:.0%}, {record.share.low:.0%} to {record.share.high:.0%}"
    '67%, 30% to 90%'
    >>> [reason.plain() for reason in record.reasons]
    ['Given on time: 4 of 6 in a year.', 'Late by 4 days in the middle, 4 days at most.']
    >>> involvement(in_time, today).share is None
    True
    """
    if days < 1:
        raise ValueError("Things given are counted over at least one day.")
    since = today - timedelta(days=days)
    given = [one for one in things if _counts(one, since, today)]
    late_days = tuple(sorted(days for one in given if (days := ((one.given or today) - one.due).days) > 0))
    overdue = sum(one.given is None for one in given)
    on_time, total = len(given) - len(late_days), len(given)
    return Involvement(
        on_time=on_time,
        late=len(late_days) - overdue,
        overdue=overdue,
        share=wilson(on_time, total) if total >= ENOUGH else None,
        late_days=late_days,
        reasons=tuple(_reasons(on_time, total, late_days)),
    )


def _counts(one: Thing, since: date, today: date) -> bool:
    return one.due < today if one.given is None else since < one.given <= today


def _reasons(on_time: int, total: int, late_days: tuple[int, ...]) -> list[Reason]:
    if not total:
        return [because("Nothing they owe has come due in a year.")]
    reasons = [because("Given on time: {on_time} of {total} in a year.", on_time=on_time, total=total)]
    if len(late_days) == 1:
        reasons.append(because("Late by {days}.", days=_days(late_days[0])))
    elif late_days:
        middle, most = round(median(late_days)), late_days[-1]
        reasons.append(because("Late by {days} in the middle, {most} at most.", days=_days(middle), most=_days(most)))
    return reasons


def _days(n: int) -> Counted:
    return counted("{n} day", "{n} days", n)
