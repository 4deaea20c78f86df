"""Which thread a message belongs to: by what it says it answers, and carefully by its subject."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapport.conversations.mail.models import Message, Thread
from rapport.reckon import threads
from rapport.reckon.letter import Letter
from rapport.reckon.matching import Before

NEAR = timedelta(days=60)  # an answer that lost its references is looked for among threads so young
LOOKED_AT = 20  # references of one message


@dataclass(frozen=True, slots=True)
class Answered:
    """The thread a letter says that it answers, and every address that took part in it."""

    thread: Thread
    people: frozenset[str]

    @property
    def before(self) -> Before:
        return Before(self.thread.client_id, self.people)


def answered_by(letter: Letter) -> Answered | None:
    """What a letter says that it answers, whether that is true or not. Two statements, or none."""
    thread = _named(letter)
    return Answered(thread, frozenset(_people(thread))) if thread else None


def thread_for(letter: Letter, answered: Answered | None, *, client: int | None, at: datetime) -> tuple[Thread, bool]:
    """The thread to put a letter into, locked, and whether it is a new one because it belongs to none.

    What a letter claims to answer counts only among people who know each other: of the same client, or where somebody
    outside took part before. A stranger who quotes a Message-ID begins a thread of its own.
    """
    there = answered.thread if answered and _belongs(letter, answered, client) else None
    there = there or _by_subject(letter, client, at)
    if there is not None:
        return Thread.objects.select_for_update().get(pk=there.pk), False
    subject = " ".join(letter.subject.split())[:250]
    bare = threads.bare(subject)[:250]
    return Thread.objects.create(client_id=client, subject=subject, bare=bare, first_at=at, last_at=at), True


def _named(letter: Letter) -> Thread | None:
    """The thread of the nearest message named in In-Reply-To and References."""
    named = [letter.in_reply_to, *reversed(letter.references)]
    wanted = [name[:500] for name in dict.fromkeys(named) if name][:LOOKED_AT]
    if not wanted:
        return None
    rows = Message.objects.filter(message_id__in=wanted).select_related("thread").only("message_id", "thread")
    by_id = {message.message_id: message.thread for message in rows}
    return next((by_id[name] for name in wanted if name in by_id), None)


def _belongs(letter: Letter, answered: Answered, client: int | None) -> bool:
    theirs = answered.thread.client_id
    if theirs is not None:
        return theirs == client
    return client is None and bool(_outside(letter) & answered.people)


def _by_subject(letter: Letter, client: int | None, at: datetime) -> Thread | None:
    """An answer without references: the youngest thread of that client with that subject and a common person."""
    if client is None or not threads.answers(letter.subject) or not threads.tells_apart(letter.subject):
        return None
    rows = Thread.objects.filter(bare=threads.bare(letter.subject)[:250], client=client, last_at__gte=at - NEAR)
    near = rows.filter(first_at__lte=at).order_by("-last_at")[:5]
    return next((thread for thread in near if _outside(letter) & _people(thread)), None)


def _outside(letter: Letter) -> set[str]:
    return {address.mail for address in (letter.sender, *letter.to, *letter.cc) if address.mail}


def _people(thread: Thread) -> set[str]:
    """Every address in a thread; the first hundred messages tell."""
    people: set[str] = set()
    for sender, to, cc in (
        Message.objects.filter(thread=thread).order_by("at").values_list("sender_mail", "to", "cc")[:100]
    ):
        people |= {sender, *_mails(to), *_mails(cc)}
    return people


def _mails(pairs: Iterable[list[str]]) -> Iterable[str]:
    return (mail for _name, mail in pairs)
