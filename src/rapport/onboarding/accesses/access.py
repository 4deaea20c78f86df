"""Brings an access or a drop to whoever asks, through its client's door: for every view and deed that names one."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.onboarding.accesses.models import Access, Drop
from rapport.portfolio.access import client_for


def access_for(member: Member, pk: int, deed: str = "access.see") -> Access:
    """The access with its client, when the member may do the deed with that client; else the same 404."""
    rows = Access.objects.select_related("member", "contact", "start__edition__service", "made_by")
    access = rows.filter(pk=pk).first()
    if access is None:
        raise Http404(_("There is no such access."))
    access.client = client_for(member, access.client_id, deed)
    return access


def drop_for(member: Member, pk: int, deed: str = "access.see") -> Drop:
    """The drop with its access and client. One that is to be revealed is for exactly one member: 403 for the others."""
    drop = Drop.objects.select_related("access__member", "access__contact", "for_member").filter(pk=pk).first()
    if drop is None:
        raise Http404(_("There is no such secret."))
    drop.access.client = client_for(member, drop.access.client_id, deed)
    if deed == "access.reveal" and drop.for_member_id != member.pk:
        raise PermissionDenied(_("This secret is for %(name)s alone.") % {"name": drop.for_member.name})
    return drop
