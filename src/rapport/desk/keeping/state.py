"""The state of a client on one page, for whoever stands in: printed, or read on the way to the telephone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.agency.access import acting, may
from rapport.attention.models import open_items
from rapport.conversations.models import Touchpoint
from rapport.desk.whereto import about
from rapport.journal import clock
from rapport.portfolio import panels
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Crew, DirectLine, Engagement, Keeper, PrivateNote

LAST_WORDS = 8


def client_state(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "story.see")
    notes = PrivateNote.objects.filter(client=client, deleted_at=None).select_related("contact", "by")
    given = client.keepers.filter(member=member).exclude(note="").order_by("-since", "-id").first()
    context = about(
        client,
        facts=panels.head_facts(client, member),
        people=panels.people_panel(client, member, shown=20),
        engagements=Engagement.objects.current().filter(client=client).select_related("service"),
        items=open_items(client=client, shows_from__lte=clock.now()).order_by("due"),
        words=Touchpoint.objects.filter(client=client, deleted_at=None)
        .select_related("member")
        .prefetch_related("people")
        .order_by("-at", "-id")[:LAST_WORDS],
        crew=Crew.objects.current().filter(client=client).select_related("member"),
        lines=DirectLine.objects.current().filter(client=client).select_related("member", "contact"),
        notes=notes if may(member, "client.notes", client.standing) else (),
        handed=given or client.keepers.filter(part=Keeper.Part.KEEPER).exclude(note="").order_by("-since").first(),
        parts=dict(Touchpoint.Channel.choices),
    )
    return render(request, "desk/keeping/client_state.html", context)
