"""Who keeps a client now, for whoever above needs a person to turn to."""

from __future__ import annotations

from rapport.agency.models import Member
from rapport.portfolio.models import Keeper


def keeper_of(client_id: int) -> Member | None:
    """The client's keeper of today; its deputy and whoever covers are not meant. One statement."""
    kept = Keeper.objects.current().filter(client=client_id, part=Keeper.Part.KEEPER).select_related("member").first()
    return kept.member if kept else None
