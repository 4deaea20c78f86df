"""Brings a brief to whoever asks, through its client's door: for every view and deed that names one."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.briefs.models import Brief
from rapport.portfolio.access import client_for


def brief_for(member: Member, pk: int, deed: str = "plan.see") -> Brief:
    """The brief with its client, when the member may do the deed with that client; else the same 404."""
    rows = Brief.objects.select_related("service", "edition", "understanding", "made_by", "replaces", "next")
    brief = rows.filter(pk=pk).first()
    if brief is None:
        raise Http404(_("There is no such brief."))
    brief.client = client_for(member, brief.client_id, deed)
    return brief
