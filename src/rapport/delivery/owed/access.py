"""Brings something owed to whoever asks, through its client's door: for every view and deed that names one."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.owed.models import Owed
from rapport.portfolio.access import client_for


def owed_for(member: Member, pk: int, deed: str = "owed.see") -> Owed:
    """The thing with its client, when the member may do the deed with that client; else the same 404."""
    owed = Owed.objects.select_related("contact", "made_by", "closed_by").filter(pk=pk).first()
    if owed is None:
        raise Http404(_("Nothing of this is owed."))
    owed.client = client_for(member, owed.client_id, deed)
    return owed
