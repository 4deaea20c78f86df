"""What a client owes us: what waits by day, how well they give it, what became of the rest; and each with its deeds."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.agency.access import acting, may
from rapport.agency.models import Member
from rapport.delivery.owed import facts
from rapport.delivery.owed.access import owed_for
from rapport.delivery.owed.counting import held_to
from rapport.delivery.owed.models import Owed
from rapport.delivery.owed.note import note
from rapport.delivery.owed.remind_them import letter, things_for
from rapport.desk.client.head import head_of
from rapport.desk.onward import asked, go
from rapport.desk.owed.forms import DoneForm, GivenForm, MissingForm, MoveForm, OwedForm, ReleaseForm, WordsForm
from rapport.desk.whereto import about
from rapport.journal import clock
from rapport.portfolio.access import client_for

SHOWN = 100
ICONS = {"material": "file-image", "access": "key-round", "decision": "stamp", "change": "code", "other": "package"}
TONES = {"given": "accent", "done": "good"}


def client_owed(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "owed.see")
    closed = Owed.objects.filter(client=client, state__in=(Owed.State.DONE, Owed.State.RELEASED))
    rows = closed.select_related("contact").order_by("-closed_at", "-pk")[:SHOWN]
    context = {
        **head_of(client, member, "work"),
        "owing": facts.standing(client.pk),
        "closed": [(one, _was_late(one)) for one in rows],
        "icons": ICONS,
        "may_keep": may(member, "owed.keep", client.standing),
    }
    return render(request, "desk/owed/client_owed.html", context)


def owed_new(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "owed.keep")
    form = OwedForm(request.POST if request.method == "POST" else None, client=client, initial=_first(request))
    if form.is_valid():
        once = form.cleaned_data["once"]
        try:
            note(client, by=member, once=f"form:{once}" if once else None, **form.values())
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Written down. It stands in their portal too."))
            return go(asked(request, reverse("client_owed", args=[pk])))
    return render(request, "desk/owed/owed_new.html", about(client, form=form), status=422 if form.errors else 200)


def owed(request: HttpRequest, pk: int) -> HttpResponse:
    return draw(request, owed_for(acting(request), pk))


def draw(request: HttpRequest, owed: Owed, *, refusal: str = "", status: int = 200, **forms: Any) -> HttpResponse:
    """One thing with every deed on it; also the answer to one that was refused."""
    member = acting(request)
    day = held_to(owed.due, owed.moved)
    may_keep = may(member, "owed.keep", owed.client.standing)
    context = about(
        owed.client,
        owed=owed,
        icon_of=ICONS.get(owed.kind, "package"),
        held_to=day if day != owed.due else None,
        late=owed.state == Owed.State.OPEN and owed.due < clock.today(owed.client.zone),
        came_late=_was_late(owed),
        earlier=_earlier(owed),
        tones=TONES,
        refusal=refusal,
        may_keep=may_keep,
        letter=letter(owed, things_for(owed), member) if _can_be_reminded(owed, may_keep) else None,
        words_form=WordsForm.of(owed),
        move_form=MoveForm(initial={"version": owed.version}),
        given_form=GivenForm(),
        done_form=DoneForm(),
        missing_form=MissingForm(),
        release_form=ReleaseForm(),
    )
    return render(request, "desk/owed/owed.html", context | forms, status=status)


def _can_be_reminded(owed: Owed, may_keep: bool) -> bool:
    there = owed.contact is not None and not owed.contact.deleted_at
    return may_keep and there and owed.state == Owed.State.OPEN


def _was_late(owed: Owed) -> bool:
    at = owed.given_at or owed.closed_at
    given = owed.state in (Owed.State.GIVEN, Owed.State.DONE) and at is not None
    return given and clock.day_of(at, owed.client.zone) > held_to(owed.due, owed.moved)  # type: ignore[arg-type]


def _earlier(owed: Owed) -> list[tuple[date, str, str, bool]]:
    """Earlier days, the first one first: the day, who moved it, why, whether the move was ours."""
    names = Member.objects.in_bulk({move[1] for move in owed.moved}) if owed.moved else {}
    return [
        (
            date.fromisoformat(move[0]),
            names[move[1]].name if move[1] in names else "",
            move[3],
            bool(move[4]) if len(move) > 4 else False,
        )
        for move in owed.moved
    ]


def _first(request: HttpRequest) -> dict[str, Any]:
    """What another page hands along."""
    kind, contact = request.GET.get("kind", ""), request.GET.get("contact", "")
    return {
        "kind": kind if kind in Owed.Kind.values else Owed.Kind.MATERIAL,
        "contact": contact if contact.isdecimal() else None,
    }
