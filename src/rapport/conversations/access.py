"""Brings a touchpoint to whoever asks, through its client's door: for every view that names one."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.conversations.models import Touchpoint
from rapport.portfolio.access import client_for


def touchpoint_for(member: Member, pk: int, deed: str = "story.see", *, removed: bool = False) -> Touchpoint:
    """The touchpoint with its client, when the member may do the deed with that client; else the same 404.

    A removed one is there only when `removed` says so.
    """
    touchpoint = Touchpoint.objects.select_related("member").filter(pk=pk).first()
    if touchpoint is None or (touchpoint.deleted_at and not removed):
        raise Http404(_("There is no such touchpoint."))
    touchpoint.client = client_for(member, touchpoint.client_id, deed)
    return touchpoint
