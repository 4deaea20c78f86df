"""Holds extra work for a deed: its row locked, the right asked, its state as it is now."""

from __future__ import annotations

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.delivery.extra.models import ExtraWork


class Stale(Exception):
    """Somebody else changed it meanwhile; `theirs` is what stands now."""

    def __init__(self, theirs: ExtraWork) -> None:
        super().__init__(f"version {theirs.version}")
        self.theirs = theirs


def held(extra: ExtraWork, *, by: Member, deed: str = "extra.keep", version: int | None = None) -> ExtraWork:
    """The row as it stands, locked until the end of the transaction the caller has opened.

    `extra.client` must have come through its door. Raises Stale when another version stands than was seen.
    """
    require(by, deed, extra.client.standing)
    standing = ExtraWork.objects.select_for_update(of=("self",)).select_related("contact").get(pk=extra.pk)
    standing.client = extra.client
    if version is not None and standing.version != version:
        raise Stale(standing)
    return standing


def write(extra: ExtraWork) -> ExtraWork:
    extra.version += 1
    extra.save()
    return extra
