"""Which people of our clients may come into the portal: those there now, whom nobody keeps out, by their own mail."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet, prefetch_related_objects

from rapport.journal.worded import ask
from rapport.portfolio.address_book import comparable
from rapport.portfolio.models import Channel, Contact, Status


def welcome() -> QuerySet[Contact]:
    """Not removed, not kept out, of clients that are neither gone, deleted nor merged; with their client."""
    here = Contact.objects.filter(
        deleted_at=None, kept_out=False, client__deleted_at=None, client__merged_into=None
    ).exclude(client__status=Status.GONE)
    return here.select_related("client")


def with_mail(mail: str) -> list[Contact]:
    """Whoever reads this address, in the order of their clients. One may be a contact of several.

    The address book compares without accents, a key may not: the address itself must be the same.
    """
    folded = comparable(Channel.Kind.MAIL, mail)
    if not folded:
        return []
    rows = ask(_read_by, folded)
    prefetch_related_objects(rows, "channels")
    return [contact for contact in {one.pk: one for one in rows}.values() if mail.lower() in mails_of(contact)]


def _read_by(folded: str) -> QuerySet[Contact]:
    rows = welcome().filter(channels__kind=Channel.Kind.MAIL, channels__folded=folded)
    return rows.order_by("client__folded", "pk")


def came_in(contact_id: int, client_id: int, mail: str, since: datetime) -> Contact | None:
    """The contact who came in then by this address, if they still may; `several` says whether it is known at further
    clients too."""
    people = with_mail(mail)
    contact = next((one for one in people if (one.pk, one.client_id) == (contact_id, client_id)), None)
    if contact is None or (contact.shut_out_at is not None and contact.shut_out_at >= since):
        return None
    contact.several = len(people) > 1  # type: ignore[attr-defined]
    return contact


def mails_of(contact: Contact) -> list[str]:
    """Their mail addresses in small letters, the one they like best first."""
    return [channel.value.strip().lower() for channel in contact.channels.all() if channel.kind == Channel.Kind.MAIL]
