"""Ends a plan: done or dropped; and opens it again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.approvals.withdraw import withdraw_of_subject
from rapport.delivery.plans import remind
from rapport.delivery.plans.lock import held
from rapport.delivery.plans.models import Milestone, Plan
from rapport.journal.record import record

ENDS = (Plan.State.DONE, Plan.State.DROPPED)


def close(plan: Plan, state: str, *, by: Member, note: str = "") -> Plan:
    """How it ended. One that has ended stays as it is; done is only what has nothing left to do."""
    if state not in ENDS:
        raise ValidationError({"state": _("Choose how it ended.")})
    with transaction.atomic():
        standing = held(plan, by=by, going=False)
        if standing.state in ENDS:
            return standing
        left = list(Milestone.objects.filter(plan=standing, deleted_at=None, done_at=None))
        if state == Plan.State.DONE and left:
            words = _("“%(title)s” is not done yet. Mark it done, take it out, or drop the plan.")
            raise ValidationError({"state": words % {"title": left[0].title}})
        if state == Plan.State.DROPPED and not note.strip():
            raise ValidationError({"note": _("Say why it is dropped.")})
        standing.state = state
        standing.version += 1
        standing.save()
        remind.settle_all(standing)
        if state == Plan.State.DROPPED:
            for row in (standing, *left):
                withdraw_of_subject(row, by=by)
            record(
                "plan.dropped", by=by, about=standing, client=standing.client_id, title=standing.title,
                note=note.strip()[:1000],
            )  # fmt: skip
        else:
            record("plan.done", by=by, about=standing, client=standing.client_id, title=standing.title)
    return standing


def reopen(plan: Plan, *, by: Member) -> bool:
    """It goes on; False when it never ended."""
    with transaction.atomic():
        standing = held(plan, by=by, going=False)
        if standing.state not in ENDS:
            return False
        standing.state = Plan.State.GOING if standing.settled_at else Plan.State.DRAFT
        standing.version += 1
        standing.save()
        record("plan.reopened", by=by, about=standing, client=standing.client_id, title=standing.title)
    return True
