"""Which clients a piece of news touches: kept ones that now buy one of its services, in one of its countries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from rapport.conversations.news.models import News, Told
from rapport.portfolio.models import KEPT, Client, Engagement


def touched(news: News, among: QuerySet[Client] | None = None) -> QuerySet[Client]:
    """The clients, of all or among these."""
    rows = Client.objects.here() if among is None else among
    buying = Engagement.objects.current().filter(service__in=news.services.all()).values("client")
    rows = rows.filter(status__in=KEPT, pk__in=buying)
    return rows.filter(country__in=news.countries) if news.countries else rows


def touched_by_each(news: Sequence[News], among: QuerySet[Client]) -> dict[int, list[int]]:
    """For many news at once: the ids of those touched among these clients. Three statements, whatever the rows."""
    countries = dict(among.filter(status__in=KEPT).order_by("pk").values_list("pk", "country"))
    services: dict[int, set[int]] = {}
    for one, service in News.services.through.objects.filter(news__in=news).values_list("news", "service"):
        services.setdefault(one, set()).add(service)
    wanted = set().union(*services.values()) if services else set()
    buying: dict[int, set[int]] = {}
    rows = Engagement.objects.current().filter(service__in=wanted, client__in=among.values("pk"))
    for service, client in rows.values_list("service", "client"):
        buying.setdefault(service, set()).add(client)
    return {
        one.pk: [
            client for client, country in countries.items()
            if (not one.countries or country in one.countries)
            and any(client in buying.get(service, ()) for service in services.get(one.pk, ()))
        ]
        for one in news
    }  # fmt: skip


def told_of(news: Iterable[News], clients: Iterable[int] | None = None) -> dict[tuple[int, int], Told]:
    """Who knows: (news, client) -> the row."""
    rows = Told.objects.filter(news__in=list(news)).select_related("by")
    if clients is not None:
        rows = rows.filter(client__in=list(clients))
    return {(row.news_id, row.client_id): row for row in rows}
