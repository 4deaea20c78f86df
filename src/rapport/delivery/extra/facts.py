"""What lists, packs and agendas may know of extra work: one statement per fact, for many clients at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from rapport.delivery.extra.models import ExtraWork
from rapport.reckon.extra import Extra, Tally, tally


def tallies(client_ids: Iterable[int], first: date, last: date) -> dict[int, Tally]:
    """What extra work came to from `first` to `last`, of each client that has any: by the day it was settled or, until
    then, captured. For a year: `tallies([client], date(year, 1, 1), date(year, 12, 31))`."""
    found: dict[int, list[Extra]] = defaultdict(list)
    rows = of_days(ExtraWork.objects.filter(client__in=list(client_ids)), first, last).order_by()
    for client, state, minutes, price, currency in rows.values_list("client", "state", "minutes", "price", "currency"):
        found[client].append(Extra(state, minutes, price, currency))
    return {client: tally(extras) for client, extras in found.items()}


def untold(client_ids: Iterable[int]) -> dict[int, int]:
    """How many things each client has not been told of."""
    rows = ExtraWork.objects.filter(client__in=list(client_ids), state=ExtraWork.State.CAPTURED)
    return dict(rows.values_list("client").annotate(number=Count("pk")).order_by())


def years(client_id: int) -> list[int]:
    """The years in which there was any, the newest first."""
    zone = timezone.get_current_timezone()
    rows = ExtraWork.objects.filter(client=client_id).annotate(day=Coalesce("settled_at", "made_at"))
    return sorted({at.astimezone(zone).year for at in rows.values_list("day", flat=True)}, reverse=True)


def of_days(rows: QuerySet[ExtraWork], first: date, last: date) -> QuerySet[ExtraWork]:
    zone = timezone.get_current_timezone()
    begins = datetime.combine(first, time.min, zone).astimezone(UTC)
    ends = datetime.combine(last, time.max, zone).astimezone(UTC)
    return rows.filter(
        Q(settled_at__range=(begins, ends)) | Q(settled_at=None, made_at__range=(begins, ends)),
    )
