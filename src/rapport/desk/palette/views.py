"""Find and commands: clients, people, deeds and pages of the library; a page, and what floats over pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from rapport.agency.access import acting, may
from rapport.agency.models import Member
from rapport.catalogue.find import find_sayings
from rapport.catalogue.models import Saying
from rapport.desk.palette.commands import COMMANDS, Command, address, answering
from rapport.overview import search
from rapport.overview.search import Hit
from rapport.portfolio.models import Client

IN_DIALOG, ON_PAGE = 6, 25
FEWEST_LETTERS = 3  # of which a page of the library is looked for: it is found by any part of a word


def palette(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    floats = bool(request.headers.get("X-Palette"))
    text = request.GET.get("q", "")
    found = search.find(member, text, IN_DIALOG if floats else ON_PAGE)
    best = found.clients[0] if found.clients else None
    context = {
        "q": text,
        "clients": [(hit, _page("client", hit.client_id)) for hit in found.clients],
        "people": [(hit, _page("contact", hit.client_id, hit.object_id)) for hit in found.people],
        "sayings": _sayings(member, text, 3 if floats else ON_PAGE),
        "best": best,
        "deeds": _deeds(member, best) if best else [],
        "commands": [(c, there) for c in answering(text) if may(member, c.deed) and (there := address(c))],
    }
    return render(request, f"desk/palette/{'found' if floats else 'palette'}.html", context)


def _deeds(member: Member, hit: Hit) -> list[tuple[Command, str]]:
    """What the member may do with the client, by their standing towards it."""
    client = Client.objects.here().visible_to(member).filter(pk=hit.client_id).first()
    if client is None:
        return []
    standing = client.standing_of(member)
    return [
        (command, there)
        for command in COMMANDS
        if command.client and may(member, command.deed, standing) and (there := address(command, hit.client_id))
    ]


def _sayings(member: Member, text: str, limit: int) -> list[Saying]:
    """Pages of the library that have all of the words, for whoever may read it."""
    words = text[: search.LONGEST].replace("\0", "").strip()
    return list(find_sayings(words)[:limit]) if len(words) >= FEWEST_LETTERS and may(member, "library.see") else []


def _page(name: str, client: int, *more: Any) -> str:
    """The person's own page, or the client's when there is none."""
    for url, args in ((name, [client, *more]), (name, more), ("client", [client])):
        try:
            return reverse(url, args=args)
        except NoReverseMatch:
            continue
    return ""
