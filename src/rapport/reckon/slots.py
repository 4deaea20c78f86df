"""When both sides can meet: for the keeper who proposes times, and the client who picks one.

A side is one person or one team with its working calendar and its meetings. A time is found inside everybody's working
hours; where there are too few such times, one side's day is moved, ours further than theirs, and the slot says so with
the hours counted. Walls and clocks: working hours are wall times, so they move with each zone's clock changes; a wall
time that does not exist is never proposed, and one that happens twice is two instants.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from rapport.reckon.timing import Calendar, stretches, zone_named
from rapport.reckon.verdict import Counted, Reason, because, counted

Busy = tuple[datetime, datetime]
Span = tuple[datetime, datetime]  # in UTC, half-open
Kind = Literal["both in hours", "our day shifted", "their early or late"]

EARLIEST, LATEST = time(6), time(22)  # nobody's day is moved beyond these on their wall
OURS_MOVE, THEIRS_MOVE = timedelta(hours=4), timedelta(hours=2)
LONGEST_SEARCH = timedelta(days=366)
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_DAYS_TOLD = 5


@dataclass(frozen=True, slots=True)
class Side:
    """One person or team: when they work (zone, week, holidays, absences), and what stands in the diary already."""

    name: str
    calendar: Calendar
    busy: tuple[Busy, ...] = ()  # aware, half-open


@dataclass(frozen=True, slots=True)
class Slot:
    """A time for a meeting, in UTC. `shift` is the hours that the shifted side works outside its day."""

    start: datetime
    end: datetime
    kind: Kind
    shift: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The times found in order of time, and what is to be said of them all, or of there being none."""

    slots: tuple[Slot, ...]
    notes: tuple[Reason, ...]


def find(
    ours: Sequence[Side],
    theirs: Sequence[Side],
    *,
    since: datetime,
    until: datetime,
    length: timedelta,
    step: timedelta = timedelta(minutes=30),
    buffer: timedelta = timedelta(0),
    at_most: int = 3,
    ours_move: timedelta = OURS_MOVE,
    theirs_move: timedelta = THEIRS_MOVE,
) -> Found:
    """Find up to `at_most` times from `since` to `until`, spread over days.

    A start is a wall time of our first side that is a multiple of `step` after midnight. `buffer` is kept free before
    and after each meeting of the diaries. Times inside both sides' hours come first; then those outside one side's
    hours by the fewest hours, by at most `ours_move` or `theirs_move`, never before 06:00 or after 22:00 on that
    side's wall, ours before theirs. Then different days, then the earliest. ValueError for a question without sense:
    its sentence says which. Source: product.md B8.

    >>> office, tokyo = Side("Kordun", Calendar("Europe/Zagreb")), Side("Umi", Calendar("Asia/Tokyo"))
    >>> monday = datetime(2026, 11, 23, tzinfo=UTC)  # eight hours apart: our 8 o'clock is their 16
    >>> found = find([office], [tokyo], since=monday, until=monday + timedelta(days=2), length=timedelta(hours=1))
    >>> [(slot.start.hour, slot.kind, slot.shift) for slot in found.slots]
    [(7, 'our day shifted', 1.0), (8, 'their early or late', 1.0), (7, 'our day shifted', 1.0)]
    >>> found.slots[0].reasons[1].plain()
    'Kordun would begin at 08:00 instead of 09:00, 1 hour earlier.'
    >>> found.notes[0].plain()
    'No overlap of working hours: 8 hours apart.'
    """
    _check(ours, theirs, since, until, length, step, buffer, at_most)
    table = _Table(ours, theirs, since.astimezone(UTC), until.astimezone(UTC), buffer, ours_move, theirs_move)
    slots = _chosen(list(table.fitting(length, step)), ours[0].calendar.zone, at_most)
    return Found(tuple(slots), tuple(_notes(table, slots, length, at_most)))


def every(
    ours: Sequence[Side],
    theirs: Sequence[Side],
    *,
    since: datetime,
    until: datetime,
    length: timedelta,
    step: timedelta = timedelta(minutes=30),
    buffer: timedelta = timedelta(0),
    ours_move: timedelta = OURS_MOVE,
    theirs_move: timedelta = THEIRS_MOVE,
) -> tuple[Slot, ...]:
    """Every time among which `find` chooses, in order; they overlap each other.

    >>> office, eight = Side("Kordun", Calendar("Europe/Zagreb")), datetime(2026, 11, 23, 8, tzinfo=UTC)
    >>> len(every([office], [office], since=eight, until=eight + timedelta(hours=2), length=timedelta(hours=1)))
    3
    """
    _check(ours, theirs, since, until, length, step, buffer, 1)
    table = _Table(ours, theirs, since.astimezone(UTC), until.astimezone(UTC), buffer, ours_move, theirs_move)
    return tuple(table.fitting(length, step))


