"""Notes that what was owed is here and is what we need; whether it came late follows from the days."""

from __future__ import annotations

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.owed import counting, remind
from rapport.delivery.owed.lock import held, write
from rapport.delivery.owed.models import Owed
from rapport.delivery.owed.note import told
from rapport.journal import clock
from rapport.journal.record import record


def receive(owed: Owed, *, by: Member | None, on: date | None = None, note: str = "") -> Owed:
    """Received: now, or it came `on` an earlier day. What is closed already stays as it is."""
    with transaction.atomic():
        standing = held(owed, by=by)
        if standing.state not in (Owed.State.OPEN, Owed.State.GIVEN):
            return standing
        if on is not None:
            standing.given_at = _instant(standing, on)
        standing.given_at = standing.given_at or clock.now()
        standing.state, standing.closed_at, standing.closed_by = Owed.State.DONE, clock.now(), by
        standing.note = note.replace("\0", "").strip()[:500]
        write(standing)
        remind.look_again([standing.client_id], by=by)
        day = clock.day_of(standing.given_at, standing.client.zone)
        late = day > counting.held_to(standing.due, standing.moved)
        record("owed.received", by=by, about=standing, client=standing.client_id, late=late, **told(standing))
    return standing


def _instant(owed: Owed, on: date) -> datetime:
    zone = clock.zone_of(owed.client.zone)
    if on > clock.today(owed.client.zone):
        raise ValidationError({"on": _("That day is still ahead.")})
    if on < clock.day_of(owed.made_at, owed.client.zone):
        raise ValidationError({"on": _("It was written down only after that day.")})
    return min(datetime.combine(on, time(12), zone), clock.now())
