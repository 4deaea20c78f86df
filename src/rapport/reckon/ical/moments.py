"""Dates and times as calendar files write them, with the zone they mean: for whoever reads or repeats an entry.

Only names of the IANA list become a zone; Windows names, paths that end in such a name and "(UTC+01:00)" are
understood. A name that the file itself defines (VTIMEZONE) is taken for the zone that keeps the same rules, else for
its distance to UTC on that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import available_timezones

from rapport.reckon.ical.lines import Line, Part
from rapport.reckon.ical.repeats import Budget, read_rule, walls
from rapport.reckon.ical.values import Moment
from rapport.reckon.timing import zone_named

_WRITTEN = re.compile(
    r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:T([0-9]{2}):?([0-9]{2})(?::?([0-9]{2}))?(?:[.,][0-9]+)?)?"
    r"\s*(Z|[+-][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"([+-]?)P(?:([0-9]{1,6})W)?(?:([0-9]{1,6})D)?(?:T(?:([0-9]{1,7})H)?(?:([0-9]{1,8})M)?(?:([0-9]{1,9})S)?)?",
    re.IGNORECASE,
)
_DISTANCE = re.compile(r"([+-])(\d{1,2}):?(\d{2})?(?::?(\d{2}))?")
_NAMED_DISTANCE = re.compile(r"\(?\s*(?:GMT|UTC)\s*([+-]\s?\d{1,2}(?::?\d{2})?)?\s*\)?(?:\s.*)?", re.IGNORECASE)
_PREFERRED = (
    "Europe/London Europe/Zagreb Europe/Berlin Europe/Athens Europe/Moscow America/New_York America/Chicago "
    "America/Denver America/Los_Angeles America/Sao_Paulo Asia/Dubai Asia/Kolkata Asia/Shanghai Asia/Tokyo "
    "Australia/Sydney Pacific/Auckland"
).split()
_MOST_ZONES, _MOST_OBSERVANCES = 300, 200  # names and years, and stretches of one, looked at in one file
_TOO_FAR = timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class Observance:
    """A stretch of a VTIMEZONE: from which walls on, and the distance to UTC before and after."""

    starts: datetime
    before: timedelta
    after: timedelta
    rule: str = ""
    dates: tuple[datetime, ...] = ()


@dataclass(slots=True)
class Zones:
    """The zones that one file defines, and the one in which its floating times are read."""

    floating: str = "UTC"
    own: dict[str, tuple[Observance, ...]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    budget: Budget = field(default_factory=lambda: Budget(60_000))
    unknown: set[str] = field(default_factory=set)
    known: dict[tuple[str, int], str] = field(default_factory=dict)

    def named(self, name: str, wall: datetime) -> str:
        """The zone meant by a TZID at that wall time: an IANA name, "UTC", a distance, or "" where none is known."""
        key = (name, wall.year)
        if key not in self.known and len(self.known) >= _MOST_ZONES:
            self.unknown.add(name[:200])
            return ""
        if key not in self.known:
            self.known[key] = zone_meant(self.places.get(name, "")) or zone_meant(name) or self._by_rules(name, wall)
        if self.known[key] == "by its own rules":
            return _written_distance(_distance_at(self.own[name], wall, self.budget))
        if not self.known[key]:
            self.unknown.add(name[:200])
        return self.known[key]

    def _by_rules(self, name: str, wall: datetime) -> str:
        if name not in self.own:
            return ""
        year = min(max(wall.year, 1971), 2100)
        distances = tuple(_distance_at(self.own[name], probe, self.budget) for probe in _probes(year))
        return _zone_like(distances, year) or "by its own rules"


def zones_of(parts: list[Part], floating: str) -> Zones:
    """The zones defined anywhere in the file."""
    zones = Zones(floating)
    for part in (inner for outer in parts for inner in outer.within() if inner.name == "VTIMEZONE"):
        name = part.value("TZID").strip('"')
        own = tuple(_observances(part))
        if name and own:
            zones.own.setdefault(name, own)
        if name and part.value("X-LIC-LOCATION"):
            zones.places.setdefault(name, part.value("X-LIC-LOCATION"))
    return zones


@lru_cache(maxsize=4096)
def zone_meant(name: str) -> str:
    """The zone of the IANA list, "UTC", or distance such as "+01:00" that a name stands for; "" for none.

    >>> zone_meant("Central European Standard Time"), zone_meant("/mozilla.org/20050126_1/Europe/Zagreb")
    ('Europe/Warsaw', 'Europe/Zagreb')
    >>> zone_meant("(GMT +01:00)"), zone_meant("US-Eastern"), zone_meant("Europe/")
    ('+01:00', 'US/Eastern', '')
    """
    name = name.strip().strip('"').strip()[:200]
    if not name:
        return ""
    if name.upper() in ("UTC", "GMT", "Z", "ETC/UTC"):
        return "UTC"
    parts = name.split("/")
    tried = [name, *("/".join(parts[n:]) for n in range(1, len(parts))), name.replace("-", "/"), name.replace(" ", "_")]
    found = next((known for one in tried if (known := _by_folded_name().get(one.lower()))), "")
    return found or _of_windows(name) or _as_distance(name)


def moment_of(line: Line, zones: Zones, value: str | None = None) -> Moment | None:
    """The moment a DTSTART and its like name; None for what is no date."""
    named = line.first("TZID")
    return read_moment(line.value if value is None else value, named, zones)


def read_moment(written: str, named: str, zones: Zones) -> Moment | None:
    """A date or date-time as written, with the TZID beside it."""
    found = _WRITTEN.fullmatch(written.strip())
    if not found:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if found[4] is None:
            return Moment(day)
        wall = time(int(found[4]), int(found[5]), min(int(found[6] or 0), 59))
    except ValueError:
        return None
    if found[7]:
        zone = "UTC" if found[7].upper() == "Z" else _as_distance(found[7])
        return placed(datetime.combine(day, wall), zone, zones)
    zone = zones.named(named, datetime.combine(day, wall)) if named else ""
    moment = placed(datetime.combine(day, wall), zone, zones)
    shown = named if named and named != zone else ""
    return Moment(moment.day, moment.wall, moment.zone, moment.at, shown)


def placed(wall: datetime, zone: str, zones: Zones) -> Moment:
    """A wall time in a zone as it may stand in a `Moment`; one the clocks skip is as late as its old distance says."""
    try:
        at = wall.replace(tzinfo=clock_of(zone or zones.floating)).astimezone(UTC)
    except OverflowError:
        at = wall.replace(tzinfo=UTC)
    return Moment(wall.date(), wall.time(), zone, at)


def clock_of(zone: str) -> tzinfo:
    """The clock of a zone of the IANA list, "UTC" or a distance such as "-07:41"."""
    if zone == "UTC":
        return UTC
    found = _DISTANCE.fullmatch(zone)
    return timezone(_distance(found)) if found else zone_named(zone)


def duration_of(written: str) -> timedelta | None:
    """A DURATION; None for what is none, or lasts longer than ten thousand days.

    >>> duration_of("P15DT5H0M20S"), duration_of("P7W7W8w")
    (datetime.timedelta(days=15, seconds=18020), None)
    """
    found = _DURATION.fullmatch(written.strip())
    if not found or not any(found.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    if length > timedelta(days=10_000):
        return None
    return -length if found[1] == "-" else length


def later(moment: Moment, length: timedelta, zones: Zones) -> Moment | None:
    """The moment that much later: whole days on the wall, the rest as time that passes; None beyond the calendar."""
    try:
        if moment.wall is None:
            return Moment(moment.day + max(timedelta(days=length.days), timedelta(days=1)))
        wall = moment.local + timedelta(days=length.days)
        there = placed(wall, moment.zone, zones)
        if not length.seconds or there.at is None:
            return Moment(there.day, there.wall, there.zone, there.at, moment.named)
        at = there.at + timedelta(seconds=length.seconds)
        local = at.astimezone(clock_of(moment.zone or zones.floating))
        return Moment(local.date(), local.time(), moment.zone, at, moment.named)
    except OverflowError:
        return None


def _observances(part: Part) -> Iterator[Observance]:
    for inner in part.parts[:_MOST_OBSERVANCES]:
        before, after = (_DISTANCE.fullmatch(inner.value(name)) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
        starts = _WRITTEN.fullmatch(inner.value("DTSTART"))
        if inner.name in ("STANDARD", "DAYLIGHT") and before and after and starts:
            dates = [_naive(one) for line in inner.all("RDATE") for one in line.value.split(",")[:500]]
            begins = _naive(inner.value("DTSTART"))
            if begins and abs(_distance(before)) < _TOO_FAR and abs(_distance(after)) < _TOO_FAR:
                told = tuple(one for one in dates if one)
                yield Observance(begins, _distance(before), _distance(after), inner.value("RRULE"), told)


def _naive(written: str) -> datetime | None:
    found = read_moment(written.rstrip("Zz"), "", Zones())
    return found.local if found else None


def _distance_at(own: tuple[Observance, ...], wall: datetime, budget: Budget) -> timedelta:
    """The distance of the latest observance that has begun, by the wall."""
    begun = [(onset, one.after) for one in own if (onset := _last_onset(one, wall, budget))]
    if begun:
        return max(begun)[1]
    first = min(own, key=lambda one: one.starts)
    return first.before


def _last_onset(one: Observance, wall: datetime, budget: Budget) -> datetime | None:
    onsets = [onset for onset in (one.starts, *one.dates) if onset <= wall]
    rule = read_rule(one.rule) if one.rule and one.starts <= wall else None
    if rule:
        since = max(one.starts, wall.replace(year=max(wall.year - 1, 1), month=1, day=1))
        onsets.extend(
            onset for onset in walls(rule, one.starts, since, wall + timedelta(days=1), budget) if onset <= wall
        )
    return max(onsets, default=None)


@lru_cache(maxsize=256)
def _zone_like(distances: tuple[timedelta, ...], year: int) -> str:
    """The zone, well-known ones first, whose distances on the 5th and 20th of each month are these."""
    days = _probes(year)
    if len(set(distances)) == 1:
        return ""  # a plain distance says as much
    for name in (*_PREFERRED, *sorted(available_timezones())):
        clock = zone_named(name)
        if all(day.replace(tzinfo=clock).utcoffset() == told for day, told in zip(days, distances, strict=True)):
            return name
    return ""


def _probes(year: int) -> list[datetime]:
    return [datetime.combine(date(year, month, day), time(12)) for month in range(1, 13) for day in (5, 20)]


@lru_cache(maxsize=1)
def _by_folded_name() -> Mapping[str, str]:
    return {name.lower(): name for name in available_timezones() if name not in ("localtime", "Factory")}


@lru_cache(maxsize=512)
def _of_windows(name: str) -> str:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # heavy, and needed for few files

    zone = WINDOWS_TO_OLSON.get(name, "")
    return zone if zone in available_timezones() else ""


def _as_distance(name: str) -> str:
    found = _NAMED_DISTANCE.fullmatch(name)
    if found:
        name = (found[1] or "+00").replace(" ", "")
    told = _DISTANCE.fullmatch(name)
    return _written_distance(_distance(told)) if told and abs(_distance(told)) < timedelta(hours=24) else ""


def _distance(found: re.Match[str]) -> timedelta:
    length = timedelta(hours=int(found[2]), minutes=int(found[3] or 0), seconds=int(found[4] or 0))
    return -length if found[1] == "-" else length


def _written_distance(distance: timedelta) -> str:
    if not distance:
        return "UTC"
    seconds = abs(distance) // timedelta(seconds=1)
    rest = f":{seconds % 60:02}" if seconds % 60 else ""
    return f"{'-' if distance < timedelta(0) else '+'}{seconds // 3600:02}:{seconds // 60 % 60:02}{rest}"
