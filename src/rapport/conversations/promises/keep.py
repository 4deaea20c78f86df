"""Marks a promise kept; whether it was late follows from the day. For whoever works for the client."""

from __future__ import annotations

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.conversations.promises import calendars, counting, remind
from rapport.conversations.promises.lock import held, write
from rapport.conversations.promises.make import told
from rapport.conversations.promises.models import Promise
from rapport.journal import clock
from rapport.journal.record import record


def keep(promise: Promise, *, by: Member, on: date | None = None, note: str = "") -> Promise:
    """Kept now, or on an earlier day by the owner's clock. One that is closed already stays as it is."""
    with transaction.atomic():
        standing = held(promise, by=by)
        if standing.state != Promise.State.OPEN:
            return standing
        at = _instant(standing, on)
        late = counting.is_late(standing, at)
        standing.state = Promise.State.KEPT_LATE if late else Promise.State.KEPT
        standing.closed_at, standing.closed_by, standing.note = at, by, note.strip()[:500]
        write(standing)
        remind.look_again([standing.client_id], by=by)
        record("promise.kept", by=by, about=standing, client=standing.client_id, late=late, **told(standing))
    return standing


def _instant(promise: Promise, on: date | None) -> datetime:
    now = clock.now()
    if on is None:
        return now
    calendar = calendars.of_owner(promise)
    today = calendars.day_in(calendar, now)
    if on > today:
        raise ValidationError({"on": _("That day is still ahead.")})
    if on < calendars.day_in(calendar, promise.made_at):
        raise ValidationError({"on": _("It was promised only after that day.")})
    if on == today:
        return now
    return max(datetime.combine(on, time(12), clock.zone_of(calendar.zone)), promise.made_at)
