"""What a calendar file and a vCard hold once read: for the diary, the mail reader and whoever writes them again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Literal

from rapport.reckon.timing import zone_named
from rapport.reckon.verdict import Reason

Kind = Literal["event", "task", "journal", "busy"]
Partstat = Literal["NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED", "COMPLETED", "IN-PROCESS", ""]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the bytes are not taken: `reason` is a short code for programs, `sentence` is for people."""

    reason: str
    sentence: Reason


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost."""

    size: int = 20_000_000  # bytes
    lines: int = 400_000  # lines as written, before they are unfolded
    line: int = 4_000_000  # characters of one unfolded line; a picture in a vCard is the longest
    depth: int = 20  # components within components
    events: int = 10_000
    cards: int = 20_000
    text: int = 100_000  # characters kept of one text


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Moment:
    """When: a whole day (`wall` is None), or a wall time with its zone and, reckoned from both, the instant in UTC.

    `zone` is a name of the IANA list, "UTC", a fixed offset such as "+05:30", or "" for a floating time, whose instant
    is taken in the reader's zone. `named` is the zone's name as the file wrote it, if it was another.
    """

    day: date
    wall: time | None = None
    zone: str = ""
    at: datetime | None = None
    named: str = ""

    @property
    def is_all_day(self) -> bool:
        return self.wall is None

    @property
    def local(self) -> datetime:
        """The wall time without a zone; midnight of a whole day."""
        return datetime.combine(self.day, self.wall or time())

    @classmethod
    def of(cls, instant: datetime, zone: str) -> Moment:
        """An aware instant as the wall clock of that zone of the IANA list shows it. ValueError for no such zone."""
        local = instant.astimezone(zone_named(zone))
        return cls(local.date(), local.time(), zone, instant.astimezone(UTC))


@dataclass(frozen=True, slots=True)
class Person:
    """An organizer or attendee: `mail` in small letters, "" if the file names none; words as iCalendar has them."""

    mail: str
    name: str = ""
    partstat: str = ""  # NEEDS-ACTION, ACCEPTED, DECLINED, TENTATIVE, DELEGATED
    role: str = ""  # CHAIR, REQ-PARTICIPANT, OPT-PARTICIPANT, NON-PARTICIPANT
    kind: str = ""  # INDIVIDUAL, GROUP, RESOURCE, ROOM
    rsvp: bool = False
    delegated_to: tuple[str, ...] = ()
    sent_by: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a calendar. Texts are plain text, whatever they hold; nothing in them is to be trusted as markup.

    `ends` is the moment after the last (for whole days: the day after). `rule` is the recurrence as written, "" for
    none. An entry with `instead_of` replaces that occurrence of the series of the same uid.
    """

    uid: str
    starts: Moment | None = None
    ends: Moment | None = None
    summary: str = ""
    description: str = ""
    location: str = ""
    url: str = ""
    kind: Kind = "event"
    sequence: int = 0
    stamp: datetime | None = None
    status: str = ""  # CONFIRMED, TENTATIVE, CANCELLED; NEEDS-ACTION, COMPLETED … of a task
    is_transparent: bool = False  # does not make busy
    organizer: Person | None = None
    attendees: tuple[Person, ...] = ()
    rule: str = ""
    extra: tuple[Moment, ...] = ()  # RDATE
    left_out: tuple[Moment, ...] = ()  # EXDATE
    instead_of: Moment | None = None  # RECURRENCE-ID
    this_and_future: bool = False
    comment: str = ""
    busy: tuple[tuple[Moment, Moment], ...] = ()  # FREEBUSY
    method: str = ""  # of the calendar it stands in
    notes: tuple[Reason, ...] = ()

    @property
    def is_all_day(self) -> bool:
        return self.starts is not None and self.starts.is_all_day

    @property
    def is_cancelled(self) -> bool:
        return self.status == "CANCELLED" or self.method == "CANCEL"


@dataclass(frozen=True, slots=True)
class Calendar:
    """A read calendar file. `method` is REQUEST, REPLY, CANCEL, PUBLISH …, "" for none; `notes` say what was odd."""

    method: str = ""
    name: str = ""
    product: str = ""
    zone: str = ""
    events: tuple[Event, ...] = ()
    notes: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time an entry takes place; `event` is the series, or the entry that replaces this occurrence."""

    event: Event
    starts: Moment
    ends: Moment


@dataclass(frozen=True, slots=True)
class Occurrences:
    """In order of time; `is_cut` if there were more than was asked for or may be reckoned."""

    found: tuple[Occurrence, ...] = ()
    is_cut: bool = False
    notes: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What one person answers to an invitation (METHOD:REPLY)."""

    uid: str
    person: Person
    partstat: str
    instead_of: Moment | None = None
    sequence: int = 0
    stamp: datetime | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """A mail address or phone number with the words of its kind ("work", "cell", "pref"), in small letters."""

    value: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A postal address, line by line as vCard parts it."""

    box: str = ""
    extended: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    code: str = ""
    country: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One vCard. `birthday` is a date; a birthday without its year is month and day in `birthday_without_year`."""

    name: str
    family: str = ""
    given: str = ""
    additional: str = ""
    prefix: str = ""
    suffix: str = ""
    nicknames: tuple[str, ...] = ()
    organisation: str = ""
    units: tuple[str, ...] = ()
    title: str = ""
    role: str = ""
    mails: tuple[Reach, ...] = ()
    phones: tuple[Reach, ...] = ()
    places: tuple[Place, ...] = ()
    urls: tuple[str, ...] = ()
    birthday: date | None = None
    birthday_without_year: tuple[int, int] | None = None
    note: str = ""
    languages: tuple[str, ...] = ()
    zone: str = ""  # as written: a name of the IANA list or an offset
    categories: tuple[str, ...] = ()
    uid: str = ""
    version: str = ""
    has_photo: bool = False
    notes: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Cards:
    """A read vCard file."""

    cards: tuple[Card, ...] = ()
    notes: tuple[Reason, ...] = field(default=())
