"""Opens the portal's door with a key from a letter: looking uses nothing up, a press does, once."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from rapport.journal.record import record
from rapport.links.hand_out import open_link, use
from rapport.links.models import Link
from rapport.portfolio.models import Contact
from rapport.portfolio.shut_out import DOOR
from rapport.portfolio.welcome import with_mail


@dataclass(frozen=True, slots=True)
class Opened:
    """Who came in: `contact` by the address `mail`; `others` are the same person at further clients of ours."""

    contact: Contact
    mail: str
    others: tuple[Contact, ...]


def whose(token: str) -> Opened | None:
    """Who would come in with this key; None when it opens nothing (any more)."""
    link = open_link(DOOR, token)
    return _behind(link) if link else None


def use_key(token: str) -> Opened | None:
    """Used up and in; None when it opens nothing, or somebody was faster."""
    with transaction.atomic():
        link = open_link(DOOR, token)
        found = _behind(link) if link else None
        if link is None or found is None or not use(link):
            return None
        record(
            "portal.entered", by=None, about=found.contact, client=found.contact.client_id, in_story=False,
            name=found.contact.name,
        )  # fmt: skip
    return found


def _behind(link: Link) -> Opened | None:
    """The people of the key's address as they are now: removed, kept out or shut out since then, they are not."""
    mail = str(link.data.get("mail", ""))
    people = [one for one in with_mail(mail) if one.shut_out_at is None or one.shut_out_at < link.made_at]
    if link.contact_id and link.made_by_id:  # sent by one of us to this very person
        people = [one for one in people if one.pk == link.contact_id]
    people.sort(key=lambda one: one.pk != link.contact_id)
    return Opened(people[0], mail, tuple(people[1:])) if people else None
