"""When people work: for everyone who sets or judges a date, on our side or the client's.

A `Calendar` is a zone, a working week, public holidays and absences. Dates are dates in that zone; instants are
aware datetimes of any zone. Nothing here reads a clock.

>>> zagreb = Calendar("Europe/Zagreb", Week.usual(), "HR", ((date(2024, 11, 19), date(2024, 11, 20)),))
>>> zagreb.next_working_day(date(2024, 11, 16))  # Saturday, Sunday, Remembrance Day, two days away
datetime.date(2024, 11, 21)
>>> friday, monday = datetime(2024, 11, 8, 15, tzinfo=UTC), datetime(2024, 11, 11, 9, tzinfo=UTC)
>>> zagreb.working_hours_between(friday, monday)  # 16:00 to 17:00 on Friday, 9:00 to 10:00 on Monday
2.0
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

Span = tuple[time, time]

LOOK = 400  # days a search for a working day looks ahead or back before absences are set aside
SPAN = timedelta(days=3660)  # working hours are not counted further than ten years from the start
_FIRST, _LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2199, 12, 31, tzinfo=UTC)
_MIDNIGHT = time.max  # "24:00", which time() cannot say

_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PART = re.compile(r"([a-z]{3})(?:\s*[-–]\s*([a-z]{3}))?\s+(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class Week:
    """Working hours by weekday, Monday first; None is a day off. One span a day, which ends after it begins."""

    days: tuple[Span | None, ...]

    def __post_init__(self) -> None:
        if len(self.days) != 7:
            raise ValueError(f"A week has seven days, not {len(self.days)}.")
        for name, span in zip(_NAMES, self.days, strict=True):
            if span and span[0] >= span[1]:
                raise ValueError(f"On {name} the work would end before it begins.")

    @classmethod
    def usual(cls) -> Week:
        """Monday to Friday, 09:00 to 17:00."""
        return _USUAL

    @classmethod
    def parse(cls, text: str) -> Week:
        """Read "mon-fri 09:00-17:00; sat 10:00-14:00". ValueError says what cannot be read.

        >>> Week.parse("Mon-Fri 9:00-17:00; sat 10:00-14:00").text()
        'mon-fri 09:00-17:00; sat 10:00-14:00'
        """
        days: list[Span | None] = [None] * 7
        for part in filter(None, (p.strip() for p in re.split(r"[;,\n]", text.lower()))):
            named, span = _read_part(part)
            for day in named:
                if days[day] is not None:
                    raise ValueError(f"{_NAMES[day]} is named twice.")
                days[day] = span
        if not any(days):
            raise ValueError('No working day is named. Write it like "mon-fri 09:00-17:00".')
        return cls(tuple(days))

    def text(self) -> str:
        """The form that `parse` reads, equal neighbours joined."""
        runs: list[tuple[int, int, Span]] = []
        for day, span in enumerate(self.days):
            if span is None:
                continue
            if runs and runs[-1][1] == day - 1 and runs[-1][2] == span:
                runs[-1] = (runs[-1][0], day, span)
            else:
                runs.append((day, day, span))
        return "; ".join(
            f"{_NAMES[a]}{'' if a == b else '-' + _NAMES[b]} {_clock(span[0])}-{_clock(span[1])}" for a, b, span in runs
        )

    def hours(self, weekday: int) -> float:
        span = self.days[weekday]
        return _length(span) if span else 0.0


@dataclass(frozen=True, slots=True)
class Calendar:
    """When one side works. `holidays` is a set of dates, or an ISO country code whose public holidays are looked up
    (a country that is not known has none). `absences` are first and last day, both included, in any order.

    ValueError for a zone that does not exist.
    """

    zone: str = "UTC"
    week: Week = Week(((time(9), time(17)),) * 5 + (None, None))
    holidays: frozenset[date] | str = frozenset()
    absences: tuple[tuple[date, date], ...] = ()

    def __post_init__(self) -> None:
        zone_named(self.zone)

    def is_working_day(self, day: date) -> bool:
        return self.is_office_day(day) and self.away_until(day) is None

    def is_office_day(self, day: date) -> bool:
        """A working day by week and holidays alone, whoever is away."""
        return self.week.days[day.weekday()] is not None and not self.is_holiday(day)

    def is_holiday(self, day: date) -> bool:
        if isinstance(self.holidays, str):
            return day in _holidays(self.holidays, day.year)
        return day in self.holidays

    def away_until(self, day: date) -> date | None:
        """The last day of the absence that covers this day."""
        return max((last for first, last in self.absences if first <= day <= last), default=None)

    def next_working_day(self, day: date) -> date:
        """The first working day on or after `day`.

        Absences that fill the whole look-ahead of 400 days are set aside; a week without work answers `day` itself.
        """
        return _first(_forward(day), self.is_working_day, self.is_office_day) or day

    def previous_working_day(self, day: date) -> date:
        """The last working day on or before `day`, with the same limits as `next_working_day`."""
        return _first(_backward(day), self.is_working_day, self.is_office_day) or day

    def working_hours_between(self, start: datetime, end: datetime) -> float:
        """Working hours from `start` to `end`, negative if `end` is earlier; at most ten years are counted.

        A working day has the hours its span says, on the days the clocks change too. ValueError for a naive instant.
        """
        return self.hours_from(start)(end)

    def hours_from(self, start: datetime) -> Callable[[datetime], float]:
        """`working_hours_between` with its start kept, for many ends: days are counted once."""
        zone = zone_named(self.zone)
        begin = _within(start)
        origin = begin.astimezone(zone)
        first, done = origin.date(), self._done(origin, begin)
        whole: dict[date, float] = {}

        def hours(end: datetime) -> float:
            stop = min(max(_within(end), begin - SPAN), begin + SPAN)
            local = stop.astimezone(zone)
            day = local.date()
            if day not in whole:
                whole[day] = self._whole(first, day) if day >= first else -self._whole(day, first)
            return whole[day] + self._done(local, stop) - done

        return hours

    def works_at(self, instant: datetime) -> bool:
        local = _within(instant).astimezone(zone_named(self.zone))
        span = self.week.days[local.weekday()]
        return span is not None and span[0] <= local.time() < span[1] and self.is_working_day(local.date())

    def end_of_day(self, day: date) -> datetime:
        """The instant, in UTC, at which work ends on that day; on a day off, when the longest day of the week ends."""
        span = self.week.days[day.weekday()]
        closing = span[1] if span else max((s[1] for s in self.week.days if s), default=_MIDNIGHT)
        if day.year in (date.min.year, date.max.year):  # no room for a zone's offset
            return datetime.combine(day, closing, UTC)
        return datetime.combine(day, closing, zone_named(self.zone)).astimezone(UTC)

    def _done(self, local: datetime, instant: datetime) -> float:
        """Hours worked on the day of `local` before it. Elapsed time is taken in UTC, since the wall may jump back."""
        span = self.week.days[local.weekday()]
        if span is None or local.time() <= span[0] or not self.is_working_day(local.date()):
            return 0.0
        if local.time() >= span[1]:
            return _length(span)
        opening = datetime.combine(local.date(), span[0], local.tzinfo)
        return min(max((instant - opening.astimezone(UTC)).total_seconds() / 3600, 0.0), _length(span))

    def _whole(self, first: date, stop: date) -> float:
        """Hours of the whole days from `first` to the day before `stop`: weeks, less holidays, less absences."""
        hours = self._weeks(first, stop)
        away = list(_merged(self.absences, first, stop))
        for gone, back in away:
            hours -= self._weeks(gone, back)
        for day in self._holidays_within(first, stop):
            if not any(gone <= day < back for gone, back in away):
                hours -= self.week.hours(day.weekday())
        return hours

    def _weeks(self, first: date, stop: date) -> float:
        weeks, rest = divmod((stop - first).days, 7)
        each = [self.week.hours(day) for day in range(7)]
        return weeks * sum(each) + sum(each[(first.weekday() + n) % 7] for n in range(rest))

    def _holidays_within(self, first: date, stop: date) -> Iterable[date]:
        if isinstance(self.holidays, str):
            days = _in_order(self.holidays, first.year, stop.year)
            return days[bisect_left(days, first) : bisect_left(days, stop)]
        return [day for day in self.holidays if first <= day < stop]


def both(a: Calendar, b: Calendar, day: date) -> date:
    """The first day on or after `day` that is a working day on both sides.

    If absences fill 400 days they are set aside; if the two weeks share no day, it is the next working day of `a`.

    >>> both(Calendar(holidays="HR"), Calendar(holidays="SK"), date(2024, 10, 31))  # 1 November is one in both
    datetime.date(2024, 10, 31)
    """
    return _first(
        _forward(day),
        lambda d: a.is_working_day(d) and b.is_working_day(d),
        lambda d: a.is_office_day(d) and b.is_office_day(d),
    ) or a.next_working_day(day)


def holidays_of(country: str, years: Iterable[int]) -> frozenset[date]:
    """Public holidays of an ISO country in those years; none for a country that is not known.

    >>> date(2024, 5, 30) in holidays_of("HR", [2024]), holidays_of("nowhere", [2024])
    (True, frozenset())
    """
    return frozenset(day for year in years for day in _holidays(country, year))


def holiday_name(country: str, day: date) -> str | None:
    """What that public holiday is called, in English where the library has it.

    >>> holiday_name("HR", date(2024, 5, 30)), holiday_name("HR", date(2024, 5, 31))
    ('Corpus Christi; Statehood Day', None)
    """
    return _holidays(country, day.year).get(day)


@lru_cache(maxsize=1024)
def zone_named(name: str) -> ZoneInfo:
    """The time zone of that name. ValueError, with the name, for one that does not exist ("Europe/")."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f'There is no time zone "{name}".') from None


