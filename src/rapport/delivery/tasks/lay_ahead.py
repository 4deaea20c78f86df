"""Writes down and hands over the coming tasks of every recurrence, four weeks ahead and always the next one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from rapport.agency.models import Member
from rapport.catalogue.models import Service
from rapport.delivery.goals.models import Goal
from rapport.delivery.tasks import calendars
from rapport.delivery.tasks.doers import keeper_for
from rapport.delivery.tasks.hand import Doubtful, hand
from rapport.delivery.tasks.models import Recurrence, Task
from rapport.delivery.tasks.write import write
from rapport.journal import clock
from rapport.portfolio.models import KEPT, Client
from rapport.reckon.recurring import Occurrence, occurrences
from rapport.reckon.timing import Calendar

AHEAD = timedelta(weeks=4)
FAR = timedelta(days=400)  # how far the next one is looked for
BACK = timedelta(days=7)  # an occurrence of last week may have been moved to this one


def lay_ahead() -> int:
    """For every recurrence that goes on; the number of tasks written down. One that cannot be read stops no other."""
    rows = Recurrence.objects.filter(ended_at=None).select_related("client", "keeper")
    return sum(lay(one) for one in rows.order_by("pk"))


def lay(recurrence: Recurrence) -> int:
    """Write down what is missing of one recurrence. A day that it has had is never laid twice."""
    by, client = whose(recurrence)
    if by is None or (client is not None and client.status not in KEPT):
        return 0
    with transaction.atomic():
        list(Recurrence.objects.select_for_update().filter(pk=recurrence.pk).values_list("pk"))
        today = clock.today(by.zone)
        had = set(Task.objects.filter(recurrence=recurrence).values_list("occurrence", flat=True))
        doer = doer_of(recurrence)
        laid = 0
        for one in coming(recurrence, today, calendar_of(recurrence, doer or by)):
            if one.meant not in had and one.day >= today and _lay(recurrence, one, by, client, doer):
                laid += 1
        Recurrence.objects.filter(pk=recurrence.pk).update(laid_to=today + AHEAD)
    return laid


def coming(recurrence: Recurrence, today: date, ours: Calendar) -> list[Occurrence]:
    """The days of the next four weeks, and the next one at least; none if the rule cannot be read."""
    since = max(recurrence.first, today - BACK)
    until = min(recurrence.until or date.max, today + FAR)
    try:
        found = occurrences(recurrence.rule, recurrence.first, since=since, until=until, ours=ours)
    except ValueError:
        return []
    ahead = [one for one in found if one.day >= today]
    return [one for one in ahead if one.day <= today + AHEAD] or ahead[:1]


def whose(recurrence: Recurrence) -> tuple[Member | None, Client | None]:
    """Who keeps its tasks now, with the client as they see it: whoever began it, or who keeps the client by now."""
    first = recurrence.keeper
    if recurrence.client is None:
        return (first if first.is_active else None), None
    for one in (first, keeper_for(recurrence.client, first)):
        try:
            if one.is_active:
                return one, Client.objects.fetch(one, recurrence.client.pk)
        except Client.DoesNotExist:
            continue
    return None, None


def doer_of(recurrence: Recurrence) -> Member | None:
    return Member.objects.filter(pk=recurrence.like.get("member") or 0, is_active=True).first()


def calendar_of(recurrence: Recurrence, member: Member) -> Calendar:
    """Week and holidays of whoever does it; an absence moves no recurrence, it is for people to decide."""
    own = calendars.of_member(member)
    return Calendar(own.zone, own.week, own.holidays)


def words(like: Mapping[str, Any], client: Client | None) -> dict[str, Any]:
    """What a task of this recurrence begins with; what has gone meanwhile is left out."""
    hours = like.get("hours")
    return {
        "title": like.get("title", ""),
        "what": like.get("what", ""),
        "criteria": like.get("criteria", ""),
        "hours": Decimal(str(hours)) if hours else None,
        "service": Service.objects.filter(pk=like.get("service") or 0).first(),
        "goal": Goal.objects.filter(pk=like.get("goal") or 0, client=client, state=Goal.State.OPEN).first(),
        "part": like.get("part") or Task.Part.SPECIALIST,
        "form": like.get("form") or [],
    }


def _lay(
    recurrence: Recurrence, one: Occurrence, by: Member, client: Client | None, doer: Member | None
) -> Task | None:
    """Write the task down and give it to its doer; who cannot be given it any more leaves it with the keeper."""
    like = recurrence.like
    calendar = calendars.of_member(doer or by)
    due = calendar.end_of_day(one.day)
    days = int(like.get("days_before") or 0)
    try:
        with transaction.atomic():
            task = write(
                client, by=by, once=f"recurrence:{recurrence.pk}:{one.meant.isoformat()}", due_at=due,
                begins=one.day - timedelta(days=days) if days else None, recurrence=recurrence, occurrence=one.meant,
                steps=like.get("steps") or (), **words(like, client),
            )  # fmt: skip
    except (ValidationError, PermissionDenied):
        return None
    if doer is not None:
        try:
            hand(task, by=by, to=doer, due_at=due, knowing=True)
        except (ValidationError, PermissionDenied, Doubtful):
            return task
    return task
