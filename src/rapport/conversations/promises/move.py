"""Moves the day of a promise and keeps the earlier one: it counts against the first unless the other side agreed."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.conversations.promises import remind
from rapport.conversations.promises.lock import held, write
from rapport.conversations.promises.make import check_day, settle_dates, told
from rapport.conversations.promises.models import Promise
from rapport.journal import clock
from rapport.journal.record import record

MOST = 50


def move(
    promise: Promise,
    *,
    by: Member,
    due: date | None,
    due_at: datetime | None = None,
    why: str = "",
    agreed: bool = False,
    version: int | None = None,
) -> Promise:
    """Another day for an open promise. `agreed`: the other side said yes to it.

    A move is kept as [day before, by, when, why, agreed]. Raises Stale, and ValidationError by field.
    """
    if due is None and due_at is None:
        raise ValidationError({"due": _("Choose the new day.")})
    with transaction.atomic():
        standing = held(promise, by=by, version=version)
        if standing.state != Promise.State.OPEN:
            raise ValidationError(_("It is closed already. Open it again first."))
        if len(standing.moved) >= MOST:
            raise ValidationError({"due": _("It was moved fifty times. Close it and make a new one.")})
        was = standing.due
        standing.due, standing.due_at = due, due_at
        if wrong := check_day(due):
            raise ValidationError(wrong)
        settle_dates(standing)
        if standing.due == was and due_at is None:
            return promise
        standing.moved = [*standing.moved, [_text(was), by.pk, clock.now().isoformat(), why.strip()[:300], agreed]]
        write(standing)
        remind.look_again([standing.client_id])
        record(
            "promise.moved", by=by, about=standing, client=standing.client_id, was=_text(was), why=why.strip()[:300],
            agreed=agreed, **told(standing),
        )  # fmt: skip
    return standing


def put_back(promise: Promise, *, by: Member) -> bool:
    """Take back the last move; False when there is none to take back."""
    with transaction.atomic():
        standing = held(promise, by=by)
        if standing.state != Promise.State.OPEN or not standing.moved:
            return False
        was, *_rest = standing.moved[-1]
        moved_to = standing.due
        standing.moved = standing.moved[:-1]
        standing.due, standing.due_at = date.fromisoformat(was) if was else None, None
        settle_dates(standing)
        write(standing)
        remind.look_again([standing.client_id])
        record(
            "promise.put_back", by=by, about=standing, client=standing.client_id, in_story=False,
            was=_text(moved_to), **told(standing),
        )  # fmt: skip
    return True


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
