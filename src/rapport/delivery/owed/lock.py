"""Holds something owed for a deed: its row locked, the right asked, its state as it is now."""

from __future__ import annotations

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.delivery.owed.models import Owed


class Stale(Exception):
    """Somebody else changed it meanwhile; `theirs` is what stands now."""

    def __init__(self, theirs: Owed) -> None:
        super().__init__(f"version {theirs.version}")
        self.theirs = theirs


def held(owed: Owed, *, by: Member | None, version: int | None = None) -> Owed:
    """The row as it stands, locked until the end of the transaction the caller has opened.

    `owed.client` must have come through its door. Nobody (None) is the client's own contact, or a story. Raises Stale
    when another version stands than was seen.
    """
    if by is not None:
        require(by, "owed.keep", owed.client.standing)
    standing = Owed.objects.select_for_update(of=("self",)).select_related("contact").get(pk=owed.pk)
    standing.client = owed.client
    if version is not None and standing.version != version:
        raise Stale(standing)
    return standing


def write(owed: Owed) -> Owed:
    owed.version += 1
    owed.save()
    return owed
