"""Whose address is this: for whoever writes down a contact, and for what arrives from outside."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from rapport.agency.models import Member
from rapport.portfolio.models import Channel, Client, Contact
from rapport.reckon.folding import fold
from rapport.reckon.matching import Book, Known, domain_of


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A mail address that another client's contact has too; names are given only to whoever may see that client."""

    value: str
    client: int | None
    client_name: str
    contact_name: str


def comparable(kind: str, value: str) -> str:
    """The form in which addresses are compared: mail without case, phone as its digits."""
    if kind == Channel.Kind.PHONE:
        digits = re.sub(r"\D", "", value)
        return digits.removeprefix("00") if value.strip().startswith("00") else digits
    return fold(value)


def elsewhere(contacts: Iterable[Contact], member: Member) -> dict[int, list[Elsewhere]]:
    """For each contact, who at another client has the same mail address; three queries however many contacts."""
    asked = {contact.pk: contact.client_id for contact in contacts}
    own = Channel.objects.filter(contact__in=asked, kind=Channel.Kind.MAIL).values_list("contact", "folded", "value")
    mine = list(own)
    there = list(
        Channel.objects.filter(kind=Channel.Kind.MAIL, folded__in={folded for _c, folded, _v in mine})
        .filter(contact__deleted_at=None, contact__client__deleted_at=None, contact__client__merged_into=None)
        .select_related("contact__client")
    )
    seen = set(
        Client.objects.here()
        .visible_to(member)
        .filter(pk__in={c.contact.client_id for c in there})
        .values_list("pk", flat=True)
    )
    found: dict[int, list[Elsewhere]] = {}
    for contact, folded, value in mine:
        for other in there:
            at = other.contact.client
            if other.folded == folded and at.pk != asked[contact]:
                shown = at.pk in seen
                found.setdefault(contact, []).append(
                    Elsewhere(
                        value, at.pk if shown else None, at.name if shown else "", other.contact.name if shown else ""
                    )
                )
    return found


class AddressBook:
    """What the address book says of the parties of a letter. What it was asked is kept: hold one for a batch only.

    Three statements for a letter whose parties are new, none for known ones; one more for a stranger's domain.
    """

    def __init__(self) -> None:
        self._addresses: dict[str, tuple[Known, ...]] = {}
        self._domains: dict[str, frozenset[int]] = {}
        self._names: dict[str, tuple[Known, ...]] = {}

    def about(self, sender: tuple[str, str], others: Iterable[tuple[str, str]]) -> Book:
        """All that `reckon.matching.match` needs to know of these people, each (name, address in small letters)."""
        mails = {mail for _name, mail in (sender, *others) if mail}
        self._learn(mails)
        addresses = {mail: self._addresses[mail] for mail in mails}
        if addresses.get(sender[1]):
            return Book(addresses)
        domain, name = domain_of(sender[1]), fold(sender[0])
        return Book(addresses, {domain: self._owners(domain)} if domain else {}, {name: self._called(name)})

    def forget(self) -> None:
        """The book has learnt something: ask anew."""
        self._addresses.clear()
        self._domains.clear()
        self._names.clear()

    def _learn(self, mails: set[str]) -> None:
        if not (new := mails - self._addresses.keys()):
            return
        found: dict[str, list[Known]] = {mail: [] for mail in new}
        folded = {fold(mail): mail for mail in new}
        rows = _living().filter(kind=Channel.Kind.MAIL, folded__in=folded).order_by("contact__client", "contact")
        for address, client, contact, first, last in rows.values_list(
            "folded", "contact__client", "contact", "contact__first_name", "contact__last_name"
        ):
            found[folded[address]].append(Known(client, contact, f"{first} {last}".strip() or folded[address]))
        for pk, mail in Client.objects.here().filter(mail__in=new).values_list("pk", "mail"):
            there = found[mail.lower()]
            if all(known.client != pk for known in there):
                there.append(Known(pk))
        self._addresses |= {mail: tuple(known) for mail, known in found.items()}

    def _owners(self, domain: str) -> frozenset[int]:
        if domain not in self._domains:
            people = _living().filter(kind=Channel.Kind.MAIL, folded__endswith=f"@{fold(domain)}")
            clients = Client.objects.here().filter(
                Q(mail__iendswith=f"@{domain}") | Q(web_site__icontains=domain.removeprefix("www."))
            )
            sites = {
                pk for pk, mail, site in clients.values_list("pk", "mail", "web_site")
                if mail.lower().endswith(f"@{domain}") or _host(site) == domain
            }  # fmt: skip
            self._domains[domain] = frozenset(sites | set(people.values_list("contact__client", flat=True)))
        return self._domains[domain]

    def _called(self, name: str) -> tuple[Known, ...]:
        """People of that name; one word alone is no name to go by."""
        if " " not in name:
            return ()
        if name not in self._names:
            rows = Contact.objects.filter(folded=name[:170], deleted_at=None, client__deleted_at=None)
            rows = rows.filter(client__merged_into=None).order_by("client", "pk")[:20]
            self._names[name] = tuple(Known(person.client_id, person.pk, person.name) for person in rows)
        return self._names[name]


def _living() -> QuerySet[Channel]:
    here = {"contact__deleted_at": None, "contact__client__deleted_at": None, "contact__client__merged_into": None}
    return Channel.objects.filter(**here)


def _host(site: str) -> str:
    """The bare host of a web site as somebody wrote it.

    >>> _host("https://www.Adria.example/en"), _host("adria.example")
    ('adria.example', 'adria.example')
    """
    host = re.sub(r"^[a-z]+://", "", site.strip().lower()).partition("/")[0].partition(":")[0]
    return host.removeprefix("www.")
