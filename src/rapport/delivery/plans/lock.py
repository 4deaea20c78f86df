"""Holds a plan for a deed: its row locked, its client's standing asked, its version compared."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.delivery.plans.models import Milestone, Plan
from rapport.portfolio.change import ChangedMeanwhile


def held(plan: Plan, *, by: Member, version: int | None = None, going: bool = True) -> Plan:
    """The row as it stands, locked until the end of the transaction the caller has opened.

    `plan.client` must have come through its door. Every change of a plan or its milestones passes here, so that two
    who change it come one after the other. `going`: only while it has not ended.
    """
    require(by, "plan.keep", plan.client.standing)
    standing = Plan.objects.select_for_update().get(pk=plan.pk)
    standing.client = plan.client
    if going and standing.state in (Plan.State.DONE, Plan.State.DROPPED):
        raise ValidationError(_("This plan has ended. Open it again first."))
    if version is not None and standing.version != version:
        raise ChangedMeanwhile
    return standing


def held_milestone(milestone: Milestone, *, by: Member, version: int | None = None) -> Milestone:
    """A milestone as it stands, its plan locked; it carries the plan that is held."""
    plan = held(milestone.plan, by=by)
    standing = Milestone.objects.select_related("who", "goal").get(pk=milestone.pk)
    if standing.deleted_at:
        raise ValidationError(_("It was taken out of the plan meanwhile."))
    if version is not None and standing.version != version:
        raise ChangedMeanwhile
    standing.plan = plan
    return standing


def write(milestone: Milestone) -> Milestone:
    """Keep the milestone; whoever looked at the plan before is told that it changed."""
    milestone.version += 1
    milestone.save()
    touch(milestone.plan)
    return milestone


def touch(plan: Plan) -> None:
    plan.version += 1
    plan.save(update_fields=["version"])
