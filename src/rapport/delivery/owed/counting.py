"""What something owed counts as: the day it is held to, and the day it was given, by the client's clock."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from rapport.delivery.owed.models import Owed
from rapport.journal import clock
from rapport.reckon.involvement import Thing
from rapport.reckon.promises import Moved, binding_day


def held_to(due: date, moved: list[list[Any]]) -> date:
    """The first day that was asked for, or the one we last moved it to on our own account."""
    moves = [Moved(date.fromisoformat(move[0]), bool(move[4]) if len(move) > 4 else False) for move in moved]
    day = binding_day(due, moves)
    assert day is not None
    return day


def counted_as(
    state: str, due: date, moved: list[list[Any]], given_at: datetime | None, closed_at: datetime | None, zone: str
) -> Thing | None:
    """What the involvement counts it as; None for what was released. They have given it when they said so."""
    if state == Owed.State.RELEASED:
        return None
    at = given_at or (closed_at if state == Owed.State.DONE else None)
    return Thing(held_to(due, moved), clock.day_of(at, zone) if at else None)
