"""Brings extra work to whoever asks, through its client's door: for every view and deed that names one."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.extra.models import ExtraWork
from rapport.portfolio.access import client_for


def extra_for(member: Member, pk: int, deed: str = "extra.capture") -> ExtraWork:
    """It with its client, when the member may do the deed with that client; else the same 404."""
    extra = ExtraWork.objects.select_related("contact", "made_by", "settled_by").filter(pk=pk).first()
    if extra is None:
        raise Http404(_("There is no such extra work."))
    extra.client = client_for(member, extra.client_id, deed)
    return extra