def judge(
    ours: Sequence[Side],
    theirs: Sequence[Side],
    start: datetime,
    end: datetime,
    *,
    buffer: timedelta = timedelta(0),
    ours_move: timedelta = OURS_MOVE,
    theirs_move: timedelta = THEIRS_MOVE,
) -> Slot | None:
    """That one time as `find` would offer it; None if somebody is off, away or busy then. For a pick that comes later.

    >>> office = Side("Kordun", Calendar("Europe/Zagreb"))
    >>> judge([office], [office], datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2026, 11, 23, 10, tzinfo=UTC)).kind
    'both in hours'
    """
    _check(ours, theirs, start, end, end - start, _HOUR, buffer, 1)
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    return _Table(ours, theirs, start, end, buffer, ours_move, theirs_move).judge(start, end)


class _Table:
    """Everybody's time between two instants: within hours, and within a moved day, free of meetings."""

    def __init__(
        self,
        ours: Sequence[Side],
        theirs: Sequence[Side],
        since: datetime,
        until: datetime,
        buffer: timedelta,
        ours_move: timedelta,
        theirs_move: timedelta,
    ) -> None:
        self.ours, self.theirs, self.since, self.until = ours, theirs, since, until
        sides = [*ours, *theirs]
        taken = _merged((start - buffer, end + buffer) for side in sides for start, end in _meetings(side))
        self.our_hours = _together([_hours(side.calendar, since, until) for side in ours])
        self.their_hours = _together([_hours(side.calendar, since, until) for side in theirs])
        self.our_free, self.their_free = _less(self.our_hours, taken), _less(self.their_hours, taken)
        self.our_moved = _less(_together([_hours(side.calendar, since, until, ours_move) for side in ours]), taken)
        self.their_moved = _less(
            _together([_hours(side.calendar, since, until, theirs_move) for side in theirs]), taken
        )

    def fitting(self, length: timedelta, step: timedelta) -> Iterator[Slot]:
        for start in _grid(zone_named(self.ours[0].calendar.zone), self.since, self.until - length, step):
            if slot := self.judge(start, start + length):
                yield slot

    def judge(self, start: datetime, end: datetime) -> Slot | None:
        here, there = _within(self.our_free, start, end), _within(self.their_free, start, end)
        if here and there:
            return Slot(start, end, "both in hours", 0.0, (because("Inside the working hours of both sides."),))
        if there and _within(self.our_moved, start, end):
            shift, why = _moved(self.ours, start, end)
            told = because("Our day is shifted by {hours}.", hours=_duration(shift))
            return Slot(start, end, "our day shifted", shift / _HOUR, (told, *why))
        if here and _within(self.their_moved, start, end):
            shift, why = _moved(self.theirs, start, end)
            told = because("It is early or late for them by {hours}.", hours=_duration(shift))
            return Slot(start, end, "their early or late", shift / _HOUR, (told, *why))
        return None


def _check(
    ours: Sequence[Side],
    theirs: Sequence[Side],
    since: datetime,
    until: datetime,
    length: timedelta,
    step: timedelta,
    buffer: timedelta,
    at_most: int,
) -> None:
    if not ours or not theirs:
        raise ValueError("A meeting needs somebody on both sides.")
    if since.tzinfo is None or until.tzinfo is None:
        raise ValueError("An instant needs its zone.")
    if not (since.year >= 1900 and until.year < 2199):
        raise ValueError("Times are looked for between 1900 and 2198.")
    if until <= since:
        raise ValueError("The search would end before it begins.")
    if until - since > LONGEST_SEARCH:
        raise ValueError("Times are looked for within a year at most.")
    if not timedelta(minutes=1) <= length <= _DAY:
        raise ValueError("A meeting is between one minute and one day long.")
    if not timedelta(minutes=1) <= step <= _DAY or step % timedelta(minutes=1):
        raise ValueError("The step is in whole minutes, one at least and a day at most.")
    if not timedelta(0) <= buffer <= _DAY:
        raise ValueError("The room around meetings is between nothing and one day.")
    if at_most < 1:
        raise ValueError("Ask for one time at least.")


