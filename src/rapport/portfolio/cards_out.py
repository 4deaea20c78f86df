"""The people at a client as vCards: for the phone or the mail program of whoever looks after them."""

from __future__ import annotations

from datetime import date

from rapport.journal import clock
from rapport.portfolio.models import Channel, Client, Contact
from rapport.reckon.vcards import Card, Reach, write_cards

KINDS = frozenset({"work", "home", "cell", "fax", "main"})  # labels that a vCard has a word for


def cards_out(client: Client) -> bytes:
    """Everybody on the list; what we think of them stays here. Two statements."""
    people = client.contacts.filter(deleted_at=None).prefetch_related("channels")
    return write_cards([_card(one, client) for one in people], "3.0")


def _card(contact: Contact, client: Client) -> Card:
    channels = list(contact.channels.all())
    day, month = contact.birth_day, contact.birth_month
    return Card(
        name=contact.name, family=contact.last_name, given=contact.first_name, organisation=client.name,
        title=contact.job, mails=_reaches(channels, Channel.Kind.MAIL), phones=_reaches(channels, Channel.Kind.PHONE),
        birthday=date(contact.birth_year, month, day) if contact.birth_year and month and day else None,
        birthday_without_year=(month, day) if month and day and not contact.birth_year else None,
        zone=contact.zone if contact.zone in clock.ZONES else "", uid=f"contact-{contact.pk}@rapport",
    )  # fmt: skip


def _reaches(channels: list[Channel], kind: str) -> tuple[Reach, ...]:
    return tuple(
        Reach(
            one.value, tuple(filter(None, [one.label if one.label in KINDS else "", "pref" if one.preferred else ""]))
        )
        for one in channels
        if one.kind == kind
    )
