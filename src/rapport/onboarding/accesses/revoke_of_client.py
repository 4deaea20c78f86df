"""Revokes everything that we have at a client in one deed, a row of history for each: for an ending."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.onboarding.accesses.models import Access
from rapport.onboarding.accesses.move_on import revoke_all
from rapport.portfolio.models import Client
from rapport.reckon.accesses import HELD


def revoke_of_client(client: Client, *, by: Member, only: Iterable[int] | None = None, note: str = "") -> int:
    """Those that were seen in the list (`only`), or all that we have; the number revoked."""
    require(by, "access.keep", client.standing)
    with transaction.atomic():
        rows = Access.objects.select_for_update(of=("self",)).select_related("contact").filter(client=client)
        rows = rows.filter(state__in=HELD).order_by("pk")
        if only is not None:
            rows = rows.filter(pk__in=list(only))
        found = list(rows)
        for access in found:
            access.client = client
        return revoke_all(found, by=by, note=note)
