"""Begins a task that comes again, for a client or of the house, and lays its next ones. For whoever keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.delivery.tasks.doers import let_work
from rapport.delivery.tasks.lay_ahead import lay, words
from rapport.delivery.tasks.models import Recurrence, Task
from rapport.delivery.tasks.write import MOST_STEPS, check
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client
from rapport.reckon.recurring import days

LIKE = ("title", "what", "criteria", "service", "goal", "part", "hours", "form", "steps", "member", "days_before")
BACK, AHEAD = timedelta(days=366), timedelta(days=2 * 366)
MOST_DAYS_BEFORE = 60


def begin_recurrence(
    client: Client | None,
    *,
    by: Member,
    rule: str,
    first: date,
    like: Mapping[str, Any],
    until: date | None = None,
    into_crew: bool = False,
) -> Recurrence:
    """Begin it; the tasks of the coming four weeks are written down and handed over at once. The same twice is one.

    `like` is what each task begins with, of LIKE as plain values (`member` is who does it). Raises ValidationError.
    """
    _allow(by, client)
    recurrence = Recurrence(client=client, rule=rule, first=first, until=until, like=plain(like), keeper=by)
    check_recurrence(recurrence)
    with transaction.atomic():
        list(Member.objects.select_for_update().filter(pk=by.pk).values_list("pk"))  # a doubled click waits here
        alike = Recurrence.objects.filter(client=client, rule=rule, first=first, keeper=by, ended_at=None)
        for same in alike:
            if same.like.get("title") == recurrence.like["title"]:
                return same
        _let(recurrence, client, by, into_crew)
        recurrence.save()
        record(
            "recurrence.begun", by=by, about=recurrence, client=recurrence.client_id, title=str(recurrence), rule=rule,
            first=first.isoformat(),
        )  # fmt: skip
        lay(recurrence)
    return recurrence


def plain(like: Mapping[str, Any]) -> dict[str, Any]:
    """As the row keeps it: ids instead of rows, a number as text, words without their edges."""
    if unknown := set(like) - set(LIKE):
        raise TypeError(f"a task that comes again has no {', '.join(sorted(unknown))}")
    kept: dict[str, Any] = {}
    for name, value in like.items():
        value = getattr(value, "pk", value)
        if name == "hours":
            value = str(value) if value is not None else None
        elif name == "title":
            value = " ".join(str(value or "").split())
        elif isinstance(value, str):
            value = value.strip()
        kept[name] = value
    return {"title": "", **kept}


def check_recurrence(recurrence: Recurrence) -> None:
    """Refuse, with a sentence at the field, what cannot be."""
    wrong: dict[str, Any] = {}
    today, like = clock.today(), recurrence.like
    try:
        check(Task(client=recurrence.client, **words(like, recurrence.client)), list(like.get("steps") or ()))
    except ValidationError as refusal:
        wrong |= {name: errors[0] for name, errors in refusal.message_dict.items()}
    if not 0 <= int(like.get("days_before") or 0) <= MOST_DAYS_BEFORE:
        wrong["days_before"] = _("At most %(limit)s days before.") % {"limit": MOST_DAYS_BEFORE}
    if len(like.get("steps") or ()) > MOST_STEPS:
        wrong["steps"] = _("At most 100 steps of 250 characters each.")
    if recurrence.first < today - BACK or recurrence.first > today + AHEAD:
        wrong["first"] = _("The first day lies too far away to be right. Check the year.")
    elif recurrence.until and recurrence.until < recurrence.first:
        wrong["until"] = _("It would end before it begins.")
    else:
        wrong |= _empty(recurrence)
    if wrong:
        raise ValidationError(wrong)


def _empty(recurrence: Recurrence) -> dict[str, Any]:
    try:
        until = min(recurrence.until or date.max, recurrence.first + AHEAD)
        found = days(recurrence.rule, recurrence.first, until=until)
    except ValueError as trouble:
        return {"every": str(trouble)}
    return {} if found else {"every": _("No day of the calendar fits this rhythm.")}


def _allow(by: Member, client: Client | None) -> None:
    require(by, "task.keep", client.standing if client is not None else None)


def _let(recurrence: Recurrence, client: Client | None, by: Member, into_crew: bool) -> None:
    """Whoever does it must be able to see it."""
    if pk := recurrence.like.get("member"):
        doer = Member.objects.filter(pk=pk).first()
        if doer is None:
            raise ValidationError({"member": _("Choose who does it.")})
        let_work(client, doer, by=by, into_crew=into_crew)
