"""The doer delivers: with words, the form filled, steps ticked; whoever keeps the task looks at it then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.tasks import remind
from rapport.delivery.tasks.hand import end_open_words
from rapport.delivery.tasks.lock import DO, by_its_doer, expect, held, put, told
from rapport.delivery.tasks.models import Task
from rapport.journal import clock
from rapport.journal.record import record

LONGEST = 10_000
BEFORE = (Task.State.HANDED, Task.State.DOING, Task.State.PROPOSED)


def deliver(task: Task, *, by: Member, result: str, filled: Mapping[str, Any] | None = None) -> Task:
    """Here it is. Delivering without having said yes says it too. Raises ValidationError by field ("q_KEY": an answer).

    A doubled click delivers once.
    """
    result = result.strip()
    with transaction.atomic():
        standing = held(task, by=by, deed=DO)
        by_its_doer(standing, by)
        if standing.state == Task.State.DELIVERED:
            return standing
        expect(standing, BEFORE)
        answers, wrong = read_answers(standing.form, filled or {})
        if len(result) > LONGEST:
            wrong["result"] = _("At most %(limit)s characters fit here.") % {"limit": LONGEST}
        elif not result and not any(answers.values()):
            wrong["result"] = _("Say in a few words what you deliver, and where it is.")
        if wrong:
            raise ValidationError(wrong)
        now = clock.now()
        standing.result, standing.filled = result, answers
        standing.state, standing.delivered_at = Task.State.DELIVERED, now
        standing.accepted_at = standing.accepted_at or now
        end_open_words(standing, by=by)
        put(standing)
        remind.look_again([standing.pk], by=by)
        record(
            "task.delivered", by=by, about=standing, client=standing.client_id, in_story=False,
            late=bool(standing.due_at and now > standing.due_at), **told(standing),
        )  # fmt: skip
    return standing


def undeliver(task: Task, *, by: Member) -> bool:
    """Take the delivery back while nobody has looked at it; its words stay. False when there is nothing to."""
    with transaction.atomic():
        standing = held(task, by=by, deed=DO)
        if standing.member_id != by.pk or standing.state != Task.State.DELIVERED:
            return False
        standing.state, standing.delivered_at = Task.State.DOING, None
        put(standing)
        remind.look_again([standing.pk])
        record("task.undelivered", by=by, about=standing, client=standing.client_id, in_story=False, **told(standing))
    return True


def keep_answers(task: Task, *, by: Member, filled: Mapping[str, Any]) -> Task:
    """Keep what is filled so far, before it is delivered; nothing is required yet."""
    with transaction.atomic():
        standing = held(task, by=by, deed=DO)
        by_its_doer(standing, by)
        expect(standing, BEFORE)
        answers, wrong = read_answers(standing.form, filled, all_of_it=False)
        if wrong:
            raise ValidationError(wrong)
        if answers != standing.filled:
            standing.filled = answers
            put(standing)
    return standing


def read_answers(
    form: list[dict[str, Any]], filled: Mapping[str, Any], *, all_of_it: bool = True
) -> tuple[dict[str, Any], dict[str, str]]:
    """The answers to the task's own questions as plain values, and what is wrong with them, by "q_KEY"."""
    answers: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for one in form:
        key, kind = str(one["key"]), one.get("kind", "text")
        given = filled.get(key)
        value: Any = bool(given) if kind == "tick" else str(given or "").strip()
        if not value:
            if one.get("required") and all_of_it:
                wrong[f"q_{key}"] = _("This is needed; it cannot stay empty.")
        elif kind != "tick" and (refusal := _misfit(kind, value)):
            wrong[f"q_{key}"] = refusal
        answers[key] = value
    return answers, wrong


def _misfit(kind: str, value: str) -> str:
    if len(value) > (300 if kind == "line" else 5000):
        return str(_("At most %(limit)s characters fit here.") % {"limit": 300 if kind == "line" else 5000})
    if kind == "number":
        try:
            number = Decimal(value.replace(",", "."))
        except InvalidOperation:
            return str(_("Write a number, like 12 or 12.5."))
        return "" if number.is_finite() else str(_("Write a number, like 12 or 12.5."))
    if kind == "day":
        try:
            date.fromisoformat(value)
        except ValueError:
            return str(_("That is no day of the calendar. Write it like 2024-11-30."))
    return ""
