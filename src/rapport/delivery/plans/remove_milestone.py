"""Takes a milestone out of a plan, and puts it back; what came after it comes after what it came after."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.approvals.withdraw import withdraw_of_subject
from rapport.delivery.plans.lock import held, held_milestone, touch
from rapport.delivery.plans.models import Milestone
from rapport.delivery.plans.stages import way_of
from rapport.journal import clock
from rapport.journal.record import record
from rapport.reckon.plan import Refused, in_order
from rapport.ui.formats import say


def remove_milestone(milestone: Milestone, *, by: Member) -> Milestone:
    """Out of the plan. What is done stays: it happened."""
    with transaction.atomic():
        standing = held_milestone(milestone, by=by)
        if standing.done_at:
            raise ValidationError(_("It is done, so it stays in the plan."))
        standing.deleted_at = clock.now()
        standing.version += 1
        standing.save()
        earlier = list(standing.after.filter(deleted_at=None))
        for later in standing.before.filter(deleted_at=None):
            later.after.add(*earlier)
        touch(standing.plan)
        withdraw_of_subject(standing, by=by)
        record(
            "milestone.removed", by=by, about=standing, client=standing.plan.client_id,
            in_story=standing.plan.settled_at is not None, plan=standing.plan_id, title=standing.title,
        )  # fmt: skip
    return standing


def restore_milestone(milestone: Milestone, *, by: Member) -> bool:
    """Back into the plan, where it was; False when it is there."""
    with transaction.atomic():
        plan = held(milestone.plan, by=by)
        standing = Milestone.objects.get(pk=milestone.pk)
        if standing.deleted_at is None:
            return False
        standing.plan, standing.deleted_at = plan, None
        standing.version += 1
        standing.save()
        try:
            in_order(way_of(plan.pk).stages)
        except Refused as refused:
            raise ValidationError(say(refused.reason)) from None
        touch(plan)
        record(
            "milestone.restored", by=by, about=standing, client=plan.client_id,
            in_story=plan.settled_at is not None, plan=plan.pk, title=standing.title,
        )  # fmt: skip
    return True
