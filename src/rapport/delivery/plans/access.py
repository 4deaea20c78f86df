"""Brings a plan or a milestone to whoever asks, through its client's door: for every view that names one."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.plans.models import Milestone, Plan
from rapport.portfolio.access import client_for


def plan_for(member: Member, pk: int, deed: str = "plan.see") -> Plan:
    """The plan with its client, when the member may do the deed with that client; else the same 404."""
    plan = Plan.objects.select_related("service", "made_by", "settled_by").filter(pk=pk).first()
    if plan is None:
        raise Http404(_("There is no such plan."))
    plan.client = client_for(member, plan.client_id, deed)
    return plan


def milestone_for(member: Member, pk: int, deed: str = "plan.see", *, removed: bool = False) -> Milestone:
    """The milestone with its plan and client. A removed one is there only when `removed` says so."""
    rows = Milestone.objects.select_related("plan", "plan__service", "who", "goal", "done_by")
    milestone = rows.filter(pk=pk).first()
    if milestone is None or (milestone.deleted_at and not removed):
        raise Http404(_("There is no such milestone."))
    milestone.plan.client = client_for(member, milestone.plan.client_id, deed)
    return milestone
