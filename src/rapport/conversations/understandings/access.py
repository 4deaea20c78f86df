"""Brings agreed words to whoever asks, through their client's door: for every view that names them."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.conversations.understandings.models import Understanding
from rapport.portfolio.access import client_for


def understanding_for(member: Member, pk: int, deed: str = "approval.see") -> Understanding:
    """The understanding with its client, when the member may do the deed with that client; else the same 404."""
    rows = Understanding.objects.select_related("contact", "by", "approval__decision", "approval__asked_by")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404(_("There are no such agreed words."))
    row.client = client_for(member, row.client_id, deed)
    return row
