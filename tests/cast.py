"""A small named world, the same in every test: two teams, their people, and clients with a story.

Growth: Marta (head and manager), Luka and Ana (managers), Tin (specialist). Harbour: Nina (manager).
Fran is finance, Iva the administrator, Petra heads the whole agency (no team).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rapport.agency.models import Agency, Member, Role, Team
from rapport.catalogue.models import Service
from rapport.journal import clock
from rapport.portfolio.models import Client, Contact, Crew, Engagement, Industry, Keeper

PASSWORD = "correct horse battery"


@dataclass
class Cast:
    agency: Agency
    growth: Team
    harbour: Team
    marta: Member
    luka: Member
    ana: Member
    tin: Member
    nina: Member
    fran: Member
    iva: Member
    petra: Member
    adria: Client  # Luka's
    tatrawood: Client  # Marta's
    isar: Client  # Ana's, colleague of Luka
    polyot: Client  # Nina's, another team


def member(name: str, roles: list[str], team: Team | None = None, **fields: object) -> Member:
    first = name.split()[0].lower()
    return Member.objects.create_user(f"{first}@kordun.example", PASSWORD, name=name, roles=roles, team=team, **fields)


def client(
    name: str, keeper: Member, *, industry: str = "", tier: str = "B", fee: int | None = None, **fields: object
) -> Client:
    """A client with its keeper since a year ago, in the keeper's team, without any deed's ceremony."""
    since = clock.today() - timedelta(days=365)
    row = Client.objects.create(
        name=name, team=keeper.team, tier=tier, since=since, industry=Industry.called(industry) if industry else None,
        **{"country": "HR", "city": "Split", **fields},
    )  # fmt: skip
    Keeper.objects.create(client=row, member=keeper, since=since)
    if fee is not None:
        service = Service.objects.get_or_create(key="seo", defaults={"names": {"en": "SEO"}})[0]
        Engagement.objects.create(client=row, service=service, fee=Decimal(fee), since=since)
    return row


def contact(of: Client, first_name: str, last_name: str = "", **fields: object) -> Contact:
    return Contact.objects.create(client=of, first_name=first_name, last_name=last_name, **fields)


def make() -> Cast:
    """The whole cast, in about twenty statements."""
    agency = Agency.ours()
    agency.name = "Kordun & Field"
    agency.save()
    growth, harbour = Team.objects.create(name="Growth"), Team.objects.create(name="Harbour")
    luka = member("Luka Perko", [Role.MANAGER], growth)
    marta = member("Marta Kovač", [Role.HEAD, Role.MANAGER], growth)
    ana = member("Ana Vidović", [Role.MANAGER], growth)
    tin = member("Tin Babić", [Role.SPECIALIST], growth)
    nina = member("Nina Horvat", [Role.MANAGER], harbour)
    adria = client("Adria Dental", luka, industry="Dental clinics", fee=4000)
    Crew.objects.create(client=adria, member=tin, since=date(2024, 1, 1))
    return Cast(
        agency=agency, growth=growth, harbour=harbour, marta=marta, luka=luka, ana=ana, tin=tin, nina=nina,
        fran=member("Fran Jurić", [Role.FINANCE]),
        iva=member("Iva Babić", [Role.ADMIN]),
        petra=member("Petra Šimić", [Role.HEAD]),
        adria=adria,
        tatrawood=client("Tatrawood", marta, tier="A", country="SK", city="Žilina", zone="Europe/Bratislava", fee=5200),
        isar=client("Isar Klinik", ana, tier="A", country="DE", city="München", zone="Europe/Berlin", fee=6400),
        polyot=client("Polyot Travel", nina, country="RU", city="Казань", zone="Europe/Moscow", fee=1700),
    )  # fmt: skip
