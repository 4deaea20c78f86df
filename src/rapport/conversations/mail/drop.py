"""Reads a dropped file of mail, one .eml or an .mbox of many, message by message; a long one goes on by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import IO

from django.db.models import Q

from rapport.agency.models import Member
from rapport.conversations.mail import receive
from rapport.conversations.mail.circle import Circle
from rapport.conversations.mail.models import Dropped
from rapport.documents.keep import keep, path_of
from rapport.journal import clock
from rapport.journal.record import record
from rapport.reckon.letter import letters_of_mbox

AT_ONCE = 2_000_000  # bytes that are read while somebody waits
STUCK = timedelta(minutes=10)


def looks_like_mail(name: str, head: bytes) -> bool:
    """Whether a file is mail: by its name, or by the first line of an mbox."""
    return name.lower().endswith((".eml", ".mbox", ".mbx")) or head.startswith(b"From ")


def drop(file: IO[bytes], *, name: str, by: Member) -> Dropped:
    """Keep the file and read it: a short one now, a long one in the background."""
    document = keep(
        file, name=name, by=by, kind="application/mbox" if not name.lower().endswith(".eml") else "message/rfc822"
    )
    dropped = Dropped.objects.create(document=document, by=by)
    record("mail.dropped", by=by, about=dropped, in_story=False, name=document.name, size=document.size)
    if document.size <= AT_ONCE:
        work(dropped.pk)
        dropped.refresh_from_db()
    return dropped


def take_up() -> int:
    """Go on with every file that was left; the number of messages dealt with. Safe to run twice at once."""
    free = Q(taken_at=None) | Q(taken_at__lt=clock.now() - STUCK)
    return sum(work(pk) for pk in list(Dropped.objects.filter(free, finished_at=None).values_list("pk", flat=True)))


def work(dropped_id: int) -> int:
    """Read a file on from where it was left; the number of messages dealt with."""
    free = Q(taken_at=None) | Q(taken_at__lt=clock.now() - STUCK)
    if not Dropped.objects.filter(free, pk=dropped_id, finished_at=None).update(taken_at=clock.now()):
        return 0
    dropped = Dropped.objects.select_related("document", "by").get(pk=dropped_id)
    circle, number = Circle(), 0
    try:
        for place, raw in _messages(dropped):
            source = receive.Source(dropped.document.name, place, by=dropped.by, dropped=dropped)
            receive.receive(raw, source, circle)
            number += 1
            Dropped.objects.filter(pk=dropped.pk).update(read_to=place, taken_at=clock.now())
        Dropped.objects.filter(pk=dropped.pk).update(finished_at=clock.now())
    finally:
        Dropped.objects.filter(pk=dropped.pk).update(taken_at=None)
    return number


def _messages(dropped: Dropped) -> Iterator[tuple[int, bytes]]:
    """The messages behind the last one dealt with, each with its place in the file, from 1."""
    with path_of(dropped.document.digest).open("rb") as file:
        if dropped.document.name.lower().endswith(".eml"):
            if dropped.read_to < 1:
                yield 1, file.read()
            return
        for place, raw in enumerate(letters_of_mbox(file), start=1):
            if place > dropped.read_to:
                yield place, raw
