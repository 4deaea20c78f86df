"""When a recurrence rule (RRULE) falls: wall times within a window, at a cost that is bounded whatever the rule says.

The rule is asked period by period, and only for periods the window needs, so that a rule that never falls ends too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args

Frequency = Literal["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]

_DAY = timedelta(days=1)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NUMBERS = {  # name: lowest, highest, whether it may count from the end
    "BYSECOND": (0, 60, False),
    "BYMINUTE": (0, 59, False),
    "BYHOUR": (0, 23, False),
    "BYMONTHDAY": (1, 31, True),
    "BYYEARDAY": (1, 366, True),
    "BYWEEKNO": (1, 53, True),
    "BYMONTH": (1, 12, False),
    "BYSETPOS": (1, 366, True),
}
_UNITS = {"HOURLY": 3600, "MINUTELY": 60, "SECONDLY": 1}


@dataclass(slots=True)
class Budget:
    """How many days and times may still be looked at; shared by everything one question reckons."""

    left: int = 400_000

    def spend(self, cost: int) -> bool:
        self.left -= cost
        return self.left >= 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as read: `weekdays` are (nth, weekday) with nth 0 for every one; `until` as written, without its zone."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: datetime | None = None
    until_is_utc: bool = False
    week_start: int = 0
    weekdays: tuple[tuple[int, int], ...] = ()
    numbers: tuple[tuple[str, tuple[int, ...]], ...] = ()

    def by(self, name: str) -> tuple[int, ...]:
        return next((values for key, values in self.numbers if key == name), ())


def read_rule(text: str) -> Rule | None:
    """A rule, or None for what is none.

    >>> rule = read_rule("FREQ=MONTHLY;COUNT=10;BYDAY=1FR")
    >>> rule.frequency, rule.count, rule.weekdays
    ('MONTHLY', 10, ((1, 4),))
    """
    told = {}
    for part in text.upper().replace(" ", "").split(";")[:30]:
        name, _, value = part.partition("=")
        told[name] = value
    try:
        return _rule(told)
    except ValueError:
        return None


def walls(rule: Rule, start: datetime, since: datetime, until: datetime, budget: Budget) -> Iterator[datetime]:
    """The wall times from `since` to `until` (both without zone, half-open) on which the rule falls, in order.

    `start` is the first possible. It stops early when the budget is spent, which leaves `budget.left` below 0.

    >>> weekly = read_rule("FREQ=WEEKLY;BYDAY=MO,TH;COUNT=3")
    >>> start = datetime(2026, 11, 23, 9)
    >>> [wall.day for wall in walls(weekly, start, start, datetime(2027, 1, 1), Budget())]
    [23, 26, 30]
    """
    rule = _completed(rule, start)
    first = start if rule.count else max(since, start)
    for seen, wall in enumerate(_falling(rule, start, first, until, budget), start=1):
        if wall >= until or (rule.until and wall > rule.until):
            return
        if rule.count and seen > rule.count:
            return
        if wall >= since:
            yield wall


def _rule(told: dict[str, str]) -> Rule | None:
    frequency = told.get("FREQ")
    if frequency not in get_args(Frequency):
        return None
    until, is_utc = _until(told.get("UNTIL", ""))
    interval, count = int(told.get("INTERVAL") or 1), int(told["COUNT"]) if told.get("COUNT") else None
    if not 1 <= interval <= 100_000 or (count is not None and count < 1):
        return None
    if frequency in _UNITS and told.get("BYSETPOS"):
        return None
    numbers = tuple((name, _numbers(name, told[name])) for name in _NUMBERS if told.get(name))
    weekdays = tuple(_weekday(one) for one in told["BYDAY"].split(",")[:400]) if told.get("BYDAY") else ()
    week_start = _DAYS.index(told["WKST"]) if told.get("WKST") in _DAYS else 0
    return Rule(frequency, interval, count, until, is_utc, week_start, weekdays, numbers)  # type: ignore[arg-type]


def _until(written: str) -> tuple[datetime | None, bool]:
    if not written:
        return None, False
    found = re.fullmatch(r"([0-9]{8})(?:T([0-9]{6})(Z)?)?Z?", written)
    if not found:
        raise ValueError
    clock = found[2] or "235959"  # a date: that whole day
    wall = datetime.strptime(found[1] + clock, "%Y%m%d%H%M%S")  # noqa: DTZ007
    return wall, found[3] is not None


def _numbers(name: str, written: str) -> tuple[int, ...]:
    lowest, highest, from_the_end = _NUMBERS[name]
    values = tuple(sorted({int(one) for one in written.split(",")[:400]}))
    if not all(lowest <= (abs(one) if from_the_end else one) <= highest for one in values):
        raise ValueError
    return tuple(sorted({min(one, 59) for one in values})) if name == "BYSECOND" else values


def _weekday(written: str) -> tuple[int, int]:
    nth, day = written[:-2], written[-2:]
    return (int(nth) if nth else 0), _DAYS.index(day)


def _completed(rule: Rule, start: datetime) -> Rule:
    """What the rule leaves open is taken from its beginning."""
    numbers, weekdays = dict(rule.numbers), rule.weekdays
    if rule.frequency in ("DAILY", "WEEKLY"):
        weekdays = tuple((0, day) for _, day in weekdays)
    if not weekdays and not any(name in numbers for name in ("BYWEEKNO", "BYYEARDAY", "BYMONTHDAY")):
        if rule.frequency == "YEARLY":
            numbers.setdefault("BYMONTH", (start.month,))
        if rule.frequency in ("YEARLY", "MONTHLY"):
            numbers["BYMONTHDAY"] = (start.day,)
        if rule.frequency == "WEEKLY":
            weekdays = ((0, start.weekday()),)
    if rule.frequency not in _UNITS:
        numbers.setdefault("BYHOUR", (start.hour,))
    if rule.frequency not in ("MINUTELY", "SECONDLY"):
        numbers.setdefault("BYMINUTE", (start.minute,))
    if rule.frequency != "SECONDLY":
        numbers.setdefault("BYSECOND", (start.second,))
    return Rule(rule.frequency, rule.interval, rule.count, rule.until, rule.until_is_utc, rule.week_start, weekdays,
                tuple(numbers.items()))  # fmt: skip


def _falling(rule: Rule, start: datetime, since: datetime, until: datetime, budget: Budget) -> Iterator[datetime]:
    """All times from about `since` on; `until` only ends the search."""
    times = _times(rule)
    for days in _periods(rule, start.date(), since.date(), until.date()):
        if not budget.spend(len(days)):
            return
        chosen = [day for day in days if _is_day(rule, day)]
        if not chosen:
            continue
        if rule.frequency in _UNITS:
            yield from _within_days(rule, start, chosen, budget)
            continue
        if not budget.spend(len(chosen) * len(times)):
            return
        positions = rule.by("BYSETPOS")
        if not positions:
            yield from (wall for day in chosen for clock in times if (wall := datetime.combine(day, clock)) >= start)
            continue
        whole = [datetime.combine(day, clock) for day in chosen for clock in times]
        picked = {whole[at] for n in positions if -len(whole) <= (at := n - 1 if n > 0 else n) < len(whole)}
        yield from sorted(wall for wall in picked if wall >= start)


def _times(rule: Rule) -> list[time]:
    if rule.frequency in _UNITS:
        return []
    return [
        time(hour, minute, second)
        for hour in rule.by("BYHOUR")
        for minute in rule.by("BYMINUTE")
        for second in rule.by("BYSECOND")
    ]


def _within_days(rule: Rule, start: datetime, days: list[date], budget: Budget) -> Iterator[datetime]:
    """The hours, minutes or seconds of those days that are a multiple of the interval from the start."""
    unit = _UNITS[rule.frequency]
    step = unit * rule.interval
    origin = start.replace(minute=0 if unit > 60 else start.minute, second=0 if unit > 1 else start.second)
    for day in days:
        midnight = datetime.combine(day, time())
        passed = (midnight - origin) // timedelta(seconds=1)
        first = -passed % step
        for second in range(first, 86_400, step):
            if not budget.spend(1):
                return
            wall = midnight + timedelta(seconds=second)
            yield from (one for one in _filled(rule, wall) if one >= start)


def _filled(rule: Rule, wall: datetime) -> Iterator[datetime]:
    hours, minutes, seconds = rule.by("BYHOUR"), rule.by("BYMINUTE"), rule.by("BYSECOND")
    if hours and wall.hour not in hours:
        return
    if rule.frequency != "HOURLY" and minutes and wall.minute not in minutes:
        return
    if rule.frequency == "SECONDLY":
        if not seconds or wall.second in seconds:
            yield wall
        return
    for minute in minutes if rule.frequency == "HOURLY" else (wall.minute,):
        yield from (wall.replace(minute=minute, second=second) for second in seconds)


def _periods(rule: Rule, start: date, since: date, until: date) -> Iterator[list[date]]:
    """The days of each period from the one that holds `since` to the one that holds `until`."""
    interval = rule.interval
    if rule.frequency in ("DAILY", *_UNITS):
        step = interval if rule.frequency == "DAILY" else 1
        first = start.toordinal() + max((since - start).days, 0) // step * step
        yield from ([date.fromordinal(n)] for n in range(first, until.toordinal() + 1, step))
    elif rule.frequency == "WEEKLY":
        monday = start.toordinal() - (start.weekday() - rule.week_start) % 7
        first = monday + max(since.toordinal() - monday, 0) // (7 * interval) * 7 * interval
        for n in range(first, until.toordinal() + 1, 7 * interval):
            yield [date.fromordinal(m) for m in range(max(n, 1), min(n + 7, date.max.toordinal() + 1))]
    elif rule.frequency == "MONTHLY":
        begin, stop = start.year * 12 + start.month - 1, until.year * 12 + until.month - 1
        passed = max(since.year * 12 + since.month - 1 - begin, 0) // interval * interval
        yield from (_month(n // 12, n % 12 + 1) for n in range(begin + passed, stop + 1, interval))
    else:
        passed = max(since.year - start.year, 0) // interval * interval
        for year in range(start.year + passed, until.year + 1, interval):
            months = rule.by("BYMONTH") or tuple(range(1, 13))
            yield [day for month in months for day in _month(year, month)]


def _month(year: int, month: int) -> list[date]:
    first = date(year, month, 1).toordinal()
    stop = date(year + month // 12, month % 12 + 1, 1).toordinal() if (year, month) != (9999, 12) else first + 31
    return [date.fromordinal(n) for n in range(first, stop)]


def _is_day(rule: Rule, day: date) -> bool:
    return all(check(rule, day) for check in _CHECKS)


def _in_month(rule: Rule, day: date) -> bool:
    months = rule.by("BYMONTH")
    return not months or day.month in months


def _in_week(rule: Rule, day: date) -> bool:
    """Weeks have their number as ISO counts them, but begin on the rule's day; negative ones count from the end."""
    weeks = rule.by("BYWEEKNO")
    if not weeks:
        return True
    number, total = _week_number(day, rule.week_start)
    return number in weeks or number - total - 1 in weeks


