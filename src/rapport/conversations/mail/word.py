"""The touchpoint a mail is: one per message in the story, and one per thread that counts, for whoever wrote first."""

from __future__ import annotations

import re

from rapport.conversations.log import judge
from rapport.conversations.mail.circle import Circle
from rapport.conversations.mail.models import Message, Thread
from rapport.conversations.models import Touchpoint
from rapport.portfolio.models import Client

EXCERPT = 1500


def word_of(message: Message, thread: Thread, client: Client, circle: Circle, *, alone: bool) -> Touchpoint | None:
    """The message as a word with the client; None for what a machine wrote, which counts for nobody.

    `alone`: it is the first message of its thread that we met. What follows from a word (the next one due, who came
    first) is looked at by stories/message_received.py.
    """
    member = message.member or circle.keeper_of(client.pk)
    if message.is_automatic or member is None:
        return None
    ours = message.way == Message.Way.OUT
    touchpoint = Touchpoint(
        client=client, member=member, channel=Touchpoint.Channel.MAIL, at=message.at, thread=thread,
        began=Touchpoint.Began.OURS if ours else Touchpoint.Began.THEIRS, direction="",
        summary=_excerpt(message), counts=alone or not _anything_before(message),
    )  # fmt: skip
    judge(touchpoint)
    touchpoint.save()
    if message.contact_id:
        Touchpoint.people.through.objects.create(touchpoint=touchpoint, contact_id=message.contact_id)
    return touchpoint


def count_once(thread: Thread, message: Message, *, alone: bool = False) -> None:
    """Bring a thread up to date that a message joined: from when until when, and who began it.

    Exactly its first word counts, also when mail arrives out of order.
    """
    began = thread.began
    if alone:
        began = message.touchpoint.began if message.touchpoint else ""
    elif message.touchpoint and (message.touchpoint.counts or not began):
        began = _recount(thread)
    thread.client_id = thread.client_id or message.client_id
    thread.first_at, thread.last_at = min(thread.first_at, message.at), max(thread.last_at, message.at)
    thread.began = began
    thread.save(update_fields=["client", "first_at", "last_at", "began"])


def _recount(thread: Thread) -> str:
    """Let the first word count and no other; the side that began."""
    rows = Touchpoint.objects.filter(thread=thread, deleted_at=None).order_by("at", "pk")
    words = list(rows.values_list("pk", "began", "counts"))
    if not words:
        return ""
    first, began, _counts = words[0]
    wrong = [pk for pk, _began, counts in words if counts != (pk == first)]
    for touchpoint in Touchpoint.objects.filter(pk__in=wrong).select_related("client"):
        touchpoint.counts = touchpoint.pk == first
        judge(touchpoint)
        touchpoint.save(update_fields=["counts", "word_overdue"])
    return began


def _anything_before(message: Message) -> bool:
    return Touchpoint.objects.filter(thread=message.thread_id, deleted_at=None, at__lte=message.at).exists()


def _excerpt(message: Message) -> str:
    words = re.sub(r"\s*\n\s*", "\n", message.new_words.strip()) or message.subject or "…"
    return words if len(words) <= EXCERPT else f"{words[:EXCERPT].rsplit(None, 1)[0]} …"
