"""What changed with a member's clients since yesterday, in words: for the column beside the day, the digest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from rapport.journal.models import Entry
from rapport.journal.worded import ask
from rapport.portfolio.models import Client
from rapport.reckon.verdict import Reason, because

SPAN = timedelta(hours=24)
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened: "Adria Dental" + "was handed over", by whom, when."""

    client_id: int
    client: str
    icon: str
    tone: str
    phrase: Reason
    by: str
    at: datetime


def changes(kept: Iterable[int], now: datetime, span: timedelta = SPAN) -> list[Change]:
    """The last hundred changes of these clients within the span, newest first; one statement."""
    rows: Iterable[tuple[Any, ...]]
    if isinstance(kept, list):
        rows = ask(_entries, kept, now - span, now) if kept else []
    else:
        rows = _entries(kept, now - span, now)
    return [
        Change(client or 0, named or "", *_told(event, data), by or "", at)
        for event, client, named, data, by, at in rows
    ]


def _entries(kept: Any, since: datetime, until: datetime) -> QuerySet[Entry, tuple[Any, ...]]:
    name = Client.objects.filter(pk=OuterRef("client_id")).values("name")
    rows = Entry.objects.filter(client_id__in=kept, at__gt=since, at__lte=until, name__in=PHRASES)
    told = rows.annotate(client_name=Subquery(name)).order_by("-at", "-id")
    return told.values_list("name", "client_id", "client_name", "data", "by__name", "at")[:SHOWN]


def _told(event: str, data: Mapping[str, Any]) -> tuple[str, str, Reason]:
    if event == "touchpoint.logged":
        if data.get("began") == "theirs":
            return ("message-circle-warning", "warn" if data.get("mark") else "", because("began a contact with us"))
        return ("message-circle", "", because("had a word from us"))
    return PHRASES[event]


PHRASES: Mapping[str, tuple[str, str, Reason]] = {
    "touchpoint.logged": ("message-circle", "", because("had a word from us")),
    "touchpoint.corrected": ("pen-line", "", because("has a corrected word")),
    "client.taken_on": ("building-2", "good", because("is a new client")),
    "client.handed_over": ("arrow-right-left", "", because("was handed over")),
    "client.changed": ("pen-line", "", because("was changed")),
    "client.paused": ("circle-pause", "warn", because("was paused")),
    "client.resumed": ("circle-play", "good", because("goes on after a pause")),
    "client.covered": ("user-round-check", "", because("is covered by a colleague")),
    "client.parting": ("log-out", "warn", because("is leaving us")),
    "client.gone": ("log-out", "warn", because("has left us")),
    "client.merged": ("merge", "", because("was merged with another client")),
    "client.unmerged": ("split", "", because("stands by itself again")),
    "client.deleted": ("trash-2", "warn", because("was deleted")),
    "client.restored": ("undo-2", "", because("was restored")),
    "contact.added": ("user-plus", "", because("has a new contact")),
    "contact.changed": ("user-pen", "", because("has a changed contact")),
    "contact.away": ("plane", "", because("has somebody away soon")),
    "contact.removed": ("user-minus", "", because("has one contact less")),
    "crew.joined": ("user-plus", "", because("has somebody new working for it")),
    "engagement.begun": ("handshake", "good", because("buys one more service")),
    "engagement.changed": ("handshake", "", because("has a changed engagement")),
    "exception.signed": ("file-pen", "warn", because("shares its industry by a signed exception")),
}
