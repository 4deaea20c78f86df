"""A member's day: which clients need them, in which order, why and by when; what comes tomorrow, what is done."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce

from rapport.agency.models import Absence, Agency, Member
from rapport.attention.models import Item
from rapport.conversations.waiting import lateness, word_reason
from rapport.journal import clock
from rapport.journal.worded import ask
from rapport.overview import meetings_of
from rapport.overview.away import AwayRow, away_between, spans_of
from rapport.overview.models import ClientLine
from rapport.portfolio.models import Client, Keeper
from rapport.reckon import priority
from rapport.reckon.priority import Box, ClientFacts, ItemFacts, Ranked, RankedItem
from rapport.reckon.timing import Calendar, Week
from rapport.reckon.verdict import Reason, because, counted, from_data

FEW = 300  # so many ids go into a statement as a list; more are asked for by a statement inside it
VERY_MANY = 5000  # whoever keeps more clients (a whole file was imported on them) reads only those with open items
MOST = 3000  # items of one day that are ranked: the most pressing ones
AHEAD = timedelta(days=7)  # birthdays and absences are read this far ahead, for the column beside the day


@dataclass(frozen=True, slots=True)
class Kept:
    """The clients that are a member's on a day: `among` goes into `client__in` of a statement."""

    among: list[int] | QuerySet[Any, int]
    very_many: bool = False


@dataclass(slots=True)
class Line:
    """What Today needs of a client; the strokes stay text until a row is drawn."""

    client_id: int
    name: str
    tier: str = ""
    city: str = ""
    country: str = ""
    keeper_id: int | None = None
    keeper_name: str = ""
    key_account: bool | None = None
    potential: int | None = None
    fee: Decimal | None = None
    word_due: date | None = None
    ours_90: int = 0
    theirs_90: int = 0
    strokes_text: str = "[]"

    @property
    def strokes(self) -> list[list[str]]:
        return json.loads(self.strokes_text or "[]")  # type: ignore[no-any-return]


@dataclass
class Thing:
    """One item as the day shows it. `closed_at` and what follows it are set for what is done."""

    pk: int
    kind: str
    client_id: int | None
    member_id: int | None
    due: datetime | None
    hours: float
    shows_from: datetime
    snoozed_until: datetime | None
    reason_text: str
    facts_text: str
    closed_at: datetime | None = None
    outcome: str = ""
    note: str = ""
    client_name: str = ""
    today: date = date.min
    ranked: RankedItem | None = None

    @cached_property
    def facts(self) -> dict[str, Any]:
        return json.loads(self.facts_text or "{}")  # type: ignore[no-any-return]

    @cached_property
    def reason(self) -> Reason:
        """Why it is here, as of the day it is read: a count of days is never older than the page."""
        if self.kind == "word" and "every" in self.facts:
            return word_reason(self.facts, self.today)
        return from_data(json.loads(self.reason_text))  # type: ignore[no-any-return]

    def late(self, zone: ZoneInfo) -> Reason | None:
        """How late it is, in whole days of the member, when its day is past."""
        if self.due is None or (days := (self.today - self.due.astimezone(zone).date()).days) <= 0:
            return None
        return (lateness(self.facts, self.today) if self.kind == "word" else None) or because(
            "{days} late", days=counted("{n} day", "{n} days", days)
        )


@dataclass(slots=True)
class Row:
    """A client (or something of the member's own, without one) in its place, with its items, first one first."""

    key: str
    line: Line | None
    ranked: Ranked
    things: list[Thing]
    first_of_its_box: bool = False

    @property
    def box(self) -> Box:
        return self.ranked.box

    @property
    def due(self) -> datetime | None:
        return min((thing.due for thing in self.things if thing.due), default=None)

    def next_due(self, now: datetime) -> datetime | None:
        return min((thing.due for thing in self.things if thing.due and thing.due > now), default=None)


