"""The work: what is aimed at, planned, handed over, done, asked for beside the contract, and owed to us."""

from __future__ import annotations

from rapport.delivery.briefs.models import Brief
from rapport.delivery.checks.models import KnownWord
from rapport.delivery.conflicts.models import Conflict
from rapport.delivery.extra.models import ExtraWork
from rapport.delivery.goals.models import Goal
from rapport.delivery.owed.models import Owed
from rapport.delivery.plans.models import Milestone, Plan, PlanChange
from rapport.delivery.requests.models import Request
from rapport.delivery.tasks.models import Comment, Doubt, HandedOn, Proposal, Recurrence, Return, Step, Task, TimeNote

__all__ = [
    "Brief",
    "Comment",
    "Conflict",
    "Doubt",
    "ExtraWork",
    "Goal",
    "HandedOn",
    "KnownWord",
    "Milestone",
    "Owed",
    "Plan",
    "PlanChange",
    "Proposal",
    "Recurrence",
    "Request",
    "Return",
    "Step",
    "Task",
    "TimeNote",
]
