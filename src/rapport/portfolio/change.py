"""Changes what we know of a client, each field with what it was before; of two editors the second is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models, transaction

from rapport.agency.models import Agency, Member
from rapport.journal.record import record
from rapport.portfolio import exclusivity
from rapport.portfolio.models import Client, Tag

FIELDS = (
    "name", "legal_name", "legal_number", "address", "city", "country", "zone", "week", "language", "mail", "phone",
    "web_site", "industry", "regions", "tier", "status", "team", "key_account", "potential", "potential_note",
    "cadence_days", "silence_days", "silence_note", "about", "since",
)  # fmt: skip


class ChangedMeanwhile(Exception):
    """Somebody saved the same thing since it was opened: both versions are to be shown."""


def change(
    client: Client,
    values: Mapping[str, Any],
    *,
    by: Member,
    version: int,
    tags: Sequence[str] | None = None,
    exception: exclusivity.Signature | None = None,
) -> Client:
    """Write the values of the named fields (FIELDS); `version` is the one that was opened.

    Raises `ChangedMeanwhile`, and `exclusivity.Collides` when the change makes it stand for what is taken.
    """
    with transaction.atomic():
        row = Client.objects.select_for_update().get(pk=client.pk)
        if row.version != version:
            raise ChangedMeanwhile
        changes = write(row, {name: values[name] for name in FIELDS if name in values})
        if tags is not None:
            before = sorted(row.tags.values_list("name", flat=True))
            row.tags.set(filter(None, map(Tag.called, tags)))
            after = sorted(row.tags.values_list("name", flat=True))
            if before != after:
                changes["tags"] = [before, after]
        if not changes:
            return row
        row.version += 1
        row.save()
        exclusivity.check(row, Agency.ours(), signed=exception)
        record("client.changed", by=by, about=row, client=row.pk, changes=changes, version=row.version)
    return row


def write(row: models.Model, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set the values on a row and answer what really changed: field -> [before, after], as plain JSON values."""
    changes = {}
    for name, value in values.items():
        before = getattr(row, name, None)  # a key of a new row may not be there at all
        if before != value:
            setattr(row, name, value)
            changes[name] = [as_plain(before), as_plain(value)]
    return changes


def as_plain(value: Any) -> Any:
    """A value as the journal keeps it: a row by its id and name, a date as text."""
    if isinstance(value, models.Model):
        return {"id": value.pk, "name": str(value)}
    return value if value is None or isinstance(value, bool | int | str | list) else str(value)
