"""A stage of a plan: where it stands and whose move it is; a new one, changing it, and moving it after a look ahead."""

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
from rapport.delivery.plans.access import milestone_for, plan_for
from rapport.delivery.plans.add_milestone import add_milestone
from rapport.delivery.plans.change_milestone import change_milestone
from rapport.delivery.plans.foresee import Foreseen, foresee
from rapport.delivery.plans.models import Milestone, PlanChange
from rapport.delivery.plans.move import move
from rapport.delivery.plans.stages import way_of
from rapport.delivery.tasks.models import Task
from rapport.desk import two_editors
from rapport.desk.asking import AskForm
from rapport.desk.onward import go
from rapport.desk.plans.drawn import drawn_moved, stages
from rapport.desk.plans.forms import BeginForm, DoneForm, MilestoneForm, MoveForm, ReasonForm, stage_written
from rapport.desk.whereto import about
from rapport.journal.models import Entry
from rapport.portfolio.change import ChangedMeanwhile
from rapport.reckon.plan import may_begin
from rapport.ui.formats import day

SHOWN = 100


def milestone(request: HttpRequest, pk: int) -> HttpResponse:
    return draw(request, milestone_for(acting(request), pk))


def draw(request: HttpRequest, row: Milestone, *, status: int = 200, refusal: str = "", **forms: Any) -> HttpResponse:
    """One stage with every deed on it; also the answer to one that was refused."""
    member, plan = acting(request), row.plan
    way = way_of(plan.pk)
    stage = next(one for one in stages(way) if one.row.pk == row.pk)
    asked = way.asked.get(row.pk) or approvals.newest(Milestone, [row.pk]).get(row.pk)
    before = way.stage_of[row.pk].after
    may_keep = may(member, "plan.keep", plan.client.standing) and plan.state in ("draft", "going")
    context = about(
        plan.client,
        plan=plan,
        row=row,
        stage=stage,
        befores=[one for one in way.milestones if one.pk in before],
        afters=[one for one in way.milestones if row.pk in way.stage_of[one.pk].after],
        tasks=Task.objects.filter(milestone=row, deleted_at=None)
        .select_related("member")
        .order_by("due_at", "pk")[:SHOWN],
        changes=PlanChange.objects.filter(milestone=row).select_related("by")[:SHOWN],
        asked=asked,
        yes=yes_of(asked),
        refusal=refusal,
        waits=may_begin(way.befores(row)),
        may_keep=may_keep,
        may_ask=may_keep and may(member, "approval.ask", plan.client.standing),
        begin_form=BeginForm(),
        done_form=DoneForm(),
        ask_form=AskForm(client=plan.client),
    )
    return render(request, "desk/plans/milestone.html", context | forms, status=status)


def milestone_new(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    plan = plan_for(member, pk, "plan.keep")
    way = way_of(pk)
    form = MilestoneForm(request.POST if request.method == "POST" else None, client=plan.client, by=member, way=way)
    if form.is_valid():
        sent = form.cleaned_data
        try:
            add_milestone(
                plan, form.values(), by=member, first=sent["first"], last=sent["last"], after=form.wanted(),
                once=f"form:{sent['once']}" if sent["once"] else None,
            )  # fmt: skip
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("The milestone is in the plan."))
            return go("plan", pk)
    context = about(
        plan.client, plan=plan, form=form, title=_("New milestone"), deed=_("Add it"), back=reverse("plan", args=[pk])
    )
    return render(request, "desk/plans/form.html", context, status=422 if form.errors else 200)


def milestone_change(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    row = milestone_for(member, pk, "plan.keep")
    way = way_of(row.plan_id)
    form = MilestoneForm.of(row, member, way, request.POST if request.method == "POST" else None)
    if form.is_valid():
        values = two_editors.chosen(form.mine(), stage_written(row, way), request.POST)
        after = [one.pk for one in values.pop("after")]
        try:
            change_milestone(row, values, by=member, version=form.cleaned_data["version"] or 0, after=after)
        except ChangedMeanwhile:
            return _both(request, row, form)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Saved."))
            return go("milestone", pk)
    context = about(
        row.plan.client, plan=row.plan, form=form, title=_("Change the milestone"), deed=_("Save"),
        back=reverse("milestone", args=[pk]),
    )  # fmt: skip
    return render(request, "desk/plans/form.html", context, status=422 if form.errors else 200)


def milestone_move(request: HttpRequest, pk: int) -> HttpResponse:
    """GET with days shows what else would move; POST moves it, with the reason."""
    member = acting(request)
    row = milestone_for(member, pk, "plan.keep")
    begun = row.begun_at is not None
    if request.method == "POST":
        return _move(request, row, ReasonForm(request.POST, begun=begun))
    chosen = "first" in request.GET or "last" in request.GET
    form = MoveForm(request.GET if chosen else None, begun=begun, initial={"first": row.first})
    seen = None
    if form.is_valid():
        try:
            seen = foresee(row, form.cleaned_data.get("first"), form.cleaned_data["last"])
        except ValidationError as refusal:
            form.say(refusal)
    return _ahead(request, row, form, seen, ReasonForm(begun=begun, initial={"version": row.plan.version}))


def _move(request: HttpRequest, row: Milestone, form: ReasonForm) -> HttpResponse:
    status, seen = 422, None
    if form.is_valid():
        sent = form.cleaned_data
        try:
            done = move(
                row, by=acting(request), first=sent.get("first"), last=sent["last"], reason=sent["reason"],
                version=sent["version"],
            )  # fmt: skip
        except ChangedMeanwhile:
            status = 409
            words = _("The plan was changed meanwhile. Look at what moves now, and move it again.")
            form.add_error(None, words)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            moved = Milestone.objects.get(pk=row.pk)
            words = _("Moved: it now ends on %(day)s.") if done else _("It has these days already.")
            messages.success(request, words % {"day": day(moved.last)} if done else words)
            return go("plan", row.plan_id)
        try:
            seen = foresee(row, sent.get("first"), sent["last"])
        except ValidationError:
            seen = None
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = str(row.plan.version)  # type: ignore[index]
    return _ahead(request, row, form, seen, form, status=status)


def _ahead(
    request: HttpRequest, row: Milestone, form: MoveForm, seen: Foreseen | None, reason: ReasonForm, status: int = 200
) -> HttpResponse:
    shifts = {shift.key: shift for shift in seen.moved.shifts} if seen else {}
    context = about(
        row.plan.client,
        plan=row.plan,
        row=row,
        form=form,
        reason_form=reason,
        seen=seen,
        told=[who for who in seen.touched if who.pk != acting(request).pk] if seen and seen.critical else [],
        who={key: one.who for key, one in seen.way.by_pk.items()} if seen else {},
        timeline=drawn_moved(seen.way, shifts) if seen else None,
        same=bool(seen) and all((s.first, s.last) == (s.was_first, s.was_last) for s in shifts.values()),
        asks_why=row.plan.settled_at is not None,
    )
    return render(request, "desk/plans/move.html", context, status=422 if form.errors and status == 200 else status)


def _both(request: HttpRequest, row: Milestone, form: MilestoneForm) -> HttpResponse:
    rows = Entry.objects.filter(name="milestone.changed", about_id=row.pk).select_related("by").order_by("id")
    entries = [entry for entry in rows if entry.data.get("version", 0) > (form.cleaned_data["version"] or 0)]
    now = stage_written(row, form.way)
    both = two_editors.conflict(form, form.mine(), now, entries=entries, version=row.version)
    context = about(row.plan.client, **both, back=reverse("milestone", args=[row.pk]))
    return render(request, "desk/two_editors.html", context, status=409)
