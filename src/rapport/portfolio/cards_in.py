"""vCards become people at a client: first what each would do, then those that were chosen; nobody is doubled."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.journal import clock
from rapport.portfolio.address_book import comparable
from rapport.portfolio.models import Channel, Client, Contact
from rapport.portfolio.write_contact import Address, add_contact, change_contact
from rapport.reckon.folding import fold
from rapport.reckon.vcards import Card, Cards, Reach, read_cards
from rapport.ui.formats import say

MOST = 500


@dataclass(frozen=True, slots=True)
class Fate:
    """What would become of one card: a new person, more addresses for a known one, or nothing (`why`)."""

    number: int
    card: Card
    known: Contact | None
    new: tuple[Address, ...]
    why: str = ""

    @property
    def does_something(self) -> bool:
        return not self.why


def fates(raw: bytes, client: Client) -> list[Fate]:
    """Read the file and say what each card would do; writes nothing. ValidationError, at "file", for no vCards."""
    read = read_cards(raw)
    if not isinstance(read, Cards):
        raise ValidationError({"file": say(read.sentence)})
    if len(read.cards) > MOST:
        raise ValidationError({"file": _("It holds more than %(most)s people; give fewer at once.") % {"most": MOST}})
    people = list(client.contacts.filter(deleted_at=None).prefetch_related("channels"))
    by_address = {(one.kind, one.folded): person for person in people for one in person.channels.all()}
    by_name = {person.folded: person for person in people}
    seen: set[tuple[str, str]] = set()
    return [_fate(n, card, by_address, by_name, seen) for n, card in enumerate(read.cards)]


def cards_in(raw: bytes, client: Client, *, by: Member, chosen: Collection[int]) -> tuple[int, int]:
    """Write the chosen cards; the numbers of people added and of people who got more addresses."""
    require(by, "client.change", client.standing)
    added = more = 0
    with transaction.atomic():
        Client.objects.select_for_update().get(pk=client.pk)  # the same file twice at once comes one after the other
        for fate in fates(raw, client):
            if fate.number not in chosen or not fate.does_something:
                continue
            if fate.known is None:
                add_contact(client, _values(fate.card), by=by, channels=fate.new)
                added += 1
            else:
                _more(fate.known, fate.new, by)
                more += 1
    return added, more


def _fate(
    number: int, card: Card, by_address: dict[tuple[str, str], Contact], by_name: dict[str, Contact],
    seen: set[tuple[str, str]],
) -> Fate:  # fmt: skip
    addresses = list(_addresses(card))
    keys = {(one.kind, comparable(one.kind, one.value)) for one in addresses}
    first, last = _names(card)
    known = next((by_address[key] for key in sorted(keys) if key in by_address), None)
    known = known or by_name.get(fold(f"{first} {last}"))
    marks = keys | {("name", fold(f"{first} {last}"))}
    twice = bool(marks & seen)
    seen |= marks
    if not (first or last):
        return Fate(number, card, known, (), _("It names nobody."))
    if twice:
        return Fate(number, card, known, (), _("It stands in the file twice."))
    having = {(one.kind, one.folded) for one in known.channels.all()} if known else set()
    new = tuple(one for one in addresses if (one.kind, comparable(one.kind, one.value)) not in having)
    taken = [by_address[key] for key in keys if key in by_address and by_address[key] != known]
    if taken:
        return Fate(number, card, known, (), _("Its addresses belong to different people here."))
    return Fate(number, card, known, new, _("Known already.") if known and not new else "")


def _addresses(card: Card) -> Iterable[Address]:
    found: dict[tuple[str, str], Address] = {}
    kinds: tuple[tuple[str, tuple[Reach, ...]], ...] = (
        (Channel.Kind.MAIL, card.mails),
        (Channel.Kind.PHONE, card.phones),
    )
    for kind, reaches in kinds:
        for one in reaches:
            key = (kind, comparable(kind, one.value))
            if key[1] and len(one.value) <= 250 and (kind != Channel.Kind.MAIL or "@" in one.value):
                label = next((word for word in one.kinds if word != "pref"), "")
                found.setdefault(key, Address(kind, one.value, label[:40]))
    return found.values()


def _names(card: Card) -> tuple[str, str]:
    """First and last name as the card has them, else the last word of its one name as the last name."""
    if card.given or card.family:
        return card.given[:80], card.family[:80]
    if card.name == card.organisation or "@" in card.name:
        return "", ""
    first, _space, last = card.name.strip().rpartition(" ")
    return first[:80], last[:80]


def _values(card: Card) -> dict[str, Any]:
    first, last = _names(card)
    values: dict[str, Any] = {"first_name": first, "last_name": last, "job": (card.title or card.role)[:120]}
    if card.zone in clock.ZONES:
        values["zone"] = card.zone
    if card.birthday and 1900 <= card.birthday.year <= clock.today().year:
        day = card.birthday
        values |= {"birth_day": day.day, "birth_month": day.month, "birth_year": day.year}
    elif card.birthday_without_year:
        values |= {"birth_month": card.birthday_without_year[0], "birth_day": card.birthday_without_year[1]}
    return values


def _more(contact: Contact, new: Iterable[Address], by: Member) -> None:
    standing = [Address(one.kind, one.value, one.label, one.preferred) for one in contact.channels.all()]
    change_contact(contact, {}, by=by, version=contact.version, channels=[*standing, *new])
