"""A table with a day in each row as series: one figure for each day or each week, absent where nothing is said.

For questions that need a history and no database. What cannot be read is refused with the line it stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

import numpy as np
import numpy.typing as npt

from rapport.reckon.folding import fold
from rapport.reckon.tables.columns import judge_column
from rapport.reckon.tables.opening import Line, Table
from rapport.reckon.tables.refusal import Refused
from rapport.reckon.tables.values import Mark, Order, Undecidable, Unreadable, is_empty, read_date, read_number
from rapport.reckon.verdict import Reason, because, counted

ROWS_AT_MOST = 100_000
SPAN_AT_MOST = 20_000  # days from the first to the last
_LOOKED_AT = 50
_STRETCH = 7


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """`columns` hold one figure for each `step` days (1 or 7) from `first`, in the order asked; NaN where absent."""

    first: date
    step: int
    columns: tuple[npt.NDArray[np.float64], ...]
    notes: tuple[Reason, ...] = ()


def read_series(table: Table, names: Sequence[str], *, day: str = "", order: Order = "", mark: Mark = "") -> Series:
    """The named columns of a table by day or by week.

    `day` names the column of the day where more than one could be it; `order` and `mark` answer what the table leaves
    open. Rows of one day are added up. Refused in words: no such column, no day, a figure that is none, months.

    >>> from rapport.reckon.tables.opening import open_table
    >>> rows = b"Day,Cost,Leads\\n2026-01-05,10,3\\n2026-01-07,,4\\n2026-01-07,5,1\\n"
    >>> told = read_series(open_table(rows), ["Leads"])
    >>> told.first, told.step, told.columns[0].tolist()
    (datetime.date(2026, 1, 5), 1, [3.0, nan, 5.0])
    """
    lines = []
    for line in table.rows():
        if line.wrong is not None:
            raise Refused(because("Line {line}: {why}", line=line.number, why=line.wrong))
        lines.append(line)
        if len(lines) > ROWS_AT_MOST:
            raise Refused(because("The table has more than {most} rows.", most=ROWS_AT_MOST))
    if not lines:
        raise Refused(because("The table has no rows below its header."), "empty")
    wanted = [_column(table, name) for name in names]
    at = _column(table, day) if day else _day_column(table, lines, order)
    days = _days(table, lines, at, order)
    columns = [_numbers(table, lines, column, mark) for column in wanted]
    return _laid_out(
        [day for day in days if day], [[n for n, day in zip(c, days, strict=True) if day] for c in columns]
    )


def _column(table: Table, name: str) -> int:
    if name in table.headers:
        return table.headers.index(name)
    alike = [n for n, header in enumerate(table.headers) if fold(header.strip()) == fold(name.strip())]
    if len(alike) == 1:
        return alike[0]
    raise Refused(
        because("There is no column “{name}”. There are: {columns}.", name=name, columns=", ".join(table.headers))
    )


def _day_column(table: Table, lines: list[Line], order: Order) -> int:
    found = [n for n in range(len(table.headers)) if _holds_days([line.cells[n] for line in lines[:_LOOKED_AT]], order)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refused(because("No column holds days. Name the one that does."), "which day")
    named = ", ".join(table.headers[n] for n in found)
    raise Refused(
        because("More than one column holds days: {columns}. Name the one to go by.", columns=named), "which day"
    )


def _holds_days(cells: list[str], order: Order) -> bool:
    """Days as people write them, a slip here and there; bare figures are none, although spreadsheets count days so."""
    told = [cell.strip() for cell in cells if not is_empty(cell)]
    return bool(told) and sum(_is_day(cell, order) for cell in told) >= 0.8 * len(told)


def _is_day(cell: str, order: Order) -> bool:
    if cell.replace(".", "", 1).replace(",", "", 1).isdigit() and len(cell) != 8:
        return False
    try:
        return read_date(cell, order) is not None
    except Undecidable:
        return True
    except Unreadable:
        return False


def _days(table: Table, lines: list[Line], at: int, order: Order) -> list[date | None]:
    evidence = judge_column(table.headers[at], "date", (line.cells[at] for line in lines))
    order = order or cast(Order, evidence.settled())
    if not order and (question := evidence.question()):
        raise Refused(question.reason, "undecided")
    found: list[date | None] = []
    for line in lines:
        try:
            day = read_date(line.cells[at], order)
        except Unreadable as why:
            raise Refused(because("Line {line}: {why}", line=line.number, why=why.reason)) from None
        if day is None and any(not is_empty(cell) for cell in line.cells):
            raise Refused(because("Line {line} has figures and no day.", line=line.number))
        found.append(day)
    return found


def _numbers(table: Table, lines: list[Line], at: int, mark: Mark) -> list[float]:
    evidence = judge_column(table.headers[at], "number", (line.cells[at] for line in lines))
    mark = mark or cast(Mark, evidence.settled())
    if not mark and (question := evidence.question()):
        raise Refused(question.reason, "undecided")
    found = []
    for line in lines:
        try:
            number = read_number(line.cells[at], mark)
        except Unreadable as why:
            raise Refused(because("Line {line}: {why}", line=line.number, why=why.reason)) from None
        found.append(float("nan") if number is None else float(number))
    return found


def _laid_out(days: list[date], columns: list[list[float]]) -> Series:
    if not days:
        raise Refused(because("No row has a day."), "empty")
    ordinals = np.array([day.toordinal() for day in days])
    first, last = int(ordinals.min()), int(ordinals.max())
    if last - first > SPAN_AT_MOST:
        raise Refused(
            because(
                "The days run from {first} to {last}; one of them cannot be right.",
                first=date.fromordinal(first),
                last=date.fromordinal(last),
            )
        )
    step = _step(np.unique(ordinals))
    size = (last - first) // step + 1
    at = (ordinals - first) // step
    laid = tuple(_summed(np.array(column), at, size) for column in columns)
    notes = []
    if (twice := len(ordinals) - len(np.unique(ordinals))) > 0:
        notes.append(
            because(
                "Several rows of one day were added up: {rows} more than days.",
                rows=counted("{n} row", "{n} rows", twice),
            )
        )
    return Series(date.fromordinal(first), step, laid, tuple(notes))


def _step(days: npt.NDArray[np.int64]) -> int:
    """7 for weeks, 1 for days with whatever gaps; months are refused."""
    apart = np.diff(days)
    if len(apart) and (apart % _STRETCH == 0).all():
        return _STRETCH
    if len(apart) and apart.min() >= 28:
        raise Refused(because("There is one row a month, which is too coarse. Export it by day or by week."))
    return 1


def _summed(column: npt.NDArray[np.float64], at: npt.NDArray[np.int64], size: int) -> npt.NDArray[np.float64]:
    known = ~np.isnan(column)
    found = np.full(size, np.nan)
    found[np.unique(at[known])] = 0.0
    np.add.at(found, at[known], column[known])
    return found
