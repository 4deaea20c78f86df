"""A question to the database that is worded once and asked many times: wording it takes longer than the answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models.sql import Query

from rapport.journal import clock

M = TypeVar("M")
Value = int | str | date
PARTS = ("select", "klass_info", "annotation_col_map", "col_count", "has_extra_select")


def ask(
    words: Callable[..., models.QuerySet[Any, M]], *values: Value | Collection[int], kind: tuple[Hashable, ...] = ()
) -> list[M]:
    """The rows of `words(*kind, *values)`, by the statement that is kept for `words` and `kind`.

    `words` is a function of a module, and is called with marks in place of the values: they must reach the statement as
    they are, compared whole, not by a part of them or without regard to case. What changes the statement itself belongs
    into `kind`. A day in the question is today. A collection is what something is among; it must not be empty.
    """
    shapes = tuple(_shape(value) for value in values)
    known, today = (connection.vendor, words, kind, shapes), clock.today()
    if known not in _KNOWN:
        worded = _worded(words, kind, shapes, today)
        if clock.today() != today:
            return list(words(*kind, *values))  # midnight has passed in between: which day it holds is not sure
        _KNOWN[known] = worded
    ready = _KNOWN[known]
    return [] if ready is None else list(ready.filled(today, values))


class Worded(Query):
    """A query whose statement is known; only the values that go into it are new."""

    sql: str
    values: tuple[Any, ...]
    parts: dict[str, Any]

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        compiler = super().get_compiler(*args, **kwargs)
        vars(compiler).update(self.parts)
        compiler.as_sql = lambda *_args, **_kwargs: (self.sql, self.values)
        return compiler


@dataclass(frozen=True, slots=True)
class _Wording:
    """`places` says for each value of the statement which of ours goes there, with today as the last of them; None
    leaves the one that stands there."""

    rows: Any
    params: tuple[Any, ...]
    places: tuple[int | None, ...]

    def filled(self, today: date, values: Collection[Any]) -> Any:
        flat = [_kept(one) for value in values for one in _in_shape(value)]
        flat.append(_kept(today))
        found = self.rows.all()
        found.query.values = tuple(
            param if place is None else flat[place] for param, place in zip(self.params, self.places, strict=True)
        )
        return found


_KNOWN: dict[Hashable, _Wording | None] = {}


def _worded(
    words: Callable[..., models.QuerySet], kind: tuple[Hashable, ...], shapes: tuple[Any, ...], today: date
) -> _Wording | None:
    """None for a question that nothing answers, whatever the values."""
    number = iter(range(100_000))
    marks = [
        [_mark(int, next(number)) for _one in range(shape)] if isinstance(shape, int) else _mark(shape, next(number))
        for shape in shapes
    ]
    flat = [one for mark in marks for one in (mark if isinstance(mark, list) else [mark])]
    places: dict[Any, int] = {_kept(mark): n for n, mark in enumerate(flat)}
    places[_kept(today)] = -1
    rows = words(*kind, *marks)
    compiler = rows.query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    query: Any = rows.query
    query.__class__ = Worded  # as `chain` does; a query that is set anew would forget how its rows are made
    query.sql, query.parts = sql, {part: getattr(compiler, part) for part in PARTS}
    return _Wording(rows, tuple(params), tuple(places.get(param) for param in params))


def _shape(value: Any) -> Any:
    """The type of a value; of many the next power of two, so that few statements do for lists of any length."""
    return type(value) if isinstance(value, int | str | date) else 1 << (len(value) - 1).bit_length()


def _in_shape(value: Any) -> list[Any]:
    if isinstance(value, int | str | date):
        return [value]
    many: list[Any] = sorted(value)
    while len(many) < _shape(value):
        many.append(many[-1])
    return many


def _mark(kind: type, number: int) -> Any:
    """A value that no row holds."""
    if issubclass(kind, str):
        return f"\x1a{number}"
    if issubclass(kind, datetime):
        return datetime(1900, 1, 1, microsecond=number, tzinfo=UTC)
    if issubclass(kind, date):
        return date(1900 + number, 1, 1)
    return -1_000_001 - number


def _kept(value: Any) -> Any:
    """As the statement holds it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
