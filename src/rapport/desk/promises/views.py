"""Promises of a client: those read from words on top, those owed by either side by date, what became of the others."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.agency.access import acting
from rapport.agency.models import Member
from rapport.conversations.promises import facts
from rapport.conversations.promises.access import promise_for
from rapport.conversations.promises.counting import binding
from rapport.conversations.promises.make import make
from rapport.conversations.promises.models import Promise
from rapport.desk.client.head import head_of
from rapport.desk.onward import asked, go
from rapport.desk.promises.forms import BreakForm, KeepForm, MoveForm, PromiseForm, ReleaseForm
from rapport.desk.today.kinds import address
from rapport.desk.whereto import about
from rapport.journal import clock
from rapport.portfolio.access import client_for

SHOWN = 100
ENDED = [Promise.State.KEPT, Promise.State.KEPT_LATE, Promise.State.BROKEN, Promise.State.RELEASED]
TONES = {"kept": "good", "late": "warn", "broken": "bad", "overdue": "bad"}


def client_promises(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "promise.keep")
    closed = Promise.objects.filter(client=client, state__in=ENDED).select_related("contact", "member")
    context = {
        **head_of(client, member, "promises"),
        "promised": facts.standing(client.pk),
        "closed": closed.order_by("-closed_at", "-pk")[:SHOWN],
        "tones": TONES,
        "here": reverse("client_promises", args=[pk]),
    }
    return render(request, "desk/promises/client_promises.html", context)


def promise_new(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "promise.keep")
    first = {"member": member.pk, "side": "theirs" if request.GET.get("side") == "theirs" else "ours"}
    data = request.POST if request.method == "POST" else None
    form = PromiseForm(data, client=client, by=member, initial=first)
    if form.is_valid():
        once = form.cleaned_data["once"]
        try:
            made = make(client, by=member, once=f"form:{once}" if once else None, **form.values())
        except ValidationError as refusal:
            form.say(refusal)
        else:
            undo = reverse("promise_refuse", args=[made.pk])
            messages.success(request, _("The promise is written down."), extra_tags=undo)
            return go(asked(request, reverse("client_promises", args=[pk])))
    context = about(client, form=form)
    return render(request, "desk/promises/promise_new.html", context, status=422 if form.errors else 200)


def promise(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    return draw(request, promise_for(member, pk))


def draw(
    request: HttpRequest, promise: Promise, *, status: int = 200, confirming: PromiseForm | None = None, **forms: Any
) -> HttpResponse:
    """One promise with every deed on it; also the answer to one that was refused."""
    member = acting(request)
    day = binding(promise.due, promise.moved)
    context = about(
        promise.client,
        promise=promise,
        held_to=day if day != promise.due else None,
        late=promise.state == Promise.State.OPEN and day is not None and day < clock.today(),
        earlier=_earlier(promise),
        source=_source(promise),
        tones=TONES,
        form=confirming or PromiseForm.of(promise, member),
        move_form=MoveForm(initial={"version": promise.version}),
        keep_form=KeepForm(),
        break_form=BreakForm(),
        release_form=ReleaseForm(initial={"who": promise.contact.name if promise.by_us and promise.contact else ""}),
    )
    return render(request, "desk/promises/promise.html", context | forms, status=status)


def _earlier(promise: Promise) -> list[tuple[date | None, str, str, bool]]:
    """Earlier days, the first one first: the day, who moved it, why, whether the other side agreed."""
    names = Member.objects.in_bulk({move[1] for move in promise.moved}) if promise.moved else {}
    return [
        (
            date.fromisoformat(move[0]) if move[0] else None,
            names[move[1]].name if move[1] in names else "",
            move[3],
            bool(move[4]) if len(move) > 4 else False,
        )
        for move in promise.moved
    ]


def _source(promise: Promise) -> str:
    """Where the words stand in which it was read."""
    if promise.source == "touchpoint":
        return f"{reverse('client', args=[promise.client_id])}#touchpoint-{promise.source_id}"
    if promise.source == "message" and promise.source_id:
        return address("message", promise.source_id)
    return ""
