"""Confirms a promise that was read from words, as it stands or mended: no machine does this."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from rapport.agency.models import Member
from rapport.conversations.promises import remind
from rapport.conversations.promises.lock import held, write
from rapport.conversations.promises.make import check, settle_dates, told
from rapport.conversations.promises.models import Promise
from rapport.journal.record import record

FIELDS = ("what", "by_us", "due", "due_at", "member", "contact")


def confirm(promise: Promise, *, by: Member, **changes: Any) -> Promise:
    """It is a promise. `changes` mend what was read (FIELDS). One confirmed already stays as it is."""
    if unknown := set(changes) - set(FIELDS):
        raise TypeError(f"a promise has no {', '.join(sorted(unknown))} to mend")
    with transaction.atomic():
        standing = held(promise, by=by)
        if standing.state != Promise.State.PROPOSED:
            return standing
        mend(standing, changes)
        if standing.by_us and standing.member is None:
            standing.member = by
        standing.state, standing.made_by = Promise.State.OPEN, by
        write(standing)
        remind.look_again([standing.client_id], by=by)
        record("promise.confirmed", by=by, about=standing, client=standing.client_id, **told(standing))
    return standing


def unconfirm(promise: Promise, *, by: Member) -> bool:
    """Take the confirmation back: it waits again. Only for one that was read from words and is still open."""
    with transaction.atomic():
        standing = held(promise, by=by)
        if standing.state != Promise.State.OPEN or not standing.words or standing.made_by_id is None:
            return False
        standing.state, standing.made_by = Promise.State.PROPOSED, None
        write(standing)
        remind.look_again([standing.client_id])
        record(
            "promise.unconfirmed", by=by, about=standing, client=standing.client_id, in_story=False, **told(standing)
        )
    return True


def mend(promise: Promise, changes: dict[str, Any]) -> None:
    """Set what a person says instead of what was read; another day or another side is another instant."""
    before: tuple[date | None, bool] = (promise.due, promise.by_us)
    changes = {field: value for field, value in changes.items() if field != "due_at" or value is not None}
    for field, value in changes.items():
        setattr(promise, field, " ".join(value.split()) if isinstance(value, str) else value)
    if "due_at" not in changes and (promise.due, promise.by_us) != before:
        promise.due_at = None
    settle_dates(promise)
    check(promise)
