"""Takes a client's chat in: each conversation becomes one word with the client, once, whichever export brings it.

What is stored already stays as it is. A longer export adds the conversations that are new; what goes on from a
conversation that is known becomes a word of its own that began nothing.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.conversations.chats.find_whose import Found
from rapport.conversations.chats.models import ChatPart, FileChat
from rapport.conversations.follow_through import follow_through
from rapport.conversations.log import judge
from rapport.conversations.models import Evidence, Touchpoint
from rapport.documents.keep import keep
from rapport.documents.models import Document
from rapport.journal import clock
from rapport.journal.record import record
from rapport.reckon.chats.parts import EXCERPT, Part, began_by_us, cut, direction, key_of
from rapport.reckon.chats.values import Chat, Said

AT_A_TIME = 50  # conversations in one transaction
SAME = timedelta(seconds=59)  # some exports tell the minute only

Outcome = ChatPart.Outcome


@dataclass(frozen=True, slots=True)
class _Taking:
    """One chat being taken in."""

    row: FileChat
    chat: Chat
    found: Found
    by: Member

    def name(self, key: str) -> str:
        if self.chat.kind == "calls" and key in self.found.ours:
            return self.by.name
        return next((person.name for person in self.chat.people if person.key == key), key)


def take_in(row: FileChat, chat: Chat, found: Found, *, by: Member) -> int:
    """Keep what is new of a chat; the number of words added. Begun again after an interruption, it goes on."""
    require(by, "touchpoint.log", found.client.standing)
    taking = _Taking(row, chat, found, by)
    done = set(row.parts.values_list("place", flat=True))
    waiting = ((place, part) for place, part in enumerate(cut(chat.lines), start=1) if place not in done)
    added = 0
    while some := list(islice(waiting, AT_A_TIME)):
        with transaction.atomic():
            added += sum(_one(taking, place, part) for place, part in some)
    if added:
        with transaction.atomic():
            _follow(taking, added)
    return added


def _one(taking: _Taking, place: int, part: Part) -> int:
    outcome = {"missed": Outcome.MISSED, "system": Outcome.SYSTEM}.get(part.outcome)
    if outcome is not None:
        _note(taking, place, part, outcome)
        return 0
    known = _known(taking, part)
    rest = _beyond(part, known)
    if rest is None:
        _note(taking, place, part, Outcome.KNOWN, known[0].touchpoint if known else None)
        return 0
    key = key_of(taking.chat.kind, taking.found.client.pk, rest.spoken[0])
    if there := ChatPart.objects.filter(key=key).first():
        _note(taking, place, part, Outcome.KNOWN, there.touchpoint)
        return 0
    return _keep(taking, place, rest, key, known)


def _keep(taking: _Taking, place: int, part: Part, key: str, known: Sequence[ChatPart]) -> int:
    try:
        with transaction.atomic():
            row = _note(taking, place, part, Outcome.KEPT, key=key)
            touchpoint = _word(taking, part, counts=not known)
            ChatPart.objects.filter(pk=row.pk).update(touchpoint=touchpoint)
            if known:
                _count_once([*(one.touchpoint for one in known if one.touchpoint), touchpoint])
    except IntegrityError:  # another reader was faster
        _note(taking, place, part, Outcome.KNOWN)
        return 0
    return 1


def _word(taking: _Taking, part: Part, *, counts: bool) -> Touchpoint:
    ours, client = taking.found.ours, taking.found.client
    touchpoint = Touchpoint(
        client=client, member=taking.by, channel=part.channel, at=min(part.spoken[0].at, clock.now()),
        began="ours" if began_by_us(part, ours) else "theirs", direction=direction(part, ours),
        summary=_summary(taking, part), counts=counts,
    )  # fmt: skip
    judge(touchpoint)
    touchpoint.save()
    people = {taking.found.contacts[one.who] for one in part.spoken if one.who in taking.found.contacts}
    if part.channel == "call" and not people:
        people = set(taking.found.contacts.values()) if len(taking.found.contacts) == 1 else set()
    touchpoint.people.set(people)
    if part.channel != "call":
        Evidence.objects.create(touchpoint=touchpoint, document=_written(taking, part))
    return touchpoint


def _summary(taking: _Taking, part: Part) -> str:
    if part.channel == "call":
        others = [person.name for person in taking.chat.people if person.key not in taking.found.ours]
        name = others[0] if len(others) == 1 else taking.chat.title
        return _("Call with %(name)s, %(lasts)s") % {"name": name, "lasts": _lasts(part.seconds)}
    lines = [f"{taking.name(one.who)}: {_words(one)}" for one in part.spoken]
    said = "\n".join(lines[:12])
    return said if len(said) <= EXCERPT and len(lines) <= 12 else f"{said[:EXCERPT].rstrip()} …"


def _words(one: Said) -> str:
    files = [f"[{name or _('file')}]" for name in one.attached]
    return " ".join(filter(None, [one.text.replace("\0", ""), *files])) or "…"


def _lasts(seconds: int) -> str:
    """Minutes and seconds, as telephones write them."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _written(taking: _Taking, part: Part) -> Document:
    """The whole conversation as a text of its own: the file it came from may hold other people's chats."""
    zone = clock.zone_of(taking.row.file.zone)
    lines = [
        f"[{one.at.astimezone(zone):%Y-%m-%d %H:%M}] {taking.name(one.who) if one.who else '–'}: {_words(one)}"
        for one in part.lines
    ]
    text = f"{taking.chat.title} ({taking.row.file.zone})\n\n" + "\n".join(lines) + "\n"
    day = part.first_at.astimezone(zone).date().isoformat()
    name = f"{taking.chat.title[:80]} {day}.txt".replace("/", "-")
    client = taking.found.client.pk
    return keep(io.BytesIO(text.encode("utf-8", "replace")), name=name, by=taking.by, kind="text/plain", client=client)


