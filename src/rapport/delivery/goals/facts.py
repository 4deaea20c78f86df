"""What a goal rests on: its stages and its tasks, and what was done for it, one statement per fact for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rapport.delivery.goals.models import Goal
from rapport.delivery.plans.models import Milestone
from rapport.delivery.tasks.models import Task
from rapport.journal import clock
from rapport.reckon.verdict import Reason, because, counted


@dataclass(slots=True)
class Work:
    """All that hangs on a goal; tasks of its stages count too."""

    milestones: list[Milestone] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)

    @property
    def done(self) -> list[Milestone | Task]:
        """What was finished for it, the latest first."""
        finished: list[Milestone | Task] = [one for one in self.milestones if one.done_at]
        finished += [one for one in self.tasks if one.state == Task.State.DONE]
        return sorted(finished, key=_when, reverse=True)


def goals_of(client_id: int, *, open_only: bool = False) -> list[Goal]:
    """A client's goals: those under way by date, then the others, the latest first; one statement."""
    rows = Goal.objects.filter(client=client_id)
    if open_only:
        rows = rows.filter(state=Goal.State.OPEN)
    found = list(rows.order_by("due", "pk"))
    going = [goal for goal in found if goal.state == Goal.State.OPEN]
    going.sort(key=lambda goal: (goal.due is None, goal.due or clock.today(), goal.pk))
    ended = [goal for goal in found if goal.state != Goal.State.OPEN]
    ended.sort(key=lambda goal: (goal.closed_at or goal.made_at, goal.pk), reverse=True)
    return going + ended


def work_for(goal_ids: Iterable[int]) -> dict[int, Work]:
    """The stages and the tasks of each goal; two statements."""
    found: dict[int, Work] = defaultdict(Work)
    ids = list(goal_ids)
    stages = Milestone.objects.filter(goal__in=ids, deleted_at=None).exclude(plan__state="dropped")
    for stage in stages.select_related("plan", "who").order_by("first", "place", "pk"):
        found[stage.goal_id or 0].milestones.append(stage)
    goal_of = {stage.pk: goal for goal, work in found.items() for stage in work.milestones}
    tasks = Task.objects.filter(deleted_at=None).exclude(state=Task.State.DROPPED)
    tasks = tasks.filter(goal__in=ids) | tasks.filter(goal=None, milestone__in=goal_of)
    for task in tasks.select_related("member").order_by("due_at", "pk"):
        found[task.goal_id or goal_of[task.milestone_id or 0]].tasks.append(task)
    return dict(found)


def in_words(work: Work) -> Sequence[Reason]:
    """What we did for it, in sentences; nothing yet is said too."""
    if not work.milestones and not work.tasks:
        return [because("Nothing is planned for it yet.")]
    said = []
    if work.milestones:
        all_of_them = counted("{n} milestone", "{n} milestones", len(work.milestones))
        done = sum(bool(one.done_at) for one in work.milestones)
        said.append(because("{done} of {milestones} done.", done=done, milestones=all_of_them))
    if work.tasks:
        tasks = counted("{n} task", "{n} tasks", len(work.tasks))
        done = sum(task.state == Task.State.DONE for task in work.tasks)
        said.append(because("{done} of {tasks} done.", done=done, tasks=tasks))
    if last := next(iter(work.done), None):
        said.append(because("Last, on {day}: {what}.", day=clock.day_of(_when(last)), what=last.title))
    else:
        said.append(because("Nothing of it is finished yet."))
    return said


def _when(one: Milestone | Task) -> datetime:
    return (one.done_at if isinstance(one, Milestone) else one.closed_at) or clock.now()
