"""Settles a decided conflict with what it cost and taught; or opens it again."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.conflicts.lock import held, write
from rapport.delivery.conflicts.models import Conflict
from rapport.delivery.conflicts.note import check
from rapport.journal import clock
from rapport.journal.record import record

MOST_COST, MOST_MINUTES = Decimal(10) ** 12, 100_000 * 60


def settle(
    conflict: Conflict,
    *,
    lesson: str,
    cost: Decimal | None,
    currency: str,
    cost_minutes: int | None,
    by: Member,
    version: int,
) -> Conflict:
    """Close it. The cost is money and minutes of ours; a lesson is needed, since it is why this is written down."""
    with transaction.atomic():
        standing = held(conflict, by=by, version=version)
        if standing.state == Conflict.State.SETTLED:
            return standing
        if standing.state == Conflict.State.OPEN:
            raise ValidationError(_("Write the decision first."))
        wrong = {}
        if not lesson.strip():
            wrong["lesson"] = _("Write what we do differently next time; “nothing” is a lesson too.")
        if cost is not None and not 0 <= cost < MOST_COST:
            wrong["cost"] = _("A cost is not below zero.") if cost < 0 else _("That is too much to be right.")
        if cost_minutes is not None and not 0 <= cost_minutes <= MOST_MINUTES:
            wrong["hours"] = _("That is too much to be right.")
        if wrong:
            raise ValidationError(wrong)
        standing.lesson, standing.cost, standing.currency = lesson.strip(), cost, currency
        standing.cost_minutes, standing.state, standing.settled_at = cost_minutes, Conflict.State.SETTLED, clock.now()
        check(standing)
        write(standing)
        record("conflict.settled", by=by, about=standing, client=standing.client_id)
    return standing


def reopen(conflict: Conflict, *, by: Member) -> Conflict:
    """It is not over after all; what was written stays."""
    with transaction.atomic():
        standing = held(conflict, by=by)
        if standing.state == Conflict.State.OPEN:
            return standing
        standing.state, standing.settled_at = Conflict.State.OPEN, None
        write(standing)
        record("conflict.reopened", by=by, about=standing, client=standing.client_id, in_story=False)
    return standing
