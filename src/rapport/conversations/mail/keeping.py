"""Stores a message: its files, its thread, what was judged of its words, the word it is in the client's story."""

from __future__ import annotations

import hashlib
import io
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from rapport.agency.models import Member
from rapport.conversations.mail import joining, waiting
from rapport.conversations.mail.circle import Circle
from rapport.conversations.mail.models import Attachment, Mailbox, Message, Thread
from rapport.conversations.mail.past_keeper import is_past_keeper, tell_keeper
from rapport.conversations.mail.tray import ask_to_sort
from rapport.conversations.mail.word import count_once, word_of
from rapport.conversations.promises.propose import propose_from_words
from rapport.documents.keep import keep as keep_file
from rapport.documents.models import Document
from rapport.journal import clock
from rapport.journal.record import record
from rapport.reckon.letter import Letter
from rapport.reckon.matching import Match
from rapport.reckon.triage import Triage, judge
from rapport.reckon.verdict import as_data

LONGEST = 200_000  # characters of words kept for reading; the original holds the rest
NEWS = 30  # days in which a mail still asks for something


@dataclass(frozen=True, slots=True)
class Files:
    """The original and what was attached, on disk before the transaction begins."""

    raw: Document
    attached: list[tuple[Document, str, bool]]


def files_of(letter: Letter, raw: bytes, *, client: int | None) -> Files:
    """Put the original and its attachments among the documents."""
    name = f"{hashlib.sha256(raw).hexdigest()[:12]}.eml"
    kept = keep_file(io.BytesIO(raw), name=name, by=None, kind="message/rfc822", client=client)
    attached = [
        (
            keep_file(io.BytesIO(one.content), name=one.name, by=None, kind=one.kind, client=client),
            one.content_id[:250],
            one.inline,
        )
        for one in letter.attachments
    ]
    return Files(kept, attached)


def keep(
    letter: Letter, files: Files, *, once: str, found: Match, mailbox: Mailbox | None, given_by: Member | None,
    from_us: bool, member: int | None, answered: joining.Answered | None, circle: Circle,
) -> Message:  # fmt: skip
    """One message, in the transaction of whoever calls: kept with its client, or waiting in the sorting tray."""
    client = found.client if found.sure else None
    at = when(letter)
    thread, is_new = joining.thread_for(letter, answered, client=client, at=at)
    triage = judge(letter.new_words, language=letter.language, written_on=clock.day_of(at), from_us=from_us)
    message = Message(
        once=once, message_id=letter.message_id[:500], thread=thread, mailbox=mailbox, given_by=given_by,
        member_id=member, way=Message.Way.OUT if from_us else Message.Way.IN, at=at,
        state=Message.State.TRAY, sender_name=letter.sender.name[:200], sender_mail=letter.sender.mail[:250],
        to=[[one.name, one.mail] for one in letter.to], cc=[[one.name, one.mail] for one in letter.cc],
        subject=" ".join(letter.subject.split())[:250], new_words=letter.new_words[:LONGEST],
        quoted=letter.quoted[:LONGEST], signature=letter.signature[:LONGEST], has_html=bool(letter.html),
        raw=files.raw, language=letter.language, is_automatic=letter.is_automatic or letter.is_list,
        is_bounce=letter.is_bounce, is_list=letter.is_list, triage=as_stored(triage), sureness=found.sureness,
        urgent=triage.is_urgent and not (from_us or letter.is_automatic or letter.is_list),
        because=[as_data(reason) for reason in found.reasons],
        client_id=found.client, contact_id=found.contact,
    )  # fmt: skip
    if client is None:
        message.save()
        _attach(message, files)
        record("message.unsure", by=None, about=message, in_story=False, sureness=found.sureness)
        if owner := mailbox.member if mailbox else given_by:
            ask_to_sort(owner)
        return message
    settle_in(message, thread, circle, is_new=is_new)
    _attach(message, files)
    return message


def settle_in(message: Message, thread: Thread, circle: Circle, *, is_new: bool = False) -> None:
    """The message is this client's for certain: it joins the thread and the story, and asks for what it asks for."""
    client = message.client
    assert client is not None
    message.state = Message.State.KEPT
    message.past_keeper = is_past_keeper(message, client, circle)
    message.touchpoint = word_of(message, thread, client, circle, alone=is_new)
    message.save()
    count_once(thread, message, alone=is_new)
    if waiting.may_matter(message, alone=is_new):
        waiting.look_again(thread.pk)
    if message.past_keeper:
        tell_keeper(message, client)
    if message.triage.get("promises") and not message.is_automatic and (clock.now() - message.at).days < NEWS:
        propose_from_words(
            client, "message", message.pk, message.new_words, language=message.language,
            written_on=clock.day_of(message.at), from_us=message.way == Message.Way.OUT,
            member=message.member, contact=message.contact,
        )  # fmt: skip
    record(
        "message.received" if message.way == Message.Way.IN else "message.found_sent",
        by=message.member if message.way == Message.Way.OUT else None, about=message, client=client.pk, in_story=False,
        thread=thread.pk, way=message.way, urgent=message.urgent, automatic=message.is_automatic,
        touchpoint=message.touchpoint_id,
    )  # fmt: skip


def when(letter: Letter) -> datetime:
    """When it was written; what claims no day, or one ahead, was written now."""
    now = clock.now()
    return letter.date.astimezone(UTC) if letter.date and letter.date <= now else now


def as_stored(triage: Triage) -> dict[str, Any]:
    """What was judged, as plain JSON values."""
    said = asdict(triage)
    for promise in said["promises"]:
        promise["due"] = promise["due"].isoformat() if promise["due"] else None
    for one in said["dates"]:
        one["day"] = one["day"].isoformat()
    return said


def _attach(message: Message, files: Files) -> None:
    if files.attached:
        Attachment.objects.bulk_create(
            Attachment(message=message, document=document, content_id=content_id, inline=inline)
            for document, content_id, inline in files.attached
        )
