"""Takes in one message: reads it, finds whose it is, keeps it once, and says what became of it and why.

Walk one of docs/map.md. Everything about one message is one transaction, so a reader killed in the middle leaves
either all of it or nothing, and whoever reads on stores it once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from django.db import IntegrityError, transaction

from rapport.agency.models import Member
from rapport.conversations.mail import joining, keeping
from rapport.conversations.mail.circle import Circle
from rapport.conversations.mail.identity import once_more, once_of, same_words
from rapport.conversations.mail.models import Arrival, Dropped, Mailbox, Message
from rapport.reckon.letter import Letter, Refusal, read_letter
from rapport.reckon.matching import NOBODY, Match, match
from rapport.reckon.verdict import Reason, as_data, because

log = structlog.get_logger(__name__)

Outcome = Arrival.Outcome


@dataclass(frozen=True, slots=True)
class Source:
    """Where a message came from: a folder of a mailbox, or a file somebody dropped (`by`)."""

    name: str
    uid: int
    mailbox: Mailbox | None = None
    by: Member | None = None
    uidvalidity: int = 0
    dropped: Dropped | None = None

    @property
    def key(self) -> dict[str, Any]:
        """What makes this message of this source one arrival."""
        if self.dropped is not None:
            return {"dropped": self.dropped, "uid": self.uid}
        return {"mailbox": self.mailbox, "source": self.name[:250], "uidvalidity": self.uidvalidity, "uid": self.uid}


@dataclass(frozen=True, slots=True)
class Parties:
    """Our side of a letter and theirs. `outside` begins with whoever the match is asked about."""

    from_us: bool
    writer: int | None  # the member who wrote it
    reader: int | None  # the member to whom it was written
    outside: Sequence[tuple[str, str]]


def receive(raw: bytes, source: Source, circle: Circle | None = None) -> Arrival:
    """Take in one message. Never raises for what a message holds: the poisoned one is set aside, with its reason."""
    circle = circle or Circle()
    if there := _arrived(source):
        return there
    try:
        letter = read_letter(raw)
        if isinstance(letter, Refusal):
            outcome = Outcome.TOO_LARGE if letter.reason == "too_large" else Outcome.BROKEN
            return note(source, outcome, letter.sentence, size=len(raw))
        return _take_in(letter, raw, source, circle)
    except Exception as trouble:  # whatever one message does to us, the next one is still read
        log.exception("message set aside", source=source.name, uid=source.uid, trouble=type(trouble).__name__)
        return note(source, Outcome.BROKEN, because("It could not be read. It stays where it is."), size=len(raw))


def note(
    source: Source, outcome: str, reason: Reason | None, *, size: int, letter: Letter | None = None,
    message: Message | None = None,
) -> Arrival:  # fmt: skip
    """Write down what became of a message; a second note on the same one changes nothing."""
    try:
        with transaction.atomic():
            return _write(source, outcome, reason, size, letter, message)
    except IntegrityError:
        there = _arrived(source)
        if there is None:
            raise
        return there


def _write(
    source: Source, outcome: str, reason: Reason | None, size: int, letter: Letter | None, message: Message | None
) -> Arrival:
    return Arrival.objects.create(
        **{"source": source.name[:250], **source.key},
        by=source.by,
        outcome=outcome,
        reason=as_data(reason) if reason else None,
        message=message,
        sender=_plain(letter.sender.mail or letter.sender.name) if letter else "",
        subject=_plain(letter.subject) if letter else "",
        written_at=letter.date if letter else None,
        size=size,
    )


def parties_of(letter: Letter, circle: Circle, mailbox: Mailbox | None) -> Parties:
    """Tell the two sides of a letter apart. What it says of itself is believed, as any mail program does."""
    from_us = letter.sender.mail in circle.ours
    everyone = [(address.name, address.mail) for address in (*letter.to, *letter.cc) if address.mail]
    theirs = [person for person in everyone if person[1] not in circle.ours]
    read_by = [pk for _name, mail in everyone if (pk := circle.ours.members.get(mail))]
    reader = mailbox.member_id if mailbox else next(iter(read_by), None)
    if from_us:
        return Parties(True, circle.ours.members.get(letter.sender.mail), reader, theirs)
    return Parties(False, None, reader, [(letter.sender.name, letter.sender.mail), *theirs])


def _take_in(letter: Letter, raw: bytes, source: Source, circle: Circle) -> Arrival:
    parties = parties_of(letter, circle, source.mailbox)
    if not parties.outside:
        reason = because("Only colleagues wrote and read it.")
        return note(source, Outcome.COLLEAGUES, reason, size=len(raw), letter=letter)
    once = once_of(letter.message_id, letter.sender.mail, letter.text)
    if (known := _known(letter, once, parties)) and same_words(known.new_words, letter.new_words):
        return _again(known, source, letter, len(raw))
    once = once_more(once, letter.text) if known else once
    answered = joining.answered_by(letter)
    outside = parties.outside
    book = circle.book.about(outside[0], outside[1:])
    found = match(outside[0], outside[1:], book, before=answered.before if answered else None)
    if refused := _not_wanted(letter, parties, found, source, circle):
        return note(source, *refused, size=len(raw), letter=letter)
    return _keep(letter, raw, source, parties, found, once, answered, circle)


def _known(letter: Letter, once: str, parties: Parties) -> Message | None:
    """The message that has this key, or the one of ours that went out under this Message-ID."""
    there = Message.objects.filter(once=once).first()
    if there is None and parties.from_us and letter.message_id:
        sent = Message.objects.filter(message_id=letter.message_id[:500], outgoing__isnull=False)
        there = sent.filter(sender_mail__iexact=letter.sender.mail).first()
    return there


def _again(known: Message, source: Source, letter: Letter, size: int) -> Arrival:
    """It is here already. What waits in somebody's tray is settled for all when a second mailbox brings it."""
    reason = because("It had been read already.")
    return note(source, Outcome.DUPLICATE, reason, size=size, letter=letter, message=known)


