"""When the next word to a client is due: keeps one open item per client that says so, for one client or for many.

The item is due at the end of the keeper's working day and shows from the start of that day, so "tomorrow", "due today"
and "overdue" follow from the time alone. An absence counts while there is nobody to speak with: on their side when all
who decide (or, where nobody is marked so, all of its people) are away; on ours when nobody stands in for the keeper.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from rapport.agency.models import Absence, Agency, Member
from rapport.attention.models import Item, open_items
from rapport.conversations.models import Touchpoint
from rapport.conversations.spoken import close_as_spoken, was_spoken
from rapport.conversations.waiting import word_reason
from rapport.journal import clock
from rapport.portfolio.models import KEPT, Away, Client, Contact, Keeper
from rapport.reckon.cadence import NextWord, next_word
from rapport.reckon.presence import Days, all_away, uncovered
from rapport.reckon.timing import Calendar, Week
from rapport.reckon.verdict import as_data

CHUNK = 500
HOURS = 0.5  # what a word takes
LOOK_BACK = timedelta(days=60)  # absences that ended earlier move nothing any more


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What decides the next word to one client. `last` is the day of the last two-way contact, in the keeper's zone."""

    client_id: int
    keeper_id: int | None
    ours: Calendar
    theirs: Calendar
    last: date | None
    since: date
    every: int
    today: date
    word: NextWord

    def after(self, day: date) -> NextWord:
        """The next word as if we had last spoken on that day."""
        return next_word(
            last_contact=day, since=self.since, every_days=self.every, ours=self.ours, theirs=self.theirs,
            today=self.today,
        )  # fmt: skip


def judge(client_ids: Iterable[int], *, at: datetime | None = None) -> dict[int, Rhythm]:
    """The rhythm of each of these clients that has one, now or as it stood just before an instant.

    Five statements for each 500 clients.
    """
    agency = Agency.ours()
    found: dict[int, Rhythm] = {}
    for chunk in _chunks(client_ids):
        found |= _judge(chunk, at, agency)
    return found


def review(clients: Iterable[Client | int], *, by: Member | None = None) -> dict[int, Rhythm]:
    """Bring the word items of these clients up to date and answer their rhythms.

    An item that was showing and whose word has been spoken is closed as done by whoever spoke, and the next one asked.
    """
    rhythms: dict[int, Rhythm] = {}
    ids = [client.pk if isinstance(client, Client) else client for client in clients]
    agency = Agency.ours()
    for chunk in _chunks(ids):
        judged = _judge(chunk, None, agency)
        _keep_items(chunk, judged, by)
        rhythms |= judged
    return rhythms


def review_forgotten() -> int:
    """Ask for the next word of every client in rhythm that has no open word item; the number looked at."""
    asked = open_items(kind="word", client__isnull=False).values("client")
    forgotten = list(
        Client.objects.here().filter(status__in=KEPT).exclude(pk__in=asked).order_by("pk").values_list("pk", flat=True)
    )
    review(forgotten)
    return len(forgotten)


def was_late(client_id: int, at: datetime) -> bool:
    """Whether our word to the client was overdue at that instant; where no word is known yet, nobody was late."""
    rhythm = judge([client_id], at=at).get(client_id)
    return rhythm is not None and rhythm.last is not None and rhythm.word.state == "late"


def two_way(before: datetime | None = None) -> Any:
    """For annotating clients: the instant of the last contact in which both sides spoke."""
    words = Touchpoint.objects.filter(client=OuterRef("pk"), direction=Touchpoint.Direction.BOTH, deleted_at=None)
    if before is not None:
        words = words.filter(at__lt=before)
    return Subquery(words.order_by("-at", "-id").values("at")[:1])


def _judge(ids: list[int], at: datetime | None, agency: Agency) -> dict[int, Rhythm]:
    clients = list(Client.objects.here().filter(pk__in=ids, status__in=KEPT).annotate(last_two_way=two_way(at)))
    kept = [client.pk for client in clients]
    keepers, covers = _keepers(kept)
    members = Member.objects.in_bulk(set(keepers.values()))
    gone = _absences(members)
    away = _away(kept)
    moment = at or clock.now()
    found: dict[int, Rhythm] = {}
    for client in clients:
        keeper = members.get(keepers.get(client.pk, 0))
        ours = _calendar(
            keeper.zone if keeper else agency.zone,
            keeper.week if keeper else agency.week,
            (keeper.country if keeper else "") or agency.country,
            uncovered(gone[keeper.pk], covers[client.pk]) if keeper else (),
        )
        zone = clock.zone_of(ours.zone)
        theirs = _calendar(client.zone, client.week, client.country, away.get(client.pk, ()))
        last = client.last_two_way.astimezone(zone).date() if client.last_two_way else client.spoken_on
        since = client.since or client.created_at.astimezone(zone).date()
        today = moment.astimezone(zone).date()
        last = min(last, today) if last else None  # an import may tell of a day that is yet to come
        every = client.cadence(agency)
        word = next_word(last_contact=last, since=since, every_days=every, ours=ours, theirs=theirs, today=today)
        found[client.pk] = Rhythm(
            client.pk, keeper.pk if keeper else None, ours, theirs, last, since, every, today, word
        )
    return found


def _keepers(ids: list[int]) -> tuple[dict[int, int], dict[int, list[Days]]]:
    """Each client's keeper, and the days for which somebody covers."""
    today = clock.today()
    rows = Keeper.objects.filter(Q(until=None) | Q(until__gte=today - LOOK_BACK), client__in=ids)
    keepers: dict[int, int] = {}
    covers: dict[int, list[Days]] = defaultdict(list)
    for row in rows.order_by("since", "id"):
        if row.part == Keeper.Part.COVER:
            covers[row.client_id].append((row.since, row.until or date.max))
        elif row.part == Keeper.Part.KEEPER and row.since <= today and (row.until is None or row.until >= today):
            keepers[row.client_id] = row.member_id
    return keepers, covers


