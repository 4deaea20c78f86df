"""From content lines to the entries of a calendar, whatever is odd in them said beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from rapport.reckon.ical.lines import Line, Part, Tree, parted, text_of
from rapport.reckon.ical.moments import Zones, duration_of, later, moment_of, zone_meant, zones_of
from rapport.reckon.ical.repeats import read_rule
from rapport.reckon.ical.values import Calendar, Event, Kind, Limits, Moment, Person, Refusal
from rapport.reckon.verdict import Reason, because, counted

KINDS: dict[str, Kind] = {"VEVENT": "event", "VTODO": "task", "VJOURNAL": "journal", "VFREEBUSY": "busy"}
_PARTSTATS = {"NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED", "COMPLETED", "IN-PROCESS"}
_MOST_PEOPLE, _MOST_DATES = 1_000, 5_000
_ODD_TOLD = 5


def calendar_of(tree: Tree, limits: Limits, zone: str) -> Calendar | Refusal:
    """All entries of all calendars of the file as one calendar; its own facts are those of the first that has them."""
    frames = [part for part in tree.parts if part.name == "VCALENDAR"]
    entries = [part for part in _outside_entries(tree.parts) if part.name in KINDS]
    if not frames and not entries:
        return Refusal("not_a_calendar", because("This is not a calendar file: it holds no calendar and no entry."))
    if len(entries) > limits.events:
        return Refusal("too_many_events", because("The file holds more than {n} entries.", n=limits.events))
    own_zone = next((known for part in frames if (known := zone_meant(part.value("X-WR-TIMEZONE")))), "")
    zones = zones_of(tree.parts, own_zone or zone)
    methods = {id(entry): frame.value("METHOD").upper() for frame in frames for entry in frame.parts}
    events = tuple(_event(part, zones, limits, methods.get(id(part), "")) for part in entries)
    return Calendar(
        method=next((method for part in frames if (method := part.value("METHOD").upper())), ""),
        name=next((text_of(part.value("X-WR-CALNAME") or part.value("NAME")) for part in frames), ""),
        product=next((text_of(part.value("PRODID")) for part in frames), ""),
        zone=own_zone,
        events=events,
        notes=tuple(_notes(tree, zones, events)),
    )


def odd_lines(tree: Tree) -> Iterator[Reason]:
    """What is said of lines that could not be read."""
    if tree.odd:
        first = ", ".join(str(number) for number in tree.odd[:_ODD_TOLD])
        told = counted("{n} line", "{n} lines", len(tree.odd))
        yield because("{lines} could not be read and left out, first line {first}.", lines=told, first=first)


def _outside_entries(parts: list[Part]) -> Iterator[Part]:
    """Components down to the entries; an alarm within an entry is none."""
    for part in parts:
        yield part
        if part.name not in KINDS:
            yield from _outside_entries(part.parts)


def _notes(tree: Tree, zones: Zones, events: tuple[Event, ...]) -> Iterator[Reason]:
    yield from odd_lines(tree)
    for name in sorted(zones.unknown)[:_ODD_TOLD]:
        yield because('The zone "{name}" is not known; its times are read as {zone}.', name=name, zone=zones.floating)
    if not events:
        yield because("The calendar holds no entry.")


def _event(part: Part, zones: Zones, limits: Limits, method: str) -> Event:
    notes: list[Reason] = []
    starts, ends = _span(part, zones, method, notes)
    rule = part.value("RRULE").upper()
    if rule and read_rule(rule) is None:
        notes.append(because("Its recurrence cannot be read, so it is shown once: {rule}", rule=rule[:200]))
    instead, this_and_future = part.first("RECURRENCE-ID"), False
    if instead and instead.first("RANGE").upper() == "THISANDFUTURE":
        this_and_future = True
        notes.append(because("It changes all later occurrences too; only this one is changed here."))
    organizer = part.first("ORGANIZER")
    people = list(part.all("ATTENDEE"))
    if len(people) > _MOST_PEOPLE:
        notes.append(because("Only the first {n} attendees are kept.", n=_MOST_PEOPLE))
    return Event(
        uid=text_of(part.value("UID"))[:1000],
        starts=starts,
        ends=ends,
        summary=_text(part, "SUMMARY", limits, notes),
        description=_text(part, "DESCRIPTION", limits, notes),
        location=_text(part, "LOCATION", limits, notes),
        url=part.value("URL")[:2000],
        kind=KINDS[part.name],
        sequence=_whole(part.value("SEQUENCE")),
        stamp=_instant(part.first("DTSTAMP"), zones),
        status=part.value("STATUS").upper().replace(" ", "-")[:40],
        is_transparent=part.value("TRANSP").upper() == "TRANSPARENT",
        organizer=_person(organizer) if organizer else None,
        attendees=tuple(_person(line) for line in people[:_MOST_PEOPLE]),
        rule=rule[:2000],
        extra=_dates(part, "RDATE", zones),
        left_out=_dates(part, "EXDATE", zones),
        instead_of=moment_of(instead, zones) if instead else None,
        this_and_future=this_and_future,
        comment=_text(part, "COMMENT", limits, notes),
        busy=tuple(_busy(part, zones)),
        method=method[:40],
        notes=tuple(notes),
    )


def _span(part: Part, zones: Zones, method: str, notes: list[Reason]) -> tuple[Moment | None, Moment | None]:
    begin, end = part.first("DTSTART"), part.first("DTEND", "DUE")
    starts = moment_of(begin, zones) if begin else None
    if starts is None:
        if begin:
            notes.append(because("Its beginning cannot be read: {value}", value=begin.value[:100]))
        elif part.name == "VEVENT" and method not in ("REPLY", "CANCEL"):
            notes.append(because("It has no beginning."))
        return None, moment_of(end, zones) if end else None
    ends = moment_of(end, zones) if end else None
    if end and ends is None:
        notes.append(because("Its end cannot be read: {value}", value=end.value[:100]))
    if ends and _is_before(ends, starts):
        notes.append(because("It would end before it begins."))
        ends = None
    length = duration_of(part.value("DURATION"))
    if ends is None and length and length > timedelta(0):
        ends = later(starts, length, zones)
    return starts, ends or (later(starts, timedelta(0), zones) if starts.is_all_day else starts)


def _is_before(ends: Moment, starts: Moment) -> bool:
    if ends.at and starts.at:
        return ends.at < starts.at
    return ends.local < datetime.combine(starts.day, starts.local.time())


def _text(part: Part, name: str, limits: Limits, notes: list[Reason]) -> str:
    """The first one that says something, as plain text."""
    line = next((line for line in part.all(name) if line.value.strip()), None)
    if line is None:
        return ""
    if len(line.value) > limits.text:
        notes.append(because("A text was longer than {n} characters and is cut.", n=limits.text))
    return text_of(line.value[: limits.text]).strip()


def _whole(written: str) -> int:
    return int(written) if re.fullmatch(r"[0-9]{1,9}", written) else 0


def _instant(line: Line | None, zones: Zones) -> datetime | None:
    found = moment_of(line, zones) if line else None
    return found.at if found else None


def _person(line: Line) -> Person:
    partstat = line.first("PARTSTAT").upper()
    return Person(
        mail=_mail(line.value) or _mail(line.first("EMAIL")),
        name=",".join(line.all("CN")).strip()[:500],
        partstat=partstat if partstat in _PARTSTATS else "",
        role=line.first("ROLE").upper()[:40],
        kind=line.first("CUTYPE").upper()[:40],
        rsvp=line.first("RSVP").upper() == "TRUE",
        delegated_to=tuple(mail for one in line.all("DELEGATED-TO") if (mail := _mail(one))),
        sent_by=_mail(line.first("SENT-BY")),
    )


def _mail(written: str) -> str:
    mail = re.sub(r"^\s*mailto:", "", written.strip(), flags=re.IGNORECASE).strip().strip("<>").lower()
    return mail[:320] if "@" in mail and not re.search(r"\s", mail) else ""


def _dates(part: Part, name: str, zones: Zones) -> tuple[Moment, ...]:
    written = [(line, one) for line in part.all(name) for one in line.value.split(",")[:_MOST_DATES]]
    found = (moment_of(line, zones, one.partition("/")[0]) for line, one in written[:_MOST_DATES])
    return tuple(moment for moment in found if moment)


def _busy(part: Part, zones: Zones) -> Iterator[tuple[Moment, Moment]]:
    for line in part.all("FREEBUSY"):
        if line.first("FBTYPE").upper() == "FREE":
            continue
        for one in parted(line.value[:200_000], ",")[:_MOST_DATES]:
            begin, _, end = one.partition("/")
            starts, length = moment_of(line, zones, begin), duration_of(end)
            ends = moment_of(line, zones, end) or (later(starts, length, zones) if starts and length else None)
            if starts and ends and starts.at and ends.at and starts.at < ends.at:
                yield starts, ends
