"""The keeper's items about a question: what each is called, and settling them when their cause is gone."""

from __future__ import annotations

from django.db import models

from rapport.agency.models import Member
from rapport.approvals.models import Approval, Decision
from rapport.attention.ask import ask_once, settle
from rapport.reckon.verdict import Reason, because

HOURS = 0.5
QUOTED = 200


def unanswered(first: Approval) -> str:
    return f"approval:{first.pk}"


def soon_silent(first: Approval) -> str:
    return f"silence:{first.pk}"


def answered(first_id: int) -> str:
    return f"answered:{first_id}"


def settle_waiting(first: Approval) -> None:
    """It does not wait any more, whatever came of it."""
    settle(cause=unanswered(first))
    settle(cause=soon_silent(first))


def settle_answers(subject: models.Model, *, by: Member | None) -> None:
    """What they wanted otherwise is in the version that they are asked about now."""
    rows = Decision.objects.filter(
        approval__subject=subject._meta.label_lower, approval__subject_id=subject.pk,
        kind__in=[Decision.Kind.REMARKS, Decision.Kind.CORRECTED, Decision.Kind.DECLINED],
    )  # fmt: skip
    for first_id in rows.values_list("approval_id", flat=True):
        settle(cause=answered(first_id), by=by)


def tell_keeper(decision: Decision) -> None:
    """They want something otherwise: the keeper reads it."""
    reason = _reason(decision)
    if reason is not None:
        ask_once(
            "declined" if decision.kind == Decision.Kind.DECLINED else "corrected",
            cause=answered(decision.approval_id),
            client=decision.approval.client_id,
            reason=reason,
            hours=HOURS,
            approval=decision.approval_id,
        )


def _reason(decision: Decision) -> Reason | None:
    words = " ".join(decision.words.split())
    said = {
        "name": decision.name,
        "title": decision.approval.title,
        "words": words if len(words) <= QUOTED else f"{words[: QUOTED - 1]}…",
    }
    match decision.kind:
        case Decision.Kind.REMARKS:
            return because("{name} approved “{title}” with remarks: “{words}”", **said)
        case Decision.Kind.CORRECTED:
            return because("{name} asks for a change in “{title}”: “{words}”", **said)
        case Decision.Kind.DECLINED:
            return because("{name} declined “{title}”: “{words}”", **said)
        case _:
            return None