def _week_number(day: date, week_start: int) -> tuple[int, int]:
    middle = day.toordinal() - (day.weekday() - week_start) % 7 + 3
    if not 1 <= middle <= date.max.toordinal():
        return 0, 0
    year = date.fromordinal(middle).year
    first = date(year, 1, 1).toordinal()
    length = 366 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 365
    last = first + length - 1
    fourth_of_last = last - (date.fromordinal(last).weekday() - week_start) % 7 + 3
    total = ((fourth_of_last if fourth_of_last <= last else fourth_of_last - 7) - first) // 7 + 1
    return (middle - first) // 7 + 1, total


def _on_year_day(rule: Rule, day: date) -> bool:
    days = rule.by("BYYEARDAY")
    if not days:
        return True
    number = day.timetuple().tm_yday
    length = date(day.year, 12, 31).timetuple().tm_yday
    return number in days or number - length - 1 in days


def _on_month_day(rule: Rule, day: date) -> bool:
    days = rule.by("BYMONTHDAY")
    return not days or day.day in days or day.day - _length_of_month(day) - 1 in days


def _on_weekday(rule: Rule, day: date) -> bool:
    if not rule.weekdays:
        return True
    here = [nth for nth, weekday in rule.weekdays if weekday == day.weekday()]
    if not here or 0 in here or rule.frequency in ("DAILY", "WEEKLY", *_UNITS):
        return bool(here)
    if rule.frequency == "MONTHLY" or rule.by("BYMONTH"):
        before, after = day.day - 1, _length_of_month(day) - day.day
    else:
        before = day.timetuple().tm_yday - 1
        after = (date(day.year, 12, 31) - day).days
    return before // 7 + 1 in here or -(after // 7 + 1) in here


def _length_of_month(day: date) -> int:
    return len(_month(day.year, day.month))


_CHECKS: tuple[Callable[[Rule, date], bool], ...] = (_in_month, _on_month_day, _on_weekday, _on_year_day, _in_week)
