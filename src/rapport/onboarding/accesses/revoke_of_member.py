"""Revokes everything that a leaving colleague still has, at all clients, in one deed: for head and administrator."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from rapport.agency.access import require
from rapport.agency.models import Member, Role
from rapport.onboarding.accesses.models import Access
from rapport.onboarding.accesses.move_on import revoke_all
from rapport.portfolio.models import Client
from rapport.reckon.accesses import HELD


def accesses_of(member: Member, *, seen_by: Member) -> QuerySet[Access]:
    """What the member still has. An administrator sees all of it, a head that at the clients they lead."""
    rows = Access.objects.filter(member=member, state__in=HELD, client__deleted_at=None, client__merged_into=None)
    if not seen_by.is_(Role.ADMIN):
        rows = rows.filter(client__in=Client.objects.here().visible_to(seen_by).values("pk"))
    return rows.order_by("client__folded", "system", "pk")


def revoke_of_member(member: Member, *, by: Member, only: Iterable[int] | None = None, note: str = "") -> int:
    """Those that were seen in the list (`only`), or all; the number revoked."""
    require(by, "access.leaver")
    with transaction.atomic():
        wanted = accesses_of(member, seen_by=by)
        if only is not None:
            wanted = wanted.filter(pk__in=list(only))
        rows = Access.objects.select_for_update(of=("self",)).select_related("client", "contact")
        found = list(rows.filter(pk__in=list(wanted.values_list("pk", flat=True))).order_by("pk"))
        return revoke_all(found, by=by, note=note)
