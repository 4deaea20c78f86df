"""A goal of a client: letter by letter whether it is SMART, what hangs on it, what we did for it, how it ended."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from rapport.agency.access import acting, may
from rapport.catalogue.content import read, said
from rapport.catalogue.editions import newest_of
from rapport.delivery.goals.access import goal_for
from rapport.delivery.goals.change import change
from rapport.delivery.goals.close import close, reopen
from rapport.delivery.goals.facts import Work, in_words, work_for
from rapport.delivery.goals.judge import judge
from rapport.delivery.goals.models import Goal
from rapport.delivery.goals.set_goal import set_goal
from rapport.desk import two_editors
from rapport.desk.figures.words import figure
from rapport.desk.goals.forms import EndForm, GoalForm, written
from rapport.desk.onward import go
from rapport.desk.whereto import about
from rapport.journal.models import Entry
from rapport.portfolio.access import client_for
from rapport.portfolio.change import ChangedMeanwhile
from rapport.portfolio.models import Client, Engagement
from rapport.portfolio.show import hide, is_shown, show
from rapport.results.goals.figure import Followed, followed

SHOWN = 100


def goal(request: HttpRequest, pk: int) -> HttpResponse:
    return draw(request, goal_for(acting(request), pk))


def draw(request: HttpRequest, goal: Goal, *, status: int = 200, end_form: EndForm | None = None) -> HttpResponse:
    """The goal with every deed on it; also the answer to one that was refused."""
    member = acting(request)
    work = work_for([goal.pk]).get(goal.pk, Work())
    sees_figures = may(member, "figures.see", goal.client.standing)
    followed_by = followed(goal.client, [goal]).get(goal.pk) if sees_figures else None
    context = about(
        goal.client,
        goal=goal,
        figure=followed_by,
        said=_said(followed_by) if followed_by else None,
        smart=judge(goal) if goal.state == Goal.State.OPEN else None,
        letters=letter_words(),
        did=in_words(work),
        milestones=work.milestones[:SHOWN],
        tasks=work.tasks[:SHOWN],
        shown=is_shown(goal),
        may_keep=may(member, "plan.keep", goal.client.standing),
        may_mark=may(member, "portal.mark", goal.client.standing),
        end_form=end_form or EndForm(),
    )
    return render(request, "desk/goals/goal.html", context, status=status)


def _said(found: Followed) -> dict[str, str]:
    """Its figure and where it should be, as people read them."""
    unit = found.metric.unit
    pace = found.way.pace
    if pace is not None and unit == "share":
        pace /= 100
    return {"now": figure(found.value, unit, found.currency), "pace": figure(pace, unit, found.currency)}


def letter_words() -> dict[str, str]:
    """What each letter stands for."""
    return {
        "S": pgettext("smart", "Specific"),
        "M": pgettext("smart", "Measurable"),
        "A": pgettext("smart", "Within reach"),
        "R": pgettext("smart", "For their business"),
        "T": pgettext("smart", "Dated"),
    }


def goal_new(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "plan.keep")
    form = GoalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        once = form.cleaned_data["once"]
        try:
            made = set_goal(client, form.values(), by=member, once=f"form:{once}" if once else None)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("The goal is set."))
            return go("goal", made.pk)
    return _form(request, client, form, _("Set a goal"), _("Set it"), reverse("client_plan", args=[pk]))


def goal_change(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    goal = goal_for(member, pk, "plan.keep")
    form = GoalForm.of(goal, request.POST if request.method == "POST" else None)
    if form.is_valid():
        values = two_editors.chosen(form.values(), written(goal), request.POST)
        try:
            change(goal, values, by=member, version=form.cleaned_data["version"] or 0)
        except ChangedMeanwhile:
            return _both(request, goal, form)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Saved."))
            return go("goal", pk)
    return _form(request, goal.client, form, _("Change the goal"), _("Save"), reverse("goal", args=[pk]))


@require_POST
def goal_close(request: HttpRequest, pk: int) -> HttpResponse:
    goal = goal_for(acting(request), pk, "plan.keep")
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            close(goal, form.cleaned_data["state"], by=acting(request), note=form.cleaned_data["note"])
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Noted."), extra_tags=reverse("goal_reopen", args=[pk]))
            return go("goal", pk)
    return draw(request, goal, end_form=form, status=422)


@require_POST
def goal_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    goal = goal_for(acting(request), pk, "plan.keep")
    done = reopen(goal, by=acting(request))
    messages.success(request, _("It is aimed at again.") if done else _("There was nothing left to take back."))
    return go("goal", pk)


@require_POST
def goal_mark(request: HttpRequest, pk: int) -> HttpResponse:
    goal = goal_for(acting(request), pk, "portal.mark")
    if request.POST.get("shown") == "yes":
        show(goal, goal.client, acting(request))
        messages.success(request, _("The client sees it from now on."))
    else:
        hide(goal, acting(request))
        messages.success(request, _("The client does not see it any more."))
    return go("goal", pk)


def metrics_of(client: Client) -> list[str]:
    """What the services are judged by that the client buys, to choose from; two statements."""
    bought = {engagement.service for engagement in Engagement.objects.current().filter(client=client)
              .select_related("service")}  # fmt: skip
    names = [said(metric.name) for edition in newest_of(bought).values() for metric in read(edition.content).metrics]
    return list(dict.fromkeys(names))


def _form(request: HttpRequest, client: Client, form: GoalForm, title: str, deed: str, back: str) -> HttpResponse:
    context = about(client, form=form, title=title, deed=deed, back=back, metrics=metrics_of(client))
    return render(request, "desk/goals/form.html", context, status=422 if form.errors else 200)


def _both(request: HttpRequest, goal: Goal, form: GoalForm) -> HttpResponse:
    rows = Entry.objects.filter(name="goal.changed", about_id=goal.pk).select_related("by").order_by("id")
    entries = [entry for entry in rows if entry.data.get("version", 0) > (form.cleaned_data["version"] or 0)]
    both = two_editors.conflict(form, form.values(), written(goal), entries=entries, version=goal.version)
    context = about(goal.client, **both, back=reverse("goal", args=[goal.pk]))
    return render(request, "desk/two_editors.html", context, status=409)
