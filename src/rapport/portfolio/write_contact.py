"""Writes a person at a client: a new one, or what has changed, with channels and absences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.journal.record import record
from rapport.portfolio.address_book import comparable
from rapport.portfolio.change import ChangedMeanwhile, write
from rapport.portfolio.models import Away, Channel, Client, Contact

FIELDS = (
    "first_name", "last_name", "job", "place", "stance", "reports_to", "language", "zone", "manner", "birth_day",
    "birth_month", "birth_year", "interests", "earlier_agencies",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """One way to reach a person."""

    kind: str
    value: str
    label: str = ""
    preferred: bool = False

    def __str__(self) -> str:
        return self.value


def add_contact(
    client: Client,
    values: Mapping[str, Any],
    *,
    by: Member,
    channels: Sequence[Address] = (),
    absences: Sequence[tuple[date, date, str]] = (),
    once: Any = None,
) -> Contact:
    """A new person; a form sent twice (`once`) is one person."""
    contact = Contact(client=client, once=once)
    try:
        with transaction.atomic():
            write(contact, {name: values[name] for name in FIELDS if name in values})
            _check(contact)
            contact.save()
            _set_channels(contact, channels)
            _set_absences(contact, absences)
            record("contact.added", by=by, about=contact, client=client.pk, name=contact.name)
            _tell_absences(contact, absences, by)
    except IntegrityError:
        if once and (there := Contact.objects.filter(once=once, client=client).first()):
            return there
        raise
    return contact


def change_contact(
    contact: Contact,
    values: Mapping[str, Any],
    *,
    by: Member,
    version: int,
    channels: Sequence[Address] | None = None,
    absences: Sequence[tuple[date, date, str]] | None = None,
) -> Contact:
    """Write what has changed. Raises `ChangedMeanwhile` when somebody saved since `version` was opened."""
    with transaction.atomic():
        row = Contact.objects.select_for_update().get(pk=contact.pk)
        if row.version != version:
            raise ChangedMeanwhile
        changes = write(row, {name: values[name] for name in FIELDS if name in values})
        _check(row)
        if channels is not None and (moved := _set_channels(row, channels)):
            changes["channels"] = moved
        fresh = list(absences or ()) if absences is not None else []
        if absences is not None:
            known = set(row.absences.values_list("first", "last", "note"))
            fresh = [away for away in absences if away not in known]
            if known != set(absences):
                changes["absences"] = [
                    [f"{first} – {last}" for first, last, _note in sorted(days)] for days in (known, set(absences))
                ]
                _set_absences(row, absences)
        if not changes:
            return row
        row.version += 1
        row.save()
        record(
            "contact.changed", by=by, about=row, client=row.client_id, name=row.name, changes=changes,
            version=row.version,
        )  # fmt: skip
        _tell_absences(row, fresh, by)
    return row


def _check(contact: Contact) -> None:
    """What no form and no file may write: nobody without a name, a chain that ends, a birthday that exists."""
    if not contact.first_name.strip() and not contact.last_name.strip():
        raise ValidationError({"first_name": _("Write a first or a last name.")})
    above, seen = contact.reports_to, set()
    while above is not None and above.pk not in seen:
        if above.client_id != contact.client_id:
            raise ValidationError({"reports_to": _("That person is not at this client.")})
        if contact.pk and above.pk == contact.pk:
            raise ValidationError({"reports_to": _("Then they would report to themselves. Choose somebody else.")})
        seen.add(above.pk)
        above = above.reports_to
    if bool(contact.birth_day) != bool(contact.birth_month):
        raise ValidationError(
            {"birth_month": _("A birthday needs its day and its month; only the year may be unknown.")}
        )
    if contact.birth_year and not contact.birth_day:
        raise ValidationError(
            {"birth_year": _("A birthday needs its day and its month; only the year may be unknown.")}
        )
    if contact.birth_day and contact.birth_month:
        try:
            date(contact.birth_year or 2000, contact.birth_month, contact.birth_day)
        except ValueError:
            raise ValidationError({"birth_day": _("There is no such day in that month.")}) from None


def _set_channels(contact: Contact, channels: Sequence[Address]) -> list[list[str]]:
    """Make them so; answers [before, after] when something changed. Rows that stay keep their ids."""
    before = {(c.kind, c.folded): c for c in contact.channels.all()}
    wanted = {(a.kind, comparable(a.kind, a.value)): a for a in channels}
    words = [sorted(c.value for c in before.values()), sorted(a.value for a in wanted.values())]
    changed = before.keys() != wanted.keys()
    for key in before.keys() - wanted.keys():
        before[key].delete()
    for key, address in wanted.items():
        row = before.get(key) or Channel(contact=contact, kind=key[0], folded=key[1])
        values = {"value": address.value, "label": address.label, "preferred": address.preferred}
        if write(row, values) or row.pk is None:
            changed = True
            row.save()
    return words if changed else []


def _set_absences(contact: Contact, absences: Sequence[tuple[date, date, str]]) -> None:
    contact.absences.all().delete()
    Away.objects.bulk_create(
        Away(contact=contact, first=first, last=last, note=note) for first, last, note in sorted(set(absences))
    )


def _tell_absences(contact: Contact, absences: Sequence[tuple[date, date, str]], by: Member) -> None:
    for first, last, note in absences:
        record(
            "contact.away", by=by, about=contact, client=contact.client_id, name=contact.name,
            first=first.isoformat(), last=last.isoformat(), note=note,
        )  # fmt: skip
