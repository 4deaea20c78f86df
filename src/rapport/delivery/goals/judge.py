"""Whether a stored goal is SMART, by letter and with reasons, as of today."""

from __future__ import annotations

from rapport.delivery.goals.models import Goal
from rapport.journal import clock
from rapport.reckon import smart


def judge(goal: Goal) -> smart.Smart:
    return smart.goal(
        goal.title, today=clock.today(), aim=goal.aim, metric=goal.metric, baseline=goal.baseline, target=goal.target,
        unit=goal.unit, criteria=goal.criteria, since=goal.since, due=goal.due,
    )  # fmt: skip
