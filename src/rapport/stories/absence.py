"""Who will be away: of the clients' people, so that a word comes before; of us, so that somebody covers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from rapport.agency.models import Absence, Agency, Member, Role
from rapport.attention.ask import answered, ask, settle
from rapport.attention.models import open_items
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio import facts
from rapport.portfolio.models import HELD, Keeper
from rapport.reckon.timing import Calendar, Week
from rapport.reckon.verdict import because, counted

SOON = 3  # working days
WITHOUT_COVER = timedelta(days=14)  # how far ahead a head is asked to arrange cover


def look_ahead() -> None:
    """Ask about everybody who will be away soon, of both sides, and settle what has passed."""
    _contacts(None)
    _members(Member.objects.filter(is_active=True).values_list("pk", flat=True))


def of_client(entry: Entry) -> None:
    """Somebody at the client has noted, moved or dropped days away, or has gone."""
    if entry.client_id:
        _contacts([entry.client_id])


def of_member(entry: Entry) -> None:
    """A member is away, or stays after all."""
    if entry.about_id:
        _members([entry.about_id])


def of_keepers(entry: Entry) -> None:
    """A client has other keepers or another cover: who was asked to arrange cover may be relieved."""
    if entry.client_id:
        told = entry.data.get("was_keeper"), entry.data.get("keeper")
        now = Keeper.objects.filter(client=entry.client_id, part=Keeper.Part.KEEPER, until=None)
        _members({*now.values_list("member", flat=True), *(pk for pk in told if isinstance(pk, int))})


def _contacts(clients: list[int] | None) -> None:
    ours = _agency_calendar()
    today = clock.today(ours.zone)
    horizon = today
    for _n in range(SOON):
        horizon = ours.next_working_day(horizon + timedelta(days=1))
    rows = facts.absences_ahead(today + timedelta(days=1), horizon).filter(first__gt=today)
    standing = open_items(kind="absence")
    if clients is not None:
        rows, standing = rows.filter(contact__client__in=clients), standing.filter(client__in=clients)
    wanted = {f"absence:{row.contact_id}:{row.first}": row for row in rows}
    for cause in set(standing.values_list("cause", flat=True)) - wanted.keys():
        settle(cause=cause)
    for cause in wanted.keys() - answered(wanted):
        row = wanted[cause]
        span = {"name": row.contact.name, "first": row.first, "last": row.last}
        ask(
            "absence",
            cause=cause,
            client=row.contact.client_id,
            reason=because("{name} is away on {first}.", **span)
            if row.first == row.last
            else because("{name} is away from {first} to {last}.", **span),
            due=ours.end_of_day(ours.previous_working_day(row.first - timedelta(days=1))),
            shows_from=datetime.combine(today, time.min, clock.zone_of(ours.zone)),
            contact=row.contact_id,
        )


def _members(ids: Iterable[int]) -> None:
    ours, people = _agency_calendar(), sorted(set(ids))
    today = clock.today(ours.zone)
    ahead = Absence.objects.filter(member__in=people, member__is_active=True, last__gte=today)
    wanted = {}
    for absence in ahead.filter(first__lte=today + WITHOUT_COVER).select_related("member"):
        if open_clients := _without_cover(absence, today):
            for head in heads_of(absence.member):
                wanted[f"cover:{absence.member_id}:{absence.first}:{head.pk}"] = (absence, head, open_clients)
    standing: dict[int, set[str]] = defaultdict(set)
    for cause in open_items(kind="cover").values_list("cause", flat=True):
        standing[int(cause.split(":")[1])].add(cause)
    for cause in {cause for pk in people for cause in standing[pk]} - wanted.keys():
        settle(cause=cause)
    for cause in wanted.keys() - answered(wanted):
        absence, head, clients = wanted[cause]
        before = ours.previous_working_day(absence.first - timedelta(days=1))
        ask(
            "cover",
            cause=cause,
            member=head,
            reason=because(
                "{name} is away from {first} to {last}; {clients} without cover.",
                name=absence.member.name, first=absence.first, last=absence.last,
                clients=counted("{n} client", "{n} clients", clients),
            ),
            due=ours.end_of_day(max(before, today)),
            absence=absence.pk,
            of=absence.member_id,
        )  # fmt: skip


def _without_cover(absence: Absence, today: date) -> int:
    """How many of the member's clients nobody covers for the whole of what is left of the absence."""
    kept = (
        Keeper.objects.current()
        .filter(member=absence.member_id, part=Keeper.Part.KEEPER, client__status__in=HELD)
        .filter(client__deleted_at=None, client__merged_into=None)
        .values_list("client", flat=True)
    )
    begins = max(absence.first, today)
    away = Absence.objects.filter(first__lte=absence.last, last__gte=begins).values("member")
    others = Keeper.objects.filter(client__in=kept, since__lte=begins).exclude(member__in=away)
    covered = set()
    for client, part, until in others.values_list("client", "part", "until"):
        if part != Keeper.Part.KEEPER and (until is None or until >= absence.last):
            covered.add(client)
    return len(set(kept) - covered)


def heads_of(member: Member) -> list[Member]:
    """Those who lead the member's team; where it has no head of its own, those who lead all."""
    heads = [head for head in Member.objects.filter(is_active=True) if head.is_(Role.HEAD)]
    own = [head for head in heads if head.team_id is not None and head.team_id == member.team_id]
    return own or [head for head in heads if head.team_id is None]


def _agency_calendar() -> Calendar:
    agency = Agency.ours()
    return Calendar(zone=agency.zone, week=Week.parse(agency.week), holidays=agency.country)
