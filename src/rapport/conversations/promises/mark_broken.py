"""Says that a promise was not kept and will not be. For whoever works for the client."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.models import Member
from rapport.conversations.promises import remind
from rapport.conversations.promises.lock import held, write
from rapport.conversations.promises.make import told
from rapport.conversations.promises.models import Promise
from rapport.journal import clock
from rapport.journal.record import record


def mark_broken(promise: Promise, *, by: Member, note: str = "") -> Promise:
    """Close it as broken, with what there is to say. One that is closed already stays as it is."""
    with transaction.atomic():
        standing = held(promise, by=by)
        if standing.state != Promise.State.OPEN:
            return standing
        standing.state, standing.note = Promise.State.BROKEN, note.strip()[:500]
        standing.closed_at, standing.closed_by = clock.now(), by
        write(standing)
        remind.look_again([standing.client_id], by=by)
        record("promise.broken", by=by, about=standing, client=standing.client_id, note=standing.note, **told(standing))
    return standing
