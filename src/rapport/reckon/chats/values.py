"""What a file of chats or calls is read into: people, lines, and why a file or a line is not taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rapport.reckon.verdict import Reason


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may hold before it is refused as a whole. Sizes in bytes; real exports stay far below."""

    size: int = 100 * 1024**2
    unpacked: int = 50 * 1024**2  # of text, also of all text inside an archive together
    members: int = 20_000  # files in an archive
    lines: int = 500_000
    text: int = 20_000  # characters of one message; the rest is cut
    people: int = 2_000  # in one chat
    refused: int = 1_000  # lines named; the rest are counted


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever speaks: `key` is what lines carry, `ours` what the format itself knows (None: it does not say)."""

    key: str
    name: str
    phone: str = ""
    ours: bool | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A call: how long both spoke, in seconds; one nobody took has none."""

    seconds: int = 0
    answered: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """One line. `who` is a Person's key, empty for what the program itself wrote; `attached` are names of files."""

    at: datetime
    who: str
    text: str
    attached: tuple[str, ...] = ()
    call: Call | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line that was not taken, by its place in the file (from 1)."""

    place: int
    why: Reason


@dataclass(frozen=True, slots=True)
class Chat:
    """One chat, its lines in the order they were said. `mark` is the same in every export of it.

    `named` says that the mark is only a name, as one telephone calls somebody, and no number or id.
    """

    kind: str  # whatsapp, telegram, skype, calls
    title: str
    mark: str
    named: bool
    people: tuple[Person, ...]
    lines: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file holds. `order` is how its dates were read ("dmy", "mdy", "ymd"; empty where they say it)."""

    kind: str
    chats: tuple[Chat, ...]
    order: str = ""
    refused: tuple[Skipped, ...] = ()
    refused_in_all: int = 0


@dataclass(frozen=True, slots=True)
class Undecided:
    """Its dates may be read day first or month first: only a person knows. `example` is one of them as written."""

    kind: str
    example: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not read: `reason` is a short code for programs, `sentence` is for people."""

    reason: str
    sentence: Reason