@dataclass
class Day:
    """One member's day at one instant. Rows of `now` are to be done, `later` sleep until an hour of today."""

    member: Member
    at: datetime
    today: date
    calendar: Calendar
    now: list[Row]
    later: list[Thing]
    done: list[Thing]
    ahead: list[Thing]
    tomorrow_things: list[Thing] = field(repr=False, default_factory=list)
    kept: Kept = field(repr=False, default_factory=lambda: Kept([]))
    capped: bool = False  # more is open than is ranked
    lines: dict[int, Line] = field(repr=False, default_factory=dict)
    away: Sequence[AwayRow] = ()

    @cached_property
    def zone(self) -> ZoneInfo:
        return clock.zone_of(self.member.zone)

    @cached_property
    def tomorrow(self) -> list[Row]:
        """Rows of what shows tomorrow, in the order they would have now; ranked when they are asked for."""
        return rank(self.tomorrow_things, self.lines, fee_ranks(self.lines), self.at, self.calendar)

    @cached_property
    def meetings(self) -> list[meetings_of.Seen]:
        """The member's own meetings of the day, held ones too; two statements, when they are asked for."""
        midnight = datetime.combine(self.today, time.min, self.zone)
        return meetings_of.between(self.member, midnight, midnight + timedelta(days=1))

    @property
    def meetings_ahead(self) -> list[meetings_of.Seen]:
        return [one for one in self.meetings if one.until > self.at and one.meeting.state == "planned"]

    @property
    def tomorrow_count(self) -> int:
        return len({_key(thing) for thing in self.tomorrow_things})

    def row(self, key: str) -> Row | None:
        return next((row for row in (*self.now, *self.tomorrow) if row.key == key), None)

    @property
    def waiting(self) -> int:
        """Clients that need the member now; what is their own and of no client does not count among them."""
        return sum(1 for row in self.now if row.line)

    @property
    def late_words(self) -> int:
        """Clients whose word is late today."""
        return sum(
            1 for row in self.now
            if any(thing.kind == "word" and thing.late(self.zone) for thing in row.things)
        )  # fmt: skip

    @property
    def first_calls(self) -> int:
        """Clients that began."""
        return sum(1 for row in self.now if any(thing.kind == "first_call" for thing in row.things))

    @property
    def promises_due(self) -> int:
        """Promises of ours that are due today or late."""
        due = (thing for row in self.now for thing in row.things if thing.kind == "promise" and thing.due)
        return sum(1 for thing in due if thing.due and thing.due.astimezone(self.zone).date() <= self.today)

    @property
    def began(self) -> tuple[int, int]:
        """Words of 90 days with clients the member keeps: begun by us, begun by them."""
        own = [line for line in self.lines.values() if line.keeper_id == self.member.pk]
        return sum(line.ours_90 for line in own), sum(line.theirs_90 for line in own)


def today(member: Member, now: datetime) -> Day:
    """The member's day. Five statements and one for the agency, whatever the number of clients and items."""
    zone = clock.zone_of(member.zone)
    day = now.astimezone(zone).date()
    agency = Agency.ours()
    kept = kept_by(member, day)
    away = away_between(member, kept.among, day, day + AHEAD)
    calendar = Calendar(
        zone=zone.key,
        week=Week.parse(member.week),
        holidays=member.country or agency.country,
        absences=spans_of(member, away),
    )
    midnight = datetime.combine(day + timedelta(days=1), time.min, zone)
    next_midnight = datetime.combine(day + timedelta(days=2), time.min, zone)
    open_things = _open(member, kept, day, next_midnight, midnight + AHEAD)
    clients = {thing.client_id for thing in open_things if thing.client_id and not thing.member_id}
    given = {thing.client_id for thing in open_things if thing.client_id and thing.member_id}
    lines = lines_of(member, sorted(clients) if kept.very_many else kept.among, sorted(given))
    lines |= _without_line(member, {pk for thing in open_things if (pk := thing.client_id)} - lines.keys())
    open_things = [thing for thing in open_things if thing.client_id is None or thing.client_id in lines]

    now_things, tomorrow_things, later, ahead = [], [], [], []
    for thing in open_things:
        sleeps = thing.snoozed_until is not None and thing.snoozed_until > now
        wakes = max(thing.shows_from, thing.snoozed_until) if sleeps and thing.snoozed_until else thing.shows_from
        if wakes < midnight and not sleeps:
            now_things.append(thing)
        elif wakes < midnight:
            later.append(thing)
        elif wakes < next_midnight:
            tomorrow_things.append(thing)
        if thing.kind == "birthday" and thing.due and thing.due >= now - timedelta(days=1):
            ahead.append(thing)
    return Day(
        member=member,
        at=now,
        today=day,
        calendar=calendar,
        now=rank(now_things, lines, fee_ranks(lines), now, calendar),
        tomorrow_things=tomorrow_things,
        later=later,
        done=_done(member, day, datetime.combine(day, time.min, zone)),
        ahead=sorted(ahead, key=lambda thing: (thing.due or now, thing.pk)),
        kept=kept,
        capped=len(open_things) >= MOST,
        lines=lines,
        away=[row for row in away if row.last >= day and row.first <= day + AHEAD],
    )


