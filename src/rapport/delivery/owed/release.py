"""Notes that something owed is not needed any more, and why; it then counts for nobody."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.owed import remind
from rapport.delivery.owed.lock import held, write
from rapport.delivery.owed.models import Owed
from rapport.delivery.owed.note import plain, told
from rapport.journal import clock
from rapport.journal.record import record


def release(owed: Owed, *, by: Member | None, why: str) -> Owed:
    """Close it as not needed; by nobody when it follows from something else. What is closed already stays as it is."""
    if not (why := plain(why)[:500]):
        raise ValidationError({"why": _("Say why we do not need it any more.")})
    with transaction.atomic():
        standing = held(owed, by=by)
        if standing.state not in (Owed.State.OPEN, Owed.State.GIVEN):
            return standing
        standing.state, standing.note = Owed.State.RELEASED, why
        standing.closed_at, standing.closed_by = clock.now(), by
        write(standing)
        remind.look_again([standing.client_id], by=by)
        record("owed.released", by=by, about=standing, client=standing.client_id, why=why, **told(standing))
    return standing
