"""The address book learns an address: of a person who is written down, or of one met in a mail for the first time."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.journal.record import record
from rapport.portfolio.address_book import comparable
from rapport.portfolio.models import Channel, Client, Contact


def learn_address(client: Client, mail: str, *, by: Member, contact: Contact | None = None, name: str = "") -> Contact:
    """Give the address to the person, or write down a new one of that name. Who has it already is answered."""
    require(by, "mail.write", client.standing)
    folded = comparable(Channel.Kind.MAIL, mail)
    with transaction.atomic():
        there = Channel.objects.filter(
            contact__client=client, contact__deleted_at=None, kind=Channel.Kind.MAIL, folded=folded
        ).select_related("contact")
        if held := there.first():
            return held.contact
        is_new = contact is None
        if contact is None:
            first, _blank, last = " ".join(name.split()).partition(" ")
            contact = Contact.objects.create(client=client, first_name=first[:80], last_name=last[:80])
        if contact.client_id != client.pk:
            raise ValueError("the person is of another client")
        Channel.objects.create(contact=contact, kind=Channel.Kind.MAIL, value=mail[:250], folded=folded[:250])
        if is_new:
            record("contact.added", by=by, about=contact, client=client.pk, name=contact.name)
        else:
            contact.version += 1
            contact.save(update_fields=["version"])
            changes = {"channels": ["", mail]}
            record(
                "contact.changed", by=by, about=contact, client=client.pk, name=contact.name, changes=changes,
                version=contact.version,
            )  # fmt: skip
    return contact
