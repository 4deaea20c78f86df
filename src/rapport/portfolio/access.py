"""Brings a client to whoever asks, with their standing, or says that it is not there: for every view that names one."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.access import may
from rapport.agency.models import Member
from rapport.portfolio.models import Client


class Gone(Http404):
    """Not there any more, said to whoever could see it: deleted, or merged into another client."""

    def __init__(self, client: Client) -> None:
        super().__init__(client.name)
        self.client = client


def client_for(member: Member, pk: int, deed: str = "client.see", *, lock: bool = False) -> Client:
    """The client, when the member may do the deed with it.

    Hidden and missing are the same 404 (`Gone` tells more to whoever saw the client before). Seen, but without the
    standing of the deed: 403, before any write.
    `lock` keeps the row until the end of the transaction that the caller has opened.
    """
    try:
        client = Client.objects.fetch(member, pk)
    except Client.DoesNotExist:
        raise _missing(member, pk) from None
    if not may(member, deed, client.standing):
        raise PermissionDenied(
            _("You can see %(client)s, but this is for its keeper or the head.") % {"client": client.name}
        )
    if lock:
        list(Client.objects.select_for_update().filter(pk=client.pk).values_list("pk"))
    return client


def _missing(member: Member, pk: int) -> Http404:
    """Hidden and missing alike; one's own client that was deleted or merged is named."""
    was = Client.objects.visible_to(member).select_related("merged_into").filter(pk=pk).first()
    return Gone(was) if was is not None else Http404(_("There is no such client."))


def deleted_client_for(member: Member, pk: int) -> Client:
    """A deleted client, for whoever may bring it back."""
    rows = Client.objects.exclude(deleted_at=None).filter(merged_into=None).visible_to(member)
    client = rows.select_related("industry", "team").filter(pk=pk).first()
    if client is None:
        raise Http404(_("There is no such client."))
    client.standing = client.standing_of(member)
    if not may(member, "client.delete", client.standing):
        raise PermissionDenied(_("Bringing back %(client)s is for the head.") % {"client": client.name})
    return client
