"""Holds a promise for a deed: its row locked, its client's standing asked, its state as it is now."""

from __future__ import annotations

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.conversations.promises.models import Promise


class Stale(Exception):
    """Somebody else changed the promise meanwhile; `theirs` is what stands now."""

    def __init__(self, theirs: Promise) -> None:
        super().__init__(f"version {theirs.version}")
        self.theirs = theirs


def held(promise: Promise, *, by: Member, version: int | None = None) -> Promise:
    """The row as it stands, locked until the end of the transaction the caller has opened.

    `promise.client` must have come through its door. Raises Stale when another version stands than was seen.
    """
    require(by, "promise.keep", promise.client.standing)
    standing = Promise.objects.select_for_update(of=("self",)).select_related("member", "contact").get(pk=promise.pk)
    standing.client = promise.client
    if version is not None and standing.version != version:
        raise Stale(standing)
    return standing


def write(promise: Promise) -> Promise:
    promise.version += 1
    promise.save()
    return promise
