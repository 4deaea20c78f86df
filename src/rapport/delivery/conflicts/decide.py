"""Decides a conflict: what is done, and which side was right; the client is not always right."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.conflicts.lock import held, write
from rapport.delivery.conflicts.models import Conflict
from rapport.delivery.conflicts.note import check
from rapport.journal.record import record


def decide(conflict: Conflict, *, decision: str, right: str, by: Member, version: int) -> Conflict:
    """Write down, or write anew, what is decided; one that is settled is opened first."""
    with transaction.atomic():
        standing = held(conflict, by=by, version=version)
        if standing.state == Conflict.State.SETTLED:
            raise ValidationError(_("It is settled. Open it again first."))
        wrong = {}
        if not decision.strip():
            wrong["decision"] = _("Write what is done now, by whom and by when.")
        if right not in Conflict.Right.values:
            wrong["right"] = _("Say who was right; nobody and both are answers too.")
        if wrong:
            raise ValidationError(wrong)
        standing.decision, standing.right, standing.state = decision.strip(), right, Conflict.State.DECIDED
        check(standing)
        write(standing)
        record("conflict.decided", by=by, about=standing, client=standing.client_id, in_story=False)
    return standing
