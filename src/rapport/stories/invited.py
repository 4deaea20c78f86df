"""A mail of a client's carried an invitation, its change, or an answer to one of ours."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.conversations.mail.models import Message
from rapport.conversations.meetings.take_in import Given, take_in
from rapport.conversations.meetings.take_reply import take_replies
from rapport.documents.keep import path_of
from rapport.documents.models import Document
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.keepers import keeper_of
from rapport.reckon.calendars import LIMITS, Calendar, read_calendar

KINDS = ("text/calendar", "application/ics", "application/calendar")
MOST = 5  # calendar files of one mail


def by_mail(entry: Entry) -> None:
    rows = Message.objects.select_related("client", "member").filter(pk=entry.about_id or 0)
    message = rows.filter(state=Message.State.KEPT, way=Message.Way.IN).exclude(client=None).first()
    if message is None or message.client is None:
        return
    client = message.client
    host = message.member or keeper_of(client.pk)
    for calendar in _calendars(message, clock.zone_of(client.zone).key):
        take_replies(calendar, client_id=client.pk, sender=message.sender_mail)
        if host is not None and calendar.method in ("REQUEST", "CANCEL"):
            take_in(calendar, Given(client, host, sender=message.sender_mail))


def _calendars(message: Message, zone: str) -> Iterator[Calendar]:
    """Each different calendar file of the mail that can be read."""
    seen = set[str]()
    for attachment in message.attachments.select_related("document"):
        document = attachment.document
        if not _is_calendar(document) or document.digest in seen or len(seen) == MOST:
            continue
        seen.add(document.digest)
        read = read_calendar(path_of(document.digest).read_bytes(), zone=zone)
        if isinstance(read, Calendar):
            yield read


def _is_calendar(document: Document) -> bool:
    kind = document.kind.split(";")[0].strip().lower()
    return document.size <= LIMITS.size and (kind in KINDS or document.name.lower().endswith(".ics"))
