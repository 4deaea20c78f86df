"""Moves a milestone with all that follows it, keeps the reason, and tells whom a critical date touches."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.plans import remind
from rapport.delivery.plans.foresee import Foreseen, foresee
from rapport.delivery.plans.lock import held_milestone, touch
from rapport.delivery.plans.models import Milestone, PlanChange
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.change import ChangedMeanwhile

LONGEST = 1000


def move(
    milestone: Milestone,
    *,
    by: Member,
    first: date | None,
    last: date | None = None,
    reason: str = "",
    version: int | None = None,
) -> PlanChange | None:
    """Give it other days; None when they are those it has. `version` is that of the plan whose preview was seen.

    Once the plan is settled a reason is asked. Raises ChangedMeanwhile, and ValidationError by field.
    """
    reason = reason.strip()
    with transaction.atomic():
        standing = held_milestone(milestone, by=by)
        plan = standing.plan
        if version is not None and plan.version != version:
            raise ChangedMeanwhile
        if plan.settled_at and not reason:
            raise ValidationError({"reason": _("Say why: those whom it touches will ask.")})
        if len(reason) > LONGEST:
            raise ValidationError({"reason": _("At most %(limit)s characters fit here.") % {"limit": LONGEST}})
        found = foresee(standing, first, last)
        asked = found.moved.shifts[0]
        if (asked.first, asked.last) == (asked.was_first, asked.was_last):
            return None
        _write(found)
        touch(plan)
        kept = [
            [s.key, *(day.isoformat() for day in (s.was_first, s.was_last, s.first, s.last))]
            for s in found.moved.shifts
        ]
        change = PlanChange.objects.create(
            plan=plan, milestone=standing, moved=kept, reason=reason, by=by, at=clock.now()
        )
        if plan.settled_at and found.critical:
            remind.tell(plan, change, found, by=by)
        record(
            "milestone.moved", by=by, about=standing, client=plan.client_id, in_story=plan.settled_at is not None,
            plan=plan.pk, title=standing.title, reason=reason, was_first=kept[0][1], was_last=kept[0][2],
            first=kept[0][3], last=kept[0][4], others=len(kept) - 1, critical=found.critical,
            end_was=found.moved.end_was.isoformat(), end=found.moved.end.isoformat(),
        )  # fmt: skip
    return change


def _write(found: Foreseen) -> None:
    rows = []
    for shift in found.moved.shifts:
        row = found.way.by_pk[shift.key]
        row.first, row.last, row.version = shift.first, shift.last, row.version + 1
        rows.append(row)
    Milestone.objects.bulk_update(rows, ["first", "last", "version"])
