"""Moves the day by which something is owed, with a reason; the earlier day stays beside it."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.owed import remind
from rapport.delivery.owed.lock import held, write
from rapport.delivery.owed.models import Owed
from rapport.delivery.owed.note import check_day, plain, told
from rapport.journal import clock
from rapport.journal.record import record

MOST = 50


def move(owed: Owed, *, by: Member, due: date | None, why: str, ours: bool = False, version: int | None = None) -> Owed:
    """Another day for what is open. `ours`: the move is on our account, so it is held to the new day.

    A move is kept as [day before, by, when, why, ours]. Raises Stale, and ValidationError by field.
    """
    why = plain(why)[:300]
    wrong: dict[str, str] = {} if due else {"due": _("Choose the new day.")}
    if not why:
        wrong["why"] = _("Say why: the day moves only with a reason.")
    if due:
        wrong |= check_day(due)
    if wrong:
        raise ValidationError(wrong)
    assert due is not None
    with transaction.atomic():
        standing = held(owed, by=by, version=version)
        if standing.state != Owed.State.OPEN:
            raise ValidationError(_("It is given or closed already. Open it again first."))
        if len(standing.moved) >= MOST:
            raise ValidationError({"due": _("It was moved fifty times. Close it and write it down anew.")})
        was = standing.due
        if due == was:
            raise ValidationError({"due": _("It is due on that day already.")})
        standing.due = due
        standing.moved = [*standing.moved, [was.isoformat(), by.pk, clock.now().isoformat(), why, ours]]
        write(standing)
        remind.look_again([standing.client_id])
        record(
            "owed.moved", by=by, about=standing, client=standing.client_id, was=was.isoformat(), why=why, ours=ours,
            **told(standing),
        )  # fmt: skip
    return standing
