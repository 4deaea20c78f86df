"""Takes a person off a client's list and puts them back: they left, or never were; what was said stays theirs."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.models import Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Contact


def remove_contact(contact: Contact, *, by: Member) -> Contact:
    """Soft: the row stays, out of lists and the address book; direct lines with them end."""
    with transaction.atomic():
        row = Contact.objects.select_for_update().get(pk=contact.pk)
        if row.deleted_at is None:
            row.deleted_at = clock.now()
            row.version += 1
            row.save()
            row.direct_lines.filter(until=None).update(until=clock.today())
            record("contact.removed", by=by, about=row, client=row.client_id, name=row.name)
    return row


def restore_contact(contact: Contact, *, by: Member) -> Contact:
    with transaction.atomic():
        row = Contact.objects.select_for_update().get(pk=contact.pk)
        if row.deleted_at is not None:
            row.deleted_at = None
            row.version += 1
            row.save()
            record("contact.restored", by=by, about=row, client=row.client_id, name=row.name)
    return row
