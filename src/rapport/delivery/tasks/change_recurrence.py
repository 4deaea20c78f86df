"""Changes a task that comes again, from now on: what lies ahead and nobody has touched follows, all else stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.tasks import calendars, remind
from rapport.delivery.tasks.begin_recurrence import check_recurrence, plain
from rapport.delivery.tasks.doers import let_work
from rapport.delivery.tasks.end_recurrence import let_go, untouched
from rapport.delivery.tasks.lay_ahead import calendar_of, coming, doer_of, lay, whose, words
from rapport.delivery.tasks.models import Recurrence, Task
from rapport.journal import clock
from rapport.journal.record import record


def change_recurrence(
    recurrence: Recurrence,
    *,
    by: Member,
    rule: str,
    first: date,
    until: date | None,
    like: Mapping[str, Any],
    into_crew: bool = False,
) -> Recurrence:
    """Change when it comes and what its tasks are. `recurrence` came through its door. Raises ValidationError."""
    with transaction.atomic():
        standing = Recurrence.objects.select_for_update(of=("self",)).select_related("keeper").get(pk=recurrence.pk)
        if standing.ended_at is not None:
            raise ValidationError(_("It has ended meanwhile; begin a new one."))
        standing.client = recurrence.client
        changed_doer = plain(like).get("member") != standing.like.get("member")
        standing.rule, standing.first, standing.until = rule, first, until
        standing.like = {**standing.like, **plain(like)}
        check_recurrence(standing)
        doer = doer_of(standing)
        if doer is not None:
            let_work(standing.client, doer, by=by, into_crew=into_crew)
        standing.save()
        _follow(standing, by, changed_doer)
        lay(standing)
        record(
            "recurrence.changed", by=by, about=standing, client=standing.client_id, in_story=False,
            title=str(standing), rule=rule,
        )  # fmt: skip
    return standing


def _follow(recurrence: Recurrence, by: Member, changed_doer: bool) -> None:
    """Each task that is still meant gets the new words and day; the others, and those of another doer, are dropped."""
    keeper, _client = whose(recurrence)
    keeper = keeper or by
    doer = doer_of(recurrence)
    today = clock.today(keeper.zone)
    meant = {one.meant: one for one in coming(recurrence, today, calendar_of(recurrence, doer or keeper))}
    kept: list[int] = []
    for task in untouched(recurrence):
        one = meant.get(task.occurrence) if task.occurrence else None
        if one is None or one.day < today:
            let_go(task, recurrence.client, by=by)
            continue
        if changed_doer:  # it comes anew, to whoever does it from now on
            let_go(task, recurrence.client, by=by)
            Task.objects.filter(pk=task.pk).update(recurrence=None, occurrence=None, once=None)
            continue
        for name, value in words(recurrence.like, recurrence.client).items():
            setattr(task, name, value)
        _set_day(task, one.day, recurrence, doer or keeper)
        task.save()
        kept.append(task.pk)
    remind.look_again(kept, by=by)


def _set_day(task: Task, day: date, recurrence: Recurrence, doer: Member) -> None:
    days = int(recurrence.like.get("days_before") or 0)
    task.begins = day - timedelta(days=days) if days else None
    calendar = calendars.of_member(doer)
    due = calendar.end_of_day(day)
    if due != task.due_at:
        task.due_at = due
        if task.handed_at and not task.check_by_hand:
            task.check_at = calendars.reckoned_check(task.handed_at, due, calendar).at
