"""A plan: its stages over their days and in words, drawing one up, changing what it is about."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.agency.access import acting, may
from rapport.approvals import facts as approvals
from rapport.delivery.answers import yes_of
from rapport.delivery.plans.access import plan_for
from rapport.delivery.plans.change import change
from rapport.delivery.plans.draw_up import draw_up
from rapport.delivery.plans.models import Plan, PlanChange
from rapport.delivery.plans.stages import way_of
from rapport.desk import two_editors
from rapport.desk.asking import AskForm
from rapport.desk.onward import go
from rapport.desk.plans.drawn import drawn, in_words, stages
from rapport.desk.plans.forms import DropForm, PlanForm, PlanNewForm, SettleForm, written
from rapport.desk.whereto import about
from rapport.journal.models import Entry
from rapport.portfolio.access import client_for
from rapport.portfolio.change import ChangedMeanwhile
from rapport.portfolio.show import is_shown

SHOWN = 30


def plan(request: HttpRequest, pk: int) -> HttpResponse:
    return draw(request, plan_for(acting(request), pk))


def draw(request: HttpRequest, plan: Plan, *, status: int = 200, refusal: str = "", **forms: Any) -> HttpResponse:
    """The plan with every deed on it; also the answer to one that was refused."""
    member = acting(request)
    way = way_of(plan.pk)
    asked = approvals.newest(Plan, [plan.pk]).get(plan.pk)
    rows = stages(way)
    changes = PlanChange.objects.filter(plan=plan).select_related("by", "milestone")
    may_keep = may(member, "plan.keep", plan.client.standing) and plan.state in ("draft", "going")
    context = about(
        plan.client,
        plan=plan,
        stages=rows,
        words=in_words(way),
        timeline=drawn(way),
        changes=list(changes[:SHOWN]),
        asked=asked,
        asked_of={pk: one.approval for pk, one in way.asked.items()},
        yes=yes_of(asked),
        shown=is_shown(plan),
        may_keep=may_keep,
        may_reopen=may(member, "plan.keep", plan.client.standing),
        may_mark=may(member, "portal.mark", plan.client.standing),
        may_ask=may_keep and bool(rows) and may(member, "approval.ask", plan.client.standing),
        all_done=bool(rows) and all(one.row.done_at for one in rows),
        refusal=refusal,
        settle_form=SettleForm(),
        drop_form=DropForm(),
        ask_form=AskForm(client=plan.client),
    )
    return render(request, "desk/plans/plan.html", context | forms, status=status)


def plan_new(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "plan.keep")
    form = PlanNewForm(request.POST if request.method == "POST" else None, client=client, by=member)
    if form.is_valid():
        sent = form.cleaned_data
        try:
            made = draw_up(
                client, form.values(), by=member, like=sent["like"], first=sent["first"],
                once=f"form:{sent['once']}" if sent["once"] else None,
            )  # fmt: skip
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("The plan is drawn up. Nothing in it counts until its dates are agreed."))
            return go("plan", made.pk)
    context = about(
        client, form=form, title=_("New plan"), deed=_("Draw it up"), back=reverse("client_plan", args=[pk])
    )
    return render(request, "desk/plans/form.html", context, status=422 if form.errors else 200)


def plan_change(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    plan = plan_for(member, pk, "plan.keep")
    form = PlanForm.of(plan, request.POST if request.method == "POST" else None)
    if form.is_valid():
        values = two_editors.chosen(form.values(), written(plan), request.POST)
        try:
            change(plan, values, by=member, version=form.cleaned_data["version"] or 0)
        except ChangedMeanwhile:
            return _both(request, plan, form)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Saved."))
            return go("plan", pk)
    context = about(plan.client, form=form, title=_("Change the plan"), deed=_("Save"), back=reverse("plan", args=[pk]))
    return render(request, "desk/plans/form.html", context, status=422 if form.errors else 200)


def _both(request: HttpRequest, plan: Plan, form: PlanForm) -> HttpResponse:
    rows = Entry.objects.filter(name="plan.changed", about_id=plan.pk).select_related("by").order_by("id")
    entries = [entry for entry in rows if entry.data.get("version", 0) > (form.cleaned_data["version"] or 0)]
    both = two_editors.conflict(form, form.values(), written(plan), entries=entries, version=plan.version)
    context = about(plan.client, **both, back=reverse("plan", args=[plan.pk]))
    return render(request, "desk/two_editors.html", context, status=409)
