"""How much each manager carries now, and whether one client more passes the cap: for take-on and hand-over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from rapport.agency.models import Agency, Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import HELD, Client, Keeper
from rapport.reckon import workload
from rapport.reckon.workload import LoadVerdict


@dataclass(frozen=True, slots=True)
class Carried:
    """What a member keeps now; `load` weighs it by tier."""

    clients: int
    engagements: int
    load: float


def loads(members: Iterable[int]) -> dict[int, float]:
    """The load of each member from the clients they keep (deputies and covers carry none), in one query."""
    return {member: carried.load for member, carried in carried_by(members).items()}


def carried_by(members: Iterable[int]) -> dict[int, Carried]:
    """Clients, running engagements and load of each member who keeps any, in one query."""
    today = clock.today()
    runs = Q(client__engagements__since__lte=today) & (
        Q(client__engagements__until=None) | Q(client__engagements__until__gte=today)
    )
    rows = (
        Keeper.objects.current()
        .filter(part=Keeper.Part.KEEPER, member__in=list(members), client__status__in=HELD)
        .filter(client__deleted_at=None, client__merged_into=None)
        .values_list("member", "client__tier", "client")
        .annotate(engagements=Count("client__engagements", filter=runs))
    )
    kept: dict[int, list[tuple[str | None, int]]] = defaultdict(list)
    for member, tier, _client, engagements in rows:
        kept[member].append((tier, engagements))
    return {
        member: Carried(len(clients), sum(engagements for _tier, engagements in clients), workload.load(clients))
        for member, clients in kept.items()
    }


def cap_of(member: Member, agency: Agency) -> float:
    return float(member.load_cap or agency.load_cap or workload.CAP)


def with_one_more(member: Member, tier: str, engagements: int, agency: Agency) -> LoadVerdict:
    """What the member would carry with this client on top of what they keep now."""
    before = loads([member.pk]).get(member.pk, 0.0)
    return workload.check(before, workload.load([(tier, engagements)]), cap_of(member, agency))


def note(member: Member, client: Client, *, by: Member) -> LoadVerdict:
    """After a client was given to the member: record it when the load is over the cap (a story asks the item)."""
    verdict = workload.check(loads([member.pk]).get(member.pk, 0.0), 0.0, cap_of(member, Agency.ours()))
    if verdict.over:
        record(
            "load.passed", by=by, about=member, client=client.pk, in_story=False,
            member=member.pk, load=verdict.load, cap=verdict.cap,
        )  # fmt: skip
    return verdict
