"""Asks again, kindly and not often, and tells whoever asked when the day has passed: recurring work."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.approvals.letter import write
from rapport.approvals.models import Approval
from rapport.approvals.rhythm import next_reminder
from rapport.approvals.settled import unanswered
from rapport.approvals.withdraw import waiting_approvals
from rapport.attention.ask import ask_once
from rapport.journal import clock
from rapport.journal.record import record
from rapport.reckon.verdict import because

AT_ONCE = 200
BREATH = timedelta(minutes=10)  # between two letters that somebody of us has sent by hand


def remind() -> int:
    """Send the reminders whose moment has come; the number sent."""
    due = waiting_approvals(remind_at__lte=clock.now(), contact__deleted_at=None).order_by("remind_at")
    return sum(_remind(pk) for pk in list(due.values_list("pk", flat=True)[:AT_ONCE]))


def send_again(approval: Approval, *, by: Member) -> str:
    """The same question once more, because somebody of us wants it so; the address, or "" when it is over.

    ValidationError when they were asked a moment ago.
    """
    with transaction.atomic():
        held = waiting_approvals(pk=approval.pk).select_for_update(of=("self",)).first()
        if held and clock.now() - last_asked(held) < BREATH:
            raise ValidationError(_("They were asked a moment ago. Give them a little time."))
        return _ask_again(held, by=by) if held else ""


def last_asked(approval: Approval) -> datetime:
    return datetime.fromisoformat(approval.reminded[-1]) if approval.reminded else approval.asked_at


def tell_of_silence() -> int:
    """Ask the keeper to look at what was not answered by its day, once each; the number asked.

    Where silence counts as a yes, the keeper has been told before (`silence.warn`).
    """
    late = waiting_approvals(due__lt=clock.now(), unanswered_at=None, silent_at=None, root=None).order_by("due")
    return sum(_tell(pk) for pk in list(late.values_list("pk", flat=True)[:AT_ONCE]))


def _remind(pk: int) -> bool:
    with transaction.atomic():
        held = waiting_approvals(pk=pk, remind_at__lte=clock.now()).select_for_update(of=("self",)).first()
        if held is None or not held.client.calendar().works_at(clock.now()):
            return False  # told meanwhile, or their office is closed: the next round looks again
        _ask_again(held, by=None)
    return True


def _ask_again(approval: Approval, *, by: Member | None) -> str:
    now = clock.now()
    approval.reminded = [*approval.reminded, now.isoformat()]
    approval.remind_at = next_reminder(approval.client, now, approval.due, reminders=len(approval.reminded))
    approval.save(update_fields=["reminded", "remind_at"])
    address = write(approval, by=by, again=True)
    record(
        "approval.reminded", by=by, about=approval, client=approval.client_id, in_story=False,
        purpose=approval.purpose, title=approval.title,
    )  # fmt: skip
    return address


def _tell(pk: int) -> bool:
    with transaction.atomic():
        held = waiting_approvals(pk=pk, unanswered_at=None).select_for_update(of=("self",)).first()
        if held is None:
            return False
        Approval.objects.filter(pk=pk).update(unanswered_at=clock.now(), remind_at=None)
        ask_once(
            "approval",
            cause=unanswered(held),
            client=held.client_id,
            reason=because("{name} has not answered: {title}", name=held.contact.name, title=held.title),
            due=held.due,
            hours=0.25,
            approval=pk,
        )
        record(
            "approval.unanswered", by=None, about=held, client=held.client_id, in_story=False, purpose=held.purpose,
            title=held.title, subject=held.subject, subject_id=held.subject_id,
        )  # fmt: skip
    return True
