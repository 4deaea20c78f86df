"""Begins the ending beside a parting: the row that keeps what was handed over and with what we say hello again."""

from __future__ import annotations

from rapport.onboarding.endings.models import Ending
from rapport.portfolio.models import Client, Parting


def ending_of(parting: Parting) -> Ending:
    """The row of this parting, made when it is asked for the first time; inside a deed, never for a look."""
    return Ending.objects.get_or_create(parting=parting, defaults={"client_id": parting.client_id})[0]


def standing_of(client: Client) -> tuple[Parting | None, Ending | None]:
    """How it stands with this client: the parting in force, and its ending (not kept yet where nobody did anything)."""
    parting = Parting.objects.filter(client=client, undone_at=None).select_related("by").first()
    if parting is None:
        return None, None
    found = Ending.objects.filter(parting=parting).select_related("files_given_by", "done_by").first()
    return parting, found or Ending(parting=parting, client=client)
