"""What lists and endings may know of accesses: one statement per fact, for many clients at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count

from rapport.agency.models import Member, Role
from rapport.onboarding.accesses.models import Access
from rapport.portfolio.models import Client
from rapport.reckon.accesses import HELD, OPEN


def held(client_ids: Iterable[int]) -> dict[int, int]:
    """How many accesses we have at each client."""
    return _count(client_ids, HELD)


def wanted(client_ids: Iterable[int]) -> dict[int, int]:
    """How many we need and do not have."""
    return _count(client_ids, OPEN)


def register(client_id: int) -> dict[str, list[Access]]:
    """All of one client by where they stand: "open", "held", "over"; one statement."""
    found: dict[str, list[Access]] = defaultdict(list)
    rows = Access.objects.filter(client=client_id).select_related("member", "contact", "client")
    for access in rows.order_by("system", "pk"):
        found["held" if access.state in HELD else "open" if access.state in OPEN else "over"].append(access)
    return found


def _count(client_ids: Iterable[int], states: Iterable[str]) -> dict[int, int]:
    rows = Access.objects.filter(client__in=list(client_ids), state__in=list(states))
    return dict(rows.values_list("client").annotate(number=Count("pk")).order_by())


def holders(seen_by: Member) -> list[tuple[Member, int]]:
    """Who of us has how many accesses at the clients that whoever asks may see; those who have left come first."""
    rows = Access.objects.filter(state__in=HELD, member__isnull=False, client__deleted_at=None)
    if not seen_by.is_(Role.ADMIN):
        rows = rows.filter(client__in=Client.objects.here().visible_to(seen_by).values("pk"))
    counts = dict(rows.order_by().values_list("member").annotate(number=Count("pk")))
    people = Member.objects.filter(pk__in=list(counts)).order_by("is_active", "name")
    return [(member, counts[member.pk]) for member in people]
