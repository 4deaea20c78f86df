"""Moves a client's figures to another one: for merging two clients and parting them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model

from rapport.results.readings.models import Arrival, Feed, Strip, Target

# What makes a row of each kind the only one of its client.
_ONCE: Mapping[str, tuple[type[Model], tuple[str, ...]]] = {
    "strips": (Strip, ("grain", "year", "metric", "source", "channel", "campaign", "currency")),
    "feeds": (Feed, ("source",)),
    "targets": (Target, ("metric", "length", "first", "ended_at")),
    "arrivals": (Arrival, ("id",)),
}


def rows_of(client_id: int) -> dict[str, list[int]]:
    return {
        name: list(_rows(model).filter(client=client_id).order_by("pk").values_list("pk", flat=True))
        for name, (model, _fields) in _ONCE.items()
    }


def move(rows: Mapping[str, Sequence[Any]], *, to: int) -> None:
    """A series that both have stays with the client that is gone: two tellings of one thing are not mixed."""
    for name, (model, fields) in _ONCE.items():
        there = set(_rows(model).filter(client=to).values_list(*fields))
        mine = _rows(model).filter(pk__in=rows.get(name, ())).exclude(client=to).values_list("pk", *fields)
        free = [pk for pk, *key in mine if tuple(key) not in there]
        for start in range(0, len(free), 500):
            _rows(model).filter(pk__in=free[start : start + 500]).update(client=to)


def _rows(model: type[Model]) -> Any:
    return model._default_manager
