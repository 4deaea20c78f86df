"""A calendar or vCard file as plain JSON values, for the command line and programs behind it; reasons in English."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from rapport.reckon.ical.jcal import as_jcal
from rapport.reckon.ical.lines import Part, Tree, read_tree
from rapport.reckon.ical.reading import KINDS, calendar_of
from rapport.reckon.ical.values import LIMITS, Calendar, Card, Cards, Event, Moment, Person, Reach, Refusal
from rapport.reckon.vcards import cards_of
from rapport.reckon.verdict import because

_NEITHER = because("This is neither a calendar nor a vCard file.")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as read: what it is, and all its lines."""

    value: Calendar | Cards | Refusal
    parts: tuple[Part, ...] = ()


def open_file(raw: bytes, zone: str = "UTC") -> Opened:
    """Read by what the bytes are, whatever the file is called. Never raises.

    >>> open_file(b"BEGIN:VCARD\\nFN:Ana\\nEND:VCARD").value.cards[0].name
    'Ana'
    """
    tree = read_tree(raw)
    if not isinstance(tree, Tree):
        return Opened(tree)
    parts = tuple(tree.parts)
    names = {part.name for part in parts}
    if "VCARD" in names and not names & {"VCALENDAR", *KINDS}:
        return Opened(cards_of(tree), parts)
    if names:
        return Opened(calendar_of(tree, LIMITS, zone), parts)
    return Opened(Refusal("neither", _NEITHER))


def file_as_data(opened: Opened) -> dict[str, Any]:
    """Kind, entries or cards, everything the file holds as jCal or jCard, and the refusal or None."""
    told: dict[str, Any]
    match opened.value:
        case Refusal() as refusal:
            told = {"kind": None, "refusal": {"reason": refusal.reason, "sentence": refusal.sentence.plain()}}
            return {**told, "events": [], "cards": [], "notes": [], "jcal": None}
        case Cards(cards=cards, notes=notes):
            told = {"kind": "vcard", "refusal": None, "events": [], "cards": [card_as_data(card) for card in cards]}
        case Calendar(events=events, notes=notes) as calendar:
            facts = {"method": calendar.method, "name": calendar.name, "product": calendar.product}
            told = {"kind": "calendar", "refusal": None, **facts, "zone": calendar.zone}
            told |= {"events": [event_as_data(event) for event in events], "cards": []}
    return {**told, "notes": [note.plain() for note in notes], "jcal": as_jcal(opened.parts)}


def event_as_data(event: Event) -> dict[str, Any]:
    """One entry."""
    return {
        "uid": event.uid,
        "kind": event.kind,
        "method": event.method,
        "sequence": event.sequence,
        "stamp": _instant(event.stamp),
        "summary": event.summary,
        "description": event.description,
        "location": event.location,
        "url": event.url,
        "starts": _moment(event.starts),
        "ends": _moment(event.ends),
        "all_day": event.is_all_day,
        "status": event.status,
        "cancelled": event.is_cancelled,
        "transparent": event.is_transparent,
        "organizer": _person(event.organizer) if event.organizer else None,
        "attendees": [_person(person) for person in event.attendees],
        "rule": event.rule,
        "extra": [_moment(one) for one in event.extra],
        "left_out": [_moment(one) for one in event.left_out],
        "instead_of": _moment(event.instead_of),
        "this_and_future": event.this_and_future,
        "busy": [[_moment(first), _moment(last)] for first, last in event.busy],
        "comment": event.comment,
        "notes": [note.plain() for note in event.notes],
    }


def card_as_data(card: Card) -> dict[str, Any]:
    """One card."""
    told = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(card).items()}
    return {
        **told,
        "mails": [_reach(one) for one in card.mails],
        "phones": [_reach(one) for one in card.phones],
        "places": [{**asdict(one), "kinds": list(one.kinds)} for one in card.places],
        "birthday": card.birthday.isoformat() if card.birthday else None,
        "birthday_without_year": "--{:02}-{:02}".format(*card.birthday_without_year)
        if card.birthday_without_year
        else None,
        "notes": [note.plain() for note in card.notes],
    }


def _moment(moment: Moment | None) -> dict[str, Any] | None:
    if moment is None:
        return None
    return {
        "day": moment.day.isoformat(),
        "time": moment.wall.isoformat() if moment.wall else None,
        "zone": moment.zone,
        "named": moment.named,
        "at": _instant(moment.at),
    }


def _person(person: Person) -> dict[str, Any]:
    return {**asdict(person), "delegated_to": list(person.delegated_to)}


def _reach(reach: Reach) -> dict[str, Any]:
    return {"value": reach.value, "kinds": list(reach.kinds)}


def _instant(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
