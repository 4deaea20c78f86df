"""Brings a promise to whoever asks, through its client's door: for every view and deed that names one."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.conversations.promises.models import Promise
from rapport.portfolio.access import client_for


def promise_for(member: Member, pk: int, deed: str = "promise.keep") -> Promise:
    """The promise with its client, when the member may do the deed with that client; else the same 404."""
    promise = Promise.objects.select_related("member", "contact", "made_by", "closed_by").filter(pk=pk).first()
    if promise is None:
        raise Http404(_("There is no such promise."))
    promise.client = client_for(member, promise.client_id, deed)
    return promise