def _grid(zone: ZoneInfo, first: datetime, last: datetime, step: timedelta) -> Iterator[datetime]:
    """The instants from `first` to `last` whose wall time in that zone is a multiple of the step, in order."""
    minutes = step // timedelta(minutes=1)
    for begin, end, offset in stretches(zone, first, last + timedelta(microseconds=1)):
        wall = (begin + offset).replace(tzinfo=None)
        midnight = datetime.combine(wall.date(), time())
        passed = -(-(wall - midnight) // timedelta(minutes=minutes))  # rounded up
        candidate = midnight + passed * step
        while candidate.replace(tzinfo=UTC) - offset < end:
            if candidate.date() > midnight.date():  # the step need not divide the day
                candidate = midnight = datetime.combine(candidate.date(), time())
                continue
            yield candidate.replace(tzinfo=UTC) - offset
            candidate += step


def _chosen(fitting: list[Slot], zone: str, at_most: int) -> list[Slot]:
    place = zone_named(zone)
    order = {"both in hours": 0, "our day shifted": 1, "their early or late": 2}
    days: dict[datetime, date] = {slot.start: slot.start.astimezone(place).date() for slot in fitting}
    chosen: list[Slot] = []
    left = sorted(fitting, key=lambda slot: (slot.shift, order[slot.kind], slot.start))
    while left and len(chosen) < at_most:
        best = (left[0].shift, left[0].kind)
        told = [days[slot.start] for slot in chosen]
        equals = [slot for slot in left if (slot.shift, slot.kind) == best]
        pick = min(equals, key=lambda slot: (told.count(days[slot.start]), slot.start))
        chosen.append(pick)
        left = [slot for slot in left if slot.end <= pick.start or pick.end <= slot.start]
    return sorted(chosen, key=lambda slot: slot.start)


def _notes(table: _Table, slots: list[Slot], length: timedelta, at_most: int) -> Iterator[Reason]:
    if sum(slot.kind == "both in hours" for slot in slots) < at_most:
        yield from _why_few(table, length)
    if not slots:
        yield because("No time is left, even with one side's day moved.")
    elif len(slots) < at_most:
        yield because("Only {times} found.", times=counted("{n} time", "{n} times", len(slots)))
    yield from _clock_changes(table)


def _why_few(table: _Table, length: timedelta) -> Iterator[Reason]:
    shared = _longest(_together([table.our_hours, table.their_hours]))
    usual = _longest(_usual_overlap(table))
    if usual < length:
        apart = _duration(_apart(table))
        if usual:
            yield because("Working hours overlap by {hours} only.", hours=_duration(usual))
        else:
            yield because("No overlap of working hours: {hours} apart.", hours=apart)
    elif shared >= length and _longest(_together([table.our_free, table.their_free])) < length:
        yield because("The shared working hours are taken by meetings.")
    yield from _days_lost(table)


def _days_lost(table: _Table) -> Iterator[Reason]:
    """Holidays and absences on days that would be worked, the first few of them."""
    told = 0
    for n in range((table.until - table.since).days + 2):
        for side in (*table.ours, *table.theirs):
            day = table.since.astimezone(zone_named(side.calendar.zone)).date() + n * _DAY
            if told == _DAYS_TOLD or _instant_of(day, side) >= table.until:
                continue
            if side.calendar.week.days[day.weekday()] is None or side.calendar.is_working_day(day):
                continue
            told += 1
            if side.calendar.is_holiday(day):
                yield because("{day} is a public holiday for {name}.", day=day, name=side.name)
            else:
                yield because("{name} is away on {day}.", day=day, name=side.name)


def _clock_changes(table: _Table) -> Iterator[Reason]:
    for zone in dict.fromkeys(side.calendar.zone for side in (*table.ours, *table.theirs)):
        for begin, _end, offset in stretches(zone_named(zone), table.since, table.until):
            if begin > table.since:
                yield because("Clocks change in {zone} on {day}.", zone=zone, day=(begin + offset).date())


def _moved(sides: Sequence[Side], start: datetime, end: datetime) -> tuple[timedelta, list[Reason]]:
    """How far the furthest of the sides is outside its hours on the wall, and whose day moves how."""
    furthest, reasons = timedelta(0), list[Reason]()
    for side in sides:
        for opening, closing, begins, stops in _days_on_the_wall(side, start, end):
            early, late = opening - begins, stops - closing
            if early > timedelta(0):
                text = because("{name} would begin at {at} instead of {usual}, {hours} earlier.")
                reasons.append(_filled(text, side, begins, opening, early))
            if late > timedelta(0):
                text = because("{name} would stay until {at} instead of {usual}, {hours} longer.")
                reasons.append(_filled(text, side, stops, closing, late))
            furthest = max(furthest, early, late)
    return furthest, reasons


def _filled(told: Reason, side: Side, at: timedelta, usual: timedelta, by: timedelta) -> Reason:
    return Reason(told.text, {"name": side.name, "at": _clock(at), "usual": _clock(usual), "hours": _duration(by)})


def _days_on_the_wall(
    side: Side, start: datetime, end: datetime
) -> Iterator[tuple[timedelta, timedelta, timedelta, timedelta]]:
    """Opening, closing, begin and end of the meeting, in time since midnight, for each day it touches on their wall."""
    zone = zone_named(side.calendar.zone)
    begins, stops = (moment.astimezone(zone).replace(tzinfo=None) for moment in (start, end))
    midnight = datetime.combine(begins.date(), time())
    while midnight < stops or midnight <= begins:
        span = side.calendar.week.days[midnight.weekday()]
        if span:
            opening, closing = _since_midnight(span[0]), _since_midnight(span[1])
            yield opening, closing, max(begins - midnight, timedelta(0)), min(stops - midnight, _DAY)
        midnight += _DAY


def _hours(calendar: Calendar, since: datetime, until: datetime, move: timedelta = timedelta(0)) -> list[Span]:
    """Working time as instants; with `move`, each day may begin earlier and end later by as much."""
    spans: list[Span] = []
    for begin, end, offset in stretches(zone_named(calendar.zone), since, until):
        day, stop = (begin + offset).date(), (end + offset).date()
        while day <= stop:
            span = calendar.week.days[day.weekday()] if calendar.is_working_day(day) else None
            if span:
                midnight = datetime.combine(day, time(), UTC) - offset
                opening, closing = _widened(span, move)
                spans.append((max(midnight + opening, begin), min(midnight + closing, end)))
            day += _DAY
    return _merged(span for span in spans if span[0] < span[1])


def _widened(span: tuple[time, time], move: timedelta) -> tuple[timedelta, timedelta]:
    opening, closing = _since_midnight(span[0]), _since_midnight(span[1])
    return (
        max(opening - move, min(opening, _since_midnight(EARLIEST))),
        min(closing + move, max(closing, _since_midnight(LATEST))),
    )


def _since_midnight(moment: time) -> timedelta:
    if moment == time.max:  # how a calendar writes 24:00
        return _DAY
    return timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second)


