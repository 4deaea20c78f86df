"""Takes back that a promise was closed (kept, broken or released): it is owed again."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.models import Member
from rapport.conversations.promises import remind
from rapport.conversations.promises.lock import held, write
from rapport.conversations.promises.make import told
from rapport.conversations.promises.models import Promise
from rapport.journal.record import record

CLOSED = (Promise.State.KEPT, Promise.State.KEPT_LATE, Promise.State.BROKEN, Promise.State.RELEASED)


def reopen(promise: Promise, *, by: Member) -> bool:
    """Open it again; False when it was open already, or never a promise."""
    with transaction.atomic():
        standing = held(promise, by=by)
        if standing.state not in CLOSED:
            return False
        was, standing.state = standing.state, Promise.State.OPEN
        standing.closed_at, standing.closed_by, standing.note = None, None, ""
        write(standing)
        remind.look_again([standing.client_id])
        record("promise.reopened", by=by, about=standing, client=standing.client_id, was=was, **told(standing))
    return True
