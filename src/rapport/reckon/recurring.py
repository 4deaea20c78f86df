"""How often a meeting comes again, in plain words and as a rule of RFC 5545, and on which days: for rhythms.

>>> rule = Rhythm("month", nth=1, weekdays=(1,)).rule()
>>> rule, [day.isoformat() for day in days(rule, date(2026, 11, 1), until=date(2027, 1, 31))]
('FREQ=MONTHLY;BYDAY=1TU', ['2026-11-03', '2026-12-01', '2027-01-05'])
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from dateutil.rrule import rrulestr

from rapport.reckon.cadence import in_the_way
from rapport.reckon.timing import Calendar, both
from rapport.reckon.verdict import Reason, because

Every = Literal["workday", "week", "two_weeks", "month", "quarter", "year"]
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MONTHS = {"month": 1, "quarter": 3, "year": 12}
MOST = 400  # days of one rhythm that are ever asked for at once
FURTHEST = 6  # days an occurrence is moved at most; what fits nowhere falls out
_WORKDAYS = ",".join(DAYS[:5])
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What the plain form says. `weekdays` are 0 for Monday to 6; `nth` is which of them in the month, -1 the last.

    Of a monthly rhythm exactly one is given: `nth` with one weekday, `nth` of 1 or -1 without (the first or last
    working day), or `month_day`, a day of the month.
    """

    every: Every
    weekdays: tuple[int, ...] = ()
    nth: int = 0
    month_day: int = 0

    def rule(self) -> str:
        """As RFC 5545 writes it. ValueError, with a sentence, for a rhythm that says too little."""
        if self.every == "workday":
            return f"FREQ=WEEKLY;BYDAY={_WORKDAYS}"
        if self.every in ("week", "two_weeks"):
            if not self.weekdays:
                raise ValueError("A weekly rhythm names a day of the week.")
            pace = ";INTERVAL=2" if self.every == "two_weeks" else ""
            return f"FREQ=WEEKLY{pace};BYDAY={','.join(DAYS[day] for day in sorted(set(self.weekdays)))}"
        months = MONTHS[self.every]
        pace = f";INTERVAL={months}" if months > 1 else ""
        return f"FREQ=MONTHLY{pace};{self._within_the_month()}"

    def _within_the_month(self) -> str:
        if self.month_day:
            return f"BYMONTHDAY={self.month_day}"
        if self.nth and self.weekdays:
            return f"BYDAY={self.nth}{DAYS[self.weekdays[0]]}"
        if self.nth:
            return f"BYDAY={_WORKDAYS};BYSETPOS={self.nth}"
        raise ValueError("A monthly rhythm names a day of the month.")

    def words(self) -> Reason:
        """The rhythm as a person says it."""
        if self.every == "workday":
            return because("Every working day")
        named = _named(self.weekdays) if self.weekdays else None
        if self.every == "week" and named:
            return because("Every week: {days}", days=named)
        if self.every == "two_weeks" and named:
            return because("Every second week: {days}", days=named)
        which = self._which()
        match self.every:
            case "month":
                return because("Every month: {which}", which=which)
            case "quarter":
                return because("Every third month: {which}", which=which)
            case _:
                return because("Every year: {which}", which=which)

    def _which(self) -> Reason:
        if self.month_day:
            return because("on day {n}", n=self.month_day)
        if not self.weekdays:
            return because("the first working day") if self.nth == 1 else because("the last working day")
        return because("{day}, {which} in the month", day=_WEEKDAYS[self.weekdays[0]], which=_ORDINALS[self.nth])


_WEEKDAYS = (
    because("Monday"), because("Tuesday"), because("Wednesday"), because("Thursday"), because("Friday"),
    because("Saturday"), because("Sunday"),
)  # fmt: skip
_ORDINALS = {1: because("first"), 2: because("second"), 3: because("third"), 4: because("fourth"), -1: because("last")}


def _named(weekdays: tuple[int, ...]) -> Reason:
    told = _WEEKDAYS[weekdays[0]]
    for day in weekdays[1:]:
        told = because("{first}, {then}", first=told, then=_WEEKDAYS[day])
    return told


def read(rule: str) -> Rhythm | None:
    """The rhythm that makes this rule; None for a rule that our form cannot say.

    >>> read("FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1").words().plain()
    'Every third month: the last working day'
    """
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    found = _weekly(parts) if parts.get("FREQ") == "WEEKLY" else _monthly(parts)
    try:
        return found if found and found.rule() == rule.upper() else None
    except ValueError:
        return None