def _usual_overlap(table: _Table) -> list[Span]:
    """The shared hours if nobody ever had a holiday or an absence."""
    plain = [Calendar(side.calendar.zone, side.calendar.week) for side in (*table.ours, *table.theirs)]
    since, until = table.since, max(table.until, table.since + 7 * _DAY)
    return _together([_hours(calendar, since, until) for calendar in plain])


def _apart(table: _Table) -> timedelta:
    """The furthest that a wall of ours is from one of theirs when the search begins, around the clock the short way."""
    here, there = (
        [table.since.astimezone(zone_named(side.calendar.zone)).utcoffset() or timedelta(0) for side in sides]
        for sides in (table.ours, table.theirs)
    )
    return max(
        min(abs(a - b), _DAY - abs(a - b) if abs(a - b) <= _DAY else abs(a - b) - _DAY) for a in here for b in there
    )


def _meetings(side: Side) -> Iterator[Span]:
    for start, end in side.busy:
        if start.tzinfo is None or end.tzinfo is None:
            raise ValueError("An instant needs its zone.")
        if start < end:
            yield start.astimezone(UTC), end.astimezone(UTC)


def _instant_of(day: date, side: Side) -> datetime:
    return datetime.combine(day, time(), zone_named(side.calendar.zone)).astimezone(UTC)


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _together(many: Sequence[list[Span]]) -> list[Span]:
    """The time that all have in common."""
    common = many[0]
    for spans in many[1:]:
        common = list(_crossed(common, spans))
    return common


def _crossed(a: list[Span], b: list[Span]) -> Iterator[Span]:
    n = m = 0
    while n < len(a) and m < len(b):
        start, end = max(a[n][0], b[m][0]), min(a[n][1], b[m][1])
        if start < end:
            yield start, end
        if a[n][1] < b[m][1]:
            n += 1
        else:
            m += 1


def _less(spans: list[Span], taken: list[Span]) -> list[Span]:
    """The spans without what is taken; `taken` is merged."""
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    edges = [first, *(edge for span in taken for edge in span), last]
    return list(_crossed(spans, list(zip(edges[::2], edges[1::2], strict=True))))


def _within(spans: list[Span], start: datetime, end: datetime) -> bool:
    n = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return n >= 0 and end <= spans[n][1]


def _longest(spans: Iterable[Span]) -> timedelta:
    return max((end - start for start, end in spans), default=timedelta(0))


def _duration(length: timedelta) -> Counted | Reason:
    """Whole hours, or hours and minutes."""
    hours, rest = divmod(length, _HOUR)
    minutes = rest // timedelta(minutes=1)
    if not minutes:
        return counted("{n} hour", "{n} hours", hours)
    told = counted("{n} minute", "{n} minutes", minutes)
    if not hours:
        return told
    return because("{hours} {minutes}", hours=counted("{n} hour", "{n} hours", hours), minutes=told)


def _clock(since_midnight: timedelta) -> str:
    minutes = since_midnight // timedelta(minutes=1)
    return f"{minutes // 60:02}:{minutes % 60:02}"
