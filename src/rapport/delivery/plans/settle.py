"""Settles a plan: its dates become the baseline that every later change is held against."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.plans.lock import held
from rapport.delivery.plans.models import Milestone, Plan, PlanChange
from rapport.journal import clock
from rapport.journal.record import record

LONGEST = 1000


def settle(plan: Plan, *, by: Member, reason: str = "") -> Plan:
    """The dates as they stand are what was agreed. Settling again asks why, and the earlier dates are gone then."""
    reason = reason.strip()
    with transaction.atomic():
        standing = held(plan, by=by)
        rows = Milestone.objects.filter(plan=standing, deleted_at=None)
        if not rows.exists():
            raise ValidationError(_("There is nothing in it yet. Add a milestone first."))
        again = standing.settled_at is not None
        if again and not reason:
            raise ValidationError({"reason": _("Say why the first dates count no more.")})
        if len(reason) > LONGEST:
            raise ValidationError({"reason": _("At most %(limit)s characters fit here.") % {"limit": LONGEST}})
        rows.update(baseline_first=F("first"), baseline_last=F("last"))
        standing.settled_at, standing.settled_by = clock.now(), by
        standing.state = Plan.State.GOING
        standing.version += 1
        standing.save()
        if again:
            PlanChange.objects.create(plan=standing, milestone=None, reason=reason, by=by, at=clock.now())
        record(
            "plan.settled", by=by, about=standing, client=standing.client_id, title=standing.title, again=again,
            reason=reason,
        )  # fmt: skip
    return standing
