"""When the entries of a calendar take place within a window: series, their exceptions and single entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from rapport.reckon.ical.moments import Zones, clock_of, placed
from rapport.reckon.ical.repeats import Budget, Rule, read_rule, walls
from rapport.reckon.ical.values import Event, Moment, Occurrence, Occurrences
from rapport.reckon.verdict import because

ALL, EACH = 400_000, 100_000  # days and times looked at: for one question, for one series of it
MOST_TAKEN = 20_000
_ANSWERS = {"REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER"}
_DAY, _MARGIN = timedelta(days=1), timedelta(hours=3)
_LONGEST = timedelta(days=366)  # an occurrence that began longer ago is not looked for
_FIRST, _LAST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)


def taking_place(events: Iterable[Event], since: datetime, until: datetime, at_most: int, zone: str) -> Occurrences:
    """See `rapport.reckon.calendars.occurrences`."""
    since, until = (min(max(moment.astimezone(UTC), _FIRST), _LAST) for moment in (since, until))
    zones, budget, found, too_long = Zones(zone), Budget(ALL), list[Occurrence](), list[Event]()
    current = _latest(events)
    replaced = _replaced(current)
    for event in current:
        own = Budget(min(EACH, budget.left))
        there = _occurrences(event, replaced.get(event.uid, set()), since, until, zones, own)
        found.extend(islice(there, at_most + 1))
        if own.left < 0:
            too_long.append(event)
        budget.spend(min(EACH, budget.left) - max(own.left, 0))
    found.sort(key=lambda one: (_begin(one.starts, zones), one.event.uid))
    notes = [because('The recurrence of "{name}" is too long to be followed.', name=e.summary[:100]) for e in too_long]
    return Occurrences(tuple(found[:at_most]), len(found) > at_most or bool(too_long), tuple(notes[:20]))


def taken(events: Iterable[Event], since: datetime, until: datetime, zone: str) -> Iterator[tuple[datetime, datetime]]:
    """See `rapport.reckon.calendars.busy_times`."""
    events, zones = list(events), Zones(zone)
    for one in taking_place(events, since, until, MOST_TAKEN, zone).found:
        begin, end = _begin(one.starts, zones), _begin(one.ends, zones)
        if not one.event.is_transparent and begin < end:
            yield begin, end
    for event in events:
        for first, last in event.busy:
            begin, end = _begin(first, zones), _begin(last, zones)
            if begin < until and since < end:
                yield begin, end


def _latest(events: Iterable[Event]) -> list[Event]:
    """Of several versions of an entry the one with the highest sequence, the later one if they are equal."""
    kept: dict[object, Event] = {}
    for n, event in enumerate(events):
        if event.kind != "event" or event.starts is None or event.method in _ANSWERS:
            continue
        key = (event.uid, event.instead_of and _point(event.instead_of)) if event.uid else n
        if key not in kept or kept[key].sequence <= event.sequence:
            kept[key] = event
    return list(kept.values())


def _replaced(events: list[Event]) -> dict[str, set[Moment]]:
    """By uid, the occurrences in whose place another entry stands."""
    told: dict[str, set[Moment]] = {}
    for event in events:
        if event.uid and event.instead_of:
            told.setdefault(event.uid, set()).add(event.instead_of)
    return told


def _occurrences(
    event: Event, replaced: set[Moment], since: datetime, until: datetime, zones: Zones, budget: Budget
) -> Iterator[Occurrence]:
    if event.starts is None or event.is_cancelled:
        return
    length = _length(event, zones)
    missing = {_point(one) for one in event.left_out}
    if not event.instead_of:
        missing |= {_point(one) for one in replaced}
    for starts in _beginnings(event, event.starts, since - min(length, _LONGEST), until, zones, budget):
        if {_point(starts), starts.day, starts.at} & missing:
            continue
        begin = _begin(starts, zones)
        end = begin + length
        if begin < until and (end > since or begin >= since):
            ends = event.ends if starts == event.starts and event.ends else _ending(event, starts, end, length)
            yield Occurrence(event, starts, ends)


def _beginnings(
    event: Event, first: Moment, since: datetime, until: datetime, zones: Zones, budget: Budget
) -> Iterator[Moment]:
    """The first, those of the rule, and the extra ones, each once; of the rule only those about the window."""
    rule = read_rule(event.rule) if event.rule and not event.instead_of else None
    told = {_point(first), *(_point(one) for one in event.extra)}
    if rule is None or _fits(rule, first, zones):
        yield first
    if not event.instead_of:
        yield from {
            _point(one): _like(one, first, zones) for one in event.extra if _point(one) != _point(first)
        }.values()
    if rule is None:
        return
    clock = clock_of(first.zone or zones.floating)
    low, high = (moment.astimezone(clock).replace(tzinfo=None) for moment in (since - _MARGIN, until + _MARGIN))
    for wall in walls(_ending_here(rule, first, zones), first.local, low - _DAY, high + _DAY, budget):
        moment = Moment(wall.date()) if first.wall is None else placed(wall, first.zone, zones)
        if _point(moment) not in told:
            yield replace(moment, named=first.named)


def _fits(rule: Rule, first: Moment, zones: Zones) -> bool:
    """Whether the beginning counts itself: it does unless the rule has ended before it."""
    ending = _ending_here(rule, first, zones)
    return ending.until is None or first.local <= ending.until


def _ending_here(rule: Rule, first: Moment, zones: Zones) -> Rule:
    """The rule with its end as the wall of the series shows it."""
    if rule.until is None or not rule.until_is_utc or first.wall is None:
        return rule
    try:
        wall = rule.until.replace(tzinfo=UTC).astimezone(clock_of(first.zone or zones.floating)).replace(tzinfo=None)
    except OverflowError:
        return rule
    return replace(rule, until=wall)


def _like(extra: Moment, first: Moment, zones: Zones) -> Moment:
    """An extra day of a timed series has the time of its beginning."""
    if first.wall is None:
        return Moment(extra.day)
    if extra.wall is None:
        return placed(datetime.combine(extra.day, first.wall), first.zone, zones)
    return extra


def _length(event: Event, zones: Zones) -> timedelta:
    if event.starts is None or event.ends is None:
        return timedelta(0)
    if event.starts.is_all_day:
        return max(event.ends.day - event.starts.day, _DAY)
    return max(_begin(event.ends, zones) - _begin(event.starts, zones), timedelta(0))


def _ending(event: Event, starts: Moment, end: datetime, length: timedelta) -> Moment:
    if starts.is_all_day:
        return Moment(date.fromordinal(min(starts.day.toordinal() + length.days, date.max.toordinal())))
    zone = event.ends.zone if event.ends else starts.zone
    if not zone:
        local = starts.local + length
        return Moment(local.date(), local.time(), "", end, starts.named)
    local = end.astimezone(clock_of(zone)).replace(tzinfo=None)
    return Moment(local.date(), local.time(), zone, end, event.ends.named if event.ends else "")


def _begin(moment: Moment, zones: Zones) -> datetime:
    """The instant; of a whole day, when it begins in the reader's zone."""
    if moment.at:
        return min(max(moment.at, _FIRST), _LAST)
    day = min(max(moment.day, _FIRST.date()), _LAST.date())
    return datetime.combine(day, time(), clock_of(zones.floating)).astimezone(UTC)


def _point(moment: Moment) -> datetime | date:
    """What tells two beginnings apart: the instant, or the day."""
    return moment.day if moment.wall is None or moment.at is None else moment.at
