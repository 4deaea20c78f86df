"""Whether what is promised fits the hours there are, per person and week: for whoever hands work over, and the head.

The hours of a week are the person's own working hours from now on, less public holidays and absences; a share of them
(80 %) may be promised, the rest is kept for what nobody announces. What is left of a task is spread evenly over the
working time from now, or from the day it begins, to its date; a late task takes the first hours there are; a meeting
takes its minutes. What a week cannot hold is carried into the next one before anything new is said to fit.
Rule: product.md D5. Hours are floats of working hours, weeks begin on Monday, nothing here reads a clock.

>>> office = Calendar("UTC")
>>> monday = datetime(2024, 11, 11, 9, tzinfo=UTC)
>>> tasks = [Work("texts", 16, due=datetime(2024, 11, 13, 17, tzinfo=UTC)), Work("photos", None)]
>>> load = carried(tasks, [Busy("stand-up", monday, 1.0)], office, monday)
>>> [(week.monday.day, week.there, week.promised, week.state) for week in load.weeks[:2]]
[(11, 32.0, 17.0, 'free'), (18, 32.0, 0.0, 'free')]
>>> fit = fits(20, datetime(2024, 11, 15, 17, tzinfo=UTC), load)
>>> fit.verdict, fit.free, fit.earliest
('tight', 15.0, datetime.date(2024, 11, 18))
>>> [reason.plain() for reason in fit.reasons]  # doctest: +NORMALIZE_WHITESPACE
['Tight: 15.0 h are free until 2024-11-15; the rest would use up what is kept for the unannounced.',
 'Promised until then: 16.0 h of tasks, 1.0 h of meetings.', 'It would fit by 2024-11-18.',
 'Not counted: 1 task without hours.']
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from typing import Literal, NamedTuple

from rapport.reckon.timing import Calendar, zone_named
from rapport.reckon.verdict import Reason, because, counted

PLANNABLE = 80  # percent of the working hours that may be promised
WEEKS = 26  # how far ahead a date is looked for
NEAR = 0.9  # of what may be promised: from here on a week is called nearly full
LONGEST = 10_000.0  # hours of one task; more is a slip of the pen
_HAIR = 1e-6
_DAY = timedelta(days=1)

State = Literal["free", "near", "over", "away"]
Verdict = Literal["yes", "tight", "no"]


class Work(NamedTuple):
    """What is left of one task. `hours` None: nobody has said how long it takes; `due` is an aware instant."""

    key: Hashable
    hours: float | None
    begins: date | None = None
    due: datetime | None = None


class Busy(NamedTuple):
    """A meeting: when it begins, and how many hours it takes."""

    key: Hashable
    at: datetime
    hours: float


class Week(NamedTuple):
    """One week of one person. `there` may be promised; `unknown` tasks of this week have no hours."""

    monday: date
    there: float
    work: float
    meetings: float
    unknown: int

    @property
    def promised(self) -> float:
        return self.work + self.meetings

    @property
    def share(self) -> float | None:
        """Promised of what may be promised; None where there is no hour."""
        return self.promised / self.there if self.there > _HAIR else None

    @property
    def over(self) -> float:
        """Hours promised that are not there."""
        return max(self.promised - self.there, 0.0)

    @property
    def state(self) -> State:
        if self.over > _HAIR:
            return "over"
        if self.there <= _HAIR:
            return "away"
        return "near" if self.promised >= NEAR * self.there else "free"


@dataclass(frozen=True, slots=True)
class Load:
    """The weeks from this one on, and what could not be laid into them: tasks without hours, hours without a date."""

    weeks: tuple[Week, ...]
    unknown: int
    undated: int
    undated_hours: float
    plannable: int
    book: Book = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Fit:
    """`free` hours may still be promised until the date, `most` with what is kept back; `earliest` day it would fit."""

    verdict: Verdict
    free: float
    most: float
    earliest: date | None
    reasons: tuple[Reason, ...]


class Book:
    """The working hours of one person from `now` on, so many weeks; beyond them every week counts as a usual one."""

    def __init__(self, calendar: Calendar, now: datetime, weeks: int) -> None:
        if now.tzinfo is None:
            raise ValueError("An instant needs its zone.")
        self.calendar, self.now = calendar, now
        self.zone = zone_named(calendar.zone)
        local = now.astimezone(self.zone)
        self.today = local.date()
        self.monday = self.today - self.today.weekday() * _DAY
        self.usual = sum(calendar.week.hours(day) for day in range(7))
        self.passed = 0.0
        days = max(weeks, 1) * 7 - self.today.weekday()
        week = [calendar.week.hours(day) for day in range(7)]
        each = [
            hours if hours and calendar.is_working_day(day) else 0.0
            for day, hours in ((day, week[day.weekday()]) for day in (self.today + n * _DAY for n in range(days)))
        ]
        if each[0]:
            self.passed = self._into(self.today, local.time())
            each[0] -= self.passed
        self.each = each
        self.until = [0.0, *accumulate(each)]  # working hours before the n-th day
        self.bounds = [self.until[max(n * 7 - self.today.weekday(), 0)] for n in range(max(weeks, 1) + 1)]

    def at(self, instant: datetime) -> float:
        """Working hours from now to that instant; 0 for one that is past."""
        local = (instant if 1900 <= instant.year < 2199 else _far(instant)).astimezone(self.zone)
        n = (local.date() - self.today).days
        if n < 0:
            return 0.0
        if n >= len(self.each):
            return self._beyond(n)
        if not self.each[n]:
            return self.until[n]
        done = self._into(local.date(), local.time()) - (self.passed if n == 0 else 0.0)
        return self.until[n] + min(max(done, 0.0), self.each[n])

    def before(self, day: date) -> float:
        """Working hours from now to the beginning of that day."""
        n = (day - self.today).days
        return 0.0 if n <= 0 else self.until[n] if n < len(self.each) else self._beyond(n)

    def week_of(self, instant: datetime) -> int:
        """Which week an instant lies in; a past one in the first."""
        local = (instant if 1900 <= instant.year < 2199 else _far(instant)).astimezone(self.zone)
        return max((local.date() - self.monday).days // 7, 0)

    def spread(self, work: Work) -> list[tuple[int, float]]:
        """Which week takes how many hours of it; nothing for a task without hours or without a date."""
        if not work.hours or work.due is None:
            return []
        hours = min(work.hours, LONGEST)
        begin, end = self.before(work.begins) if work.begins else 0.0, self.at(work.due)
        if end - begin <= _HAIR:
            return [(self._without_time(work.due), hours)]
        pace = hours / (end - begin)
        first = max(bisect_right(self.bounds, begin) - 1, 0)
        laid = []
        for n in range(first, len(self.bounds) - 1):
            within = min(end, self.bounds[n + 1]) - max(begin, self.bounds[n])
            if within > 0:
                laid.append((n, within * pace))
            if end <= self.bounds[n + 1]:
                break
        return laid

    def _without_time(self, due: datetime) -> int:
        """No working time is left for it: a late one takes the first hours there are, another stands at its date."""
        if due > self.now:
            return self.week_of(due)
        return next((n for n in range(len(self.bounds) - 1) if self.bounds[n + 1] > self.bounds[n]), 0)

    def _into(self, day: date, at: time) -> float:
        span = self.calendar.week.days[day.weekday()]
        if span is None:
            return 0.0
        return min(max(_hour(at) - _hour(span[0]), 0.0), self.calendar.week.hours(day.weekday()))

    def _beyond(self, n: int) -> float:
        return self.until[-1] + (n - len(self.each)) / 7 * self.usual


def carried(
    work: Iterable[Work],
    meetings: Iterable[Busy],
    calendar: Calendar,
    now: datetime,
    *,
    weeks: int = WEEKS,
    plannable: int = PLANNABLE,
) -> Load:
    """What one person carries in each of the coming weeks; `plannable` is a percentage from 1 to 100.

    A task without hours is counted, never guessed; hours without a date are told beside the weeks. ValueError for a
    share that is none and for a naive `now`.
    """
    if not 1 <= plannable <= 100:
        raise ValueError(f"{plannable} % of the hours cannot be promised.")
    book = Book(calendar, now, weeks)
    many = len(book.bounds) - 1
    tasks, met, unknown_in = [0.0] * many, [0.0] * many, [0] * many
    unknown = undated = 0
    undated_hours = 0.0
    for one in work:
        if one.hours is None:
            unknown += 1
            if one.due is not None and (n := book.week_of(one.due)) < many:
                unknown_in[n] += 1
        elif one.due is None:
            undated += one.hours > 0
            undated_hours += one.hours
        else:
            for n, hours in book.spread(one):
                if n < many:
                    tasks[n] += hours
    for meeting in meetings:
        if meeting.at >= now and (n := book.week_of(meeting.at)) < many:
            met[n] += meeting.hours
    share = plannable / 100
    made = tuple(
        Week(book.monday + n * 7 * _DAY, (book.bounds[n + 1] - book.bounds[n]) * share, tasks[n], met[n], unknown_in[n])
        for n in range(many)
    )
    return Load(made, unknown, undated, undated_hours, plannable, book)


def made_of(work: Iterable[Work], load: Load, monday: date) -> list[tuple[Work, float]]:
    """What the tasks of one week are, with the hours each takes there, the longest first; unknown ones at the end."""
    n = (monday - load.book.monday).days // 7
    found: list[tuple[Work, float]] = []
    for one in work:
        if one.hours is None:
            if one.due is not None and load.book.week_of(one.due) == n:
                found.append((one, 0.0))
            continue
        hours = sum(hours for week, hours in load.book.spread(one) if week == n)
        if hours > _HAIR:
            found.append((one, hours))
    return sorted(found, key=lambda pair: (pair[0].hours is None, -pair[1], str(pair[0].key)))


def fits(hours: float, due: datetime, load: Load, *, begins: date | None = None) -> Fit:
    """Would so many hours more fit until then?

    "yes": into what may still be promised; "tight": only with what is kept for the unannounced; "no": not even so, or
    the date is past. `earliest` is the first day by which it would be a yes, None if there is none in the weeks looked
    at. ValueError for hours that are not above 0.
    """
    if not 0 < hours <= LONGEST:
        raise ValueError(f"{hours} hours cannot be promised.")
    book = load.book
    free, full = _free(load, load.plannable / 100), _free(load, 1.0)
    begin = book.before(begins) if begins else 0.0
    end = book.at(due)
    room, most = _between(book, free, begin, end), _between(book, full, begin, end)
    verdict: Verdict = "yes" if hours <= room + _HAIR else "tight" if hours <= most + _HAIR else "no"
    earliest = _earliest(book, free, begin, hours)
    day = due.astimezone(book.zone).date()
    reasons = [_said(verdict, room, most, day, past=due <= book.now)]
    if verdict != "yes":
        reasons += _why(load, end, day)
        reasons.append(
            because("It would fit by {day}.", day=earliest)
            if earliest
            else because(
                "It fits nowhere in the next {weeks}.", weeks=counted("{n} week", "{n} weeks", len(load.weeks))
            )
        )
    reasons += uncounted(load)
    return Fit(verdict, room, most, earliest, tuple(reasons))


def could_take(
    hours: float, due: datetime, others: Mapping[Hashable, Load], *, begins: date | None = None, most: int = 3
) -> list[tuple[Hashable, Fit]]:
    """Who else could take it by then: those for whom it fits, the freest first; if nobody, who could soonest."""
    asked = [(key, fits(hours, due, load, begins=begins)) for key, load in others.items()]
    good = sorted(
        (pair for pair in asked if pair[1].verdict == "yes"), key=lambda pair: (-round(pair[1].free, 6), str(pair[0]))
    )
    later = sorted(
        ((pair, pair[1].earliest) for pair in asked if pair[1].earliest), key=lambda it: (it[1], str(it[0][0]))
    )
    return (good or [pair for pair, _ in later])[:most]


def uncounted(load: Load) -> list[Reason]:
    """What the figures leave out, so that nobody takes an unknown for nothing."""
    told = []
    if load.unknown:
        told.append(
            because(
                "Not counted: {tasks}.",
                tasks=counted("{n} task without hours", "{n} tasks without hours", load.unknown),
            )
        )
    if load.undated:
        told.append(
            because("Not counted: {hours} h in {tasks}.", hours=_rounded(load.undated_hours), tasks=_undated(load))
        )
    return told


def words(week: Week) -> Reason:
    """One week in a sentence, for whoever does not see the bar."""
    promised, there = _rounded(week.promised), _rounded(week.there)
    match week.state:
        case "away":
            return because("Not there this week, and nothing is promised.")
        case "over" if week.there <= _HAIR:
            return because("{promised} h are promised in a week without working hours.", promised=promised)
        case "over":
            return because(
                "{promised} h are promised, {there} h may be: {over} h too many.",
                promised=promised, there=there, over=_rounded(week.over),
            )  # fmt: skip
        case "near":
            return because("{promised} of {there} h are promised: nearly full.", promised=promised, there=there)
        case _:
            return because(
                "{promised} of {there} h are promised, {free} h are free.",
                promised=promised, there=there, free=_rounded(week.there - week.promised),
            )  # fmt: skip


def overloaded(load: Load, weeks: int = 4) -> list[Week]:
    """Which of the coming weeks hold more than may be promised."""
    return [week for week in load.weeks[:weeks] if week.state == "over"]


def _free(load: Load, share: float) -> list[float]:
    """Hours of each week that nothing is promised in; what a week cannot hold is done in the next ones first."""
    free, behind = [], 0.0
    for n, week in enumerate(load.weeks):
        there = (load.book.bounds[n + 1] - load.book.bounds[n]) * share
        wanted = week.promised + behind
        free.append(max(there - wanted, 0.0))
        behind = max(wanted - there, 0.0)
    return free


def _between(book: Book, free: Sequence[float], begin: float, end: float) -> float:
    """Free hours from one point of the working time to another; each week is free evenly."""
    total = 0.0
    for n, hours in enumerate(free):
        length = book.bounds[n + 1] - book.bounds[n]
        within = min(end, book.bounds[n + 1]) - max(begin, book.bounds[n])
        if hours and within > 0:
            total += hours * min(within / length, 1.0)
    return total


def _earliest(book: Book, free: Sequence[float], begin: float, hours: float) -> date | None:
    left = hours
    for n, room in enumerate(free):
        low, high = max(begin, book.bounds[n]), book.bounds[n + 1]
        if room <= 0 or high - low <= 0:
            continue
        pace = room / (book.bounds[n + 1] - book.bounds[n])
        if left <= (high - low) * pace + _HAIR:
            return _day_of(book, low + left / pace)
        left -= (high - low) * pace
    return None


def _day_of(book: Book, point: float) -> date:
    """The day on which the working time reaches this point."""
    n = next((n for n, done in enumerate(book.until[1:]) if done >= point - _HAIR), len(book.each) - 1)
    return book.today + n * _DAY


def _said(verdict: Verdict, room: float, most: float, day: date, *, past: bool) -> Reason:
    if past:
        return because("{day} is past.", day=day)
    match verdict:
        case "yes":
            return because("It fits: {free} h are free until {day}.", free=_rounded(room), day=day)
        case "tight":
            return because(
                "Tight: {free} h are free until {day}; the rest would use up what is kept for the unannounced.",
                free=_rounded(room), day=day,
            )  # fmt: skip
    if most <= _HAIR:
        return because("It does not fit: no hour is free until {day}.", day=day)
    return because("It does not fit: {free} h are free until {day}.", free=_rounded(room), day=day)


def _why(load: Load, end: float, day: date) -> list[Reason]:
    """What fills the time until then."""
    book = load.book
    last = max(min(bisect_right(book.bounds, end - _HAIR), len(load.weeks)), 1)
    work = sum(week.work for week in load.weeks[:last])
    met = sum(week.meetings for week in load.weeks[:last])
    told = []
    if work + met > _HAIR:
        told.append(
            because(
                "Promised until then: {work} h of tasks, {meetings} h of meetings.",
                work=_rounded(work),
                meetings=_rounded(met),
            )  # fmt: skip
        )
    off = _days_off(book, day)
    if off:
        told.append(because("Away or on public holidays: {days}.", days=counted("{n} day", "{n} days", off)))
    return told


def _days_off(book: Book, last: date) -> int:
    """Days until then on which the person would work if they were there."""
    days = min((last - book.today).days + 1, len(book.each))
    ahead = (book.today + n * _DAY for n in range(max(days, 0)))
    week = book.calendar.week.days
    return sum(week[day.weekday()] is not None and not book.calendar.is_working_day(day) for day in ahead)


def _undated(load: Load) -> object:
    return counted("{n} task without a date", "{n} tasks without a date", load.undated)


def _hour(at: time) -> float:
    return 24.0 if at == time.max else at.hour + at.minute / 60 + at.second / 3600


def _rounded(hours: float) -> float:
    return round(hours, 1) + 0.0


def _far(instant: datetime) -> datetime:
    return datetime(1900, 1, 1, tzinfo=UTC) if instant.year < 1900 else datetime(2199, 1, 1, tzinfo=UTC)
