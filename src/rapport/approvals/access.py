"""Brings an approval to whoever asks, through its client's door: for every view that names one."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.approvals.models import Approval
from rapport.portfolio.access import client_for


def approval_for(member: Member, pk: int, deed: str = "approval.see") -> Approval:
    """The approval with its client, when the member may do the deed with that client; else the same 404."""
    rows = Approval.objects.select_related("contact", "asked_by", "withdrawn_by", "decision")
    approval = rows.filter(pk=pk).first()
    if approval is None:
        raise Http404(_("There is no such question to a client."))
    approval.client = client_for(member, approval.client_id, deed)
    return approval
