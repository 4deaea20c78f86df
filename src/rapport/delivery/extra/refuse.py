"""Says a clear no to extra work: why, for us, and the words for the client."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.approvals.withdraw import withdraw_of_subject
from rapport.delivery.extra import remind
from rapport.delivery.extra.capture import one_line, told
from rapport.delivery.extra.give import SETTLED
from rapport.delivery.extra.letters import write_to
from rapport.delivery.extra.lock import held, write
from rapport.delivery.extra.models import ExtraWork
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Contact


def refuse(
    extra: ExtraWork, *, by: Member, reason: str, said: str = "", contact: Contact | None = None,
    version: int | None = None,
) -> ExtraWork:  # fmt: skip
    """Settle it as not done. With `said` these words go to the contact. Raises Stale, and ValidationError by field."""
    reason = one_line(reason)[:500]
    wrong = {} if reason else {"reason": _("Say why not: the next one learns from it.")}
    if said.strip() and contact is None:
        wrong["contact"] = _("Say to whom these words go.")
    if wrong:
        raise ValidationError(wrong)
    with transaction.atomic():
        standing = held(extra, by=by, version=version)
        if standing.state in SETTLED:
            raise ValidationError(_("It is settled already. Take that back first."))
        withdraw_of_subject(standing, by=by)
        standing.reason = reason
        standing.state, standing.settled_at, standing.settled_by = ExtraWork.State.REFUSED, clock.now(), by
        if said.strip() and contact is not None:
            standing.said, standing.contact = write_to(standing, said, by=by, contact=contact, kind="no"), contact
        write(standing)
        remind.look_again([standing.client_id], by=by)
        record("extra.refused", by=by, about=standing, client=standing.client_id, why=reason, **told(standing))
    return standing
