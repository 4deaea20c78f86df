"""Makes a client that was being onboarded an active one, when the last of its starts lets the work begin."""

from __future__ import annotations

from rapport.agency.models import Member
from rapport.onboarding.starts.models import Start
from rapport.portfolio.change import change
from rapport.portfolio.models import Client, Status


def activate(start: Start, *, by: Member | None) -> bool:
    """In the transaction of whoever ended the start; False while another one still goes."""
    client = Client.objects.select_for_update().get(pk=start.client_id)
    if client.status != Status.ONBOARDING or Start.objects.filter(client=client, state=Start.State.GOING).exists():
        return False
    change(client, {"status": Status.ACTIVE}, by=by or start.made_by, version=client.version)
    return True
