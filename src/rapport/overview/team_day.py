"""The day of a whole team, manager by manager: who is needed where, what is late, who carries how much, who is away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from rapport.agency.models import Absence, Agency, Member, Role
from rapport.attention.models import open_items
from rapport.journal import clock
from rapport.overview.models import ClientLine
from rapport.portfolio.load import cap_of, loads
from rapport.portfolio.models import KEPT, Keeper
from rapport.reckon.workload import LoadVerdict, check


@dataclass(frozen=True, slots=True)
class ManagerDay:
    """One manager: clients that need them now, late words, clients whose share falls, the load, an absence."""

    member: Member
    clients: int
    waiting: int
    late_words: int
    falling: int
    load: LoadVerdict
    away_until: date | None
    uncovered: int  # clients nobody covers while the manager is away


def team(head: Member, now: datetime) -> list[ManagerDay]:
    """Managers of the head's team (all of them for a head without a team), those in most need first."""
    day = now.astimezone(clock.zone_of(head.zone)).date()
    members = [
        member
        for member in Member.objects.filter(is_active=True, **({"team": head.team_id} if head.team_id else {}))
        if member.is_(Role.MANAGER)
    ]
    ids = [member.pk for member in members]
    agency = Agency.ours()
    keeps = Keeper.objects.current().filter(
        member__in=ids, part=Keeper.Part.KEEPER, client__deleted_at=None, client__merged_into=None
    )
    showing = Q(shows_from__lte=now) & (Q(snoozed_until=None) | Q(snoozed_until__lte=now))
    owner = open_items(client__in=keeps.values("client")).filter(showing, member=None)
    keeper_of = dict(keeps.values_list("client", "member"))
    waiting: dict[int, set[int]] = {}
    falling: dict[int, int] = {}
    for client, kind in owner.values_list("client", "kind"):
        keeper = keeper_of[client]
        waiting.setdefault(keeper, set()).add(client)
        falling[keeper] = falling.get(keeper, 0) + (kind == "first_call_share")
    late = _counted(ClientLine.objects.filter(keeper__in=ids, status__in=KEPT, word_due__lt=day), "keeper")
    away = dict(Absence.objects.filter(member__in=ids, first__lte=day, last__gte=day).values_list("member", "last"))
    covered = (
        set(
            Keeper.objects.current()
            .filter(client__in=keeps.values("client"), part__in=(Keeper.Part.COVER, Keeper.Part.DEPUTY))
            .exclude(member__in=away)
            .values_list("client", flat=True)
        )
        if away
        else set()
    )
    carried = loads(ids)
    days = [
        ManagerDay(
            member=member,
            clients=(clients := sum(1 for keeper in keeper_of.values() if keeper == member.pk)),
            waiting=len(waiting.get(member.pk, ())),
            late_words=late.get(member.pk, 0),
            falling=falling.get(member.pk, 0),
            load=check(carried.get(member.pk, 0.0), 0.0, cap_of(member, agency)),
            away_until=away.get(member.pk),
            uncovered=sum(1 for client, keeper in keeper_of.items() if keeper == member.pk and client not in covered)
            if member.pk in away and clients
            else 0,
        )
        for member in members
    ]
    return sorted(days, key=lambda one: (-one.uncovered, -one.late_words, -one.waiting, one.member.name))


def _counted(rows: object, by: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(by).annotate(n=Count("pk")))  # type: ignore[attr-defined]
