"""Holds a conflict for a deed: its row locked, whoever acts asked, its version compared."""

from __future__ import annotations

from rapport.agency.models import Member
from rapport.delivery.conflicts.access import requires
from rapport.delivery.conflicts.models import Conflict


class ConflictChanged(Exception):
    """Another version stands than was opened; `theirs` is what stands now."""

    def __init__(self, theirs: Conflict) -> None:
        super().__init__(f"version {theirs.version}")
        self.theirs = theirs


def held(conflict: Conflict, *, by: Member, version: int | None = None) -> Conflict:
    """The row as it stands, locked until the end of the transaction that the caller has opened."""
    requires(by, conflict)
    standing = Conflict.objects.select_for_update(of=("self",)).select_related("team").get(pk=conflict.pk)
    standing.client = conflict.client
    if version is not None and standing.version != version:
        raise ConflictChanged(standing)
    return standing


def write(conflict: Conflict) -> Conflict:
    conflict.version += 1
    conflict.save()
    return conflict
