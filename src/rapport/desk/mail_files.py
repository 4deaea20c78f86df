"""What mail files say, as data and as text, without a database: for `rapport mail read`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapport.reckon.letter import LIMITS, Address, Letter, Refusal, letters_of_mbox, read_letter


@dataclass(frozen=True, slots=True)
class Read:
    """One message of a file; `number` counts the messages of an mbox from 1."""

    path: Path
    number: int
    letter: Letter | Refusal


@dataclass(frozen=True, slots=True)
class Unread:
    """A path that could not be read, with the sentence to say."""

    sentence: str


def read_paths(paths: list[str]) -> Iterator[Read | Unread]:
    """Each message of each file in order. A folder is walked; of an mbox one message at a time is in memory."""
    for given in paths:
        path = Path(given)
        files = sorted(_files(path)) if path.is_dir() else [path]
        if not files:
            yield Unread(f"There is no file in the folder {given}.")
        for file in files:
            try:
                yield from _read_file(file)
            except FileNotFoundError:
                yield Unread(f"There is no file {file}.")
            except (OSError, ValueError) as trouble:
                yield Unread(f"{file} cannot be read: {getattr(trouble, 'strerror', None) or trouble}.")


def as_data(read: Read) -> dict[str, Any]:
    """The shape docs/api/mail.md describes: the same keys whether the message was read or refused."""
    letter = read.letter
    told: dict[str, Any] = {"path": str(read.path), "number": read.number}
    if isinstance(letter, Refusal):
        words = ("message_id", "subject", "sender", "new_words", "quoted", "signature", "language")
        told |= dict.fromkeys(words, "") | {"recipients": [], "people": [], "date": None, "attachments": []}
        told |= dict.fromkeys(("is_automatic", "is_bounce", "is_list"), False)
        return told | {"refusal": {"code": letter.reason, "reason": letter.sentence.plain()}}
    return told | {
        "message_id": letter.message_id,
        "subject": letter.subject,
        "sender": letter.sender.mail,
        "recipients": [person.mail for person in (*letter.to, *letter.cc)],
        "people": [_person(letter.sender, "from")]
        + [_person(to, "to") for to in letter.to]
        + [_person(cc, "cc") for cc in letter.cc],
        "date": letter.date.isoformat() if letter.date else None,
        "new_words": letter.new_words,
        "quoted": letter.quoted,
        "signature": letter.signature,
        "attachments": [{"name": a.name, "type": a.kind, "size": a.size} for a in letter.attachments],
        "language": letter.language,
        "is_automatic": letter.is_automatic,
        "is_bounce": letter.is_bounce,
        "is_list": letter.is_list,
        "refusal": None,
    }


def as_text(read: Read) -> Iterator[str]:
    """The same to be read by people."""
    letter = read.letter
    yield f"== {read.path}" + (f", message {read.number}" if read.number > 1 else "")
    if isinstance(letter, Refusal):
        yield f"Not read: {letter.sentence.plain()}"
        return
    kinds = {"automatic": letter.is_automatic, "bounce": letter.is_bounce, "from a list": letter.is_list}
    yield f"From: {_written(letter.sender)}"
    yield f"To: {', '.join(map(_written, (*letter.to, *letter.cc)))}"
    yield f"Date: {letter.date:%Y-%m-%d %H:%M} UTC" if letter.date else "Date: not told"
    yield f"Subject: {letter.subject}"
    for attached in letter.attachments:
        yield f"Attached: {attached.name} ({attached.kind}, {attached.size} bytes)"
    if told := [kind for kind, is_one in kinds.items() if is_one]:
        yield f"It is {', '.join(told)}."
    yield ""
    yield letter.new_words
    for name, part in (("signature", letter.signature), ("quoted", letter.quoted)):
        if part:
            yield f"\n-- {name} --\n{part}"


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def _read_file(path: Path) -> Iterator[Read]:
    with path.open("rb") as file:
        if path.suffix.lower() == ".mbox":
            for number, raw in enumerate(letters_of_mbox(file), start=1):
                yield Read(path, number, read_letter(raw))
        else:  # one byte more than a message may have tells that it is too large
            yield Read(path, 1, read_letter(file.read(LIMITS.size + 1)))


def _person(address: Address, part: str) -> dict[str, str]:
    return {"name": address.name, "mail": address.mail, "as": part}


def _written(address: Address) -> str:
    return f"{address.name} <{address.mail}>" if address.name and address.mail else address.mail or address.name
