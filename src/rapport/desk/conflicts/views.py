"""Conflicts with a client, and those inside a team: what is open, what was decided, what it cost and taught."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Case, IntegerField, QuerySet, Sum, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.agency.access import acting, may
from rapport.agency.models import Agency
from rapport.delivery.conflicts.access import conflict_for, of_client, of_team
from rapport.delivery.conflicts.models import Conflict
from rapport.delivery.conflicts.note import note
from rapport.desk.conflicts.forms import ConflictForm, DecideForm, SettleForm, first, leads_all
from rapport.desk.onward import go
from rapport.desk.whereto import about
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client

SHOWN = 100
TONES = {"open": "warn", "decided": "", "settled": ""}


def client_conflicts(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "conflict.keep")
    return render(request, "desk/conflicts/client_conflicts.html", about(client, **_listed(of_client(client))))


def conflicts(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    context = {**_listed(of_team(member)), "in_team": member.team_id is not None or leads_all(member)}
    return render(request, "desk/conflicts/conflicts.html", context)


def conflict_new(request: HttpRequest, pk: int) -> HttpResponse:
    return _write(request, client_for(acting(request), pk, "conflict.keep"))


def team_conflict_new(request: HttpRequest) -> HttpResponse:
    return _write(request, None)


def conflict(request: HttpRequest, pk: int) -> HttpResponse:
    return draw(request, conflict_for(acting(request), pk))


def draw(request: HttpRequest, conflict: Conflict, *, status: int = 200, **forms: Any) -> HttpResponse:
    """One conflict with what can be done; also the answer to a deed that was refused."""
    member = acting(request)
    context = {
        "conflict": conflict,
        "client": conflict.client,
        "tones": TONES,
        "hours": round(Decimal(conflict.cost_minutes) / 60, 2) if conflict.cost_minutes is not None else None,
        "decide_form": DecideForm(
            initial={"decision": conflict.decision, "right": conflict.right, "version": conflict.version}
        ),
        "settle_form": SettleForm(
            initial={
                "lesson": conflict.lesson, "cost": conflict.cost, "version": conflict.version,
                "currency": conflict.currency if conflict.cost is not None else Agency.ours().currency,
            }
        ),
        "may_teach": may(member, "library.write"),
    }  # fmt: skip
    return render(request, "desk/conflicts/conflict.html", context | forms, status=status)


def _write(request: HttpRequest, client: Client | None) -> HttpResponse:
    member = acting(request)
    data = request.POST if request.method == "POST" else None
    form = ConflictForm(data, by=member, with_client=client is not None, new=True, initial=first())
    if form.is_valid():
        values, once = form.values(), form.cleaned_data["once"]
        team = values.pop("team", None) or (member.team if client is None else None)
        try:
            made = note(client, by=member, team=team, once=f"form:{once}" if once else None, **values)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("The conflict is written down."))
            return go(reverse("conflict", args=[made.pk]))
    context = {"form": form, "client": client, "back": _back(client)}
    return render(request, "desk/conflicts/conflict_form.html", context, status=422 if form.errors else 200)


def _listed(rows: QuerySet[Conflict]) -> dict[str, Any]:
    """Open ones first; what the settled ones cost in all."""
    order = Case(When(state="open", then=Value(0)), When(state="decided", then=Value(1)), default=Value(2))
    shown = rows.select_related("team", "made_by").annotate(turn=order).order_by("turn", "-began_on", "-pk")[:SHOWN]
    costs: dict[str, Decimal] = defaultdict(Decimal)
    minutes = 0
    for currency, cost, spent in (
        rows.order_by()
        .values_list("currency")
        .annotate(cost=Sum("cost"), spent=Sum("cost_minutes", output_field=IntegerField()))
    ):
        if cost:
            costs[currency] += cost
        minutes += spent or 0
    return {"rows": shown, "tones": TONES, "costs": dict(costs), "hours": round(Decimal(minutes) / 60, 1)}


def _back(client: Client | None) -> str:
    return reverse("client_conflicts", args=[client.pk]) if client else reverse("conflicts")
