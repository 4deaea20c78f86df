"""Mends the words of something owed: what it is, who gives it, what waits for it. Its day moves elsewhere."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.owed import remind
from rapport.delivery.owed.lock import held, write
from rapport.delivery.owed.models import Owed
from rapport.delivery.owed.note import check, plain, told
from rapport.journal.record import record
from rapport.portfolio.models import Contact


def change(
    owed: Owed, *, by: Member, what: str, kind: str, waits: str, contact: Contact | None, version: int | None = None
) -> Owed:
    """Other words for what is open. Raises Stale, and ValidationError by field."""
    with transaction.atomic():
        standing = held(owed, by=by, version=version)
        if standing.state not in (Owed.State.OPEN, Owed.State.GIVEN):
            raise ValidationError(_("It is closed already. Open it again first."))
        standing.what, standing.waits, standing.kind, standing.contact = plain(what), plain(waits), kind, contact
        check(standing)
        write(standing)
        remind.look_again([standing.client_id])
        record("owed.changed", by=by, about=standing, client=standing.client_id, in_story=False, **told(standing))
    return standing
