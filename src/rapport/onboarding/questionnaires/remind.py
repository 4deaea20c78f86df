"""Asks contacts again who have grown quiet, kindly and not often, and tells the keeper when that has not helped."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from rapport.approvals.ask import mail_of
from rapport.attention.ask import ask
from rapport.journal import clock
from rapport.journal.record import record
from rapport.onboarding.questionnaires.letter import write
from rapport.onboarding.questionnaires.models import Questionnaire
from rapport.onboarding.questionnaires.progress import progress_of
from rapport.onboarding.questionnaires.rhythm import last_word, next_reminder, quiet_since
from rapport.portfolio.models import HELD
from rapport.reckon.verdict import Reason, because, counted

AT_ONCE = 200


def remind() -> int:
    """Send the reminders whose moment has come; the number sent."""
    due = _waiting().filter(remind_at__lte=clock.now()).order_by("remind_at")
    return sum(_remind(pk) for pk in list(due.values_list("pk", flat=True)[:AT_ONCE]))


def tell_of_quiet() -> int:
    """Ask the keeper to look at what has been quiet for days, once each time; the number asked."""
    told = 0
    for row in _waiting().filter(quiet_at=None).select_related("client").order_by("pk").iterator():
        if quiet_since(row) <= clock.now():
            told += _tell(row.pk)
    return told


def _waiting() -> QuerySet[Questionnaire]:
    return Questionnaire.objects.filter(
        state=Questionnaire.State.OPEN, asked_at__isnull=False, contact__deleted_at=None, client__deleted_at=None,
        client__merged_into=None, client__status__in=HELD,
    )  # fmt: skip


def _remind(pk: int) -> bool:
    with transaction.atomic():
        row = _held(pk, remind_at__lte=clock.now())
        if row is None or not row.client.calendar().works_at(clock.now()):
            return False  # reminded meanwhile, or their office is closed: the next round looks again
        assert row.contact is not None
        now = clock.now()
        row.reminded = [*row.reminded, now.isoformat()]
        row.remind_at = next_reminder(row.client, now, reminders=len(row.reminded))
        if not mail_of(row.contact):
            row.remind_at = None
        row.save(update_fields=["reminded", "remind_at"])
        if mail_of(row.contact):
            write(row, by=None, again=True)
            record(
                "questionnaire.reminded", by=None, about=row, client=row.client_id, in_story=False,
                service_name=row.edition.service.name, name=row.contact.name,
            )  # fmt: skip
    return True


def _tell(pk: int) -> bool:
    with transaction.atomic():
        row = _held(pk, quiet_at=None)
        if row is None or quiet_since(row) > clock.now():
            return False
        row.quiet_at = clock.now()
        row.save(update_fields=["quiet_at"])
        ask(
            "questionnaire", cause=f"questionnaire:{pk}", client=row.client_id, reason=_reason(row), due=row.due,
            hours=0.25, questionnaire=pk,
        )  # fmt: skip
    return True


def _reason(row: Questionnaire) -> Reason:
    now = progress_of(row)
    name = row.contact.name if row.contact else row.client.name
    service = row.edition.service.name
    if row.touched_at is None:
        return because("{name} has not begun the questions about {service}.", name=name, service=service)
    return because(
        "{name} has written nothing since {day}: {done} of {questions} about {service}.",
        name=name, day=clock.day_of(last_word(row)), done=now.done, service=service,
        questions=counted("{n} question", "{n} questions", now.total),
    )  # fmt: skip


def _held(pk: int, **named: object) -> Questionnaire | None:
    rows = _waiting().filter(pk=pk, **named).select_for_update(of=("self",))
    return rows.select_related("client", "contact", "edition__service").first()
