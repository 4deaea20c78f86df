"""What contexts above may know of many clients at once, one query per fact: fees, services, keepers, who is away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from rapport.portfolio.models import KEPT, Away, Client, Contact, Engagement, Keeper

Fees = Mapping[str, Decimal]  # currency -> a month


@dataclass(frozen=True, slots=True)
class Keeping:
    """Who looks after a client now; `cover` stands in until `cover_until`."""

    keeper: int | None = None
    keeper_name: str = ""
    deputy: int | None = None
    deputy_name: str = ""
    cover: int | None = None
    cover_name: str = ""
    cover_until: date | None = None

    @property
    def acting(self) -> int | None:
        """Whoever should look at it today."""
        return self.cover or self.keeper or self.deputy


@dataclass(frozen=True, slots=True)
class Birthday:
    """A contact's next birthday; `turns` is known when the year is."""

    client: int
    contact: int
    name: str
    day: date
    turns: int | None


def fees(clients: Iterable[int]) -> dict[int, Fees]:
    """Fees a month of what each client buys now, by currency."""
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    rows = (
        Engagement.objects.current()
        .filter(client__in=_ids(clients))
        .exclude(fee=None)
        .values_list("client", "currency")
        .annotate(total=Sum("fee"))
        .order_by("client", "-total")
    )
    for client, currency, total in rows:
        found[client][currency] = total
    return dict(found)


def services(clients: Iterable[int]) -> dict[int, list[str]]:
    """Keys of the services each client buys now, each once."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Engagement.objects.current().filter(client__in=_ids(clients)).order_by("service__position", "service__key")
    for client, key in rows.values_list("client", "service__key"):
        if key not in found[client]:
            found[client].append(key)
    return dict(found)


def keeping(clients: Iterable[int]) -> dict[int, Keeping]:
    """Keeper, deputy and cover of each client now."""
    found: dict[int, dict[str, object]] = defaultdict(dict)
    rows = (
        Keeper.objects.current()
        .filter(client__in=_ids(clients))
        .order_by("since", "id")
        .values_list("client", "part", "member", "member__name", "until")
    )
    for client, part, member, name, until in rows:
        found[client] |= {part: member, f"{part}_name": name}
        if part == Keeper.Part.COVER:
            found[client]["cover_until"] = until
    return {client: Keeping(**parts) for client, parts in found.items()}  # type: ignore[arg-type]


def tags(clients: Iterable[int]) -> dict[int, list[str]]:
    """Names of each client's tags."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Client.tags.through.objects.filter(client__in=_ids(clients)).order_by("tag__folded")
    for client, name in rows.values_list("client", "tag__name"):
        found[client].append(name)
    return dict(found)


def absences(clients: Iterable[int], first: date, last: date) -> dict[int, list[Away]]:
    """Absences of each client's people that touch these days; each row knows its `contact`."""
    found: dict[int, list[Away]] = defaultdict(list)
    for away in absences_ahead(first, last).filter(contact__client__in=_ids(clients)):
        found[away.contact.client_id].append(away)
    return dict(found)


def absences_ahead(first: date, last: date) -> QuerySet[Away]:
    """Absences of contacts of kept clients that touch these days."""
    return (
        Away.objects.filter(first__lte=last, last__gte=first, contact__deleted_at=None)
        .filter(contact__client__deleted_at=None, contact__client__merged_into=None, contact__client__status__in=KEPT)
        .select_related("contact")
        .order_by("first", "id")
    )


def birthdays(first: date, last: date, clients: Iterable[int] | None = None) -> list[Birthday]:
    """Birthdays of contacts of kept clients from `first` to `last` (less than a year), by day.

    Who was born on 29 February has it on 28 February in other years.
    """
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    wanted = {(day.month, day.day): day for day in days}
    if (2, 28) in wanted and (2, 29) not in wanted:
        wanted[2, 29] = wanted[2, 28]
    rows = Contact.objects.filter(
        deleted_at=None, client__deleted_at=None, client__merged_into=None, client__status__in=KEPT,
        birth_month__in={month for month, _day in wanted},
    )  # fmt: skip
    if clients is not None:
        rows = rows.filter(client__in=_ids(clients))
    found = [
        Birthday(row.client_id, row.pk, row.name, day, day.year - row.birth_year if row.birth_year else None)
        for row in rows
        if (day := wanted.get((row.birth_month or 0, row.birth_day or 0)))
    ]
    return sorted(found, key=lambda birthday: (birthday.day, birthday.name))


def contacts(clients: Iterable[int]) -> dict[int, int]:
    """How many people we know at each client."""
    rows = Contact.objects.filter(client__in=_ids(clients), deleted_at=None).values_list("client")
    return dict(rows.annotate(number=Count("id")).order_by())


def clients_per_service() -> dict[int, int]:
    """How many clients buy each service now."""
    rows = Engagement.objects.current().filter(client__deleted_at=None, client__merged_into=None)
    return dict(rows.values_list("service").annotate(number=Count("client", distinct=True)).order_by())


def _ids(clients: Iterable[int]) -> list[int]:
    return list(clients)
