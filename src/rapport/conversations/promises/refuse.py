"""Says that something read or written as a promise is none; the same words are then never asked about again."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.models import Member
from rapport.conversations.promises import remind
from rapport.conversations.promises.lock import held, write
from rapport.conversations.promises.make import told
from rapport.conversations.promises.models import Promise
from rapport.journal import clock
from rapport.journal.record import record


def refuse(promise: Promise, *, by: Member) -> bool:
    """Not a promise: of one proposed, or of an open one made in error. False when it is closed in another way."""
    with transaction.atomic():
        standing = held(promise, by=by)
        if standing.state not in (Promise.State.PROPOSED, Promise.State.OPEN):
            return False
        standing.state, standing.closed_at, standing.closed_by = Promise.State.NONE, clock.now(), by
        write(standing)
        remind.look_again([standing.client_id], by=by)
        record("promise.refused", by=by, about=standing, client=standing.client_id, in_story=False, **told(standing))
    return True


def take_back(promise: Promise, *, by: Member) -> bool:
    """It is one after all: open again, or waiting to be confirmed where nobody had. False when there is nothing to."""
    with transaction.atomic():
        standing = held(promise, by=by)
        if standing.state != Promise.State.NONE:
            return False
        standing.state = Promise.State.OPEN if standing.made_by_id else Promise.State.PROPOSED
        standing.closed_at, standing.closed_by = None, None
        write(standing)
        remind.look_again([standing.client_id])
        record(
            "promise.thought_again", by=by, about=standing, client=standing.client_id, in_story=False,
            **told(standing),
        )  # fmt: skip
    return True
