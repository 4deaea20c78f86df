"""Proposes promises read from words of a mail, a note or minutes; a person confirms each or says that it is none."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from hashlib import sha256

from django.db import transaction

from rapport.agency.models import Member
from rapport.conversations.promises import remind
from rapport.conversations.promises.make import LONGEST, make
from rapport.conversations.promises.models import Promise
from rapport.portfolio.models import Client, Contact
from rapport.reckon.folding import fold
from rapport.reckon.triage import PromiseSeen, judge

MOST = 20  # of one text: more is a contract, not a mail


def propose_from_words(
    client: Client,
    source: str,
    source_id: int,
    words: str,
    *,
    written_on: date,
    from_us: bool,
    language: str = "",
    member: Member | None = None,
    contact: Contact | None = None,
    seen: tuple[PromiseSeen, ...] | None = None,
) -> list[Promise]:
    """Bring what is proposed from one text up to date: new sentences are proposed, those gone from it withdrawn.

    `source` is "message", "touchpoint" or "minutes" with its id; `from_us` says who wrote; `member` and `contact` are
    the two who wrote and read, where known. `seen` hands in a judgement made already. What a person has confirmed or
    refused stays. Safe to repeat; a text that went to another client takes its proposals along.
    """
    if seen is None:
        seen = judge(words, language=language, written_on=written_on, from_us=from_us).promises
    wanted = {cause_of(source, source_id, one): one for one in seen if one.by_us is not None and not one.is_reminder}
    wanted = dict(list(wanted.items())[:MOST])
    with transaction.atomic():
        homes = _withdraw(source, source_id, keep=wanted.keys(), client=client)
        proposed = [
            make(
                client, by=None, by_us=bool(one.by_us), what=_shortened(one.quote.text), due=_possible(one, written_on),
                member=member, contact=contact, words=one.quote.text, source=source, source_id=source_id, once=cause,
                proposed=True,
            )
            for cause, one in wanted.items()
            if not Promise.objects.filter(once=cause).exists()
        ]  # fmt: skip
        if homes:
            remind.look_again(homes)
    return proposed


def withdraw(source: str, source_id: int) -> None:
    """The words are gone: what was only proposed from them goes too."""
    if homes := _withdraw(source, source_id, keep=(), client=None):
        remind.look_again(homes)


def cause_of(source: str, source_id: int, one: PromiseSeen) -> str:
    """The sentence itself, not its place: a word added before it does not propose it twice."""
    return f"{source}:{source_id}:{sha256(fold(one.quote.text).encode()).hexdigest()[:24]}"


def _withdraw(source: str, source_id: int, *, keep: Collection[str | None], client: Client | None) -> set[int]:
    """Take away proposals nobody has looked at; the clients they stood with. Nothing but a reading is lost."""
    standing = Promise.objects.filter(source=source, source_id=source_id, state=Promise.State.PROPOSED)
    gone = [
        one for one in standing
        if one.once not in keep or client is None or one.client_id != client.pk
    ]  # fmt: skip
    Promise.objects.filter(pk__in=[one.pk for one in gone], state=Promise.State.PROPOSED).delete()
    return {one.client_id for one in gone}


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def _possible(one: PromiseSeen, written_on: date) -> date | None:
    """The day that was read, unless it lies absurdly far from the writing."""
    if one.due is None or abs((one.due - written_on).days) > 3 * 366:
        return None
    return one.due
