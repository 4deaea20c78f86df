"""Writes our reading beside a client's words, and writes it anew: for whoever looks after the client."""

from __future__ import annotations

import re
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.approvals.withdraw import replace, withdraw_of_subject
from rapport.attention.ask import settle
from rapport.conversations.understandings.models import Understanding
from rapport.conversations.understandings.send import cause_of
from rapport.conversations.understandings.source import Source
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Contact

LONGEST = 5000


class Stale(Exception):
    """Somebody else has changed it meanwhile; `theirs` is how it stands now."""

    def __init__(self, theirs: Understanding) -> None:
        super().__init__(str(theirs))
        self.theirs = theirs


def write(
    source: Source, *, by: Member, contact: Contact, words: str, reading: str, once: UUID | None = None
) -> Understanding:
    """A passage of the source and our reading of it. The same `once` of the same member is the same one."""
    require(by, "approval.ask", source.client.standing)
    if once and (there := Understanding.objects.filter(once=once, by=by).first()):
        return there
    words, reading = _clean(words), _clean(reading)
    _check(source.client.pk, contact, words, reading)
    if not _stands_in(words, source.text):
        raise ValidationError({"words": _("Only their own words stand here: cut them down, but do not change them.")})
    try:
        with transaction.atomic():
            made = Understanding.objects.create(
                client=source.client, contact=contact, source=source.kind, source_id=source.pk, said_at=source.at,
                original=source.text, words=words, reading=reading, by=by, once=once,
            )  # fmt: skip
            record("understanding.written", by=by, about=made, client=made.client_id, in_story=False)
    except IntegrityError:
        if once and (there := Understanding.objects.filter(once=once, by=by).first()):
            return there
        raise
    return made


def rewrite(
    understanding: Understanding, *, by: Member, contact: Contact, words: str, reading: str, version: int
) -> Understanding:
    """Other words or another reading: what was asked about the old ones can no longer be confirmed. Raises Stale."""
    require(by, "approval.ask", understanding.client.standing)
    words, reading = _clean(words), _clean(reading)
    _check(understanding.client_id, contact, words, reading)
    if not _stands_in(words, understanding.original):
        raise ValidationError({"words": _("Only their own words stand here: cut them down, but do not change them.")})
    with transaction.atomic():
        row = Understanding.objects.select_for_update().get(pk=understanding.pk)
        if row.version != version:
            raise Stale(row)
        if (row.words, row.reading, row.contact_id) == (words, reading, contact.pk):
            return row
        row.words, row.reading, row.contact = words, reading, contact
        row.state, row.settled_at = Understanding.State.DRAFT, None
        row.version += 1
        row.save()
        replace(row, by=by)
        settle(cause=cause_of(row), by=by)
        record("understanding.rewritten", by=by, about=row, client=row.client_id, in_story=False)
    return row


def drop(understanding: Understanding, *, by: Member) -> bool:
    """It is not needed: nothing is asked about it any more. False when it was dropped already."""
    require(by, "approval.ask", understanding.client.standing)
    return _turn(understanding, by=by, dropped=True)


def bring_back(understanding: Understanding, *, by: Member) -> bool:
    require(by, "approval.ask", understanding.client.standing)
    return _turn(understanding, by=by, dropped=False)


def _turn(understanding: Understanding, *, by: Member, dropped: bool) -> bool:
    with transaction.atomic():
        row = Understanding.objects.select_for_update().get(pk=understanding.pk)
        if bool(row.dropped_at) == dropped:
            return False
        row.dropped_at = clock.now() if dropped else None
        row.version += 1
        row.save()
        if dropped:
            withdraw_of_subject(row, by=by)
            settle(cause=cause_of(row), by=by)
        record(
            "understanding.dropped" if dropped else "understanding.brought_back",
            by=by, about=row, client=row.client_id, in_story=False,
        )  # fmt: skip
    return True


def _clean(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\0", "").strip().splitlines())


def _check(client_id: int, contact: Contact, words: str, reading: str) -> None:
    wrong: dict[str, str] = {}
    for name, text in (("words", words), ("reading", reading)):
        if not text:
            wrong[name] = _("Mark what they said.") if name == "words" else _("Write how you understand it.")
        elif len(text) > LONGEST:
            wrong[name] = _("At most 5,000 characters fit here. Mark a shorter passage.")
    if contact.client_id != client_id or contact.deleted_at:
        wrong["contact"] = _("Choose somebody of this client.")
    if wrong:
        raise ValidationError(wrong)


def _stands_in(words: str, text: str) -> bool:
    """Whether every passage (parted by “…” or a line of its own) stands in the text, in its order."""
    place = 0
    whole = " ".join(text.split())
    for passage in re.split(r"…|\[\.\.\.\]|\n", words):
        wanted = " ".join(passage.split())
        place = whole.find(wanted, place)
        if place < 0:
            return False
        place += len(wanted)
    return True