def _known(taking: _Taking, part: Part) -> list[ChatPart]:
    """What is stored of the same conversation, from this export or an earlier one."""
    return list(
        ChatPart.objects.filter(
            chat__known=taking.row.known_id, outcome=Outcome.KEPT, channel=part.channel,
            first_at__lte=part.last_at + SAME, last_at__gte=part.first_at - SAME,
        ).select_related("touchpoint").order_by("first_at")
    )  # fmt: skip


def _beyond(part: Part, known: Sequence[ChatPart]) -> Part | None:
    """What a conversation holds before or behind all that is stored of it; None when that is nothing anybody said."""
    if not known:
        return part
    first, last = min(one.first_at for one in known) - SAME, max(one.last_at for one in known) + SAME
    rest = tuple(one for one in part.lines if not first <= one.at <= last)
    behind = tuple(one for one in rest if one.at > last) or rest
    return Part(part.channel, behind, "said") if any(one.who for one in behind) else None


def _count_once(words: list[Touchpoint]) -> None:
    """Exactly the first word of a conversation counts, whichever export brought it."""
    words.sort(key=lambda word: (word.at, word.pk))
    for number, word in enumerate(words):
        if word.counts != (number == 0):
            word.counts = number == 0
            judge(word)
            word.save(update_fields=["counts", "word_overdue"])


def _note(
    taking: _Taking, place: int, part: Part, outcome: str, touchpoint: Touchpoint | None = None, key: str | None = None
) -> ChatPart:
    return ChatPart.objects.create(
        chat=taking.row, place=place, key=key, outcome=outcome, channel=part.channel, first_at=part.first_at,
        last_at=part.last_at, lines=len(part.lines), touchpoint=touchpoint,
    )  # fmt: skip


def _follow(taking: _Taking, added: int) -> None:
    """What many words change is looked at once."""
    client = taking.found.client
    last = Touchpoint.objects.filter(client=client, deleted_at=None).order_by("-at").first()
    if last is not None:
        follow_through(last, by=taking.by)
    record(
        "chats.taken_in", by=taking.by, about=taking.row.file, client=client.pk, in_story=False, number=added,
        kind=taking.chat.kind,
    )  # fmt: skip
