"""Finds the client that somebody named on the command line."""

from __future__ import annotations

from django.core.management.base import CommandError

from rapport.portfolio.models import Client
from rapport.reckon.folding import fold

MOST = 10


def client_named(name: str) -> Client:
    """The one client of that name: exactly, by its beginning, or by a part of it; accents and case do not matter."""
    wanted = fold(name)
    if not wanted:
        raise CommandError("Write the name of a client, or a part of it.")
    here = Client.objects.here().order_by("folded", "pk")
    for matches in ({"folded": wanted}, {"folded__startswith": wanted}, {"folded__contains": wanted}):
        rows = list(here.filter(**matches)[: MOST + 1])
        if len(rows) == 1:
            return rows[0]
        if rows:
            names = ", ".join(f"{row.name} ({row.city or row.country})" for row in rows[:MOST])
            more = " and others" if len(rows) > MOST else ""
            raise CommandError(f"Several clients have that name: {names}{more}. Write more of it.")
    raise CommandError(f"There is no client named {name}.")
