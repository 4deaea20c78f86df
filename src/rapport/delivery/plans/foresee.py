"""What would happen if a milestone had other days: what else moves, whose tasks fall outside, whom it touches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.plans.add_milestone import check_day
from rapport.delivery.plans.models import Milestone
from rapport.delivery.plans.stages import Way, way_of
from rapport.delivery.tasks.models import OPEN_STATES, Task
from rapport.journal import clock
from rapport.reckon import plan as judged
from rapport.reckon.plan import Moved
from rapport.ui.formats import say


@dataclass(frozen=True)
class Foreseen:
    """All that goes along with a move; nothing of it has happened."""

    way: Way
    moved: Moved
    outside: tuple[Task, ...]  # open tasks whose dates would lie outside their milestone
    touched: tuple[Member, ...]  # who does what moves
    critical: bool  # something among it is critical, so whoever is touched is told


def foresee(milestone: Milestone, first: date | None, last: date | None = None) -> Foreseen:
    """Judge the move. Without `first` only the end moves; without `last` its working days are kept.

    Raises ValidationError by field with the reason for what cannot be.
    """
    way = way_of(milestone.plan_id)
    for name, day in (("first", first), ("last", last)):
        if day is not None and (wrong := check_day(day)):
            raise ValidationError({name: wrong})
    if first is None and last is None:
        raise ValidationError({"first": _("Choose another day.")})
    try:
        moved = judged.move(way.stages, milestone.pk, first or milestone.first, last, today=clock.today())
    except judged.Refused as refused:
        raise ValidationError({"first" if first is not None else "last": say(refused.reason)}) from None
    if wrong := check_day(moved.end):
        raise ValidationError({"first": wrong})
    rows = [way.by_pk[shift.key] for shift in moved.shifts]
    touched = {row.who_id: row.who for row in rows if row.who}
    return Foreseen(
        way, moved, tuple(_outside({shift.key: (shift.first, shift.last) for shift in moved.shifts})),
        tuple(touched.values()), any(row.critical for row in rows),
    )  # fmt: skip


def _outside(days: Mapping[int, tuple[date, date]]) -> list[Task]:
    """Open tasks of these milestones that are due before it begins or after it ends."""
    rows = Task.objects.filter(milestone__in=list(days), deleted_at=None, state__in=OPEN_STATES).exclude(due_at=None)
    found = []
    for task in rows.select_related("member", "milestone").order_by("due_at", "pk"):
        first, last = days[task.milestone_id or 0]
        if task.due_at is not None and not first <= clock.day_of(task.due_at) <= last:
            found.append(task)
    return found
