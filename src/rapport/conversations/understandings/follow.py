"""Follows the answer: our reading stands as the contact decided, and the keeper is told of a correction."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.approvals.models import Approval, Decision
from rapport.approvals.snapshot import version_of
from rapport.attention.ask import ask_once, settle
from rapport.conversations.understandings.models import Understanding
from rapport.conversations.understandings.send import PURPOSE, cause_of, shown_of
from rapport.journal import clock
from rapport.journal.record import record
from rapport.reckon.verdict import Reason, because

HOURS = 0.5


def stand_as(approval_id: int) -> None:
    """Bring the understanding that an approval was about up to date. Safe to repeat, and to come late."""
    approval = Approval.objects.select_related("decision", "contact").filter(pk=approval_id, purpose=PURPOSE).first()
    if approval is None:
        return
    with transaction.atomic():
        row = Understanding.objects.select_for_update().filter(pk=approval.subject_id, approval=approval).first()
        if row is None or row.settled_at or version_of(PURPOSE, shown_of(row)) != approval.version:
            return  # it is about an older version, or agreed already
        row.state = _state_of(approval)
        if row.state == Understanding.State.CONFIRMED and approval.answer:
            row.settled_at = approval.answer.at
        row.version += 1
        row.save()
        if row.state in (Understanding.State.CORRECTED, Understanding.State.DECLINED) and not row.dropped_at:
            _tell_keeper(row, approval)


def take_over(understanding: Understanding, *, by: Member) -> Understanding:
    """Their correction becomes the reading as they wrote it: agreed, since they wrote it themselves."""
    require(by, "approval.ask", understanding.client.standing)
    with transaction.atomic():
        row = Understanding.objects.select_for_update().get(pk=understanding.pk)
        decision = Decision.objects.filter(approval=row.approval_id or 0, kind=Decision.Kind.CORRECTED).first()
        if row.state != Understanding.State.CORRECTED or decision is None or row.settled_at:
            raise ValidationError(_("There is no correction of theirs to take over. Look at it again."))
        row.reading, row.settled_at = decision.words, clock.now()
        row.state = Understanding.State.CONFIRMED
        row.version += 1
        row.save()
        settle(cause=cause_of(row), by=by)
        record("understanding.taken_over", by=by, about=row, client=row.client_id, in_story=False)
    return row


def _state_of(approval: Approval) -> str:
    match approval.state:
        case "confirmed" | "corrected" | "declined" as decided:
            return decided
        case "withdrawn" | "replaced":
            return Understanding.State.DRAFT
        case _:
            return Understanding.State.UNANSWERED if approval.unanswered_at else Understanding.State.SENT


def _tell_keeper(row: Understanding, approval: Approval) -> None:
    decision = approval.answer
    assert decision is not None
    ask_once(
        "corrected",
        cause=cause_of(row),
        client=row.client_id,
        reason=_reason(decision),
        hours=HOURS,
        approval=approval.pk,
    )


def _reason(decision: Decision) -> Reason:
    words = " ".join(decision.words.split())
    said = words if len(words) <= 200 else f"{words[:199]}…"
    if decision.kind == Decision.Kind.DECLINED:
        return because("{name} says that these are not their words.", name=decision.name)
    return because("{name} corrected our reading: “{words}”", name=decision.name, words=said)
