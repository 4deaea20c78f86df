"""Brings a request to whoever asks, through its client's door: for every view that names one."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.requests.models import Request
from rapport.portfolio.access import client_for


def request_for(member: Member, pk: int, deed: str = "story.see") -> Request:
    """The request with its client, when the member may do the deed with that client; else the same 404."""
    rows = Request.objects.select_related("contact", "file", "answered_by", "letter")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such request."))
    found.client = client_for(member, found.client_id, deed)
    return found
