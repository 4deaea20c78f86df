"""Takes a question back, and asks it again after all. For those on the asking side."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.conversations.questions import remind
from rapport.conversations.questions.models import Question
from rapport.journal import clock
from rapport.journal.record import record


def withdraw(question: Question, *, by: Member) -> bool:
    """Nobody needs to answer any more; False when it was withdrawn already."""
    require(by, "question.ask", question.client.standing)
    with transaction.atomic():
        changed = Question.objects.filter(pk=question.pk, withdrawn_at=None).update(withdrawn_at=clock.now())
        if changed:
            _follow(question)
            record(
                "question.withdrawn", by=by, about=question, client=question.client_id, in_story=False,
                of=question.asked_of_id, of_name=question.asked_of.name,
            )  # fmt: skip
    return bool(changed)


def ask_again(question: Question, *, by: Member) -> bool:
    """Undo a withdrawal; False when there is none."""
    require(by, "question.ask", question.client.standing)
    with transaction.atomic():
        changed = Question.objects.filter(pk=question.pk).exclude(withdrawn_at=None).update(withdrawn_at=None)
        if changed:
            _follow(question)
            record(
                "question.asked_again", by=by, about=question, client=question.client_id, in_story=False,
                of=question.asked_of_id, of_name=question.asked_of.name,
            )  # fmt: skip
    return bool(changed)


def _follow(question: Question) -> None:
    standing = Question.objects.select_related("asked_of", "asked_by").get(pk=question.pk)
    remind.look_again(standing)
