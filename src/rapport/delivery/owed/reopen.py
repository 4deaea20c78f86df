"""Opens something owed again: it was closed in error, or what they gave is not yet what we need."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.owed import remind
from rapport.delivery.owed.lock import held, write
from rapport.delivery.owed.models import Owed
from rapport.delivery.owed.note import plain, told
from rapport.journal.record import record


def reopen(owed: Owed, *, by: Member) -> bool:
    """It is owed again, as before it was closed; False when it was open."""
    with transaction.atomic():
        standing = held(owed, by=by)
        if standing.state == Owed.State.OPEN:
            return False
        was, standing.state = standing.state, Owed.State.OPEN
        standing.given_at, standing.closed_at, standing.closed_by, standing.note = None, None, None, ""
        write(standing)
        remind.look_again([standing.client_id])
        record("owed.reopened", by=by, about=standing, client=standing.client_id, was=was, **told(standing))
    return True


def not_enough(owed: Owed, *, by: Member | None, why: str) -> bool:
    """They gave something, and it is not what we need: open again, with the reason, which they see in the portal."""
    if not (why := plain(why)[:500]):
        raise ValidationError({"why": _("Say what is missing: they read it in the portal.")})
    with transaction.atomic():
        standing = held(owed, by=by)
        if standing.state != Owed.State.GIVEN:
            return False
        standing.state, standing.given_at, standing.note = Owed.State.OPEN, None, why
        write(standing)
        remind.look_again([standing.client_id], by=by)
        record("owed.not_enough", by=by, about=standing, client=standing.client_id, why=why, **told(standing))
    return True