def kept_by(member: Member, day: date) -> Kept:
    """Ids of the clients that are the member's on that day: kept, covered, or as deputy of a keeper who is away."""
    found = ask(_mine, member.pk, day)
    among = sorted(set(found)) if len(found) <= FEW else _kept_on(member.pk, day)
    return Kept(among, len(found) > VERY_MANY)


def _mine(member: int, day: date) -> QuerySet[Keeper, int]:
    return _kept_on(member, day)[: VERY_MANY + 1]


def _kept_on(member: int, day: date) -> QuerySet[Keeper, int]:
    absent = Absence.objects.filter(first__lte=day, last__gte=day).values("member")
    keeper_away = Keeper.objects.current().filter(client=OuterRef("client"), part=Keeper.Part.KEEPER, member__in=absent)
    rows = Keeper.objects.current().filter(member=member, client__deleted_at=None, client__merged_into=None)
    here = rows.filter(~Q(part=Keeper.Part.DEPUTY) | Exists(keeper_away))
    return here.order_by().values_list("client", flat=True)


def lines_of(member: Member, kept: list[int] | QuerySet[Any, int], given: Sequence[int] = ()) -> dict[int, Line]:
    """Lines of the kept clients, and of those with an item given to the member that the member still sees."""
    found: Iterable[tuple[Any, ...]]
    if isinstance(kept, list) and kept:
        who = member.pk, member.team_id or 0
        found = ask(_lines, kept, given or kept[:1], *who, kind=(bool(given), *member.kind))
    else:
        found = _lines(bool(given), *member.kind, kept, given, member.pk, member.team_id or 0)
    return {values[0]: Line(*values) for values in found}


def _lines(
    any_given: bool, roles: frozenset[str], in_team: bool, kept: Any, given: Collection[int], member: int, team: int
) -> QuerySet[ClientLine, tuple[Any, ...]]:
    wanted = Q(client__in=kept)
    if any_given:
        seen = Client.objects.here().visible_to(Member.of_kind(roles, in_team, member, team))
        wanted |= Q(client__in=seen.filter(pk__in=given).values("pk"))
    rows = ClientLine.objects.filter(wanted).annotate(strokes_text=Cast("strokes", TextField()))
    return rows.values_list(
        "client_id", "name", "tier", "city", "country", "keeper_id", "keeper_name", "key_account", "potential",
        "fee", "word_due", "ours_90", "theirs_90", "strokes_text",
    )  # fmt: skip


def fee_ranks(lines: dict[int, Line]) -> dict[int, float | None]:
    """Each client's fee rank among these; no fee is one that nobody knows."""
    return dict(zip(lines, priority.fee_ranks([line.fee or None for line in lines.values()]), strict=True))


