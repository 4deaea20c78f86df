"""Weighs a handing over before it is done: the check date, what speaks against the dates, whether the task is SMART."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from rapport.agency.models import Agency, Member
from rapport.delivery.goals.models import Goal
from rapport.delivery.plans.models import Milestone
from rapport.delivery.tasks import calendars
from rapport.delivery.tasks.load import does_it_fit
from rapport.delivery.tasks.models import Task
from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.reckon import smart
from rapport.reckon.handing import CheckDate, doubts
from rapport.reckon.smart import Smart
from rapport.reckon.verdict import Reason


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is shown beside the form; `check` is None while a doer or a date is missing."""

    smart: Smart
    check: CheckDate | None = None
    check_at: datetime | None = None
    by_hand: bool = False
    doubts: tuple[Reason, ...] = field(default=())


def weigh(
    client: Client | None,
    *,
    title: str,
    what: str = "",
    criteria: str = "",
    steps: int = 0,
    form: Sequence[dict[str, object]] = (),
    goal: Goal | None = None,
    milestone: Milestone | None = None,
    hours: Decimal | None = None,
    begins: date | None = None,
    member: Member | None = None,
    due_at: datetime | None = None,
    client_due: date | None = None,
    check_at: datetime | None = None,
    task: int | None = None,
) -> Weighed:
    """`task` is the one that stands already, so that its own hours are not counted against it."""
    now, agency = clock.now(), Agency.ours()
    calendar = calendars.of_member(member, agency) if member else None
    room = due_day = fit = check = None
    against: tuple[Reason, ...] = ()
    today = clock.today()
    if due_at is not None:
        due_day = calendars.day_in(calendar, due_at) if calendar else clock.day_of(due_at)
    if calendar is not None:
        today = calendars.day_in(calendar, now)
    if member is not None and calendar is not None and due_at is not None:
        room = max(calendar.working_hours_between(now, due_at), 0.0)
        check = calendars.reckoned_check(now, due_at, calendar, agency)
        against = doubts(
            name=member.first_name, now=now, due=due_at, doer=calendar, client_due=client_due, check=check_at
        )
        fit = _fit(hours, due_at, member, begins, task, now)
    found = smart.task(
        title, today=today, what=what, criteria=criteria, steps=steps, form=any(one.get("required") for one in form),
        goal=goal.title if goal else "", milestone=milestone.title if milestone else "",
        has_client=client is not None, goals_there=_has_goals(client) if not goal and not milestone else None,
        hours=hours, room=room, due=due_day, begins=begins, fit=fit,
    )  # fmt: skip
    return Weighed(found, check, check_at or (check.at if check else None), check_at is not None, against)


def of_task(task: Task, steps: int) -> Smart:
    """The same letters of a task as it stands."""
    return weigh(
        task.client, title=task.title, what=task.what, criteria=task.criteria, steps=steps, form=task.form,
        goal=task.goal, milestone=task.milestone, hours=task.hours, begins=task.begins, member=task.member,
        due_at=task.due_at, client_due=task.client_due, task=task.pk,
    ).smart  # fmt: skip


def _fit(
    hours: Decimal | None, due_at: datetime, member: Member, begins: date | None, task: int | None, now: datetime
) -> smart.Fit | None:
    """What the doer's load says, where the hours are reckoned and the date is ahead."""
    if not hours or due_at <= now:
        return None
    said = does_it_fit(float(hours), due_at, member, begins=begins, without=task)
    return smart.Fit(said.verdict != "no", said.reasons[0])


def _has_goals(client: Client | None) -> bool | None:
    if client is None:
        return None
    return Goal.objects.filter(client=client, state=Goal.State.OPEN).exists()
