"""Who of a team carries how much, who is away and who covers: for the head, in a handful of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from rapport.agency.models import Absence, Agency, Member, Role
from rapport.journal import clock
from rapport.portfolio.load import Carried, cap_of, carried_by
from rapport.portfolio.models import Keeper
from rapport.reckon import workload
from rapport.reckon.presence import uncovered
from rapport.reckon.workload import LoadVerdict

_NOTHING = Carried(clients=0, engagements=0, load=0.0)


@dataclass(frozen=True, slots=True)
class Carrying:
    """One manager's row."""

    member: Member
    carried: Carried
    verdict: LoadVerdict
    away_until: date | None


@dataclass(frozen=True, slots=True)
class Cover:
    """`cover` stands in for `keeper` with so many clients from the first to the last day."""

    keeper: int
    keeper_name: str
    cover_name: str
    first: date
    last: date
    clients: frozenset[int]


@dataclass(frozen=True, slots=True)
class Away:
    """One absence; `covers` are those in its days, `bare` how many clients nobody covers throughout."""

    absence: Absence
    covers: tuple[Cover, ...]
    bare: int


def led_by(member: Member) -> QuerySet[Member]:
    """The people whose load and days the member answers for: their team, or everyone."""
    people = Member.objects.filter(is_active=True).select_related("team").order_by("name")
    everyone = member.is_(Role.ADMIN) or member.team_id is None
    return people if everyone else people.filter(team=member.team_id)


def carrying(people: Sequence[Member], agency: Agency) -> list[Carrying]:
    """A row for whoever may keep clients or still keeps some, the fullest first."""
    carried = carried_by([one.pk for one in people])
    today = clock.today()
    ends = {
        away.member_id: away.last
        for away in Absence.objects.filter(member__in=people, first__lte=today, last__gte=today).order_by("last")
    }
    rows = [
        Carrying(one, load, workload.check(load.load, 0.0, cap_of(one, agency)), ends.get(one.pk))
        for one in people
        if (load := carried.get(one.pk, _NOTHING)).clients or one.is_(Role.MANAGER)
    ]
    return sorted(rows, key=lambda row: (-row.verdict.share, row.member.name))


def covers_of(people: Sequence[Member]) -> list[Cover]:
    """Covers of these people's clients that run or are to come, clients of the same days folded into one."""
    folded: dict[tuple[int, str, str, date, date], set[int]] = defaultdict(set)
    keeps = Keeper.objects.filter(client=OuterRef("client"), part=Keeper.Part.KEEPER, until=None)
    rows = (
        Keeper.objects.filter(part=Keeper.Part.COVER, until__gte=clock.today())
        .filter(client__deleted_at=None, client__merged_into=None)
        .annotate(keeper=Subquery(keeps.values("member")[:1]), keeper_name=Subquery(keeps.values("member__name")[:1]))
        .filter(keeper__in=[one.pk for one in people])
        .values_list("keeper", "keeper_name", "member__name", "since", "until", "client")
    )
    for keeper, keeper_name, cover_name, first, last, client in rows:
        assert last is not None  # a cover has an end
        folded[keeper, keeper_name, cover_name, first, last].add(client)
    found = [Cover(*key, clients=frozenset(clients)) for key, clients in folded.items()]
    return sorted(found, key=lambda cover: (cover.first, cover.keeper_name, cover.cover_name))


def away(people: Sequence[Member], rows: Sequence[Carrying], covers: Sequence[Cover]) -> list[Away]:
    """Absences that run or are to come, with who covers and for how many clients nobody does."""
    kept = {row.member.pk: row.carried.clients for row in rows}
    found = []
    ahead = Absence.objects.filter(member__in=people, last__gte=clock.today()).select_related("member")
    for absence in ahead.order_by("first", "member__name"):
        within = tuple(
            cover
            for cover in covers
            if cover.keeper == absence.member_id and cover.first <= absence.last and cover.last >= absence.first
        )
        days: dict[int, list[tuple[date, date]]] = defaultdict(list)
        for cover in within:
            for client in cover.clients:
                days[client].append((cover.first, cover.last))
        left = (max(absence.first, clock.today()), absence.last)
        whole = sum(not uncovered([left], spans) for spans in days.values())
        found.append(Away(absence, within, max(kept.get(absence.member_id, 0) - whole, 0)))
    return found
