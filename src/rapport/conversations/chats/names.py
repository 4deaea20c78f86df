"""What the address book knows of people in chats, for whoever brings some: numbers, ids, names, their own clients."""

from __future__ import annotations

from collections import defaultdict

from rapport.agency.access import may
from rapport.agency.models import Member
from rapport.portfolio.models import Channel, Client, Contact
from rapport.reckon.chats.whose import ENDING, Names, bare_number
from rapport.reckon.folding import fold
from rapport.reckon.matching import Known


def names_for(member: Member) -> Names:
    """A few statements, however many chats are asked about. Namesakes at clients one may not see count as namesakes."""
    numbers: dict[str, list[tuple[str, Known]]] = defaultdict(list)
    ids: dict[str, list[Known]] = defaultdict(list)
    people: dict[str, list[Known]] = defaultdict(list)
    here = {"client__deleted_at": None, "client__merged_into": None, "deleted_at": None}
    persons = Contact.objects.filter(**here).order_by("client", "pk")
    for pk, client, folded, first, last in persons.values_list("pk", "client", "folded", "first_name", "last_name"):
        if folded:
            people[folded].append(Known(client, pk, f"{first} {last}".strip()))
    for one in (
        Channel.objects.exclude(kind=Channel.Kind.MAIL)
        .filter(contact__deleted_at=None, contact__client__deleted_at=None, contact__client__merged_into=None)
        .select_related("contact")
    ):
        known = Known(one.contact.client_id, one.contact_id, one.contact.name)
        digits = bare_number(one.value)
        if len(digits) >= ENDING:
            numbers[digits[-ENDING:]].append((digits, known))
        if one.kind == Channel.Kind.CHAT:
            ids[fold(one.value).rpartition("/")[2].lstrip("@")].append(known)
    for client, phone, name in Client.objects.here().exclude(phone="").values_list("pk", "phone", "name"):
        digits = bare_number(phone)
        if len(digits) >= ENDING:
            numbers[digits[-ENDING:]].append((digits, Known(client, None, name)))
    mine = open_to(member).values()
    own = {one.pk for one in mine if one.standing & {"keeper", "crew"}}
    return Names(numbers, ids, people, {fold(one.name): one.pk for one in mine}, own)


def open_to(member: Member) -> dict[int, Client]:
    """The clients with whom the member may log words, by id."""
    found = {}
    for client in Client.objects.here().visible_to(member):
        client.standing = client.standing_of(member)
        if may(member, "touchpoint.log", client.standing):
            found[client.pk] = client
    return found
