"""Who has left, or whose client has gone, opens nothing more: questions to them and all their links end."""

from __future__ import annotations

from rapport.approvals.withdraw import withdraw_of_client, withdraw_of_contact
from rapport.journal.models import Entry
from rapport.links.hand_out import belongs_to, revoke_of_client, revoke_of_contact
from rapport.onboarding.accesses.empty import empty_of_client, empty_of_contact
from rapport.portfolio.models import Client, Contact, Status


def of_contact(entry: Entry) -> None:
    """Unless they were put back meanwhile."""
    if Contact.objects.filter(pk=entry.about_id or 0).exclude(deleted_at=None).exists():
        withdraw_of_contact(entry.about_id or 0)
        revoke_of_contact(entry.about_id or 0)
        empty_of_contact(entry.about_id or 0)


def of_client(entry: Entry) -> None:
    """Gone or deleted, and not brought back meanwhile."""
    client = Client.objects.filter(pk=entry.client_id or 0).first()
    if client and (client.deleted_at or client.status == Status.GONE):
        withdraw_of_client(client.pk)
        revoke_of_client(client.pk)
        empty_of_client(client.pk)


def go_along(entry: Entry) -> None:
    """Two clients became one, or parted: what their people hold is listed where they are now."""
    for client_id in (entry.data["kept"], entry.data["gone"]):
        belongs_to(client_id, Contact.objects.filter(client=client_id).values_list("pk", flat=True))
