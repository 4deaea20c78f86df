"""Holds an access for a deed: its row locked, the right asked, its state as it is now."""

from __future__ import annotations

from rapport.agency.access import may, require
from rapport.agency.models import Member
from rapport.onboarding.accesses.models import Access


class Stale(Exception):
    """Somebody else changed it meanwhile; `theirs` is what stands now."""

    def __init__(self, theirs: Access) -> None:
        super().__init__(f"version {theirs.version}")
        self.theirs = theirs


def held(access: Access, *, by: Member | None, own: bool = False, version: int | None = None) -> Access:
    """The row as it stands, locked until the end of the transaction the caller has opened.

    `access.client` must have come through its door. `own`: whoever has the access may do it too. Nobody (None) is the
    client's contact, or a story. Raises Stale when another version stands than was seen.
    """
    if by is not None and not (own and may_own(access, by)):
        require(by, "access.keep", access.client.standing)
    rows = Access.objects.select_for_update(of=("self",)).select_related("member", "contact", "start")
    standing = rows.get(pk=access.pk)
    standing.client = access.client
    if version is not None and standing.version != version:
        raise Stale(standing)
    return standing


def may_own(access: Access, member: Member) -> bool:
    """Whether it is this member's own access, and they still see the client."""
    return access.member_id == member.pk and may(member, "access.see", access.client.standing)


def write(access: Access) -> Access:
    access.version += 1
    access.save()
    return access
