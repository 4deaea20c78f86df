"""Takes a file of chats or calls: keeps it, reads it, and goes on with a long one in the background."""

from __future__ import annotations

from datetime import timedelta
from typing import IO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.conversations.chats.find_whose import Circle, look_at
from rapport.conversations.chats.models import ChatFile, FileChat, KnownChat
from rapport.conversations.chats.take_in import take_in
from rapport.documents.keep import keep, path_of
from rapport.journal import clock
from rapport.journal.record import record
from rapport.reckon.chats.days import ORDERS
from rapport.reckon.chats.opening import open_chats
from rapport.reckon.chats.values import Chat, Opened, Refusal, Undecided
from rapport.reckon.verdict import as_data, because

AT_ONCE = 300_000  # bytes that are read while somebody waits
STUCK = timedelta(minutes=10)


def drop(file: IO[bytes], *, name: str, by: Member, kind: str, order: str = "") -> ChatFile:
    """Keep the file and read it. `kind` is what `kind_of` found; `order` how its dates are read."""
    document = keep(file, name=name, by=by, kind="")
    dropped = ChatFile.objects.create(
        document=document, by=by, kind=kind, zone=by.zone, order=order if order in ORDERS else ""
    )
    record("chats.dropped", by=by, about=dropped, in_story=False, name=document.name, kind=kind, size=document.size)
    read_on(dropped)
    return dropped


def read_on(file: ChatFile) -> None:
    """Read a short file now; a long one waits for its minute."""
    if file.document.size <= AT_ONCE:
        work(file.pk)
    file.refresh_from_db()


def decide(file: ChatFile, order: str, *, by: Member) -> None:
    """Somebody said in which order the dates of the file stand: "dmy", "mdy" or "ymd"."""
    if order not in ORDERS:
        raise ValidationError(_("Choose how the dates are read."))
    with transaction.atomic():
        asked = ChatFile.objects.filter(pk=file.pk, order="", undone_at=None).exclude(asks="")
        if not asked.update(order=order, asks="", finished_at=None):
            return
        record("chats.dates_told", by=by, about=file, in_story=False, order=order)
    file.refresh_from_db()
    read_on(file)


def take_up() -> int:
    """Go on with every file that was left; the number of chats dealt with. Safe to run twice at once."""
    free = Q(taken_at=None) | Q(taken_at__lt=clock.now() - STUCK)
    waiting = ChatFile.objects.filter(free, finished_at=None, undone_at=None).values_list("pk", flat=True)
    return sum(work(pk) for pk in list(waiting))


def work(file_id: int) -> int:
    """Read a file, chat by chat, leaving out those that are done; the number dealt with."""
    free = Q(taken_at=None) | Q(taken_at__lt=clock.now() - STUCK)
    rows = ChatFile.objects.filter(pk=file_id, finished_at=None, undone_at=None)
    if not rows.filter(free).update(taken_at=clock.now()):
        return 0
    file = ChatFile.objects.select_related("document", "by").get(pk=file_id)
    number = 0
    try:
        with translation.override(file.by.language):
            opened = opened_again(file)
            if isinstance(opened, Opened):
                number = _chats(file, opened)
            _note(file, opened)
    finally:
        ChatFile.objects.filter(pk=file_id).update(taken_at=None)
    return number


def opened_again(file: ChatFile) -> Opened | Undecided | Refusal:
    """What the kept bytes say, by the zone of whoever gave them."""
    try:
        raw = path_of(file.document.digest).read_bytes()
    except OSError:
        return Refusal("gone", because("The file is not in the data folder any more."))
    return open_chats(raw, file.document.name, zone=clock.zone_of(file.zone), now=file.at, order=file.order)


def _chats(file: ChatFile, opened: Opened) -> int:
    circle, number = Circle(file.by), 0
    done = set(file.chats.exclude(state=FileChat.State.TODO).values_list("place", flat=True))
    for place, chat in enumerate(opened.chats, start=1):
        if place in done:
            continue
        row = _row(file, place, chat)
        found = look_at(row, chat, circle, alone=len(opened.chats) == 1)
        if found:
            take_in(row, chat, found, by=file.by)
            FileChat.objects.filter(pk=row.pk).update(state=FileChat.State.TAKEN)
        ChatFile.objects.filter(pk=file.pk).update(taken_at=clock.now())
        number += 1
    return number


def _row(file: ChatFile, place: int, chat: Chat) -> FileChat:
    mark = f"{file.by_id}:{chat.mark}" if chat.named else chat.mark
    known = KnownChat.objects.get_or_create(kind=chat.kind, mark=mark[:250])[0]
    return FileChat.objects.get_or_create(file=file, place=place, defaults={"known": known, "title": chat.title[:250]})[
        0
    ]


def _note(file: ChatFile, opened: Opened | Undecided | Refusal) -> None:
    match opened:
        case Opened():
            said = {
                "order": opened.order,
                "refused": [[one.place, as_data(one.why)] for one in opened.refused],
                "refused_in_all": opened.refused_in_all,
            }
        case Undecided():
            said = {"asks": opened.example[:60]}
        case Refusal():
            said = {"refusal": as_data(opened.sentence)}
    ChatFile.objects.filter(pk=file.pk).update(finished_at=clock.now(), **said)
