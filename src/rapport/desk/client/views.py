"""One client: its story, what comes next and its people on one page; more of the story as a piece of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.agency.access import acting
from rapport.desk.client.page import draw
from rapport.desk.client.story import story_of
from rapport.portfolio.access import client_for


def client(request: HttpRequest, pk: int) -> HttpResponse:
    return draw(request, client_for(acting(request), pk))


def client_story(request: HttpRequest, pk: int) -> HttpResponse:
    """The story with a filter, a search or a cursor: a fragment for htmx, else the whole page."""
    client = client_for(acting(request), pk, "story.see")
    if not request.htmx:  # type: ignore[attr-defined]
        return draw(request, client)
    story = story_of(request, client)
    template = "desk/client/lines.html" if story["after"] else "desk/client/story.html"
    return render(request, template, {"client": client, "story": story})
