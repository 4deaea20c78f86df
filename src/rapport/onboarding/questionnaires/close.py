"""Closes a questionnaire: nothing is asked any more and its links end; and opens one again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.attention.ask import settle
from rapport.journal.record import record
from rapport.onboarding.questionnaires.lock import held
from rapport.onboarding.questionnaires.models import Questionnaire
from rapport.onboarding.questionnaires.take_back import take_back_links


def close(questionnaire: Questionnaire, *, by: Member) -> bool:
    """Enough is known, or nothing will come. What they wrote stays. False when it was closed already."""
    require(by, "start.keep", questionnaire.client.standing)
    with transaction.atomic():
        row = held(questionnaire)
        if row.state == Questionnaire.State.CLOSED:
            return False
        row.state, row.closed_by = Questionnaire.State.CLOSED, by
        row.remind_at, row.quiet_at = None, None
        row.save(update_fields=["state", "closed_by", "remind_at", "quiet_at"])
        take_back_links(row)
        settle(cause=f"questionnaire:{row.pk}", by=by)
        record("questionnaire.closed", by=by, about=row, client=row.client_id, service_name=row.edition.service.name)
    return True


def open_again(questionnaire: Questionnaire, *, by: Member) -> bool:
    """They may go on writing; one that was closed needs a new letter. False when it is open."""
    require(by, "start.keep", questionnaire.client.standing)
    with transaction.atomic():
        row = held(questionnaire)
        if row.state == Questionnaire.State.OPEN:
            return False
        if row.start is not None and row.start.state == "dropped":
            raise ValidationError(_("The start it belongs to was dropped."))
        row.state, row.sent_at, row.sent_name, row.closed_by = Questionnaire.State.OPEN, None, "", None
        row.save(update_fields=["state", "sent_at", "sent_name", "closed_by"])
        record(
            "questionnaire.opened", by=by, about=row, client=row.client_id, in_story=False,
            service_name=row.edition.service.name,
        )  # fmt: skip
    return True
