"""Deeds on plans and their stages, each a POST: dates agreed, begun, done, asked, shown, ended, and each taken back."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.delivery.plans import begin, close, finish
from rapport.delivery.plans.access import milestone_for, plan_for
from rapport.delivery.plans.ask_client import ask_about_milestone, ask_about_plan
from rapport.delivery.plans.models import Milestone
from rapport.delivery.plans.remove_milestone import remove_milestone, restore_milestone
from rapport.delivery.plans.settle import settle
from rapport.desk.asking import AskForm
from rapport.desk.onward import asked, go
from rapport.desk.plans import milestones, views
from rapport.desk.plans.forms import BeginForm, DoneForm, DropForm, SettleForm
from rapport.portfolio.show import hide, show


@require_POST
def plan_settle(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_for(acting(request), pk, "plan.keep")
    form = SettleForm(request.POST)
    if form.is_valid():
        try:
            settle(plan, by=acting(request), reason=form.cleaned_data["reason"])
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("These dates are agreed; every later change asks why."))
            return go("plan", pk)
    return views.draw(request, plan, settle_form=form, status=422)


@require_POST
def plan_close(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_for(acting(request), pk, "plan.keep")
    if request.POST.get("state") == "done":
        try:
            close.close(plan, "done", by=acting(request))
        except ValidationError as refusal:
            return views.draw(request, plan, refusal=" ".join(refusal.messages), status=422)
        messages.success(request, _("The plan is done."), extra_tags=reverse("plan_reopen", args=[pk]))
        return go("plan", pk)
    form = DropForm(request.POST)
    if form.is_valid():
        try:
            close.close(plan, "dropped", by=acting(request), note=form.cleaned_data["note"])
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("The plan is dropped."), extra_tags=reverse("plan_reopen", args=[pk]))
            return go("plan", pk)
    return views.draw(request, plan, drop_form=form, status=422)


@require_POST
def plan_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_for(acting(request), pk, "plan.keep")
    done = close.reopen(plan, by=acting(request))
    messages.success(request, _("The plan goes on.") if done else _("There was nothing left to take back."))
    return go("plan", pk)


@require_POST
def plan_ask(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_for(acting(request), pk, "approval.ask")
    form = AskForm(request.POST, client=plan.client)
    if form.is_valid():
        try:
            contact = form.cleaned_data["contact"]
            ask_about_plan(plan, contact=contact, by=acting(request), due=form.due_at())
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("%(name)s is asked.") % {"name": contact.name})
            return go("plan", pk)
    return views.draw(request, plan, ask_form=form, status=422)


@require_POST
def plan_mark(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_for(acting(request), pk, "portal.mark")
    if request.POST.get("shown") == "yes":
        show(plan, plan.client, acting(request))
        messages.success(request, _("The client sees it from now on."))
    else:
        hide(plan, acting(request))
        messages.success(request, _("The client does not see it any more."))
    return go("plan", pk)


@require_POST
def milestone_begin(request: HttpRequest, pk: int) -> HttpResponse:
    row = milestone_for(acting(request), pk, "plan.keep")
    form = BeginForm(request.POST)
    if form.is_valid():
        try:
            begin.begin(row, by=acting(request), despite=form.cleaned_data["despite"])
        except ValidationError as refusal:
            form.say(refusal)
        else:
            return _on(request, row, _("It has begun."), "milestone_unbegin")
    return milestones.draw(request, row, begin_form=form, status=422)


@require_POST
def milestone_unbegin(request: HttpRequest, pk: int) -> HttpResponse:
    row = milestone_for(acting(request), pk, "plan.keep")
    try:
        return _taken_back(request, row, begin.take_back(row, by=acting(request)))
    except ValidationError as refusal:
        return milestones.draw(request, row, refusal=" ".join(refusal.messages), status=409)


@require_POST
def milestone_done(request: HttpRequest, pk: int) -> HttpResponse:
    row = milestone_for(acting(request), pk, "plan.keep")
    form = DoneForm(request.POST)
    if form.is_valid():
        try:
            finish.finish(row, by=acting(request), on=form.cleaned_data["on"])
        except ValidationError as refusal:
            form.say(refusal)
        else:
            words = _("Done. Now the client is to be asked for their yes.") if row.needs_approval else _("Done.")
            return _on(request, row, words, "milestone_undone")
    return milestones.draw(request, row, done_form=form, status=422)


@require_POST
def milestone_undone(request: HttpRequest, pk: int) -> HttpResponse:
    row = milestone_for(acting(request), pk, "plan.keep")
    try:
        return _taken_back(request, row, finish.undo(row, by=acting(request)))
    except ValidationError as refusal:
        return milestones.draw(request, row, refusal=" ".join(refusal.messages), status=409)


@require_POST
def milestone_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = milestone_for(acting(request), pk, "plan.keep")
    try:
        remove_milestone(row, by=acting(request))
    except ValidationError as refusal:
        return milestones.draw(request, row, refusal=" ".join(refusal.messages), status=409)
    words = _("“%(title)s” is out of the plan.") % {"title": row.title}
    messages.success(request, words, extra_tags=reverse("milestone_restore", args=[pk]))
    return go("plan", row.plan_id)


@require_POST
def milestone_restore(request: HttpRequest, pk: int) -> HttpResponse:
    row = milestone_for(acting(request), pk, "plan.keep", removed=True)
    try:
        done = restore_milestone(row, by=acting(request))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("It is back.") if done else _("There was nothing left to take back."))
    return go("plan", row.plan_id)


@require_POST
def milestone_ask(request: HttpRequest, pk: int) -> HttpResponse:
    row = milestone_for(acting(request), pk, "approval.ask")
    form = AskForm(request.POST, client=row.plan.client)
    if form.is_valid():
        try:
            contact = form.cleaned_data["contact"]
            ask_about_milestone(row, contact=contact, by=acting(request), due=form.due_at())
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("%(name)s is asked.") % {"name": contact.name})
            return go("milestone", pk)
    return milestones.draw(request, row, ask_form=form, status=422)


def _on(request: HttpRequest, row: Milestone, words: str, undo: str) -> HttpResponse:
    there = asked(request, reverse("milestone", args=[row.pk]))
    back = f"{reverse(undo, args=[row.pk])}?{urlencode({'next': there})}"
    messages.success(request, words, extra_tags=back)
    return go(there)


def _taken_back(request: HttpRequest, row: Milestone, done: bool) -> HttpResponse:
    messages.success(request, _("Taken back.") if done else _("There was nothing left to take back."))
    return go(asked(request, reverse("milestone", args=[row.pk])))
