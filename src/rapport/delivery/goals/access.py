"""Brings a goal to whoever asks, through its client's door: for every view and deed that names one."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.goals.models import Goal
from rapport.portfolio.access import client_for


def goal_for(member: Member, pk: int, deed: str = "plan.see") -> Goal:
    """The goal with its client, when the member may do the deed with that client; else the same 404."""
    goal = Goal.objects.select_related("made_by").filter(pk=pk).first()
    if goal is None:
        raise Http404(_("There is no such goal."))
    goal.client = client_for(member, goal.client_id, deed)
    return goal