def _absences(members: Mapping[int, Member]) -> dict[int, list[Days]]:
    found: dict[int, list[Days]] = defaultdict(list)
    recent = Absence.objects.filter(member__in=list(members), last__gte=clock.today() - LOOK_BACK)
    for member, first, last in recent.values_list("member", "first", "last"):
        found[member].append((first, last))
    return found


def _away(ids: list[int]) -> dict[int, tuple[Days, ...]]:
    """The days on which nobody is there, of those clients of whose people an absence is noted."""
    absences: dict[int, list[Days]] = defaultdict(list)
    noted = set()
    recent = Away.objects.filter(contact__client__in=ids, contact__deleted_at=None, last__gte=clock.today() - LOOK_BACK)
    for client, contact, first, last in recent.values_list("contact__client", "contact", "first", "last"):
        absences[contact].append((first, last))
        noted.add(client)
    if not noted:
        return {}
    people: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for pk, client, place in Contact.objects.filter(client__in=noted, deleted_at=None).values_list(
        "pk", "client", "place"
    ):
        people[client].append((pk, place))
    return {client: all_away([absences[pk] for pk in _circle(everyone)]) for client, everyone in people.items()}


def _circle(people: list[tuple[int, str]]) -> list[int]:
    deciders = [pk for pk, place in people if place == Contact.Place.DECIDES]
    return deciders or [pk for pk, _place in people]


def _keep_items(ids: list[int], rhythms: Mapping[int, Rhythm], by: Member | None) -> None:
    now = clock.now()
    standing = {item.client_id: item for item in open_items(kind="word", client__in=ids)}
    put_aside = _put_aside(rhythms)
    new: list[Item] = []
    changed: list[Item] = []
    spoken: list[Item] = []
    for pk, rhythm in rhythms.items():
        wanted = _item(rhythm, put_aside.get(pk))
        there = standing.pop(pk, None)
        if there is None:
            new.append(wanted)
        elif there.facts == wanted.facts and there.due == wanted.due:
            continue
        elif there.shows_from <= now and _day(wanted.facts["last"]) > _day(there.facts["last"]):
            spoken.append(there)
            new.append(wanted)
        else:
            if there.facts["last"] != wanted.facts["last"]:
                there.snoozed_until = None
            there.due, there.shows_from, there.facts, there.reason = (
                wanted.due, wanted.shows_from, wanted.facts, wanted.reason
            )  # fmt: skip
            changed.append(there)
    out_of_rhythm = [item.pk for item in standing.values()]
    if out_of_rhythm:
        open_items(pk__in=out_of_rhythm).update(closed_at=now, outcome="gone")
    close_as_spoken(spoken, by=by)
    Item.objects.bulk_update(changed, ["due", "shows_from", "facts", "reason", "snoozed_until"], batch_size=100)
    Item.objects.bulk_create(new, ignore_conflicts=True)  # somebody who asked in the same moment asked the same


def _item(rhythm: Rhythm, aside: date | None) -> Item:
    word = rhythm.after(aside) if aside else rhythm.word
    moved = as_data(word.reasons[1]) if word.moved_from else None
    facts = {
        "last": rhythm.last.isoformat() if rhythm.last else None,
        "since": rhythm.since.isoformat(),
        "every": rhythm.every,
        "due": word.due.isoformat(),
        "moved": moved,
    }
    if aside:
        facts["aside"] = aside.isoformat()
    return Item(
        kind="word",
        cause=f"word:{rhythm.client_id}",
        client_id=rhythm.client_id,
        due=rhythm.ours.end_of_day(word.due),
        shows_from=_start(word.due, rhythm.ours.zone),
        hours=HOURS,
        reason=as_data(word_reason(facts, rhythm.today)),
        facts=facts,
    )


def _put_aside(rhythms: Mapping[int, Rhythm]) -> dict[int, date]:
    """The day on which somebody closed the word by hand, of clients with whom nobody has spoken since."""
    by_hand = Item.objects.filter(client=OuterRef("pk"), kind="word", outcome__in=("done", "dismissed"))
    latest = Client.objects.filter(pk__in=list(rhythms)).values_list(
        Subquery(by_hand.order_by("-closed_at").values("pk")[:1]), flat=True
    )
    found: dict[int, date] = {}
    for item in Item.objects.filter(pk__in=[pk for pk in latest if pk]):
        assert item.client_id is not None
        assert item.closed_at is not None
        rhythm = rhythms[item.client_id]
        if not was_spoken(item) and item.facts["last"] == (rhythm.last.isoformat() if rhythm.last else None):
            found[item.client_id] = item.closed_at.astimezone(clock.zone_of(rhythm.ours.zone)).date()
    return found


def _day(text: str | None) -> date:
    return date.fromisoformat(text) if text else date.min


def _start(day: date, zone: str) -> datetime:
    return datetime.combine(day, time.min, clock.zone_of(zone))


@lru_cache(maxsize=4096)
def _calendar(zone: str, week: str, country: str, absences: tuple[Days, ...]) -> Calendar:
    """A calendar of stored words. A week that cannot be read is the usual one: a word must not be lost for it."""
    try:
        hours = Week.parse(week)
    except ValueError:
        hours = Week.usual()
    return Calendar(zone=zone if zone in clock.ZONES else "UTC", week=hours, holidays=country, absences=absences)


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    every = sorted(set(ids))
    return (every[n : n + CHUNK] for n in range(0, len(every), CHUNK))
