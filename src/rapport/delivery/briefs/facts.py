"""A client's briefs as lists show them: the one in force and the one being written, each with how complete it is."""

from __future__ import annotations

from rapport.delivery.briefs.models import Brief


def briefs_of(client_id: int, *, replaced: bool = False) -> list[Brief]:
    """The latest change first; one statement. Earlier versions only when `replaced` says so."""
    rows = Brief.objects.filter(client=client_id).select_related("service", "edition", "made_by")
    if not replaced:
        rows = rows.exclude(state=Brief.State.REPLACED)
    return list(rows.order_by("-changed_at", "-pk"))
