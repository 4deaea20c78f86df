"""What a stored promise counts as: the day it is held to, whether it was kept late, how the year went."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from rapport.conversations.promises import calendars
from rapport.conversations.promises.models import Promise
from rapport.journal import clock
from rapport.reckon.promises import Moved, Promised, binding_day
from rapport.reckon.timing import Calendar

CLOSED = (Promise.State.KEPT, Promise.State.KEPT_LATE, Promise.State.BROKEN)


def binding(due: date | None, moved: list[list[Any]]) -> date | None:
    """The day it is held to; `moved` as the row keeps it."""
    return binding_day(due, [Moved(_day(move[0]), bool(move[4]) if len(move) > 4 else False) for move in moved])


def is_late(promise: Promise, at: datetime) -> bool:
    """Whether keeping it at that instant is late: after its day by the owner's clock, or after the hour named."""
    calendar = calendars.of_owner(promise)
    day = binding(promise.due, promise.moved)
    if day is None:
        return False
    on = calendars.day_in(calendar, at)
    if on != day or day != promise.due or promise.due_at is None:
        return on > day
    return _hour_named(promise, calendar) and at > promise.due_at


def counted_as(
    state: str, due: date | None, moved: list[list[Any]], closed_at: datetime | None, zone: str, today: date
) -> Promised | None:
    """What the kept share counts it as; None for what does not count: open and in time, released, proposed, none."""
    day = binding(due, moved)
    if state == Promise.State.OPEN:
        return Promised("overdue", day, None) if day is not None and day < today else None
    if state not in CLOSED or closed_at is None:
        return None
    closed = closed_at.astimezone(clock.zone_of(zone)).date()
    if state == Promise.State.KEPT:
        return Promised("kept", day, closed)
    return Promised("late" if state == Promise.State.KEPT_LATE else "broken", day, closed)


def _hour_named(promise: Promise, calendar: Calendar) -> bool:
    assert promise.due is not None
    return promise.due_at != calendar.end_of_day(promise.due)


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None
