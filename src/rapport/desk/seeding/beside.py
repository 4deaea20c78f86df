"""Makes what stands beside the demo's work: what clients owe, extra work, accesses with their secrets, an ending."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from rapport.agency.models import Member
from rapport.approvals.decide import decide
from rapport.approvals.models import Approval, Decision
from rapport.catalogue.models import Service
from rapport.delivery.extra import follow, remind
from rapport.delivery.extra.capture import capture
from rapport.delivery.extra.end_test import end_test
from rapport.delivery.extra.give import give as give_away
from rapport.delivery.extra.models import ExtraWork
from rapport.delivery.extra.refuse import refuse
from rapport.delivery.extra.tell import tell
from rapport.delivery.owed import remind as owed_again
from rapport.delivery.owed.models import Owed
from rapport.desk.seeding.then import ZONE, as_of, back, door
from rapport.journal import clock
from rapport.onboarding.accesses import remind as accesses_again
from rapport.onboarding.accesses.ask_for_secret import ask_for_secret
from rapport.onboarding.accesses.models import Access, AccessStep, Drop
from rapport.onboarding.accesses.move_on import move_on
from rapport.onboarding.accesses.note import note as register
from rapport.onboarding.accesses.put_secret import put_secret
from rapport.onboarding.endings import remind as endings_again
from rapport.onboarding.endings.hand_files import hand_files
from rapport.onboarding.endings.models import Ending
from rapport.portfolio.models import Client, Contact, Engagement, Parting
from rapport.portfolio.part_ways import part_ways
from rapport.post.models import Outgoing

Members = Mapping[str, Member]
Clients = Mapping[str, Client]


@dataclass(frozen=True)
class Thing:
    """Something owed: by whom, due so many days before today, given so many days before today (None: not yet)."""

    client: str
    who: str
    kind: str
    what: str
    due: int
    given: int | None = None
    waits: str = ""


THINGS = (
    Thing("Adria Dental", "Ivana", "material", "Fotografije nove ordinacije", 6, None, "Stranica o implantatima"),
    Thing("Adria Dental", "Ante", "decision", "Zimski proračun, potvrda", -4, None, "Plan kampanje za veljaču"),
    Thing("Adria Dental", "Ivana", "material", "Cjenik za siječanj", 40, 40),
    Thing("Adria Dental", "Ivana", "access", "Pristup profilu na kartama", 75, 76),
    Thing("Adria Dental", "Ivana", "material", "Potpisan popis usluga", 110, 108),
    Thing("Adria Dental", "Ante", "decision", "Odobrenje novog obrasca", 150, 139),
    Thing("Adria Dental", "Ivana", "material", "Riječi pacijenata, pet izjava", 190, 191),
    Thing("Brandt & Söhne", "Heike", "material", "Price list for the kitchen planner", 2, 1, "The planner's last step"),
    Thing("Brandt & Söhne", "Jens", "other", "The order number for the invoice", -6),
    Thing("Brandt & Söhne", "Heike", "decision", "Which kitchens lead the spring page", 60, 60),
    Thing("Blue Heron Outfitters", "Chris", "change", "Size guide in the cart template", 9, None, "The landing pages"),
    Thing("Blue Heron Outfitters", "Dana", "decision", "The budget until summer", 30, 31),
    Thing("Tatrawood", "Zuzana", "material", "Fotky dubovej série", -2, None, "Jesenný katalóg"),
    Thing("Tatrawood", "Zuzana", "material", "Popisy troch nových stolov", 25, 25),
    Thing("Tatrawood", "Peter", "decision", "Termín výstavy", 70, 70),
    Thing("Tatrawood", "Zuzana", "material", "Logá partnerov", 95, 96),
    Thing("Tatrawood", "Zuzana", "material", "Recenzie z Nemecka", 130, 130),
    Thing("Tatrawood", "Peter", "access", "Prístup k e-shopu", 200, 200),
    Thing(
        "Isar Klinik",
        "Sabine",
        "material",
        "Portraits of the two new doctors",
        3,
        None,
        "The page of the clinic's team",
    ),
    Thing("Vila Lavanda", "Đurđa", "material", "Cijene za proljeće", 12, 11),
)
FAVOURS = (
    ("Adria Dental", "Telefonski broj u podnožju promijenjen", 5, 12),
    ("Adria Dental", "Blagdansko radno vrijeme na kartama", 10, 33),
    ("Adria Dental", "Popravljen naslov u pismu", 5, 61),
    ("Vila Lavanda", "Nova slika na početnoj stranici", 10, 20),
    ("Tatrawood", "Preklep v cenníku opravený", 5, 9),
)


def stand_beside(people: Members) -> None:
    """All of it; what nobody has told, given or revoked is asked for in the end."""
    clients = {client.name: client for client in Client.objects.all()}
    _owed(people, clients)
    _extra(people, clients)
    _accesses(people, clients)
    _ending(people, clients["Kvarner Marine"])
    _first_orders(clients)
    ids = [client.pk for client in clients.values()]
    owed_again.look_again(ids)
    remind.look_again(ids)
    accesses_again.look_over()
    endings_again.look_over()


def _owed(people: Members, clients: Clients) -> None:
    Owed.objects.bulk_create(_thing(one, people, clients[one.client]) for one in THINGS)


def _thing(one: Thing, people: Members, client: Client) -> Owed:
    today = clock.today(ZONE)
    keeper = client.keepers.filter(until=None, part="keeper").get().member
    waits = one.given is not None and one.given <= 1  # given, and nobody has looked at it
    given = None if one.given is None else _at(today - timedelta(days=one.given))
    return Owed(
        client=client, contact=_contact(client, one.who), kind=one.kind, what=one.what, waits=one.waits,
        due=today - timedelta(days=one.due), made_by=keeper, made_at=_at(today - timedelta(days=max(one.due, 0) + 12)),
        state="given" if waits else "open" if given is None else "done", given_at=given,
        given_note="As a table, with the two new fronts." if waits else "",
        closed_at=None if waits else given, closed_by=None if waits or given is None else keeper,
    )  # fmt: skip


def _extra(people: Members, clients: Clients) -> None:
    """Favours, a gift, a clear no, one told, one untold; a test that runs and one that has ended."""
    marta = people["marta"]
    for name, what, minutes, ago in FAVOURS:
        _captured(clients[name], marta, ago, what=what, minutes=minutes)
    adria, lavanda, heron = (clients[name] for name in ("Adria Dental", "Vila Lavanda", "Blue Heron Outfitters"))
    ivana, djurdja, dana = _contact(adria, "Ivana"), _contact(lavanda, "Đurđa"), _contact(heron, "Dana")
    fair = _captured(
        adria, marta, 48, what="Natpis i letak za sajam", minutes=150, price=Decimal(180), contact=ivana
    )  # fmt: skip
    with as_of(back(30, "10:00")):
        give_away(
            fair, by=marta, price=Decimal(180), reason="Četiri godine zajedno", contact=ivana,
            said="Natpis i letak za sajam naš su dar za četiri godine zajedničkog rada.",
        )  # fmt: skip
    _settled(fair, back(30, "10:00"))
    _captured(
        adria, marta, 6, what="Kratki film za sajam stomatologije", minutes=600, contact=ivana,
        words="Možete li nam do sajma složiti i kratki film, minuta je dosta?",
        inside="Pet fotografija s natpisom umjesto filma: stoji u mjesečnom paketu.",
    )  # fmt: skip
    guests = _captured(lavanda, marta, 15, what="Answer guests' messages on weekends", minutes=480, contact=djurdja)
    with as_of(back(9, "11:00")):
        refuse(
            guests, by=marta, reason="Nobody of us works on weekends", contact=djurdja,
            said="Vikendom ne odgovaramo gostima. Za to pripremamo odgovore koje recepcija šalje jednim pritiskom.",
        )  # fmt: skip
    _settled(guests, back(9, "11:00"))
    _tests(marta, heron, dana)
    _possibility(marta, clients["Tatrawood"])


def _tests(marta: Member, heron: Client, dana: Contact) -> None:
    over = _captured(
        heron, marta, 60, kind="test", what="Pinterest, two weeks", minutes=240, price=Decimal(400), contact=dana,
        until=clock.today(ZONE) + timedelta(days=1),
    )  # fmt: skip
    _told_and_answered(over, marta, dana, 44, "approved")
    over.refresh_from_db()
    over.client = door(heron, marta)
    with as_of(back(20, "16:00")):
        end_test(
            over, by=marta, contact=dana,
            result="400 € brought 2,900 visits and 11 orders, 36 € an order: twice what search costs us. We stop it.",
        )  # fmt: skip
    ExtraWork.objects.filter(pk=over.pk).update(until=clock.today(ZONE) - timedelta(days=32))
    _settled(over, back(20, "16:00"))
    runs = _captured(
        heron, marta, 14, kind="test", what="Short films on the size guide, one week", minutes=180,
        price=Decimal(300), contact=dana, until=clock.today(ZONE) + timedelta(days=5),
    )  # fmt: skip
    _told_and_answered(runs, marta, dana, 6, "approved")


def _possibility(marta: Member, tatrawood: Client) -> None:
    peter = _contact(tatrawood, "Peter")
    polish = _captured(
        tatrawood, marta, 5, kind="potential", what="Poľské stránky pre export", minutes=1800, price=Decimal(2400),
        contact=peter, inside="V rámci zmluvy: preklad troch stránok. Dosah bude menší, výsledok uvidíme neskôr.",
    )  # fmt: skip
    with as_of(back(2, "09:30")):
        tell(polish, by=marta, contact=peter, intro="Peter, v dátach vidíme otázky z Poľska.")
    ExtraWork.objects.filter(pk=polish.pk).update(told_at=back(2, "09:30"))
    Approval.objects.filter(subject="delivery.extrawork", subject_id=polish.pk).update(asked_at=back(2, "09:30"))


def _captured(client: Client, by: Member, ago: int, **what: object) -> ExtraWork:
    with as_of(back(ago, "14:10")):
        made = capture(door(client, by), by=by, **what)  # type: ignore[arg-type]
    ExtraWork.objects.filter(pk=made.pk).update(
        made_at=back(ago, "14:10"), settled_at=back(ago, "14:10") if made.state == "favour" else None
    )
    made.made_at = back(ago, "14:10")
    return made


def _told_and_answered(extra: ExtraWork, by: Member, contact: Contact, ago: int, kind: str) -> None:
    at = back(ago, "10:15")
    with as_of(at):
        tell(extra, by=by, contact=contact)
    asked = Approval.objects.get(subject="delivery.extrawork", subject_id=extra.pk)
    Approval.objects.filter(pk=asked.pk).update(asked_at=at)
    with as_of(at + timedelta(hours=5)):
        decide(_token("/c/"), kind=kind, version=asked.version, name=contact.name)
        Decision.objects.filter(approval=asked).update(at=at + timedelta(hours=5))
        follow.stand_as(extra.pk)
    ExtraWork.objects.filter(pk=extra.pk).update(told_at=at, settled_at=at + timedelta(hours=5))


def _settled(extra: ExtraWork, at: datetime) -> None:
    ExtraWork.objects.filter(pk=extra.pk).update(settled_at=at)


def _accesses(people: Members, clients: Clients) -> None:
    """One that ends soon, one that nobody knows, one asked for, a secret that waits to be read; and those that work."""
    marta, tin, today = people["marta"], people["tin"], clock.today(ZONE)
    adria, heron = clients["Adria Dental"], clients["Blue Heron Outfitters"]
    ivana = _contact(adria, "Ivana")
    _access(adria, marta, 300, system="Google Ads", level="upravljanje", member=tin, contact=ivana, state="tested",
            until=today + timedelta(days=9))  # fmt: skip
    _access(adria, marta, 300, system="Search Console", level="čitanje", member=tin, contact=ivana, state="tested")
    due = marta.calendar().next_working_day(today + timedelta(days=6))
    sought = _access(adria, marta, 20, system="Registar domene", level="administrator", contact=ivana, state="asked",
                     why="Preseljenje stranice", due=due)  # fmt: skip
    with as_of(back(8, "09:20")):
        move_on(sought, to="sought", by=marta, note="Domenu je vodila prijašnja agencija; Ivana traži ugovor")
    AccessStep.objects.filter(access=sought, state="sought").update(at=back(8, "09:20"))
    shop = _access(adria, marta, 9, system="WordPress", level="uređivanje", member=marta, contact=ivana)
    with as_of(back(2, "15:00")):
        ask_for_secret(shop, by=marta, for_member=marta, contact=ivana)
    put = back(1, "10:40")
    with as_of(put):
        put_secret(_token("/drop/"), secret="To je samo primjer, a ne lozinka", name=ivana.name)  # noqa: S106
    AccessStep.objects.filter(access=shop, state="given").update(at=put)
    Drop.objects.filter(access=shop).update(put_at=put, asked_at=back(2, "15:00"), expires_at=put + timedelta(days=7))
    _access(heron, marta, 200, system="Shop administration", level="staff", member=people["lena"],
            contact=_contact(heron, "Chris"), state="tested", until=today + timedelta(days=120))  # fmt: skip
    for system in ("Google Ads", "Search Console", "Profil na kartama"):
        _access(clients["Kvarner Marine"], people["luka"], 400, system=system, member=tin, state="tested")


def _access(client: Client, by: Member, ago: int, **what: object) -> Access:
    at = back(ago, "09:00")
    with as_of(at):
        made = register(door(client, by), by=by, **what)  # type: ignore[arg-type]
    Access.objects.filter(pk=made.pk).update(made_at=at)
    AccessStep.objects.filter(access=made).update(at=at)
    return made


def _ending(people: Members, client: Client) -> None:
    """Luka's: half of it is done, the last day is near."""
    luka, today = people["luka"], clock.today(ZONE)
    last = luka.calendar().next_working_day(today + timedelta(days=5))
    with as_of(back(10, "11:30")):
        part_ways(
            door(client, luka), by=luka, cause="in-house", last_day=last, hello_on=last + timedelta(days=180),
            evidence="Njezina pošta: vlasnici od nove godine marketing vode sami i zapošljavaju dvoje ljudi.",
        )  # fmt: skip
    leaving = door(client, luka)
    with as_of(back(3, "12:10")):
        hand_files(leaving, by=luka, note="Svi predlošci i tekstovi, Sanji Brnić, na njihovu disku.")
    Parting.objects.filter(client=client).update(at=back(10, "11:30"))
    Ending.objects.filter(client=client).update(files_given_at=back(3, "12:10"))
    revoked = Access.objects.filter(client=client, system="Profil na kartama").get()
    revoked.client = leaving
    with as_of(back(2, "09:05")):
        move_on(revoked, to="revoked", by=luka, note="Sanja nas je uklonila")


def _first_orders(clients: Clients) -> None:
    """Some began with a web site and stayed; one did not."""
    site = Service.objects.get(key="web-site")
    for name in ("Tatrawood", "Vila Lavanda", "Elbe Solar", "Brandt & Söhne", "Velebit Outdoor"):
        client = clients[name]
        since = (client.since or clock.today(ZONE)) - timedelta(days=100)
        Engagement.objects.create(
            client=client, service=site, fee=Decimal(1200), since=since, until=since + timedelta(days=90)
        )  # fmt: skip


def _contact(client: Client, first_name: str) -> Contact:
    return Contact.objects.get(client=client, first_name=first_name)


def _token(path: str) -> str:
    """Of the letter written last."""
    return Outgoing.objects.latest("pk").text.split(path)[1].split("/")[0]


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 11, 20, tzinfo=clock.zone_of(ZONE))