def rank(
    things: Iterable[Thing],
    lines: dict[int, Line],
    ranks: dict[int, float | None],
    now: datetime,
    calendar: Calendar,
) -> list[Row]:
    """Things folded by client and put in the order of the day; what has no client is a row of its own."""
    folded: dict[str, list[Thing]] = {}
    for thing in things:
        folded.setdefault(_key(thing), []).append(thing)
    keys: dict[int, str] = {}
    facts = []
    for key, members in folded.items():
        line = lines.get(members[0].client_id or 0)
        fact = ClientFacts(
            name=line.name if line else "",
            potential=line.potential if line else None,
            key_account=line.key_account if line else None,
            fee_rank=ranks.get(line.client_id) if line else None,
            health=None,
            items=tuple(ItemFacts(thing.kind, thing.due, thing.hours, thing.pk) for thing in members),
        )
        keys[id(fact)] = key
        facts.append(fact)
    rows, seen = [], set()
    for ranked in priority.order(facts, now, calendar):
        key = keys[id(ranked.client)]
        by_pk = {thing.pk: thing for thing in folded[key]}
        ordered = []
        for item in ranked.items:
            thing = by_pk[int(str(item.item.key))]
            thing.ranked = item
            ordered.append(thing)
        rows.append(Row(key, lines.get(ordered[0].client_id or 0), ranked, ordered, ranked.box not in seen))
        seen.add(ranked.box)
    return rows


def _key(thing: Thing) -> str:
    return f"client-{thing.client_id}" if thing.client_id else f"item-{thing.pk}"


_FIELDS = (
    "pk", "kind", "client_id", "member_id", "due", "hours", "shows_from", "snoozed_until", "reason_text", "facts_text",
)  # fmt: skip


def _texts(items: QuerySet[Item]) -> QuerySet[Item]:
    return items.annotate(reason_text=Cast("reason", TextField()), facts_text=Cast("facts", TextField()))


def _open(member: Member, kept: Kept, day: date, until: datetime, birthdays: datetime) -> list[Thing]:
    if isinstance(kept.among, list) and kept.among:
        return _things(ask(_pressing, member.pk, kept.among, until, birthdays), day)
    return _things(_pressing(member.pk, kept.among, until, birthdays), day)


def _pressing(member: int, kept: Any, until: datetime, birthdays: datetime) -> QuerySet[Item, tuple[Any, ...]]:
    # Two questions, each with its own index; asked as one with OR, all open items would be read.
    waiting = Item.objects.filter(closed_at=None).order_by().values("pk")
    mine = waiting.filter(member=None, client__in=kept).union(waiting.filter(member=member), all=True)
    soon = Q(shows_from__lt=until) & (Q(snoozed_until=None) | Q(snoozed_until__lt=until))
    rows = _texts(Item.objects.filter(soon | Q(kind="birthday", shows_from__lt=birthdays), pk__in=mine))
    pressing = rows.order_by(F("due").asc(nulls_last=True), "pk")
    return pressing.values_list(*_FIELDS)[:MOST]


def _done(member: Member, day: date, since: datetime) -> list[Thing]:
    return _things(ask(_closed, member.pk, since), day)


def _closed(member: int, since: datetime) -> QuerySet[Item, tuple[Any, ...]]:
    rows = _texts(Item.objects.filter(closed_by=member, closed_at__gte=since)).order_by("-closed_at", "-pk")
    return rows.values_list(*_FIELDS, "closed_at", "outcome", "note", Coalesce("client__name", Value("")))[:200]


def _things(rows: Iterable[tuple[Any, ...]], day: date) -> list[Thing]:
    found = [Thing(*values) for values in rows]
    for thing in found:
        thing.today = day
    return found


def _without_line(member: Member, missing: set[int]) -> dict[int, Line]:
    """Clients whose line has not been written yet, so that nobody is missed in between. Seldom a statement."""
    if not missing:
        return {}
    found = Client.objects.here().visible_to(member).filter(pk__in=missing)
    rows = found.values_list("pk", "name", "tier", "city", "country")
    return {pk: Line(pk, name, tier, city, country) for pk, name, tier, city, country in rows}
