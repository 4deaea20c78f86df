"""Finds whose a chat in a file is: as it was said before, as the address book says, or to be asked."""

from __future__ import annotations

from dataclasses import dataclass, field

from rapport.agency.models import Member
from rapport.conversations.chats.models import FileChat, KnownChat
from rapport.conversations.chats.names import names_for, open_to
from rapport.portfolio.models import Client, Contact
from rapport.reckon.chats.parts import cut
from rapport.reckon.chats.values import Chat, Person
from rapport.reckon.chats.whose import sides, whose
from rapport.reckon.folding import fold
from rapport.reckon.matching import NOBODY, Match
from rapport.reckon.verdict import as_data

SHOWN = 40  # people of a chat that are named on the page


@dataclass(frozen=True, slots=True)
class Found:
    """A chat that is a client's for certain: whose, who of its people are ours, and who of theirs is which contact."""

    client: Client
    ours: frozenset[str]
    contacts: dict[str, Contact] = field(default_factory=dict)


class Circle:
    """Who is who for one member who brings chats; hold one for a file only."""

    def __init__(self, member: Member) -> None:
        self.clients = open_to(member)
        self.names = names_for(member)
        active = Member.objects.filter(is_active=True).values_list("name", flat=True)
        self.our_names = {fold(name) for name in (*active, member.name)} | {"you", "vi", "ti", "вы", "ja"}


def look_at(row: FileChat, chat: Chat, circle: Circle, *, alone: bool) -> Found | None:
    """The client and the sides of a chat, or None: then its row says that it waits, or that it is no client's.

    `alone`: nothing else is in the file, so whoever gave it means this chat and is asked.
    """
    known = row.known
    ours = sides(chat, circle.our_names, known.ours)
    row.people = [[person.key, person.name or person.key] for person in chat.people][:SHOWN]
    row.conversations = sum(part.outcome == "said" for part in cut(chat.lines))
    row.asks_who = ours is None
    outside = [person for person in chat.people if person.key not in (ours or ())]
    found = whose(chat, outside, circle.names)
    found = found if found.client in circle.clients else NOBODY
    client = _settled(known, found, circle)
    row.likely = client or circle.clients.get(found.client or 0)
    row.contact = known.contact or Contact.objects.filter(pk=found.contact or 0, deleted_at=None).first()
    row.because = [as_data(reason) for reason in found.reasons]
    if client is not None and ours is not None and not known.aside:
        _remember(known, client, row.contact)
        row.save()
        return Found(client, ours, _contacts(client, outside, row.contact))
    asked = not known.aside and (alone or found is not NOBODY or known.client_id is not None)
    row.state = FileChat.State.WAITS if asked else FileChat.State.NOBODY
    row.save()
    return None


def _settled(known: KnownChat, found: Match, circle: Circle) -> Client | None:
    """As it was said before (a merged client's chat went along), else as the address book says for certain."""
    if said := known.client:
        while said.merged_into_id and said.merged_into:
            said = said.merged_into
        return circle.clients.get(said.pk)
    return circle.clients.get(found.client or 0) if found.sure else None


def _remember(known: KnownChat, client: Client, contact: Contact | None) -> None:
    KnownChat.objects.filter(pk=known.pk).update(
        client=client, contact=contact if contact and contact.client_id == client.pk else None
    )


def _contacts(client: Client, outside: list[Person], contact: Contact | None) -> dict[str, Contact]:
    """Who of the people outside is which contact of the client, by name; the one person of a chat is the one chosen."""
    there = {one.folded: one for one in client.contacts.filter(deleted_at=None) if one.folded}
    found = {person.key: there[fold(person.name)] for person in outside if fold(person.name) in there}
    if contact and contact.client_id == client.pk and len(outside) == 1:
        found[outside[0].key] = contact
    return found
