"""Ends a contact's visits to the portal; who is kept out as well gets no key at its door and holds no link more."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.links.hand_out import end, living, revoke_of_contact
from rapport.portfolio.models import Client, Contact

DOOR = "portal_door"  # the purpose of keys to the portal


def shut_out(contact: Contact, client: Client, *, by: Member, keep_out: bool = False) -> Contact:
    """All their visits end now, and keys they have not used. They may ask for a new one, unless kept out.

    `client` must have come through its door, and the contact must be this client's.
    """
    require(by, "portal.mark", client.standing)
    with transaction.atomic():
        row = Contact.objects.select_for_update().get(pk=contact.pk, client=client)
        row.shut_out_at, row.kept_out = clock.now(), row.kept_out or keep_out
        row.save(update_fields=["shut_out_at", "kept_out"])
        ended = revoke_of_contact(row.pk) if row.kept_out else end(living(contact_id=row.pk, purpose=DOOR))
        record(
            "portal.shut_out", by=by, about=row, client=client.pk, in_story=False, name=row.name,
            kept_out=row.kept_out, links=ended,
        )  # fmt: skip
    return row