def _not_wanted(
    letter: Letter, parties: Parties, found: Match, source: Source, circle: Circle
) -> tuple[str, Reason] | None:
    """Why it is not kept; None when it is."""
    sender, name = parties.outside[0][1], letter.sender.mail or letter.sender.name or "?"
    if letter.is_list and not (found.sure and found.contact):
        return Outcome.NEWSLETTER, because("{sender} sends it to a list, not to us.", sender=name)
    if circle.is_no_clients(sender, source.mailbox):
        return Outcome.STRANGER, because("{sender} was said to be no client's.", sender=sender)
    if found is NOBODY or found.client is None:
        return Outcome.STRANGER, because("Nobody in the address book goes with {sender}.", sender=sender or name)
    return None


def _keep(
    letter: Letter, raw: bytes, source: Source, parties: Parties, found: Match, once: str,
    answered: joining.Answered | None, circle: Circle,
) -> Arrival:  # fmt: skip
    files = keeping.files_of(letter, raw, client=found.client if found.sure else None)
    try:
        with transaction.atomic():
            message = keeping.keep(
                letter, files, once=once, found=found, mailbox=source.mailbox, given_by=source.by,
                from_us=parties.from_us, member=parties.writer if parties.from_us else parties.reader,
                answered=answered, circle=circle,
            )  # fmt: skip
            outcome = Outcome.KEPT if message.state == Message.State.KEPT else Outcome.TRAY
            return _write(source, outcome, None, len(raw), letter, message)
    except IntegrityError:
        if there := _arrived(source):
            return there
        known = Message.objects.filter(once=once).first()
        if known is None:
            raise
        return _again(known, source, letter, len(raw))  # another reader was faster


def _arrived(source: Source) -> Arrival | None:
    if source.mailbox is None and source.dropped is None:
        return None
    return Arrival.objects.filter(**source.key).first()


def _plain(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:250]
