"""Changes what is written of a conflict: facts and views; of two editors the second is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from rapport.agency.models import Member
from rapport.delivery.conflicts.lock import held, write
from rapport.delivery.conflicts.models import Conflict
from rapport.delivery.conflicts.note import check
from rapport.journal.record import record

FIELDS = ("title", "facts", "ours", "theirs", "began_on")


def change(conflict: Conflict, values: Mapping[str, Any], *, by: Member, version: int) -> Conflict:
    """Write the named FIELDS. Raises ConflictChanged when another version stands than was opened."""
    with transaction.atomic():
        standing = held(conflict, by=by, version=version)
        changed = []
        for name in FIELDS:
            value = values.get(name, getattr(standing, name))
            if isinstance(value, str):
                value = " ".join(value.split()) if name == "title" else value.strip()
            if value != getattr(standing, name):
                changed.append(name)
                setattr(standing, name, value)
        if not changed:
            return standing
        check(standing)
        write(standing)
        record(
            "conflict.changed", by=by, about=standing, client=standing.client_id, in_story=False,
            fields=changed, version=standing.version,
        )  # fmt: skip
    return standing
