"""Begins a milestone, when what it waits for is done and agreed; and takes that back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.plans.lock import held_milestone, write
from rapport.delivery.plans.models import Milestone
from rapport.delivery.plans.stages import way_of
from rapport.journal import clock
from rapport.journal.record import record
from rapport.reckon.plan import may_begin
from rapport.ui.formats import say


def begin(milestone: Milestone, *, by: Member, despite: str = "") -> Milestone:
    """The work on it has begun. One that waits for something is refused, unless `despite` says why all the same."""
    despite = despite.strip()[:1000]
    with transaction.atomic():
        standing = held_milestone(milestone, by=by)
        if standing.begun_at or standing.done_at:
            return standing
        found = may_begin(way_of(standing.plan_id).befores(standing))
        if not found.may and not despite:
            reasons = " ".join(say(reason) for reason in found.reasons)
            words = _("It cannot begin yet. %(reasons)s") % {"reasons": reasons}
            raise ValidationError({"despite": words})
        standing.begun_at = clock.now()
        write(standing)
        record(
            "milestone.begun", by=by, about=standing, client=standing.plan.client_id, plan=standing.plan_id,
            title=standing.title, despite="" if found.may else despite,
        )  # fmt: skip
    return standing


def take_back(milestone: Milestone, *, by: Member) -> bool:
    """It has not begun after all; False when it is done, or never began."""
    with transaction.atomic():
        standing = held_milestone(milestone, by=by)
        if standing.begun_at is None or standing.done_at:
            return False
        standing.begun_at = None
        write(standing)
        record(
            "milestone.unbegun", by=by, about=standing, client=standing.plan.client_id, in_story=False,
            plan=standing.plan_id, title=standing.title,
        )  # fmt: skip
    return True
