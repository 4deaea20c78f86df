"""Writes down what shows the cause of a parting, where that was not said when it was noted."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.journal.record import record
from rapport.onboarding.endings.hand_files import LONGEST, plain
from rapport.onboarding.endings.lock import held
from rapport.portfolio.models import Client, Parting


def show_cause(client: Client, *, by: Member, evidence: str) -> Parting:
    """Their words, dates, figures. ValidationError by field."""
    evidence = plain(evidence)
    if not evidence:
        raise ValidationError({"evidence": _("Write what shows it: their words, dates, figures.")})
    if len(evidence) > LONGEST:
        raise ValidationError({"evidence": _("At most %(limit)s characters fit here.") % {"limit": LONGEST}})
    with transaction.atomic():
        parting, ending = held(client, by=by)
        parting.evidence = evidence
        parting.save(update_fields=["evidence"])
        record("ending.cause_shown", by=by, about=ending, client=client.pk, in_story=False)
    return parting
