"""From entries to the bytes of a feed, an invitation, a cancellation or an answer.

Every text goes through `escaped` and every line through `written`, so nothing that a person wrote can begin a line of
its own. Zones are described for the years the entries need and no longer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from rapport.reckon.ical.lines import Line, Params, Part, escaped, written
from rapport.reckon.ical.repeats import read_rule
from rapport.reckon.ical.values import Event, Moment, Person
from rapport.reckon.timing import stretches, zone_named

PRODUCT = "-//Rapport//Rapport//EN"
AHEAD = 5  # years a zone is described for an endless series, from the day of writing
_LONGEST = 50
_SECOND = timedelta(seconds=1)
_COMPONENTS = {"event": "VEVENT", "task": "VTODO", "journal": "VJOURNAL"}
_ANSWERS = ("ACCEPTED", "DECLINED", "TENTATIVE")


def write_feed(
    events: Iterable[Event], *, stamp: datetime, name: str = "", product: str = PRODUCT, refresh_hours: int = 1
) -> bytes:
    """A calendar to subscribe to. `stamp` is the moment of writing for entries that have none of their own.

    The same entries and stamp give the same bytes. ValueError for an entry without uid or beginning.
    """
    lines = [Line("METHOD", "PUBLISH")]
    if name:
        lines += [Line("NAME", escaped(name)), Line("X-WR-CALNAME", escaped(name))]
    lines.append(Line("REFRESH-INTERVAL", f"PT{refresh_hours}H", (("VALUE", ("DURATION",)),)))
    lines.append(Line("X-PUBLISHED-TTL", f"PT{refresh_hours}H"))
    return _calendar(lines, list(events), stamp, product)


def write_invitation(
    event: Event | Sequence[Event], method: str = "REQUEST", *, stamp: datetime, product: str = PRODUCT
) -> bytes:
    """An invitation (REQUEST) or its cancellation (CANCEL), for the text/calendar part of a mail.

    Several entries are a series and its exceptions. ValueError where the organizer or the attendees are missing.
    """
    events = [event] if isinstance(event, Event) else list(event)
    if method not in ("REQUEST", "CANCEL"):
        raise ValueError("An invitation is a REQUEST or a CANCEL.")
    for one in events:
        if not one.organizer or not one.organizer.mail:
            raise ValueError("An invitation needs an organizer with a mail address.")
        if not any(person.mail for person in one.attendees):
            raise ValueError("An invitation needs somebody to invite.")
    return _calendar([Line("METHOD", method)], events, stamp, product, cancelled=method == "CANCEL")


def write_reply(
    event: Event,
    mail: str,
    partstat: str,
    *,
    stamp: datetime,
    comment: str = "",
    name: str = "",
    product: str = PRODUCT,
) -> bytes:
    """The answer of one attendee to an invitation: ACCEPTED, DECLINED or TENTATIVE."""
    if partstat not in _ANSWERS:
        raise ValueError("An answer is ACCEPTED, DECLINED or TENTATIVE.")
    part = Part("VEVENT")
    part.lines += _identity(event, stamp)
    if event.starts:
        part.lines.append(_moment("DTSTART", event.starts))
    if event.organizer and event.organizer.mail:
        part.lines.append(_person("ORGANIZER", event.organizer, ()))
    part.lines.append(_person("ATTENDEE", Person(mail.strip().lower(), name), (("PARTSTAT", (partstat,)),)))
    if comment:
        part.lines.append(Line("COMMENT", escaped(comment)))
    frame = _frame([Line("METHOD", "REPLY")], product)
    frame.parts += [*_zones([event], stamp), part]
    return written(frame)


def _calendar(lines: list[Line], events: list[Event], stamp: datetime, product: str, cancelled: bool = False) -> bytes:
    frame = _frame(lines, product)
    frame.parts += _zones(events, stamp)
    frame.parts += [_component(event, stamp, cancelled) for event in events]
    return written(frame)


def _frame(lines: list[Line], product: str) -> Part:
    head = [Line("VERSION", "2.0"), Line("PRODID", escaped(product)), Line("CALSCALE", "GREGORIAN")]
    return Part("VCALENDAR", [*head, *lines])


def _component(event: Event, stamp: datetime, cancelled: bool) -> Part:
    if not event.uid or event.starts is None:
        raise ValueError("A calendar entry needs a uid and a beginning.")
    part = Part(_COMPONENTS.get(event.kind, "VEVENT"), _identity(event, stamp))
    part.lines.append(_moment("DTSTART", event.starts))
    if event.ends and event.ends != event.starts and event.kind != "journal":
        part.lines.append(_moment("DUE" if event.kind == "task" else "DTEND", event.ends))
    part.lines += _repeats(event)
    texts = {"SUMMARY": event.summary, "DESCRIPTION": event.description, "LOCATION": event.location,
             "COMMENT": event.comment}  # fmt: skip
    part.lines += [Line(name, escaped(text)) for name, text in texts.items() if text]
    if event.url:
        part.lines.append(Line("URL", event.url))
    status = "CANCELLED" if cancelled else event.status
    if re.fullmatch("[A-Z-]+", status):
        part.lines.append(Line("STATUS", status))
    if event.kind == "event":
        part.lines.append(Line("TRANSP", "TRANSPARENT" if event.is_transparent else "OPAQUE"))
    part.lines += _people(event)
    return part


def _identity(event: Event, stamp: datetime) -> list[Line]:
    lines = [Line("UID", escaped(event.uid)), Line("DTSTAMP", _utc(event.stamp or stamp))]
    if event.instead_of:
        line = _moment("RECURRENCE-ID", event.instead_of)
        later = (("RANGE", ("THISANDFUTURE",)),) if event.this_and_future else ()
        lines.append(Line(line.name, line.value, (*line.params, *later)))
    return [*lines, Line("SEQUENCE", str(max(event.sequence, 0)))]


def _repeats(event: Event) -> Iterator[Line]:
    if event.rule and read_rule(event.rule):
        yield Line("RRULE", re.sub("[^A-Z0-9=;,+-]", "", event.rule.upper()))
    for name, moments in (("RDATE", event.extra), ("EXDATE", event.left_out)):
        yield from (_moment(name, moment) for moment in moments)


def _people(event: Event) -> Iterator[Line]:
    if event.organizer and event.organizer.mail:
        yield _person("ORGANIZER", event.organizer, ())
    for person in event.attendees:
        if person.mail:
            told = {"CUTYPE": person.kind, "ROLE": person.role, "PARTSTAT": person.partstat or "NEEDS-ACTION",
                    "RSVP": "TRUE" if person.rsvp else ""}  # fmt: skip
            yield _person("ATTENDEE", person, tuple((name, (value,)) for name, value in told.items() if value))


def _person(name: str, person: Person, params: Params) -> Line:
    called: Params = (("CN", (person.name,)),) if person.name else ()
    return Line(name, "mailto:" + "".join(person.mail.split()), (*called, *params))


def _moment(name: str, moment: Moment) -> Line:
    if moment.wall is None:
        return Line(name, f"{moment.day:%Y%m%d}".zfill(8), (("VALUE", ("DATE",)),))
    if not moment.zone:
        return Line(name, _digits(moment.local))
    if _is_named(moment):
        return Line(name, _digits(moment.local), (("TZID", (moment.zone,)),))
    return Line(name, _utc(moment.at or moment.local.replace(tzinfo=UTC)))


def _utc(instant: datetime) -> str:
    return _digits(instant.astimezone(UTC)) + "Z"


def _is_named(moment: Moment) -> bool:
    return bool(moment.zone) and moment.zone != "UTC" and moment.zone[0] not in "+-"


def _zones(events: list[Event], stamp: datetime) -> Iterator[Part]:
    spans: dict[str, tuple[int, int]] = {}
    for event in events:
        ends_on = _last_year(event, stamp)
        for moment in (event.starts, event.ends, event.instead_of, *event.extra, *event.left_out):
            if moment and _is_named(moment):
                low, high = spans.get(moment.zone, (moment.day.year, moment.day.year))
                spans[moment.zone] = min(low, moment.day.year), max(high, moment.day.year, ends_on)
    for zone, (low, high) in sorted(spans.items()):
        yield _zone(zone, low, min(high, low + _LONGEST))


def _last_year(event: Event, stamp: datetime) -> int:
    rule = read_rule(event.rule) if event.rule else None
    if rule is None or event.starts is None:
        return 0
    if rule.until:
        return rule.until.year
    return max(event.starts.day.year, stamp.year) + AHEAD


@lru_cache(maxsize=256)
def _zone(name: str, low: int, high: int) -> Part:
    """A VTIMEZONE from the first day of one year to the last of another; each onset is a wall time of before it."""
    clock = zone_named(name)
    first, stop = datetime(low, 1, 1, tzinfo=UTC), datetime(min(high + 1, 9998), 1, 1, tzinfo=UTC)
    kinds: dict[tuple[timedelta, timedelta, str, bool], list[str]] = {}
    before = first.astimezone(clock).utcoffset() or timedelta(0)
    for begin, _end, distance in stretches(clock, first, stop):
        there = begin.astimezone(clock)
        kind = (before, distance, there.tzname() or "", bool(there.dst()))
        kinds.setdefault(kind, []).append(_digits(begin + before))
        before = distance
    parts = [_observance(*kind, onsets) for kind, onsets in kinds.items()]
    return Part("VTIMEZONE", [Line("TZID", name)], parts)


def _observance(before: timedelta, after: timedelta, name: str, is_summer: bool, onsets: list[str]) -> Part:
    part = Part("DAYLIGHT" if is_summer else "STANDARD")
    part.lines = [
        Line("DTSTART", onsets[0]),
        Line("TZOFFSETFROM", _distance(before)),
        Line("TZOFFSETTO", _distance(after)),
    ]
    if name:
        part.lines.append(Line("TZNAME", escaped(name)))
    if onsets[1:]:
        part.lines.append(Line("RDATE", ",".join(onsets[1:])))
    return part


def _distance(distance: timedelta) -> str:
    seconds = abs(distance) // _SECOND
    rest = f"{seconds % 60:02}" if seconds % 60 else ""
    return f"{'-' if distance < timedelta(0) else '+'}{seconds // 3600:02}{seconds // 60 % 60:02}{rest}"


def _digits(wall: datetime) -> str:
    return f"{wall.year:04}{wall:%m%dT%H%M%S}"
