"""Reminds of accesses that we have: two weeks before their end and when it is past, and of those of who has left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Q

from rapport.agency.models import Member, Role
from rapport.attention.ask import ask
from rapport.attention.models import Item, open_items
from rapport.conversations.promises import calendars
from rapport.conversations.spoken import close_as_spoken, put_aside
from rapport.journal import clock
from rapport.onboarding.accesses.models import Access
from rapport.portfolio.models import Client
from rapport.reckon.accesses import HELD, LookAfter, look_after
from rapport.reckon.timing import Calendar

CHUNK = 200
WANTED = Q(state__in=HELD) & (Q(until__isnull=False) | Q(member__is_active=False))


def look_again(accesses: Iterable[int], *, by: Member | None = None) -> None:
    """Ask, bring up to date and settle for these accesses."""
    every = sorted(set(accesses))
    for start in range(0, len(every), CHUNK):
        _look(every[start : start + CHUNK], by)


def of_member(member_id: int) -> None:
    """What they have, and what is asked about it: they have left, or came back."""
    look_again(Access.objects.filter(member=member_id, state__in=HELD).values_list("pk", flat=True))


def of_client(client_id: int) -> None:
    look_again(Access.objects.filter(client=client_id, state__in=HELD).values_list("pk", flat=True))


def look_over() -> None:
    """All accesses with an end in sight or of somebody who left, and all that is asked about."""
    held = Access.objects.filter(WANTED).values_list("pk", flat=True)
    asked = open_items(kind="access_ends").values_list("facts", flat=True)
    look_again({*held, *(int(facts["access"]) for facts in asked if facts.get("access"))})


def _look(ids: list[int], by: Member | None) -> None:
    here = Client.objects.here().values("pk")
    rows = Access.objects.filter(WANTED, pk__in=ids, client__in=here).select_related("member", "client").order_by("pk")
    judged = {_cause(one, found): (one, found) for one in rows if (found := judge(one))}
    standing = _standing(ids)
    close_as_spoken([item for cause, item in standing.items() if cause not in judged], by=by)
    fresh = [cause for cause in judged if cause not in standing]
    aside = put_aside(fresh) if fresh else set()
    known: dict[int, Calendar] = {}
    heads: dict[int | None, Member | None] = {}
    for cause, (access, found) in judged.items():
        if cause in aside:
            continue
        if access.client_id not in known:
            known[access.client_id] = calendars.of_us(access.client_id)
        if found.left and access.client.team_id not in heads:
            heads[access.client.team_id] = head_of(access.client.team_id)
        whose = heads[access.client.team_id] if found.left else None
        _ask(access, found, cause, whose, known[access.client_id], standing.get(cause))


def judge(access: Access) -> LookAfter | None:
    """What is to be looked at, for the pages and the items."""
    member = access.member
    return look_after(
        access.state, system=access.system, until=access.until, holder=member.name if member else "",
        holder_left=member is not None and not member.is_active, today=clock.today(),
    )  # fmt: skip


def head_of(team_id: int | None) -> Member | None:
    """Who leads that team, else who leads all of them."""
    people = [member for member in Member.objects.filter(is_active=True).order_by("pk") if member.is_(Role.HEAD)]
    leads = [head for head in people if head.team_id == team_id and team_id is not None]
    return next(iter([*leads, *(head for head in people if head.team_id is None)]), None)


def _ask(
    access: Access, found: LookAfter, cause: str, whose: Member | None, ours: Calendar, there: Item | None
) -> None:
    if found.left:  # the day of asking stays: it does not move with each look
        due, shows = (there.due, there.shows_from) if there else (ours.end_of_day(_working(ours)), clock.now())
    else:
        due, shows = ours.end_of_day(found.due), _start(ours, found.since)
    if there is not None and (there.due, there.shows_from, there.why) == (due, shows, found.reason):
        return
    ask(
        "access_ends", cause=cause, reason=found.reason, client=access.client_id, member=whose, due=due,
        shows_from=shows, hours=0.25, access=access.pk,
    )  # fmt: skip


def _standing(ids: list[int]) -> dict[str, Item]:
    wanted = set(ids)
    clients = Access.objects.filter(pk__in=ids).values("client")
    items = open_items(kind="access_ends", client__in=clients)
    return {item.cause: item for item in items if item.facts.get("access") in wanted}


def _cause(access: Access, found: LookAfter) -> str:
    return f"access:{access.pk}:{'left' if found.left else access.until}"


def _working(ours: Calendar) -> date:
    return ours.next_working_day(clock.today(ours.zone))


def _start(calendar: Calendar, day: date) -> datetime:
    return datetime.combine(day, time.min, clock.zone_of(calendar.zone))
