"""Brings a finding to whoever asks, through its client's door; and holds it for a deed."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.portfolio.access import client_for
from rapport.results.findings.models import Finding


def finding_for(member: Member, pk: int, deed: str = "figures.see") -> Finding:
    """It with its client, when the member may do the deed with that client; else the same 404."""
    finding = Finding.objects.select_related("task", "settled_by").filter(pk=pk).first()
    if finding is None:
        raise Http404(_("There is no such finding."))
    finding.client = client_for(member, finding.client_id, deed)
    return finding


def held(finding: Finding, *, by: Member, deed: str = "figures.keep") -> Finding:
    """The row as it stands, locked until the end of the caller's transaction."""
    require(by, deed, finding.client.standing)
    standing = Finding.objects.select_for_update(of=("self",)).select_related("task").get(pk=finding.pk)
    standing.client = finding.client
    return standing
