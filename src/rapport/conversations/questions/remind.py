"""Reminds of questions: the specialist to answer, the keeper when the wait is too long and when the answer is there."""

from __future__ import annotations

from rapport.agency.models import Member
from rapport.attention.ask import ask
from rapport.attention.models import open_items
from rapport.conversations.questions.models import Question
from rapport.conversations.spoken import close_as_spoken, put_aside
from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.reckon.verdict import because

EXCERPT = 200


def look_again(question: Question, *, by: Member | None = None) -> None:
    """Ask, bring up to date and settle what one question wants of both."""
    answer, wait, use = (f"question:{question.pk}", f"question_wait:{question.pk}", f"question_use:{question.pk}")
    waiting = question.answered_at is None and question.withdrawn_at is None
    to_use = question.answered_at is not None and question.used_at is None and question.withdrawn_at is None
    aside = put_aside([cause for cause, wanted in ((answer, waiting), (wait, waiting), (use, to_use)) if wanted])
    for cause, wanted in ((answer, waiting), (wait, waiting), (use, to_use)):
        if not wanted:
            close_as_spoken(list(open_items(cause=cause)), by=by)
    if waiting and answer not in aside:
        _to_the_specialist(question, answer)
    if waiting and wait not in aside:
        reason = because(
            "{name} has not answered by {day}: {text}",
            name=question.asked_of.name,
            day=question.due,
            text=_short(question),
        )
        ask(
            "question", cause=wait, reason=reason, client=question.client_id, due=question.ours_due or question.due,
            shows_from=question.due, question=question.pk,
        )  # fmt: skip
    if to_use and use not in aside:
        reason = because("{name} answered: {text}", name=question.asked_of.name, text=question.answer[:EXCERPT])
        ask(
            "question", cause=use, reason=reason, client=question.client_id, due=question.ours_due,
            shows_from=clock.now(), question=question.pk,
        )  # fmt: skip


def look_over(client_id: int | None = None) -> None:
    """Questions that wait, of one client or of all: somebody may have come into a crew or gone from it."""
    rows = Question.objects.filter(withdrawn_at=None, used_at=None)
    if client_id is not None:
        rows = rows.filter(client=client_id)
    for question in rows.select_related("asked_of", "asked_by"):
        look_again(question)


def _to_the_specialist(question: Question, cause: str) -> None:
    """Without the client where the specialist does not see it: they have the words and nothing else."""
    sees = Client.objects.here().visible_to(question.asked_of).filter(pk=question.client_id).exists()
    reason = because("{name} asks: {text}", name=question.asked_by.name, text=_short(question))
    ask(
        "question", cause=cause, reason=reason, client=question.client_id if sees else None,
        member=question.asked_of, due=question.due, hours=0.5, question=question.pk,
    )  # fmt: skip


def _short(question: Question) -> str:
    return question.text if len(question.text) <= EXCERPT else f"{question.text[: EXCERPT - 1].rstrip()}…"
