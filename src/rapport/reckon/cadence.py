"""When the next word to a client is due, and why on that day: for the keeper, before it is late.

Next word due = last two-way contact + cadence, moved to the next day that is a working day on both sides
(product.md B3). A client with whom nobody has spoken yet is due on the day they began with us, or the first
such day after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rapport.reckon.timing import Calendar, both
from rapport.reckon.verdict import Reason, because, counted

CADENCE = {"A": 7, "B": 14, "C": 30}  # days between words, by tier

State = Literal["late", "today", "ahead"]


@dataclass(frozen=True, slots=True)
class NextWord:
    """`days_late` are calendar days, 0 if it is not late; `days_since` is None if there was no word yet."""

    due: date
    moved_from: date | None
    days_late: int
    state: State
    days_since: int | None
    reasons: tuple[Reason, ...]


def next_word(
    *, last_contact: date | None, since: date, every_days: int, ours: Calendar, theirs: Calendar, today: date
) -> NextWord:
    """Judge when the next word is due.

    Dates are days as the keeper's calendar has them; `every_days` is the cadence in calendar days. Absences that fill
    more than a year are set aside (see `timing.both`). ValueError for a cadence under one day.
    Source: product.md B3, formulas.md "Time and work".

    >>> office = Calendar("Europe/Zagreb", holidays="HR")
    >>> word = next_word(last_contact=date(2020, 10, 31), since=date(2019, 1, 1), every_days=14,
    ...                  ours=office, theirs=office, today=date(2020, 11, 18))
    >>> word.due, word.days_late, word.state
    (datetime.date(2020, 11, 16), 2, 'late')
    >>> [reason.plain() for reason in word.reasons]
    ['Last word 18 days ago, due every 14.', 'Moved from 2020-11-14: weekend.']
    """
    if every_days < 1:
        raise ValueError("A cadence is at least one day.")
    wished = _plus(last_contact, every_days) if last_contact else since
    due = both(ours, theirs, wished)
    days_since = max((today - last_contact).days, 0) if last_contact else None
    reasons = [why(days_since, since, every_days)]
    if due != wished:
        reasons.append(
            because("Moved from {day}: {why}.", day=wished, why=in_the_way(_days(wished, due), ours, theirs))
        )
    return NextWord(
        due=due,
        moved_from=wished if due != wished else None,
        days_late=max((today - due).days, 0),
        state="late" if due < today else "today" if due == today else "ahead",
        days_since=days_since,
        reasons=tuple(reasons),
    )


def why(days_since: int | None, since: date, every: int) -> Reason:
    """How long ago the last word was, against the cadence; None days: there was no word since the beginning."""
    if days_since is None:
        return because("No word yet since the beginning on {day}.", day=since)
    if days_since == 0:
        return because("Last word today, due every {every}.", every=counted("{n} day", "{n} days", every))
    return because(
        "Last word {ago}, due every {every}.", ago=counted("{n} day ago", "{n} days ago", days_since), every=every
    )


def in_the_way(days: Iterable[date], ours: Calendar, theirs: Calendar, *, alone: bool = False) -> Reason:
    """What stands in the way on each of these days, each thing once; `alone`: there is no other side.

    At least one of the days must be a day off.
    """
    return _joined(_obstacles(days, ours, theirs, alone))


def _days(wished: date, due: date) -> Iterator[date]:
    return (date.fromordinal(n) for n in range(wished.toordinal(), due.toordinal()))


def _obstacles(days: Iterable[date], ours: Calendar, theirs: Calendar, alone: bool) -> Iterator[Reason]:
    for day in days:
        free_here, free_there = (side.week.days[day.weekday()] is None for side in (ours, theirs))
        if not alone and (until := theirs.away_until(day)):
            yield because("they are away until {day}", day=until)
        elif until := ours.away_until(day):
            yield because("we are away until {day}", day=until)
        elif free_here or free_there:
            yield _day_off(day, free_here, free_there)
        elif not alone and theirs.is_holiday(day):
            yield _holiday(there=True)
        else:
            yield _holiday(there=False)


def _day_off(day: date, here: bool, there: bool) -> Reason:
    if day.weekday() >= 5:
        return because("weekend")
    if here and there:
        return because("a day off on both sides")
    return because("a day off there") if there else because("a day off here")


def _holiday(there: bool) -> Reason:
    # Without its name: the library knows names in the country's tongue and English, not in the reader's.
    return because("public holiday there") if there else because("public holiday here")


def _joined(clauses: Iterator[Reason]) -> Reason:
    """Each clause once, in the order of the days."""
    told: list[Reason] = []
    for clause in clauses:
        if clause not in told:
            told.append(clause)
    joined = told[0]
    for clause in told[1:]:
        joined = because("{first}, {then}", first=joined, then=clause)
    return joined


def _plus(day: date, days: int) -> date:
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))
