"""All that is known of a client as a company: the tab beside its story, its people and what it buys."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.agency.access import acting
from rapport.agency.models import Agency
from rapport.desk.client.head import head_of
from rapport.desk.languages import language_name
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client, Keeper, SharedIndustry
from rapport.ui.countries import country


def client_facts(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk)
    context = {
        **head_of(client, member, "facts"),
        "cadence": client.cadence(Agency.ours()),
        "country": country(client.country) if client.country else "",
        "language_name": language_name(client.language),
        "pauses": client.pauses.select_related("by"),
        "partings": client.partings.filter(undone_at=None).select_related("by"),
        "shared": SharedIndustry.objects.filter(client=client).select_related("other", "signed_by"),
        "history": history_of(client),
    }
    return render(request, "desk/keeping/client_facts.html", context)


def history_of(client: Client) -> list[Keeper]:
    """Who looked after it, newest first."""
    rows = client.keepers.select_related("member", "given_by")
    return sorted(rows, key=lambda row: (row.since, row.until or date.max, row.pk), reverse=True)
