"""Sends a questionnaire to a contact: the letter with the link waits in the outbox, and the reminders begin."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.approvals.ask import mail_of
from rapport.approvals.written_in import language_of
from rapport.attention.ask import settle
from rapport.journal import clock
from rapport.journal.record import record
from rapport.links.hand_out import revoke
from rapport.onboarding.questionnaires.letter import PURPOSE, write
from rapport.onboarding.questionnaires.lock import held
from rapport.onboarding.questionnaires.models import Questionnaire
from rapport.onboarding.questionnaires.rhythm import next_reminder, usual_due
from rapport.portfolio.models import Contact

BREATH = timedelta(minutes=10)  # between two letters to the same person
FURTHEST = timedelta(days=366)


def ask(
    questionnaire: Questionnaire, *, by: Member, contact: Contact | None = None, due: datetime | None = None
) -> tuple[Questionnaire, str]:
    """Ask, or ask again, and the address of the page. Another contact than before ends the links of the earlier one.

    Raises ValidationError by field, also when they were asked a moment ago.
    """
    require(by, "start.keep", questionnaire.client.standing)
    with transaction.atomic():
        row = held(questionnaire)
        if row.state != Questionnaire.State.OPEN:
            raise ValidationError(_("It is answered or closed. Open it again first."))
        person = contact or row.contact
        _check(row, person, due)
        assert person is not None
        again = row.asked_at is not None and row.contact_id == person.pk
        if row.contact_id != person.pk:
            revoke(PURPOSE, row)
        now = clock.now()
        if again and now - _last_letter(row) < BREATH:
            raise ValidationError(_("They were asked a moment ago. Give them a little time."))
        row.contact, row.language = person, language_of(person, row.client)
        row.due = due or (row.due if row.due > now else usual_due(row.client))
        row.asked_at = row.asked_at if again else now
        row.reminded = [*row.reminded, now.isoformat()] if again else []
        row.remind_at = next_reminder(row.client, now, reminders=len(row.reminded))
        row.quiet_at = None
        row.save()
        settle(cause=f"questionnaire:{row.pk}", by=by)
        address = write(row, by=by, again=again)
        record(
            "questionnaire.asked", by=by, about=row, client=row.client_id, in_story=not again,
            service_name=row.edition.service.name, name=person.name, again=again,
        )  # fmt: skip
    return row, address


def _last_letter(questionnaire: Questionnaire) -> datetime:
    if questionnaire.reminded:
        return datetime.fromisoformat(questionnaire.reminded[-1])
    return questionnaire.asked_at or questionnaire.made_at


def _check(questionnaire: Questionnaire, contact: Contact | None, due: datetime | None) -> None:
    wrong: dict[str, str] = {}
    if contact is None:
        wrong["contact"] = _("Choose who is to answer.")
    elif contact.client_id != questionnaire.client_id or contact.deleted_at:
        wrong["contact"] = _("Choose somebody of this client.")
    elif not mail_of(contact):
        words = _("No mail address of %(name)s is known. Write one down on their page first.")
        wrong["contact"] = words % {"name": contact.name}
    if due is not None and not clock.now() < due < clock.now() + FURTHEST:
        wrong["due"] = _("Choose a day that lies ahead, within a year.")
    if wrong:
        raise ValidationError(wrong)
