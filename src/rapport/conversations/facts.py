"""What lists and other contexts may know of the words with a client: one statement per fact, for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from rapport.conversations import rhythm
from rapport.conversations.first_calls import AMBER, DAYS
from rapport.conversations.models import Touchpoint
from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.reckon.first_calls import AMBER_REASONS

WEEKS = 12
HEAVY = {"chat": 1, "mail": 1, "call": 2, "meeting": 3, "visit": 3}  # how long a stroke is drawn


@dataclass(frozen=True, slots=True)
class LastWord:
    """The last contact of any kind: when, who began it ("ours", "theirs"), whether it tells against us."""

    at: datetime
    began: str
    amber: bool


@dataclass(frozen=True, slots=True)
class Begun:
    """How many contacts each side began over the last 90 days, and how many of theirs tell against us."""

    ours: int = 0
    theirs: int = 0
    amber: int = 0


Stroke = tuple[date, str, int]  # day, "ours" | "theirs" | "amber", weight 1 to 3


def last_words(client_ids: Sequence[int]) -> dict[int, LastWord]:
    newest = Touchpoint.objects.filter(client=OuterRef("pk"), deleted_at=None).order_by("-at", "-id").values("pk")[:1]
    latest = Client.objects.filter(pk__in=client_ids).values(newest_pk=Subquery(newest))
    rows = Touchpoint.objects.filter(pk__in=latest).values_list(
        "client", "at", "began", "agreed", "why_first", "word_overdue"
    )
    return {
        client: LastWord(at, began, _whose(began, agreed, why, overdue) == "amber")
        for client, at, began, agreed, why, overdue in rows
    }


def begun(client_ids: Sequence[int], now: datetime | None = None) -> dict[int, Begun]:
    moment = now or clock.now()
    rows = (
        _said(client_ids, moment, timedelta(days=DAYS))
        .order_by()
        .values("client")
        .annotate(
            ours=Count("pk", filter=Q(began=Touchpoint.Began.OURS)),
            theirs=Count("pk", filter=Q(began=Touchpoint.Began.THEIRS)),
            amber=Count("pk", filter=AMBER),
        )
    )
    return {row["client"]: Begun(row["ours"], row["theirs"], row["amber"]) for row in rows}


def strokes(client_ids: Sequence[int], now: datetime | None = None, weeks: int = WEEKS) -> dict[int, list[Stroke]]:
    """What the rhythm line draws: one stroke per contact, oldest first, by days in the active zone."""
    moment = now or clock.now()
    found: dict[int, list[Stroke]] = defaultdict(list)
    rows = _said(client_ids, moment, timedelta(weeks=weeks)).order_by("at", "id")
    for client, at, began, agreed, why, overdue, channel in rows.values_list(
        "client", "at", "began", "agreed", "why_first", "word_overdue", "channel"
    ):
        found[client].append((at.date(), _whose(began, agreed, why, overdue), HEAVY.get(channel, 1)))
    return found


def two_way_days(client_ids: Sequence[int]) -> dict[int, date]:
    """The day of the last contact in which both sides spoke, for every client that has had one."""
    rows = Client.objects.filter(pk__in=client_ids).annotate(said=rhythm.two_way()).values_list("pk", "said")
    return {pk: said.date() for pk, said in rows if said}


def words_due(client_ids: Iterable[int]) -> dict[int, date]:
    """The day on which the next word is due, for every client with a rhythm."""
    return {pk: judged.word.due for pk, judged in rhythm.judge(client_ids).items()}


def _said(client_ids: Sequence[int], now: datetime, span: timedelta) -> QuerySet[Touchpoint]:
    return Touchpoint.objects.filter(
        client__in=client_ids, deleted_at=None, counts=True, at__gt=now - span, at__lte=now
    )


def _whose(began: str, agreed: bool, why_first: str, overdue: bool) -> str:
    if began == Touchpoint.Began.OURS:
        return "ours"
    return "amber" if not agreed and (overdue or why_first in AMBER_REASONS) else "theirs"
