"""All that a report of a client and period is made of, by as many statements whatever there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from rapport.conversations.promises.models import Promise
from rapport.delivery.goals.models import Goal
from rapport.delivery.owed.models import Owed
from rapport.delivery.plans.models import Milestone, Plan
from rapport.delivery.tasks.models import Task
from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.reckon.report.content import Language, Period
from rapport.results.findings.facts import of_days
from rapport.results.findings.models import Finding
from rapport.results.reports.figures import Figures, figures_of

MOST_DONE, MOST_NEXT = 60, 8
AHEAD = timedelta(days=92)  # how far what comes next looks


@dataclass(frozen=True, slots=True)
class Gathered:
    client: Client
    period: Period
    goals: Sequence[Goal]
    milestones: Sequence[Milestone]  # done in the period
    tasks: Sequence[Task]  # done in the period for a goal, a milestone or a service
    coming: Sequence[Milestone]
    promises: Sequence[Promise]
    owed: Sequence[Owed]
    findings: Sequence[Finding]
    figures: Figures


def gather(client: Client, period: Period, language: Language) -> Gathered:
    since, until = _span(client, period)
    closed = Q(state=Goal.State.OPEN, made_at__lt=until) | Q(closed_at__gte=since, made_at__lt=until)
    goals = list(
        Goal.objects.filter(closed, client=client).exclude(state=Goal.State.DROPPED).order_by("due", "made_at", "pk")
    )
    stages = Milestone.objects.filter(plan__client=client, deleted_at=None).exclude(plan__state=Plan.State.DROPPED)
    done = stages.filter(done_at__gte=since, done_at__lt=until).order_by("done_at", "pk")
    coming = stages.filter(
        done_at=None, plan__state=Plan.State.GOING, plan__settled_at__isnull=False, last__lte=period.last + AHEAD
    )
    tasks = Task.objects.here().filter(client=client, state=Task.State.DONE, closed_at__gte=since, closed_at__lt=until)
    ours = Q(goal__isnull=False) | Q(milestone__isnull=False) | Q(service__isnull=False)
    promises = Promise.objects.filter(client=client, by_us=True, state=Promise.State.OPEN, due__gt=period.last)
    return Gathered(
        client=client,
        period=period,
        goals=goals,
        milestones=list(done[:MOST_DONE]),
        tasks=list(
            tasks.filter(ours)
            .exclude(source="report")
            .select_related("milestone")
            .order_by("closed_at", "pk")[:MOST_DONE]
        ),
        coming=list(coming.select_related("plan").order_by("last", "first", "pk")[:MOST_NEXT]),
        promises=list(promises.order_by("due", "pk")[:MOST_NEXT]),
        owed=list(Owed.objects.filter(client=client, state=Owed.State.OPEN).order_by("due", "pk")[:MOST_NEXT]),
        findings=of_days(client.pk, period.first, period.last),
        figures=figures_of(client, goals, period, language),
    )


def goal_of(task: Task) -> int | None:
    """The goal it was done for: its own, or its milestone's."""
    return task.goal_id or (task.milestone.goal_id if task.milestone else None)


def _span(client: Client, period: Period) -> tuple[datetime, datetime]:
    """From the first instant of the first day to the end of the last, by the client's clock."""
    zone = clock.zone_of(client.zone)

    def begin(day: date) -> datetime:
        return datetime.combine(day, time(), tzinfo=zone)

    return begin(period.first), begin(period.last + timedelta(days=1))
