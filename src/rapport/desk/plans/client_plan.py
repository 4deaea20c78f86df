"""What a client wants to reach and the way there: goals, plans and briefs on one page, each in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.agency.access import acting, may
from rapport.delivery.briefs.asking import complete
from rapport.delivery.briefs.facts import briefs_of
from rapport.delivery.briefs.models import Brief
from rapport.delivery.goals.facts import goals_of
from rapport.delivery.goals.judge import judge
from rapport.delivery.goals.models import Goal
from rapport.delivery.plans.facts import PlanFact, plans_of
from rapport.delivery.plans.models import Plan
from rapport.desk.client.head import head_of
from rapport.portfolio.access import client_for
from rapport.portfolio.show import shown_of
from rapport.reckon.completeness import Completeness
from rapport.reckon.smart import Smart

SHOWN = 100  # of those that ended


@dataclass(frozen=True, slots=True)
class GoalRow:
    goal: Goal
    smart: Smart | None  # of one under way
    shown: bool


@dataclass(frozen=True, slots=True)
class PlanRow:
    plan: PlanFact
    shown: bool


@dataclass(frozen=True, slots=True)
class BriefRow:
    brief: Brief
    complete: Completeness
    shown: bool


def client_plan(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "plan.see")
    seen = shown_of(pk, (Goal, Plan, Brief))
    goals = [
        GoalRow(goal, judge(goal) if goal.state == Goal.State.OPEN else None, goal.pk in seen[Goal])
        for goal in goals_of(pk)
    ]
    plans = [PlanRow(plan, plan.pk in seen[Plan]) for plan in plans_of(pk)]
    context = {
        **head_of(client, member, "plan"),
        "goals": [row for row in goals if row.smart],
        "ended": [row for row in goals if not row.smart][:SHOWN],
        "plans": [row for row in plans if row.plan.state in ("going", "draft")],
        "past": [row for row in plans if row.plan.state not in ("going", "draft")][:SHOWN],
        "briefs": [BriefRow(brief, complete(brief), brief.pk in seen[Brief]) for brief in briefs_of(pk)],
        "may_keep": may(member, "plan.keep", client.standing),
    }
    return render(request, "desk/plans/client_plan.html", context)
