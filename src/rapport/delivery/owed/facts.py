"""What lists, agendas and the portal may know of what clients owe: one statement per fact, for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from rapport.delivery.owed.counting import counted_as
from rapport.delivery.owed.models import Owed
from rapport.journal import clock
from rapport.journal.worded import ask
from rapport.reckon.involvement import YEAR, Involvement, Thing, involvement

WAITING = (Owed.State.OPEN, Owed.State.GIVEN)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that is owed, or said to be given and not looked at yet."""

    pk: int
    client_id: int
    kind: str
    what: str
    waits: str
    due: date
    who: str
    contact_id: int | None
    state: str  # "open", "given"
    given_at: datetime | None
    note: str  # why what was given was not enough
    reminded_at: datetime | None
    late: bool

    @property
    def given(self) -> bool:
        return self.state == Owed.State.GIVEN


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the client page shows of it."""

    waiting: list[Waiting]
    record: Involvement


def waiting(client_ids: Iterable[int]) -> dict[int, list[Waiting]]:
    """What each client owes now, by day."""
    found: dict[int, list[Waiting]] = defaultdict(list)
    rows = Owed.objects.filter(client__in=list(client_ids), state__in=WAITING)
    for one in rows.select_related("contact", "client").order_by("due", "pk"):
        found[one.client_id].append(_waiting(one))
    return dict(found)


def involvements(client_ids: Iterable[int]) -> dict[int, Involvement]:
    """The year of each client of whom something counts."""
    found: dict[int, list[Thing]] = defaultdict(list)
    rows = Owed.objects.filter(_year_or_open(_year_ago()), client__in=list(client_ids)).order_by()
    for client, zone, state, due, moved, given_at, closed_at in rows.values_list(
        "client", "client__zone", "state", "due", "moved", "given_at", "closed_at"
    ):
        if (thing := counted_as(state, due, moved, given_at, closed_at, zone)) is not None:
            found[client].append(thing)
    today = clock.today()
    records = {client: involvement(things, today) for client, things in found.items()}
    return {client: record for client, record in records.items() if record.total}


def standing(client_id: int) -> Standing:
    """One client's, for its page; one statement."""
    every = ask(_standing, client_id, _year_ago())
    counting = [
        counted_as(one.state, one.due, one.moved, one.given_at, one.closed_at, one.client.zone) for one in every
    ]
    record = involvement([thing for thing in counting if thing is not None], clock.today())
    return Standing([_waiting(one) for one in every if one.state in WAITING], record)


def _standing(client_id: int, since: datetime) -> QuerySet[Owed]:
    rows = Owed.objects.filter(_year_or_open(since), client=client_id)
    return rows.select_related("contact", "client").order_by("due", "pk")


def late(client_ids: Iterable[int]) -> dict[int, int]:
    """How many things each client owes whose day is over."""
    found: dict[int, int] = defaultdict(int)
    rows = Owed.objects.filter(client__in=list(client_ids), state=Owed.State.OPEN, due__lt=clock.today())
    for client in rows.order_by().values_list("client", flat=True):
        found[client] += 1
    return dict(found)


def _year_ago() -> datetime:
    return clock.now() - timedelta(days=YEAR + 2)


def _year_or_open(since: datetime) -> Q:
    return Q(state__in=WAITING) | Q(state=Owed.State.DONE, closed_at__gt=since)


def _waiting(one: Owed) -> Waiting:
    return Waiting(
        pk=one.pk,
        client_id=one.client_id,
        kind=one.kind,
        what=one.what,
        waits=one.waits,
        due=one.due,
        who=one.contact.name if one.contact else "",
        contact_id=one.contact_id,
        state=one.state,
        given_at=one.given_at,
        note=one.note,
        reminded_at=one.reminded_at,
        late=one.state == Owed.State.OPEN and one.due < clock.today(one.client.zone),
    )