def _weekly(parts: dict[str, str]) -> Rhythm | None:
    days_ = tuple(DAYS.index(day) for day in parts.get("BYDAY", "").split(",") if day in DAYS)
    if parts.get("BYDAY") == _WORKDAYS and "INTERVAL" not in parts:
        return Rhythm("workday")
    return Rhythm("two_weeks" if parts.get("INTERVAL") == "2" else "week", days_)


def _monthly(parts: dict[str, str]) -> Rhythm | None:
    every: Every | None = {"1": "month", "3": "quarter", "12": "year"}.get(parts.get("INTERVAL", "1"))  # type: ignore[assignment]
    if every is None or parts.get("FREQ") != "MONTHLY":
        return None
    if (day := parts.get("BYMONTHDAY", "")).isdecimal():
        return Rhythm(every, month_day=int(day))
    by, position = parts.get("BYDAY", ""), parts.get("BYSETPOS", "")
    if by == _WORKDAYS and position in ("1", "-1"):
        return Rhythm(every, nth=int(position))
    if by[-2:] in DAYS and by[:-2] in ("1", "2", "3", "4", "-1"):
        return Rhythm(every, (DAYS.index(by[-2:]),), nth=int(by[:-2]))
    return None


def days(rule: str, first: date, *, since: date | None = None, until: date) -> list[date]:
    """The days of a rule that begins on `first`, from `since` to `until`, both included; at most 400.

    ValueError for a rule that cannot be read.
    """
    begins = datetime.combine(first, time())
    try:
        found = rrulestr(rule, dtstart=begins)
    except (ValueError, TypeError, KeyError) as trouble:
        raise ValueError(f"The rule cannot be read: {trouble}") from None
    start = datetime.combine(max(since or first, first), time())
    listed: list[date] = []
    for day in found.xafter(start, inc=True):
        if day.date() > until or len(listed) == MOST:
            break
        listed.append(day.date())
    return listed


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of a rhythm: the day it takes place, the day the rule means, and why they differ."""

    day: date
    meant: date
    reason: Reason | None = None


def occurrences(
    rule: str, first: date, *, since: date, until: date, ours: Calendar, theirs: Calendar | None = None
) -> list[Occurrence]:
    """The times of a rhythm whose meant day is from `since` to `until`, off weekends and holidays of both sides.

    A day off is moved to the next working day of both (of the last working day of a month: to the one before), by at
    most six days and never onto or past the next time; where nothing fits, and of a daily rhythm, it falls out.
    Saturday and Sunday stay when the rule names them and nobody works less on them.

    >>> office = Calendar("Europe/Zagreb", holidays="HR")
    >>> found = occurrences("FREQ=WEEKLY;BYDAY=WE", date(2026, 11, 11), since=date(2026, 11, 12),
    ...                     until=date(2026, 11, 25), ours=office)
    >>> [(one.day.isoformat(), one.reason.plain() if one.reason else "") for one in found]
    [('2026-11-19', 'Moved from 2026-11-18: public holiday here.'), ('2026-11-25', '')]
    """
    there = theirs or ours
    meant = days(rule, first, since=since, until=until + timedelta(days=MOST))
    backward = "BYSETPOS=-1" in rule.upper()
    daily = rule.upper() == Rhythm("workday").rule()
    return [
        Occurrence(day, wished, _why(wished, day, ours, there, theirs is not None))
        for n, wished in enumerate(meant)
        if wished <= until
        and (day := _fitting(wished, meant[n + 1 : n + 2], ours, there, backward=backward, daily=daily))
    ]


def _fitting(
    wished: date, following: list[date], ours: Calendar, theirs: Calendar, *, backward: bool, daily: bool
) -> date | None:
    if _works(wished, ours, theirs):
        return wished
    if daily:
        return None
    if backward:
        return next((day for day in _before(wished) if _works(day, ours, theirs)), None)
    day = both(ours, theirs, wished)
    limit = min([wished + FURTHEST * _DAY, *(next_ - _DAY for next_ in following)])
    return day if day <= limit and _works(day, ours, theirs) else None


def _works(day: date, ours: Calendar, theirs: Calendar) -> bool:
    return ours.is_office_day(day) and theirs.is_office_day(day)


def _before(day: date) -> Iterator[date]:
    return (day - n * _DAY for n in range(1, FURTHEST + 1))


def _why(wished: date, day: date, ours: Calendar, theirs: Calendar, two_sides: bool) -> Reason | None:
    if day == wished:
        return None
    step = 1 if day > wished else -1
    between = [wished + n * step * _DAY for n in range(abs((day - wished).days))]
    return because("Moved from {day}: {why}.", day=wished, why=in_the_way(between, ours, theirs, alone=not two_sides))
