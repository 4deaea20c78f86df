"""Says of a request of the portal that nothing is left to do about it."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.attention.ask import settle
from rapport.delivery.requests.answer import held_for
from rapport.delivery.requests.make import CAUSE
from rapport.delivery.requests.models import Request
from rapport.journal.record import record


def close(request: Request, *, by: Member) -> bool:
    """False when that was said before. `request.client` must have come through its door."""
    require(by, "request.answer", request.client.standing)
    with transaction.atomic():
        held = held_for(request)
        if held.state == Request.State.CLOSED:
            return False
        held.state = Request.State.CLOSED
        held.save(update_fields=["state"])
        settle(cause=CAUSE % held.pk, by=by)
        record("request.closed", by=by, about=held, client=held.client_id, in_story=False, name=held.contact.name)
    return True
