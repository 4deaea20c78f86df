"""How well promises are kept, by us or by them: for the keeper, the client's page and the agenda.

A moved promise counts against the day it was first promised for, or the last day the other side agreed to. Kept on
time counts for; kept late, broken and overdue count against; released ones and those nobody has confirmed do not
count. Under 10 promises there are the promises and no share.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Literal, NamedTuple

from rapport.reckon.shares import Share, wilson
from rapport.reckon.verdict import Counted, Reason, because, counted

Outcome = Literal["kept", "late", "broken", "overdue"]
ENOUGH = 10  # promises before a share is said
YEAR = 365


class Moved(NamedTuple):
    """A move away from `was` (None: no day had been named); `agreed`: the other side agreed to the new day."""

    was: date | None
    agreed: bool


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise that counts: what became of it, the day it was to be kept by, the day it came to its end.

    `closed` is None while it is overdue; `due` is None where no day was ever named.
    """

    outcome: Outcome
    due: date | None
    closed: date | None


@dataclass(frozen=True, slots=True)
class Kept:
    """`kept` of `total` in the year, with `share` from ten promises on; `late_days` of those late, fewest first."""

    kept: int
    late: int
    broken: int
    overdue: int
    share: Share | None
    late_days: tuple[int, ...]
    reasons: tuple[Reason, ...]

    @property
    def total(self) -> int:
        return self.kept + self.late + self.broken + self.overdue


def binding_day(due: date | None, moved: Sequence[Moved]) -> date | None:
    """The day a promise counts against: the one last agreed by the other side, else the first that was named.

    `due` is the day that stands now, `moved` the moves in their order.

    >>> friday, monday, tuesday = date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 10)
    >>> binding_day(monday, [Moved(friday, agreed=False)]) == friday
    True
    >>> binding_day(tuesday, [Moved(friday, agreed=True), Moved(monday, agreed=False)]) == monday
    True
    """
    days = [*(move.was for move in moved), due]
    binding = days[0]
    for move, day in zip(moved, days[1:], strict=True):
        if move.agreed or binding is None:
            binding = day
    return binding


def kept_share(promises: Iterable[Promised], today: date, days: int = YEAR) -> Kept:
    """Count what came to its end in the last `days` up to `today`, and all that is overdue.

    ValueError for no days. Source: product.md B6; the interval is Wilson's, 95 % (reckon/shares.py).

    >>> today = date(2026, 3, 31)
    >>> on_time = [Promised("kept", date(2026, 1, n), date(2026, 1, n)) for n in range(1, 18)]
    >>> three, one = date(2026, 2, 5), date(2026, 2, 3)  # both were to be kept by the 2nd
    >>> late = [Promised("late", date(2026, 2, 2), day) for day in (three, one)]
    >>> against = [*late, Promised("broken", None, date(2026, 2, 20)), Promised("overdue", date(2026, 3, 24), None)]
    >>> record = kept_share(on_time + against, today)
    >>> record.share and f"{record.share.share:.0%}, {record.share.low:.0%} to {record.share.high:.0%}"
    '81%, 60% to 92%'
    >>> [reason.plain() for reason in record.reasons]
    ['Kept 17 of 21 in a year.', 'Late by 3 days in the middle, 7 days at most.']
    """
    if days < 1:
        raise ValueError("Promises are counted over at least one day.")
    since = today - timedelta(days=days)
    counting = [one for one in promises if one.closed is None or since < one.closed <= today]
    tally = {
        outcome: sum(one.outcome == outcome for one in counting) for outcome in ("kept", "late", "broken", "overdue")
    }
    late_days = tuple(sorted(filter(None, (_late(one, today) for one in counting))))
    total = len(counting)
    return Kept(
        kept=tally["kept"],
        late=tally["late"],
        broken=tally["broken"],
        overdue=tally["overdue"],
        share=wilson(tally["kept"], total) if total >= ENOUGH else None,
        late_days=late_days,
        reasons=tuple(_reasons(tally["kept"], total, late_days)),
    )


def _late(one: Promised, today: date) -> int:
    """Whole days after the day it counts against; those kept on time or broken are not late by anything."""
    if one.outcome not in ("late", "overdue") or one.due is None:
        return 0
    return max(((one.closed or today) - one.due).days, 0)


def _reasons(kept: int, total: int, late_days: tuple[int, ...]) -> list[Reason]:
    if not total:
        return [because("No promise came to its end in a year.")]
    reasons = [because("Kept {kept} of {total} in a year.", kept=kept, total=total)]
    if len(late_days) == 1:
        reasons.append(because("Late by {days}.", days=_days(late_days[0])))
    elif late_days:
        middle, most = round(median(late_days)), late_days[-1]
        reasons.append(because("Late by {days} in the middle, {most} at most.", days=_days(middle), most=_days(most)))
    return reasons


def _days(n: int) -> Counted:
    return counted("{n} day", "{n} days", n)
