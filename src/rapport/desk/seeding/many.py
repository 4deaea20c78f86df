"""Fills an empty house with very many clients, the same each time, to measure it: an agency's, or a supplier's."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import chain, product
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper

from rapport.agency.models import Agency, Member, Role, Team
from rapport.approvals.models import Approval
from rapport.approvals.snapshot import version_of
from rapport.approvals.withdraw import waiting_approvals
from rapport.attention.models import Item, open_items
from rapport.catalogue.models import Service
from rapport.conversations import rhythm
from rapport.conversations.meetings.models import Meeting, Participant
from rapport.conversations.models import Touchpoint
from rapport.delivery.models import Goal, Milestone, Owed, Plan, Request
from rapport.delivery.tasks.models import OPEN_STATES, Task
from rapport.desk.seeding import readings
from rapport.documents.keep import keep
from rapport.documents.models import Paper, Version
from rapport.journal import clock
from rapport.overview import client_line, search
from rapport.portfolio.models import Channel, Client, Contact, Crew, Engagement, Industry, Keeper, Shown, Tag
from rapport.reckon.folding import fold
from rapport.results.models import Feed, Strip

PASSWORD = "only for measuring"  # noqa: S105
HEAD, LEADER, MANAGER = "head@many.example", "leader1@many.example", "manager1@many.example"
SPECIALIST = "specialist1@many.example"


@dataclass(frozen=True, slots=True)
class Size:
    """`silent` is the greatest number of days since the last word of all but a few clients; `tasks` are open ones, and
    as many are done."""

    clients: int
    contacts: int
    touchpoints: int
    managers: int
    teams: int
    cadence: int | None
    silent: int
    specialists: int
    tasks: int
    strips: int = 0  # of figures, for each of the `measured` clients and each of the `years`
    years: int = 3
    measured: int = 0


SIZES = {
    "agency": Size(
        500,
        4_000,
        750_000,
        25,
        5,
        cadence=None,
        silent=4,
        specialists=40,
        tasks=20_000,
        strips=60,
        measured=500,
    ),
    "supplier": Size(
        100_000,
        300_000,
        1_000_000,
        400,
        20,
        cadence=120,
        silent=110,
        specialists=100,
        tasks=50_000,
        strips=10,
        measured=3_000,
    ),
}
Say = Callable[[str], None]


def _each_word(text: str) -> list[str]:
    return text.split()


_ROOTS = _each_word(
    "Adria Alpina Anker Arbor Aurum Baltik Bistra Brandt Breza Cetina Danica Delta Dinara Drava Dunaj Elbe Falken "
    "Fjord Garda Gloria Goran Harbor Hornád Hvar Ida Isar Istra Jadran Jelen Kalnik Kamen Karpat Klas Kordun "
    "Korali Kremna Krka Lana Lavanda Lika Lipa Lovor Luna Magnolia Mala Maple Maris Mira Morava Mosor Nera Neva "
    "Nordkap Norik Oder Olea Orava Otok Palma Panon Perla Plava Polar Polyot Punta Rhein Rosa Ruža Sava Sever "
    "Signum Silva Sitno Slavuj Solar Sova Stella Šafran Tatra Terra Timok Tisa Tramontana Ural Una Uskok Vega "
    "Velebit Vila Vitis Vrelo Vuka Wien Zagora Zelen Zeta Zlatna Zora Žito Đakovo Đurđevac Łódź"
)
_TRADES = _each_word(
    "Dental Logistics Instruments Sailing Klinik Outfitters Pediatrics Bakery Solar Travel Bikes Kabel Pharmacy "
    "Resorts Weine Coffee Foods Tools Optics Paper Glass Steel Motors Textil Garden Marine Print Studio Security "
    "Systems Energy Hotels Books Toys Sport Music Water Stone Timber Plast Ceramics Leather Pumps Valves Lighting "
    "Cosmetics Legal Eco Data Capital"
)
_CITIES = (
    ("Zagreb", "HR"), ("Split", "HR"), ("Rijeka", "HR"), ("Osijek", "HR"), ("Zadar", "HR"), ("Bratislava", "SK"),
    ("Košice", "SK"), ("Žilina", "SK"), ("Munich", "DE"), ("Dresden", "DE"), ("Kassel", "DE"), ("Vienna", "AT"),
    ("Graz", "AT"), ("Ljubljana", "SI"), ("Milan", "IT"), ("Trieste", "IT"), ("Boston", "US"), ("Denver", "US"),
    ("Leeds", "GB"), ("Warsaw", "PL"),
)  # fmt: skip
_FIRST = _each_word(
    "Ana Marta Luka Ivana Petra Marko Ivan Nina Lena Tin Fran Iva Đurđa Željka Šime Ante Josip Mia Lucija Filip "
    "Jakub Zuzana Marek Katarína Peter Eva Hans Greta Otto Klara Emma John Mary James Olga Sergej Elena Pavel "
    "Vera Adrian"
)
_LAST = _each_word(
    "Kovač Perko Vidović Horvat Babić Jurić Šimić Radić Perić Novak Marić Knežević Vuković Božić Matić Pavić "
    "Blažević Grgić Lončar Đurić Kolár Novotný Svoboda Horváth Tóth Varga Molnár Balog Schmidt Weber Wagner "
    "Becker Hoffmann Smith Jones Brown Miller Davis Ivanov Petrov Sokolov Łukasik Żak Müller Jäger Köhler"
)
_SAID = (
    "The winter campaign starts on Monday; they send the pictures.", "Budget for next month agreed.",
    "Asked when the new landing page will be ready.", "Walked through the monthly figures together.",
    "They are content with the leads of last week.", "Sent the plan and asked for a yes by Friday.",
    "Question about the invoice of last month, answered at once.", "Talked about opening a second shop.",
)  # fmt: skip
_STATUS = {"active": 84, "prospect": 6, "onboarding": 3, "paused": 3, "leaving": 2, "gone": 2}  # in a hundred
_ZONES = {"US": "America/New_York", "GB": "Europe/London"}


def lay_out(size: str, say: Say = lambda words: None) -> None:
    """Fill an empty data folder, a few minutes for the larger size."""
    wanted, rng = SIZES[size], random.Random(7)
    with transaction.atomic():
        say(f"{wanted.clients:,} clients, {wanted.contacts:,} contacts …")
        managers = _us(wanted)
        _clients(wanted, managers, rng)
        _people(wanted, rng)
        say(f"{wanted.touchpoints:,} touchpoints …")
        _words(wanted, managers, rng)
        say(f"{wanted.tasks:,} open tasks …")
        _work(wanted, managers, rng)
        if wanted.strips:
            say(f"{wanted.strips * wanted.years * wanted.measured * 365:,} figures …")
            pour(Strip, readings.strips(wanted.measured, wanted.strips, wanted.years))
            pour(Feed, readings.feeds(wanted.measured))
        _questions(managers)
        _portal(managers[0])
    say("When words are due …")
    rhythm.review(Client.objects.order_by("pk").values_list("pk", flat=True))
    _give_away()
    say("Lines and search …")
    client_line.refresh_all()
    search.refresh_all()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _us(size: Size) -> list[Member]:
    agency = Agency.ours()
    agency.name = "Many & Co"
    agency.save()
    teams = [Team.objects.create(name=f"Team {n + 1}") for n in range(size.teams)]
    secret, joined = make_password(PASSWORD), clock.now() - timedelta(days=1200)

    def member(mail: str, name: str, roles: list[str], team: Team | None) -> Member:
        return Member.objects.create(email=mail, name=name, roles=roles, team=team, password=secret, joined_at=joined)

    member(HEAD, "Petra Šimić", [Role.HEAD], None)
    for n, team in enumerate(teams, 1):
        member(f"leader{n}@many.example", f"{_FIRST[-n]} {_LAST[n]}", [Role.HEAD, Role.MANAGER], team)
    names = [f"{first} {last}" for first, last in product(_FIRST, _LAST)]
    random.Random(3).shuffle(names)
    return [
        member(f"manager{n + 1}@many.example", names[n], [Role.MANAGER], teams[n % len(teams)])
        for n in range(size.managers)
    ]


def _clients(size: Size, managers: Sequence[Member], rng: random.Random) -> None:
    industries = [Industry.called(f"{trade} trade") for trade in _TRADES]
    tags = [Tag.called(name) for name in ("VIP", "Retail", "Seasonal", "Export", "Family", "Chain", "Fair", "Pilot")]
    services = list(Service.objects.all())
    since = clock.today() - timedelta(days=1100)
    made = clock.now() - timedelta(days=1100)
    names = [f"{root} {trade} {city}" for trade, (city, _c), root in product(_TRADES, _CITIES, _ROOTS)]
    names = [names[n] for n in sorted(rng.sample(range(len(names)), size.clients))]

    def rows() -> Iterator[dict[str, Any]]:
        for pk, name in enumerate(names, 1):
            city, country = _CITIES[pk % len(_CITIES)]
            manager = managers[pk % len(managers)]
            yield {
                "id": pk, "name": name, "folded": fold(name), "city": city, "country": country,
                "zone": _ZONES.get(country, "Europe/Zagreb"), "tier": "ABBCCCCC"[rng.randrange(8)],
                "status": rng.choices(list(_STATUS), list(_STATUS.values()))[0],
                "team_id": manager.team_id, "industry_id": industries[rng.randrange(len(industries))].pk,
                "potential": rng.randrange(11), "key_account": rng.random() < 0.05, "cadence_days": size.cadence,
                "since": since, "created_at": made, "mail": f"office@client{pk}.example",
            }  # fmt: skip

    pour(Client, rows())
    pour(
        Keeper,
        (
            {"client_id": pk, "member_id": managers[pk % len(managers)].pk, "part": "keeper", "since": since}
            for pk in range(1, size.clients + 1)
        ),
    )
    pour(Engagement, _engagements(size, services, since, rng))
    through = Client.tags.through
    pour(
        through,
        (
            {"client_id": pk, "tag_id": tag.pk}
            for pk in range(1, size.clients + 1)
            for tag in rng.sample(tags, rng.choice((0, 0, 1, 2)))
        ),
    )


def _engagements(size: Size, services: Sequence[Service], since: date, rng: random.Random) -> Iterator[dict[str, Any]]:
    for pk in range(1, size.clients + 1):
        for service in rng.sample(services, rng.choice((1, 1, 2, 3))):
            fee = Decimal(rng.randrange(3, 80) * 100)
            yield {"client_id": pk, "service_id": service.pk, "fee": fee, "since": since}


def _people(size: Size, rng: random.Random) -> None:
    each = size.contacts // size.clients
    made = clock.now() - timedelta(days=1000)
    places = ("decides", "influences", "uses", "pays", "other")

    def rows() -> Iterator[dict[str, Any]]:
        for pk in range(1, size.contacts + 1):
            first, last = rng.choice(_FIRST), rng.choice(_LAST)
            yield {
                "id": pk, "client_id": (pk - 1) // each + 1, "first_name": first, "last_name": last,
                "folded": fold(f"{first} {last}"), "job": rng.choice(("Marketing", "Director", "Finance", "Shop")),
                "place": places[pk % each % len(places)], "created_at": made,
            }  # fmt: skip

    def channels() -> Iterator[dict[str, Any]]:
        for pk in range(1, size.contacts + 1):
            mail = f"person{pk}@client{(pk - 1) // each + 1}.example"
            yield {"contact_id": pk, "kind": "mail", "value": mail, "folded": mail}
            if pk % 2:
                phone = f"3859{pk:08d}"
                yield {"contact_id": pk, "kind": "phone", "value": f"+{phone}", "folded": phone}

    pour(Contact, rows())
    pour(Channel, channels())


def _words(size: Size, managers: Sequence[Member], rng: random.Random) -> None:
    """Each client's words over three years, the last of them within `silent` days but for one client in thirty."""
    each, today = size.touchpoints // size.clients, clock.today()
    folded = {said: fold(f"{said} ") for said in _SAID}
    now = clock.now()

    def rows() -> Iterator[dict[str, Any]]:
        for client in range(1, size.clients + 1):
            latest = rng.randrange(size.silent) + (size.silent // 3 + 8 if client % 30 == 0 else 0)
            step = (1095 - latest) / each
            for n in range(each):
                day = today - timedelta(days=int(latest + n * step) + 1)
                channel = rng.choice(("call", "call", "mail", "mail", "mail", "meeting", "chat"))
                theirs = rng.random() < 0.3
                said = rng.choice(_SAID)
                both = n == 0 or channel in ("call", "meeting")
                yield {
                    "client_id": client, "member_id": managers[client % len(managers)].pk, "channel": channel,
                    "began": "theirs" if theirs else "ours",
                    "direction": "both" if both else "in" if theirs else "out", "agreed": channel == "meeting",
                    "at": datetime.combine(day, time(7 + rng.randrange(9), rng.randrange(60)), UTC), "summary": said,
                    "folded": folded[said], "created_at": now,
                    "why_first": rng.choice(("question", "request", "late", "praise")) if theirs else "",
                }  # fmt: skip

    pour(Touchpoint, rows())


def _work(size: Size, managers: Sequence[Member], rng: random.Random) -> None:
    """Two specialists for each client, and tasks of theirs around today: open ones, and as many that are done."""
    secret, joined = make_password(PASSWORD), clock.now() - timedelta(days=1200)
    doers = [
        Member.objects.create(
            email=f"specialist{n + 1}@many.example", name=f"{_FIRST[n % len(_FIRST)]} {_LAST[-1 - n % len(_LAST)]}",
            roles=[Role.SPECIALIST], password=secret, joined_at=joined,
        )
        for n in range(size.specialists)
    ]  # fmt: skip
    since, now = clock.today() - timedelta(days=1000), clock.now()
    crew = {
        client: (doers[client % len(doers)], doers[(client * 7 + 1) % len(doers)])
        for client in range(1, size.clients + 1)
    }
    pour(
        Crew,
        (
            {"client_id": client, "member_id": pk, "since": since}
            for client, pair in crew.items()
            for pk in sorted({one.pk for one in pair})
        ),
    )
    kinds = _each_word("Texts Pictures Budget Tracking Campaign Report Landing Keywords Newsletter Offer")

    def rows() -> Iterator[dict[str, Any]]:
        for n in range(2 * size.tasks):
            client, done = n % size.clients + 1, n >= size.tasks
            keeper = managers[client % len(managers)]
            state = "done" if done else OPEN_STATES[(0, 1, 1, 2, 3, 4, 4, 4, 4, 5)[n // size.clients % 10]]
            days = -rng.randrange(400) - 1 if done else rng.randrange(90) - 3
            due = datetime.combine(clock.today() + timedelta(days=days), time(15), UTC)
            title = f"{kinds[n % len(kinds)]} {n}"
            begun = state not in ("open", "handed")
            yield {
                "client_id": client, "title": title, "folded": fold(title), "what": "What is to be done.",
                "keeper_id": keeper.pk, "member_id": None if state == "open" else crew[client][n % 2].pk,
                "state": state, "hours": Decimal(1 + n % 12), "due_at": due, "check_at": due - timedelta(days=2),
                "handed_at": None if state == "open" else now - timedelta(days=5),
                "accepted_at": now - timedelta(days=4) if begun else None,
                "delivered_at": now - timedelta(days=1) if state in ("delivered", "done") else None,
                "closed_at": due if done else None, "closed_by_id": keeper.pk if done else None,
                "made_by_id": keeper.pk, "made_at": now - timedelta(days=6),
            }  # fmt: skip

    pour(Task, rows())


def _questions(managers: Sequence[Member]) -> None:
    """What a client of each manager is asked to approve, and waits; whoever measures hands out the links."""
    now = clock.now()
    clients = Client.objects.order_by("pk")[: len(managers)]
    people = {person.client_id: person for person in Contact.objects.filter(client__in=list(clients)).order_by("-pk")}
    shown = [["What is done", "The first stage: pages, texts and the test."], ["What comes next", "The shop opens."]]
    Approval.objects.bulk_create(
        Approval(
            subject="portfolio.client", subject_id=client.pk, purpose="milestone", client=client,
            contact=people[client.pk], asked_by=managers[n], asked_at=now, title="The second stage", shown=shown,
            version=version_of("milestone", [(part, text) for part, text in shown]), number=2, zone=client.zone,
            mail=f"person{people[client.pk].pk}@client{client.pk}.example", due=now + timedelta(days=700),
            news=["The size guide opens on the same page", "Shipping is named before the price"],
        )
        for n, client in enumerate(clients)
    )  # fmt: skip


def shown_to() -> Contact:
    """The contact whose first page in the portal is measured: their own question waits, and all kinds of things are
    marked for their client."""
    return Contact.objects.get(pk=waiting_approvals().order_by("pk").values("contact")[:1])


def _portal(manager: Member) -> None:
    """What a contact finds in the portal who has been a client for years: a few of each kind."""
    contact, today, now = shown_to(), clock.today(), clock.now()
    client = contact.client
    made: list[models.Model] = [
        Goal.objects.create(client=client, title=f"Goal {n}", due=today + timedelta(days=90)) for n in range(3)
    ]
    for n in range(3):
        plan = Plan.objects.create(client=client, title=f"Plan {n}", state=Plan.State.GOING, settled_at=now)
        days = [today + timedelta(days=10 * stage - 30) for stage in range(8)]
        Milestone.objects.bulk_create(
            Milestone(plan=plan, title=f"Stage {n}", first=day, last=day + timedelta(days=8), baseline_last=day,
                      done_at=now if day < today - timedelta(days=20) else None, who=manager, place=n)
            for n, day in enumerate(days)
        )  # fmt: skip
        made.append(plan)
    kept = keep(BytesIO(b"An offer."), name="offer.txt", by=manager, client=client.pk, kind="text/plain")
    for n in range(12):
        paper = Paper.objects.create(client_id=client.pk, title=f"Document {n}", made_by=manager)
        Version.objects.create(paper=paper, document=kept)
        made.append(paper)
    Shown.objects.bulk_create(
        Shown(client=client, subject=one._meta.label_lower, subject_id=one.pk, by=manager) for one in made
    )
    Owed.objects.bulk_create(Owed(client=client, what=f"Thing {n}", due=today + timedelta(days=n)) for n in range(4))
    Request.objects.bulk_create(Request(client=client, contact=contact, words=f"Wish {n}") for n in range(5))
    for n in range(6):
        at = now + timedelta(days=14 * (n - 3) + 1)
        state = Meeting.State.PLANNED if at > now else Meeting.State.HELD
        sent = at if at < now else None
        meeting = Meeting.objects.create(
            client=client, host=manager, local=at, at=at, zone="UTC", uid=f"m{n}", state=state, minutes_sent_at=sent
        )
        Participant.objects.create(meeting=meeting, contact=contact)


def _give_away() -> None:
    """Each manager has taken a few items over from colleagues, as in any team."""
    managers = list(Member.objects.filter(email__startswith="manager").order_by("pk"))
    waiting = open_items(kind="word").order_by("pk").values_list("pk", flat=True)[: 3 * len(managers)]
    given = [Item(pk=pk, member=managers[n * 7 % len(managers)]) for n, pk in enumerate(waiting)]
    Item.objects.bulk_update(given, ["member"], batch_size=200)


def pour(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    """Put very many rows into a table in the quickest way its database has; columns that are left out get defaults."""
    fields = [f for f in model._meta.concrete_fields if not f.primary_key]
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    if model._meta.pk is not None and model._meta.pk.attname in first:
        fields = [model._meta.pk, *fields]
    names = [f.attname for f in fields]
    defaults = {f.attname: f.get_default() for f in fields}
    ready = {f.attname: _ready(f) for f in fields}
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(f.column or f.attname) for f in fields)

    def tuples() -> Iterator[list[Any]]:
        for row in chain([first], rows):
            yield [ready[name](row.get(name, defaults[name])) for name in names]

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join(["?"] * len(names))
            _bare(cursor).executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuples())  # noqa: S608
        else:
            with _bare(cursor).copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for values in tuples():
                    copy.write_row(values)
            for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
                cursor.execute(statement)


def _bare(cursor: CursorWrapper) -> Any:
    """The driver's own cursor: Django's would rewrite and keep each statement."""
    return super(type(cursor.cursor), cursor.cursor) if connection.vendor == "sqlite" else cursor.cursor


def _ready(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """How a value of this field is written in this database."""
    if isinstance(field, models.JSONField):
        return lambda value: json.dumps(value, ensure_ascii=False)
    if connection.vendor != "sqlite":
        return lambda value: value
    if isinstance(field, models.DateTimeField):
        return lambda value: value.astimezone(UTC).replace(tzinfo=None).isoformat(" ") if value else None
    if isinstance(field, models.DateField | models.DecimalField):
        return lambda value: None if value is None else str(value)
    return lambda value: value
