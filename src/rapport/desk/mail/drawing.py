"""Turns mails into what their page draws: words with the questions marked, what is folded, files, how it goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.conversations.mail.models import Attachment, Message, Thread
from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.post.models import Outgoing
from rapport.post.send import GIVE_UP_AFTER
from rapport.ui import formats

URGENT_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of the words; marked where it asks something."""

    text: str
    marked: bool = False


@dataclass(slots=True)
class Drawn:
    """One message of a thread."""

    message: Message
    who: str
    to: str
    words: list[Run]
    folded: str
    why: list[str]
    files: list[Attachment] = field(default_factory=list)
    state: str = ""  # how it goes, for one of ours that has not gone: "goes", "failed", "going"
    state_words: str = ""

    @property
    def ours(self) -> bool:
        return self.message.way == Message.Way.OUT


def messages_of(thread: Thread) -> list[Message]:
    """The client's own messages of a thread, oldest first: one that only claims to belong to it is not among them."""
    rows = Message.objects.filter(thread=thread, client=thread.client, state=Message.State.KEPT)
    rows = rows.select_related("member", "contact", "outgoing", "touchpoint")
    return list(rows.prefetch_related("attachments__document").order_by("at", "pk"))


def draw(messages: Iterable[Message], client: Client) -> list[Drawn]:
    return [draw_message(one, client) for one in messages]


def draw_message(message: Message, client: Client) -> Drawn:
    state, words = _state(message, client)
    return Drawn(
        message=message,
        who=_who(message),
        to=", ".join(_short(pair) for pair in [*message.to, *message.cc]),
        words=runs(message.new_words, message.triage.get("questions") or []),
        folded=_folded(message),
        why=_why(message),
        files=[one for one in message.attachments.all() if not (one.inline and one.content_id)],
        state=state,
        state_words=words,
    )


def runs(words: str, questions: Sequence[Mapping[str, Any]]) -> list[Run]:
    """The words cut where a judged sentence begins and ends; a place that does not fit is looked for.

    >>> runs("Hi. When? Bye.", [{"text": "When?", "start": 4, "end": 9}])
    [Run(text='Hi. ', marked=False), Run(text='When?', marked=True), Run(text=' Bye.', marked=False)]
    """
    found, at = [], 0
    for start, end in sorted(filter(None, (_place(words, one) for one in questions))):
        if start < at:
            continue
        found += [Run(words[at:start]), Run(words[start:end], True)]
        at = end
    return [run for run in [*found, Run(words[at:])] if run.text]


def _place(words: str, one: Mapping[str, Any]) -> tuple[int, int] | None:
    text, start = str(one.get("text", "")), one.get("start", -1)
    if not text:
        return None
    if not isinstance(start, int) or words[start : start + len(text)] != text:
        start = words.find(text)
    return (start, start + len(text)) if start >= 0 else None


def _who(message: Message) -> str:
    if message.way == Message.Way.OUT and message.member:
        return message.member.name
    return message.contact.name if message.contact else message.sender_name or message.sender_mail


def _short(pair: Sequence[str]) -> str:
    return pair[0] or pair[1]


def _folded(message: Message) -> str:
    """What lies folded below the words, in words; empty when nothing does."""
    if not message.quoted.strip():
        return _("Signature folded") if message.signature.strip() and message.way == Message.Way.IN else ""
    number = max(quoted_mails(message.quoted), 1)
    return ngettext("%(num)s quoted mail folded", "%(num)s quoted mails folded", number) % {"num": number}


def quoted_mails(quoted: str) -> int:
    """How many mails a quoted part holds: one for each depth of its marks.

    >>> quoted_mails("On Monday Luka wrote:\\n> Hello\\n>> Hi")
    2
    """
    depths = {len(line) - len(line.replace(" ", "").lstrip(">")) - line.count(" ") for line in quoted.split("\n")}
    return max(len({depth for depth in depths if 0 < depth < 20}), 1)


def _why(message: Message) -> list[str]:
    """Urgency and mood with the words that led to them."""
    said = []
    if message.way == Message.Way.IN:
        triage = message.triage
        for key, words in (
            ("is_urgent", _("Urgent")),
            ("is_complaint", _("Complaint")),
            ("is_praise", _("Praise")),
        ):
            because = triage.get(f"{key[3:]}_because") or []
            if triage.get(key):
                said.append(f"{words}: {_quoted(because)}" if because else words)
    return said


def _quoted(because: Sequence[str]) -> str:
    return ", ".join(f"“{words}”" for words in because[:URGENT_SHOWN])


def _state(message: Message, client: Client) -> tuple[str, str]:
    letter = message.outgoing
    if letter is None or letter.sent_at:
        return "", ""
    if letter.error:
        return "failed", _not_sent(letter)
    if letter.held_at:
        return "goes", _("Waits for the mentor's sign-off")
    if letter.not_before and letter.not_before > clock.now():
        return "goes", goes_words(letter.not_before, client)
    return "going", _("On its way")


def _not_sent(letter: Outgoing) -> str:
    """Why, and when it is tried once more by itself."""
    why = formats.say(letter.why)
    if letter.attempts < GIVE_UP_AFTER and letter.not_before and letter.not_before > clock.now():
        return _("Not sent yet: %(why)s Next try %(moment)s.") % {
            "why": why, "moment": formats.moment(letter.not_before)
        }  # fmt: skip
    return _("Not sent: %(why)s") % {"why": why}


def goes_words(at: datetime, client: Client) -> str:
    """When it goes, by our clock and by theirs."""
    if (at - clock.now()).total_seconds() < 60:
        return _("Goes in a few seconds")
    ours = formats.moment(at)
    zone = clock.zone_of(client.zone)
    theirs = f"{formats.day(timezone.localtime(at, zone).date())}, {formats.clock_time(at, client.zone)}"
    if theirs == ours:
        return _("Goes %(moment)s") % {"moment": ours}
    return _("Goes %(moment)s, %(theirs)s their time") % {"moment": ours, "theirs": theirs}
