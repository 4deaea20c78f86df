"""Reminds of an ending from five working days before the last day until it is done, and of the hello on its day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from rapport.agency.models import Member
from rapport.attention.ask import ask
from rapport.attention.models import open_items
from rapport.conversations.promises import calendars
from rapport.conversations.spoken import close_as_spoken, put_aside
from rapport.journal import clock
from rapport.onboarding.endings.models import Ending
from rapport.portfolio.models import Parting
from rapport.reckon.timing import Calendar
from rapport.reckon.verdict import because

BEFORE = 5  # working days before the last day
FORGET = timedelta(days=90)  # after the last day nobody is asked to end it well any more
CHUNK = 200


def look_again(client_ids: Iterable[int], *, by: Member | None = None) -> None:
    """Ask and settle for these clients; what closes is done by `by`, or simply gone."""
    every = sorted(set(client_ids))
    for start in range(0, len(every), CHUNK):
        _look(every[start : start + CHUNK], by)


def look_over() -> None:
    """All clients with whom we part ways, and all that are asked about it."""
    today = clock.today()
    near = Q(last_day__gte=today - FORGET) | Q(hello_on__gte=today - timedelta(days=1))
    parting = Parting.objects.filter(near, undone_at=None).values_list("client", flat=True)
    asked = open_items(kind="ending", client__isnull=False).values_list("client", flat=True)
    look_again({*parting, *asked})


def _look(ids: list[int], by: Member | None) -> None:
    here = {"client__deleted_at": None, "client__merged_into": None}
    partings = list(Parting.objects.filter(client__in=ids, undone_at=None, **here).select_related("client"))
    endings = {row.parting_id: row for row in Ending.objects.filter(parting__in=partings)}
    wanted: dict[str, tuple[Parting, str]] = {}
    for parting in partings:
        ending = endings.get(parting.pk)
        if (ending is None or ending.done_at is None) and parting.last_day >= clock.today() - FORGET:
            wanted[f"ending:{parting.pk}:{parting.last_day}"] = (parting, "ending")
        if parting.hello_on and ending is not None and ending.idea:
            wanted[f"hello:{parting.pk}:{parting.hello_on}"] = (parting, "note")
    standing = open_items(client__in=ids).filter(Q(kind="ending") | Q(kind="note", cause__startswith="hello:"))
    there = {item.cause: item for item in standing}
    close_as_spoken([item for cause, item in there.items() if cause not in wanted], by=by)
    fresh = [cause for cause in wanted if cause not in there]
    aside = put_aside(fresh) if fresh else set()
    for cause, (parting, kind) in wanted.items():
        if cause in aside:
            continue
        ours = calendars.of_us(parting.client_id)
        if kind == "ending":
            _ask_to_end(parting, cause, ours)
        else:
            _ask_to_greet(parting, endings[parting.pk].idea, cause, ours)


def _ask_to_end(parting: Parting, cause: str, ours: Calendar) -> None:
    due = ours.previous_working_day(parting.last_day)
    day = due
    for _n in range(BEFORE):
        day = ours.previous_working_day(day - timedelta(days=1))
    reason = because("The last day is {day}: hand over, revoke, close and say goodbye well.", day=parting.last_day)
    ask(
        "ending", cause=cause, reason=reason, client=parting.client_id, due=ours.end_of_day(due),
        shows_from=_start(ours, day), hours=1.0, parting=parting.pk,
    )  # fmt: skip


def _ask_to_greet(parting: Parting, idea: str, cause: str, ours: Calendar) -> None:
    assert parting.hello_on is not None
    day = ours.next_working_day(parting.hello_on)
    ask(
        "note", cause=cause, reason=because("Say hello again: {idea}", idea=idea), client=parting.client_id,
        due=ours.end_of_day(day), shows_from=_start(ours, day), hours=0.5, parting=parting.pk,
    )  # fmt: skip


def _start(calendar: Calendar, day: date) -> datetime:
    return datetime.combine(day, time.min, clock.zone_of(calendar.zone))
