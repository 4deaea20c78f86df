"""Reads a report's content from plain JSON values, and says where and why when it cannot: for the command line.

Keys are the fields of `content`; each block says what it is under "block". Short forms: a unit is "count", "share" or a
currency; a metric is the name of one the words know; days are "2026-10-31".

>>> report = report_from({"client": "Vila", "language": "hr", "agency": {"name": "Us"},
...     "period": {"first": "2026-10-01", "last": "2026-10-31"},
...     "sections": [{"kind": "summary", "blocks": [{"block": "paragraph", "text": "Dobar mjesec."}]}]})
>>> report.sections[0].blocks
(Paragraph(text='Dobar mjesec.'),)
>>> report_from({"client": "Vila"})
Traceback (most recent call last):
    ...
rapport.reckon.report.content.ReportRefused: the report: "period" is missing.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from rapport.reckon.report import content
from rapport.reckon.report.content import (
    Amount,
    Chart,
    Goals,
    KeyFigures,
    Listing,
    Metric,
    Paragraph,
    Period,
    Report,
    ReportRefused,
    Rows,
    Table,
    Unit,
)
from rapport.reckon.report.words import METRICS

BLOCKS: dict[str, type] = {
    "paragraph": Paragraph, "table": Table, "chart": Chart, "figures": KeyFigures, "goals": Goals, "rows": Rows,
    "list": Listing,
}  # fmt: skip
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NO_CHARACTER = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]"
)
_CURRENCY = re.compile(r"[A-Z]{3}")
_LARGEST = Decimal("1e15")
_FIGURES = ("number", "money", "share", "change")
_MOST_LABELS, _MOST_SERIES = 400, 8
T = TypeVar("T")


def report_from(data: Any) -> Report:
    """The report, or ReportRefused with the place ("section 2, block 1: …") and the reason."""
    report = _read(Report, data, "the report")
    if report.period.last < report.period.first:
        raise ReportRefused("the report, period: it would end before it begins.")
    return report


def _read(kind: type[T], data: Any, where: str) -> T:
    if not isinstance(data, dict):
        raise ReportRefused(f"{where}: an object with named fields belongs here.")
    hints = _hints(cast(Any, kind))
    given = {key: value for key, value in data.items() if key != "block"}
    if unknown := [key for key in given if key not in hints]:
        raise ReportRefused(f'{where}: there is no "{unknown[0]}" here; known are {", ".join(hints)}.')
    values: dict[str, Any] = {}
    for one in fields(kind):  # type: ignore[arg-type]
        if one.name in given:
            values[one.name] = _value(hints[one.name], given[one.name], f"{where}, {one.name}")
        elif one.default is MISSING and one.default_factory is MISSING:
            raise ReportRefused(f'{where}: "{one.name}" is missing.')
    made = kind(**values)
    if isinstance(made, Table):
        made = cast(T, _with_numbers(made, where))
    _check(made, where)
    return made


@lru_cache(maxsize=64)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, vars(content))


def _value(hint: Any, data: Any, where: str) -> Any:
    if hint in _PLAIN:
        return _PLAIN[hint](data, where)
    if hint in _SHORT:
        return _SHORT[hint](data, where)
    origin = get_origin(hint)
    if origin is Literal:
        if not isinstance(data, str) or data not in get_args(hint):
            raise ReportRefused(f"{where}: one of {', '.join(map(str, get_args(hint)))} belongs here, not {data!r}.")
        return data
    if origin is tuple:
        if not isinstance(data, list):
            raise ReportRefused(f"{where}: a list belongs here.")
        return tuple(_value(get_args(hint)[0], one, f"{where} {n}") for n, one in enumerate(data, 1))
    if origin in (Union, UnionType):
        return _either(get_args(hint), data, where)
    if is_dataclass(hint):
        return _read(hint, data, where)  # type: ignore[arg-type]
    raise ReportRefused(f"{where}: this cannot be read.")


def _either(options: tuple[Any, ...], data: Any, where: str) -> Any:
    """A block says what it is; a cell, a label or the right side of a row is told by its looks."""
    if data is None and NoneType in options:
        return None
    if Paragraph in options:
        name = data.get("block") if isinstance(data, dict) else None
        if not isinstance(name, str) or name not in BLOCKS:
            raise ReportRefused(f'{where}: "block" is one of {", ".join(BLOCKS)}.')
        return _read(BLOCKS[name], data, where)
    if isinstance(data, dict) and Amount in options:
        return _read(Amount, data, where)
    if date in options and isinstance(data, str) and _DAY.fullmatch(data):
        return _day(data, where)
    if str in options and isinstance(data, str):
        return _text(data, where)
    if isinstance(data, list):
        inside = next((one for one in options if get_origin(one) is tuple), None)
        if inside is not None:
            return _value(inside, data, where)
    if Decimal in options:
        return _number(data, where)
    rest = [one for one in options if one is not NoneType]
    return _value(rest[0], data, where)


def _with_numbers(table: Table, where: str) -> Table:
    """A figure written as text ("0.214") is a figure where its column holds figures."""

    def row(cells: tuple[Any, ...], n: int) -> tuple[Any, ...]:
        kinds = [column.kind for column in table.columns]
        return tuple(
            _number(cell, f"{where}, row {n}, cell {i + 1}")
            if isinstance(cell, str) and i and i < len(kinds) and kinds[i] in _FIGURES
            else cell
            for i, cell in enumerate(cells)
        )

    rows = tuple(row(cells, n) for n, cells in enumerate(table.rows, 1))
    return replace(table, rows=rows, foot=row(table.foot, len(rows) + 1))


def _text(data: Any, where: str) -> str:
    if not isinstance(data, str):
        raise ReportRefused(f"{where}: a text belongs here, not {data!r}.")
    # neither what has no place in XML, nor what turns the direction of all that follows
    return _NO_CHARACTER.sub("", data)


def _number(data: Any, where: str) -> Decimal:
    try:
        if isinstance(data, bool) or not isinstance(data, int | float | str | Decimal):
            raise ValueError
        number = Decimal(str(data))
        if not number.is_finite():
            raise ValueError
    except (InvalidOperation, ValueError):
        raise ReportRefused(f"{where}: a number belongs here, not {data!r}.") from None
    if abs(number) >= _LARGEST:
        raise ReportRefused(f"{where}: {data} is too large to be meant.")
    return number


def _day(data: Any, where: str) -> date:
    try:
        return date.fromisoformat(data)
    except (TypeError, ValueError):
        raise ReportRefused(f'{where}: a day such as "2026-10-31" belongs here, not {data!r}.') from None


def _bytes(data: Any, where: str) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except (TypeError, ValueError, binascii.Error):
        raise ReportRefused(f"{where}: a file in base64 belongs here.") from None


def _whole(data: Any, where: str) -> int:
    if isinstance(data, bool) or not isinstance(data, int):
        raise ReportRefused(f"{where}: a whole number belongs here, not {data!r}.")
    return data


def _flag(data: Any, where: str) -> bool:
    if not isinstance(data, bool):
        raise ReportRefused(f"{where}: true or false belongs here, not {data!r}.")
    return data


def _unit(data: Any, where: str) -> Unit:
    if isinstance(data, str):
        if _CURRENCY.fullmatch(data):
            return Unit("money", currency=data)
        return _read(Unit, {"kind": data}, where)
    return _read(Unit, data, where)


def _metric(data: Any, where: str) -> Metric:
    if isinstance(data, str):
        if data not in METRICS:
            raise ReportRefused(
                f'{where}: "{data}" is no known metric. Write {{"name": "…"}} for one of your own; known are '
                f"{', '.join(METRICS)}."
            )
        return Metric(data)
    return _read(Metric, data, where)


_PLAIN: dict[Any, Callable[[Any, str], Any]] = {
    str: _text, Decimal: _number, date: _day, bytes: _bytes, int: _whole, bool: _flag,
}  # fmt: skip
_SHORT: dict[Any, Callable[[Any, str], Any]] = {Unit: _unit, Metric: _metric}


def _check(made: Any, where: str) -> None:
    """What the fields cannot say alone."""
    match made:
        case Unit(digits=int(digits)) if not 0 <= digits <= 6:
            raise ReportRefused(f"{where}: digits are 0 to 6.")
        case Unit(kind="money", currency=currency) if not _CURRENCY.fullmatch(currency):
            raise ReportRefused(f'{where}: money needs a currency such as "EUR".')
        case Metric(key="", name=""):
            raise ReportRefused(f"{where}: a metric has a key or a name.")
        case Period(first=first, last=last) if not 1900 <= first.year <= last.year <= 2200:
            raise ReportRefused(f"{where}: it lies between the years 1900 and 2200, and ends after it begins.")
        case Table(columns=columns, rows=rows, foot=foot):
            if not columns:
                raise ReportRefused(f"{where}: a table has columns.")
            for n, row in enumerate([*rows, *([foot] if foot else [])], 1):
                if len(row) != len(columns):
                    raise ReportRefused(f"{where}, row {n}: {len(row)} cells for {len(columns)} columns.")
        case Chart():
            _check_chart(made, where)


def _check_chart(chart: Chart, where: str) -> None:
    many = len(chart.labels)
    if not 1 <= many <= _MOST_LABELS or not 1 <= len(chart.series) <= _MOST_SERIES:
        raise ReportRefused(f"{where}: a chart has 1 to {_MOST_LABELS} labels and 1 to {_MOST_SERIES} series.")
    for series in chart.series:
        if len(series.values) != many:
            raise ReportRefused(f'{where}: "{series.name}" has {len(series.values)} values for {many} labels.')
    if len(chart.target) not in (0, 1, many):
        raise ReportRefused(f"{where}: a target is one value, or one for each label.")
    if any(not 0 <= note.at < many for note in chart.notes):
        raise ReportRefused(f"{where}: a note stands at a label, counted from 0.")