def stretches(zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime, timedelta]]:
    """From, to and distance to UTC of each stretch between two changes of the clock, in order; instants in UTC.

    >>> year = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    >>> [f"{begin:%m-%d %H:%M} {distance}" for begin, _, distance in stretches(zone_named("Europe/Zagreb"), *year)]
    ['01-01 00:00 1:00:00', '03-29 01:00 2:00:00', '10-25 01:00 1:00:00']
    """
    begin, at = since, since
    offset = _distance(zone, since)
    while at < until:
        following = min(at + timedelta(hours=12), until)
        if _distance(zone, following) == offset:
            at = following
            continue
        change = _change(zone, at, following)
        if change >= until:
            break
        yield begin, change, offset
        begin = at = change
        offset = _distance(zone, change)
    if begin < until:
        yield begin, until, offset


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second of the new distance, between two instants of which the second has it."""
    offset, second = _distance(zone, before), timedelta(seconds=1)
    low, high = 0, -((before - after) // second)  # of seconds after `before`, rounded up
    while high - low > 1:
        middle = (low + high) // 2
        if _distance(zone, before + middle * second) == offset:
            low = middle
        else:
            high = middle
    return (before + high * second).replace(microsecond=0)


def _distance(zone: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta(0)


@lru_cache(maxsize=4096)
def _holidays(country: str, year: int) -> dict[date, str]:
    import holidays  # a heavy import, which most commands never need

    try:
        found = holidays.country_holidays(country.strip().upper(), years=year, language="en_US")
    except (NotImplementedError, TypeError, ValueError):
        return {}
    return dict(found)


@lru_cache(maxsize=1024)
def _in_order(country: str, first: int, last: int) -> tuple[date, ...]:
    return tuple(sorted(day for year in range(first, last + 1) for day in _holidays(country, year)))


def _first(days: Iterator[date], *wishes: Callable[[date], bool]) -> date | None:
    """The first day that meets the first wish; if none does, the second."""
    ahead = list[date]()
    for day in days:
        if wishes[0](day):
            return day
        ahead.append(day)
    return next((day for wish in wishes[1:] for day in ahead if wish(day)), None)


def _forward(day: date) -> Iterator[date]:
    stop = min(day.toordinal() + LOOK, date.max.toordinal())
    return (date.fromordinal(n) for n in range(day.toordinal(), stop + 1))


def _backward(day: date) -> Iterator[date]:
    stop = max(day.toordinal() - LOOK, date.min.toordinal())
    return (date.fromordinal(n) for n in range(day.toordinal(), stop - 1, -1))


def _merged(absences: tuple[tuple[date, date], ...], first: date, stop: date) -> Iterator[tuple[date, date]]:
    """Absences cut to [first, stop), half-open and without overlap."""
    reached = first
    for gone, last in sorted(absences):
        begin, end = max(gone, reached), stop if last >= stop else last + timedelta(days=1)
        if begin < end:
            yield begin, end
            reached = end


def _within(instant: datetime) -> datetime:
    """In UTC, in years where every zone has room."""
    if instant.tzinfo is None:
        raise ValueError("An instant needs its zone.")
    if not 1900 <= instant.year < 2199:
        return _FIRST if instant.year < 1900 else _LAST
    return instant.astimezone(UTC)


def _read_part(part: str) -> tuple[list[int], Span]:
    found = _PART.fullmatch(part)
    if not found:
        raise ValueError(f'"{part}" cannot be read. Write it like "mon-fri 09:00-17:00".')
    first, last = found[1], found[2] or found[1]
    for name in (first, last):
        if name not in _NAMES:
            raise ValueError(f'"{name}" is no day. The days are {", ".join(_NAMES)}.')
    a, b = _NAMES.index(first), _NAMES.index(last)
    days = [(a + n) % 7 for n in range((b - a) % 7 + 1)]
    opening, closing = _time(found[3], found[4]), _time(found[5], found[6])
    if opening >= closing:
        raise ValueError(f'In "{part}" the work would end before it begins.')
    return days, (opening, closing)


def _time(hour: str, minute: str) -> time:
    if (int(hour), int(minute)) == (24, 0):
        return _MIDNIGHT
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise ValueError(f'"{hour}:{minute}" is no time of day.') from None


def _clock(moment: time) -> str:
    return "24:00" if moment == _MIDNIGHT else f"{moment:%H:%M}"


def _length(span: Span) -> float:
    opening, closing = (24.0 if t == _MIDNIGHT else t.hour + t.minute / 60 + t.second / 3600 for t in span)
    return closing - opening


_USUAL = Week(((time(9), time(17)),) * 5 + (None, None))
