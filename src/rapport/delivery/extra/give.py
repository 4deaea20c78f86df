"""Makes extra work a gift: with its price and the reason, and the client may be told what it was worth."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.approvals.withdraw import withdraw_of_subject
from rapport.delivery.extra import remind
from rapport.delivery.extra.capture import check, one_line, told
from rapport.delivery.extra.letters import write_to
from rapport.delivery.extra.lock import held, write
from rapport.delivery.extra.models import ExtraWork
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Contact

SETTLED = (ExtraWork.State.GIFT, ExtraWork.State.REFUSED)


def give(
    extra: ExtraWork, *, by: Member, price: Decimal | None, reason: str, currency: str = "", said: str = "",
    contact: Contact | None = None, version: int | None = None,
) -> ExtraWork:  # fmt: skip
    """Settle it as a gift. With `said` these words go to the contact. Raises Stale, and ValidationError by field."""
    reason = one_line(reason)[:500]
    wrong = {} if price is not None else {"price": _("Say what it is worth: a gift has its price.")}
    if not reason:
        wrong["reason"] = _("Say why we give it.")
    if said.strip() and contact is None:
        wrong["contact"] = _("Say to whom these words go.")
    if wrong:
        raise ValidationError(wrong)
    with transaction.atomic():
        standing = held(extra, by=by, version=version)
        if standing.state in SETTLED:
            raise ValidationError(_("It is settled already. Take that back first."))
        withdraw_of_subject(standing, by=by)
        standing.price, standing.reason = price, reason
        standing.currency = currency or standing.currency
        check(standing)
        standing.state, standing.settled_at, standing.settled_by = ExtraWork.State.GIFT, clock.now(), by
        if said.strip() and contact is not None:
            standing.said, standing.contact = write_to(standing, said, by=by, contact=contact, kind="gift"), contact
        write(standing)
        remind.look_again([standing.client_id], by=by)
        record("extra.given", by=by, about=standing, client=standing.client_id, why=reason, **told(standing))
    return standing
