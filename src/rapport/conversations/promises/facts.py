"""What lists, the agenda and the client page may know of promises: one statement per fact, for many clients at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from rapport.conversations.promises.counting import CLOSED, binding, counted_as
from rapport.conversations.promises.models import Promise
from rapport.journal import clock
from rapport.journal.worded import ask
from rapport.reckon.promises import YEAR, Kept, Promised, kept_share

MOST = 200


@dataclass(frozen=True, slots=True)
class Open:
    """A promise that is owed or proposed."""

    pk: int
    client_id: int
    by_us: bool
    what: str
    due: date | None
    due_at: datetime | None
    who: str  # of theirs: to whom it was promised, or who promised
    owner: str  # of ours
    words: str
    late: bool  # against the day it is held to


@dataclass(frozen=True, slots=True)
class Sides:
    """How well each side has kept its promises over a year."""

    ours: Kept
    theirs: Kept


@dataclass(slots=True)
class Standing:
    """All that the client page shows of promises."""

    open: list[Open] = field(default_factory=list)
    proposed: list[Open] = field(default_factory=list)
    sides: Sides = field(default_factory=lambda: _sides([], clock.today()))


def open_promises(client_ids: Iterable[int]) -> dict[int, list[Open]]:
    """What is owed by either side, by date; those without one last."""
    found: dict[int, list[Open]] = defaultdict(list)
    rows = Promise.objects.filter(client__in=list(client_ids), state=Promise.State.OPEN)
    for one in _named(rows).order_by("due", "pk"):
        found[one.client_id].append(_open(one))
    return {client: sorted(rows, key=_by_day) for client, rows in found.items()}


def kept_shares(client_ids: Iterable[int]) -> dict[int, Sides]:
    """The year of each client that has one."""
    found: dict[int, list[tuple[bool, Promised | None]]] = defaultdict(list)
    today, zone = clock.today(), timezone.get_current_timezone_name()
    rows = _of_the_year().filter(client__in=list(client_ids)).order_by()
    for client, by_us, state, due, moved, closed in rows.values_list(
        "client", "by_us", "state", "due", "moved", "closed_at"
    ):
        found[client].append((by_us, counted_as(state, due, moved, closed, zone, today)))
    return {client: _sides(counting, today) for client, counting in found.items()}


def due_by(client_ids: Iterable[int], day: date) -> dict[int, tuple[int, int]]:
    """How many open promises are due by the end of that day, late ones included: ours, theirs."""
    rows = Promise.objects.filter(client__in=list(client_ids), state=Promise.State.OPEN, due__lte=day).order_by()
    counts = rows.values_list("client").annotate(
        ours=Count("pk", filter=Q(by_us=True)), theirs=Count("pk", filter=Q(by_us=False))
    )
    return {client: (ours, theirs) for client, ours, theirs in counts}


def standing(client_id: int) -> Standing:
    """One client's promises, for its page; one statement."""
    found = Standing()
    today, zone = clock.today(), timezone.get_current_timezone_name()
    counting: list[tuple[bool, Promised | None]] = []
    for one in ask(_standing, client_id, _year_ago()):
        if one.state == Promise.State.PROPOSED:
            found.proposed.append(_open(one))
            continue
        if one.state == Promise.State.OPEN:
            found.open.append(_open(one))
        counting.append((one.by_us, counted_as(one.state, one.due, one.moved, one.closed_at, zone, today)))
    found.open.sort(key=_by_day)
    found.sides = _sides(counting, today)
    return found


def _standing(client_id: int, since: datetime) -> QuerySet[Promise]:
    rows = Promise.objects.filter(_year_or_open(since), client=client_id) | Promise.objects.filter(
        client=client_id, state=Promise.State.PROPOSED
    )
    return _named(rows).order_by("due", "pk")


def _of_the_year() -> QuerySet[Promise]:
    return Promise.objects.filter(_year_or_open(_year_ago()))


def _year_ago() -> datetime:
    return clock.now() - timedelta(days=YEAR + 2)


def _year_or_open(since: datetime) -> Q:
    return Q(state=Promise.State.OPEN) | Q(state__in=CLOSED, closed_at__gt=since)


def _named(rows: QuerySet[Promise]) -> QuerySet[Promise]:
    return rows.select_related("contact", "member")


def _open(one: Promise) -> Open:
    day = binding(one.due, one.moved)
    return Open(
        pk=one.pk,
        client_id=one.client_id,
        by_us=one.by_us,
        what=one.what,
        due=one.due,
        due_at=one.due_at,
        who=one.contact.name if one.contact else "",
        owner=one.member.name if one.member else "",
        words=one.words,
        late=day is not None and day < clock.today(),
    )


def _by_day(one: Open) -> tuple[bool, date, int]:
    return (one.due is None, one.due or date.max, one.pk)


def _sides(counting: Iterable[tuple[bool, Promised | None]], today: date) -> Sides:
    every = list(counting)
    ours, theirs = ([one for by_us, one in every if one is not None and by_us is side] for side in (True, False))
    return Sides(kept_share(ours, today), kept_share(theirs, today))
