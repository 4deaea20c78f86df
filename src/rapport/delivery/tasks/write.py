"""Writes a task down, which is nobody's yet, and changes its words. For whoever works for the client."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.delivery.tasks import remind
from rapport.delivery.tasks.doers import keeper_for
from rapport.delivery.tasks.lock import held, put, told
from rapport.delivery.tasks.models import Step, Task
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client

FIELDS = (
    "title", "what", "criteria", "service", "goal", "milestone", "parent", "part", "hours", "important", "begins",
    "due_at", "client_due", "form", "labels", "source", "source_id", "recurrence", "occurrence", "aside",
)  # fmt: skip
LIMITS = {"title": 200, "what": 10_000, "criteria": 5_000}
EARLIEST, FURTHEST = date(1990, 1, 1), timedelta(days=5 * 366)
MOST_STEPS, MOST_QUESTIONS = 100, 40
KINDS_OF_ANSWER = ("line", "text", "number", "day", "tick")


def write(
    client: Client | None,
    *,
    by: Member,
    title: str,
    once: str | None = None,
    steps: Iterable[str] = (),
    after: Iterable[Task] = (),
    **fields: Any,
) -> Task:
    """Write one task down. The same `once` is the same task, whatever became of it. `fields` are of FIELDS.

    It is nobody's until `hand.hand` gives it to somebody. Raises ValidationError by field.
    """
    if unknown := set(fields) - set(FIELDS):
        raise TypeError(f"a task has no {', '.join(sorted(unknown))}")
    require(by, "task.write", client.standing if client is not None else None)
    if once and (there := Task.objects.filter(once=once).first()):
        return _same(there, client)
    task = Task(client=client, title=line(title), once=once, made_by=by, made_at=clock.now(), **fields)
    if client is None:
        task.standing = frozenset({"keeper"})
    task.keeper = keeper_for(client, by)
    lines = [line(step) for step in steps if step.strip()]
    check(task, lines)
    try:
        with transaction.atomic():
            task.save()
            Step.objects.bulk_create(Step(task=task, text=text, place=n) for n, text in enumerate(lines))
            if after := tuple(after):
                task.after.set(within(task, after))
            remind.look_again([task.pk])
            record("task.written", by=by, about=task, client=task.client_id, in_story=False, **told(task))
    except IntegrityError:
        if once and (there := Task.objects.filter(once=once).first()):
            return _same(there, client)  # the same form, sent twice in the same moment
        raise
    return task


def rewrite(
    task: Task, *, by: Member, version: int | None = None, after: Iterable[Task] | None = None, **fields: Any
) -> Task:
    """Change its words and what it belongs to; dates and doers have deeds of their own. Raises Stale."""
    if unknown := set(fields) - set(FIELDS) | ({"due_at", "client_due"} & set(fields)):
        raise TypeError(f"{', '.join(sorted(unknown))} is not changed here")
    with transaction.atomic():
        standing = held(task, by=by, deed="task.write", version=version)
        changes = set_fields(standing, fields)
        if after is not None:
            standing.after.set(within(standing, tuple(after)))
        if changes:
            put(standing)
            remind.look_again([standing.pk])
            record(
                "task.changed", by=by, about=standing, client=standing.client_id, in_story=False,
                changes=changes, version=standing.version, **told(standing),
            )  # fmt: skip
    return standing


def set_fields(task: Task, fields: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set and check what is given; before and after of what differs, for the journal."""
    changes: dict[str, list[Any]] = {}
    for name, value in fields.items():
        new = line(value) if name == "title" else value.strip() if isinstance(value, str) else value
        old = getattr(task, name)
        if new != old:
            changes[name] = [_plain(old), _plain(new)]
            setattr(task, name, new)
    check(task)
    return changes


def check(task: Task, steps: list[str] | None = None) -> None:
    """Refuse, with a sentence at the field, what cannot be a task."""
    wrong: dict[str, str] = {}
    if not task.title:
        wrong["title"] = _("Say in a few words what is to be done.")
    for name, limit in LIMITS.items():
        if len(getattr(task, name)) > limit:
            wrong[name] = _("At most %(limit)s characters fit here.") % {"limit": limit}
    for name in ("goal", "parent"):
        one = getattr(task, name)
        if one is not None and one.client_id != task.client_id:
            wrong[name] = _("Choose one of this client.")
    if task.milestone is not None and task.milestone.plan.client_id != task.client_id:
        wrong["milestone"] = _("Choose one of this client.")
    if task.parent is not None and task.pk and task.parent_id == task.pk:
        wrong["parent"] = _("A task is no part of itself.")
    if task.hours is not None and not Decimal(0) < task.hours <= Decimal("9999"):
        wrong["hours"] = _("Hours are more than none and at most 9999.")
    if task.due_at is not None:
        wrong |= check_instant("due_at", task.due_at)
    for name in ("begins", "client_due"):
        wrong |= check_day(name, getattr(task, name))
    if steps is not None and (len(steps) > MOST_STEPS or any(len(step) > 250 for step in steps)):
        wrong["steps"] = _("At most 100 steps of 250 characters each.")
    wrong |= _check_form(task.form)
    if wrong:
        raise ValidationError(wrong)


def check_day(name: str, day: date | None) -> dict[str, str]:
    if day is not None and day < EARLIEST:
        return {name: _("This is too long ago to be right. Check the year.")}
    if day is not None and day > clock.today() + FURTHEST:
        return {name: _("That is more than five years ahead. Check the year.")}
    return {}


def check_instant(name: str, at: datetime) -> dict[str, str]:
    return check_day(name, at.astimezone(UTC).date())


def within(task: Task, others: tuple[Task, ...]) -> list[Task]:
    """What a task waits for: others of the same client, and nothing that waits for it in turn."""
    if any(one.client_id != task.client_id for one in others):
        raise ValidationError({"after": _("Choose tasks of this client.")})
    links = Task.after.through.objects.filter(from_task__client=task.client_id).values_list("from_task", "to_task")
    waits: dict[int, set[int]] = {}
    for one, for_what in links:
        waits.setdefault(one, set()).add(for_what)
    seen: set[int] = set()
    ahead = [one.pk for one in others]
    while ahead:
        if (pk := ahead.pop()) == task.pk:
            raise ValidationError({"after": _("They would wait for each other in a ring.")})
        if pk not in seen:
            seen.add(pk)
            ahead += waits.get(pk, ())
    return list(others)


def line(text: str) -> str:
    return " ".join(text.split())


def _check_form(form: Any) -> dict[str, str]:
    """The form to fill is a list of questions, each with a key of its own."""
    wrong = {"form": _("The questions to answer cannot be read.")}
    if not isinstance(form, list) or len(form) > MOST_QUESTIONS:
        return wrong
    keys = set()
    for one in form:
        if not isinstance(one, dict) or not str(one.get("ask", "")).strip() or not one.get("key"):
            return wrong
        if len(str(one["ask"])) > 300 or one.get("kind", "text") not in KINDS_OF_ANSWER or one["key"] in keys:
            return wrong
        keys.add(one["key"])
    return {}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | bool | list | dict):
        return value
    if hasattr(value, "pk"):
        return {"id": value.pk, "name": str(value)[:200]}
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _same(there: Task, client: Client | None) -> Task:
    if there.client_id != (client.pk if client else None):
        raise ValidationError(_("This was kept with another client already. Load the page again."))
    if client is not None:
        there.client = client
        there.standing = client.standing
    else:
        there.standing = frozenset({"keeper"})
    return there
