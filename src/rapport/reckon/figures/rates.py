"""The rate of each day from those that were noted, and tables of rates: for whoever changes money.

The last rate holds until the next, but not for ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from rapport.reckon.folding import fold
from rapport.reckon.tables.opening import Table
from rapport.reckon.tables.refusal import Refused
from rapport.reckon.tables.sources.figure_words import CURRENCY, DAY
from rapport.reckon.tables.sources.figures import currency_of
from rapport.reckon.tables.values import Undecidable, Unreadable, read_date, read_number
from rapport.reckon.verdict import Reason, because

HOLDS = 10  # days: over a holiday and a forgotten week, no longer


def daily_rates(noted: Sequence[tuple[date, float]], first: date, many: int) -> NDArray[np.float64]:
    """`noted` by day, the earliest first. NaN where no rate was noted on the day or in the ten before it.

    >>> daily_rates([(date(2026, 4, 1), 1.1)], date(2026, 3, 31), 3).tolist()
    [nan, 1.1, 1.1]
    """
    rates = np.full(many, np.nan)
    for day, rate in noted:
        start = (day - first).days
        rates[max(start, 0) : max(start + HOLDS + 1, 0)] = rate
    return rates


@dataclass(frozen=True, slots=True)
class RateRow:
    """On the day one unit of `currency` was worth `rate` of `into`."""

    currency: str
    into: str
    day: date
    rate: Decimal


_INTO = ("Into", "To", "Base", "Base currency", "U", "Do", "В")
_RATE = ("Rate", "Exchange rate", "Tečaj", "Kurz", "Курс", "Kurs", "Wechselkurs")


def read_rates(table: Table) -> tuple[list[RateRow], list[tuple[int, Reason]]]:
    """Rates of a table, and the lines that were left out with why.

    Either each row names its currency, into which, and the rate; or each column is headed by a currency and says how
    much of it one euro was worth, as central banks publish it. A number of two readings is left out, not guessed.
    """
    headers = {fold(header): place for place, header in enumerate(table.headers)}
    day = next((headers[fold(word)] for word in DAY if fold(word) in headers), None)
    if day is None:
        raise Refused(because("The table has no column of days."), "no days")
    currency, into, rate = (
        next((headers[fold(word)] for word in words if fold(word) in headers), None)
        for words in (CURRENCY, _INTO, _RATE)
    )
    wide = [(place, code) for place, header in enumerate(table.headers) if (code := currency_of(header))]
    if rate is None and not wide:
        raise Refused(because("The table has no column of rates."), "no rates")
    rows: list[RateRow] = []
    left: list[tuple[int, Reason]] = []
    for line in table.rows():
        cells = line.cells
        try:
            on = read_date(cells[day])
            if on is None:
                raise Unreadable(because("The line names no day."))
            if rate is not None:
                one = currency_of(cells[currency]) if currency is not None else ""
                other = currency_of(cells[into]) if into is not None else "EUR"
                rows.append(_row(one, other, on, cells[rate]))
            else:
                rows += [_row("EUR", code, on, cells[place]) for place, code in wide if read_number(cells[place], ".")]
        except Unreadable as no:
            left.append((line.number, no.reason))
        except Undecidable as two:
            left.append((line.number, because("It may be {first} or {second}.", first=two.first, second=two.second)))
    return rows, left


def _row(one: str, other: str, on: date, cell: str) -> RateRow:
    value = read_number(cell, ".")
    if not one or not other or one == other:
        raise Unreadable(because("The line does not name two currencies."))
    if value is None or value <= 0:
        raise Unreadable(because("A rate is a number over 0."))
    return RateRow(one, other, on, value)
