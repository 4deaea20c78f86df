"""Brings an item to whoever asks, or says that it is not there: for every view that names one."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.attention.models import Item
from rapport.portfolio.access import client_for


def item_for(member: Member, pk: int) -> Item:
    """The item, when it is the member's own or belongs to a client the member may act for.

    Somebody else's is the same 404 as a missing one. An own item about a client is shown only while the member still
    sees that client.
    """
    item = Item.objects.select_related("client").filter(pk=pk).first()
    if item is None or (item.client_id is None and item.member_id != member.pk):
        raise Http404(_("There is no such item."))
    if item.client_id is not None:
        client_for(member, item.client_id, "client.see" if item.member_id == member.pk else "item.act")
    return item
