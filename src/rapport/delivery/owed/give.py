"""Notes that they say it is given: by their own press in the portal, or by one of us who heard it."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.models import Member
from rapport.delivery.owed import remind
from rapport.delivery.owed.lock import held, write
from rapport.delivery.owed.models import Owed
from rapport.delivery.owed.note import told
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Contact

LONGEST = 5000


def give(owed: Owed, *, by: Member | None = None, contact: Contact | None = None, note: str = "") -> bool:
    """Given now, to be looked at by us. False when it was given or closed already. Without `by` it is the contact."""
    if by is None and contact is None:
        raise TypeError("say who gives it")
    if contact is not None and contact.client_id != owed.client_id:
        raise TypeError("only somebody of this client gives it")
    with transaction.atomic():
        standing = held(owed, by=by)
        if standing.state != Owed.State.OPEN:
            return False
        standing.state, standing.given_at = Owed.State.GIVEN, clock.now()
        standing.given_note = note.replace("\0", "").strip()[:LONGEST]
        write(standing)
        remind.look_again([standing.client_id], by=by)
        record(
            "owed.given", by=by, about=standing, client=standing.client_id, name=contact.name if contact else "",
            **told(standing),
        )  # fmt: skip
    return True
