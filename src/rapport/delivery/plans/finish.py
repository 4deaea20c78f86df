"""Marks a milestone done, today or on an earlier day; and takes that back."""

from __future__ import annotations

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.approvals.withdraw import withdraw_of_subject
from rapport.delivery.plans.lock import held_milestone, write
from rapport.delivery.plans.models import Milestone
from rapport.delivery.plans.stages import way_of
from rapport.journal import clock
from rapport.journal.record import record
from rapport.reckon.plan import may_begin
from rapport.ui.formats import say


def finish(milestone: Milestone, *, by: Member, on: date | None = None) -> Milestone:
    """It is done. One that has not begun, and may not yet, is refused; one done already stays as it is."""
    with transaction.atomic():
        standing = held_milestone(milestone, by=by)
        if standing.done_at:
            return standing
        if not standing.begun_at:
            found = may_begin(way_of(standing.plan_id).befores(standing))
            if not found.may:
                reasons = " ".join(say(reason) for reason in found.reasons)
                raise ValidationError(_("It has not begun, and waits still. %(reasons)s") % {"reasons": reasons})
        standing.done_at, standing.done_by = _instant(on), by
        standing.begun_at = standing.begun_at or standing.done_at
        write(standing)
        late = (clock.day_of(standing.done_at) - standing.last).days
        record(
            "milestone.done", by=by, about=standing, client=standing.plan.client_id, plan=standing.plan_id,
            title=standing.title, late=max(late, 0), needs_approval=standing.needs_approval,
        )  # fmt: skip
    return standing


def undo(milestone: Milestone, *, by: Member) -> bool:
    """It is not done after all, and the client is asked about it no more; False when it was not done."""
    with transaction.atomic():
        standing = held_milestone(milestone, by=by)
        if standing.done_at is None:
            return False
        standing.done_at = standing.done_by = None
        write(standing)
        withdraw_of_subject(standing, by=by)
        record(
            "milestone.undone", by=by, about=standing, client=standing.plan.client_id, plan=standing.plan_id,
            title=standing.title,
        )  # fmt: skip
    return True


def _instant(on: date | None) -> datetime:
    now = clock.now()
    if on is None or on == clock.today():
        return now
    if on > clock.today():
        raise ValidationError({"on": _("That day is still ahead.")})
    if on < date(1990, 1, 1):
        raise ValidationError({"on": _("This is too long ago to be right. Check the year.")})
    return datetime.combine(on, time(12), timezone.get_current_timezone())
