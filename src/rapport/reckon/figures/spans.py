"""Which days a cell is about: one day, a week, a month, or a stretch of days. For whoever reads a table of figures.

A stretch is never a day: what is told of a week is kept as a week.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from rapport.reckon.folding import fold
from rapport.reckon.tables.values import MONTHS, Order, Undecidable, Unreadable, read_date
from rapport.reckon.verdict import because

Grain = Literal["day", "week", "month", "period"]
Span = tuple[date, date]

_WEEK = re.compile(r"(\d{4})[- ]?[wW](\d{1,2})|[wW](?:eek)? ?(\d{1,2})[ ,/-]+(\d{4})")
_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[/.](\d{4})")
_QUARTER = re.compile(r"(\d{4})[- ]?[qQ]([1-4])|[qQ]([1-4])[ /-]*(\d{4})")
_WORD_MONTH = re.compile(r"([^\W\d_]{3,})\.?,? (\d{4})\.?(?: г\.?)?")
_TO = re.compile(r"\s+(?:-|–|—|to|bis|do|по|a|au)\s+|\s*\.\.\s*|\s*–\s*|\s*—\s*")
_LINE = re.compile(r"(?i)^#?\s*(start|end) date:?\s*(\S+)")


def read_span(text: str, order: Order = "") -> Span | None:
    """First and last day of what a cell names; None for an empty one. Raises Undecidable and Unreadable.

    >>> read_span("2026-W14"), read_span("April 2026")
    ((datetime.date(2026, 3, 30), datetime.date(2026, 4, 5)), (datetime.date(2026, 4, 1), datetime.date(2026, 4, 30)))
    >>> read_span("2026-04-13"), read_span("8. srpnja 2025. - 31. srpnja 2025.")[1]
    ((datetime.date(2026, 4, 13), datetime.date(2026, 4, 13)), datetime.date(2025, 7, 31))
    """
    plain = text.strip()
    if found := _WEEK.fullmatch(plain):
        return _week(plain, int(found[1] or found[4]), int(found[2] or found[3]))
    if found := _QUARTER.fullmatch(plain):
        year, third = int(found[1] or found[4]), int(found[2] or found[3])
        return date(year, third * 3 - 2, 1), month_of(date(year, third * 3, 1))[1]
    if found := _MONTH.fullmatch(plain):
        return _month(plain, int(found[1] or found[4]), int(found[2] or found[3]))
    if re.fullmatch(r"(19|20)\d{4}", plain):
        return _month(plain, int(plain[:4]), int(plain[4:]))
    if (found := _WORD_MONTH.fullmatch(plain)) and fold(found[1]) in MONTHS:
        return _month(plain, int(found[2]), MONTHS[fold(found[1])])
    parts = _TO.split(plain)
    if len(parts) == 2 and all(parts):
        first, last = read_date(parts[0], order), read_date(parts[1], order)
        if first and last and first <= last:
            return first, last
        raise Unreadable(because("“{value}” ends before it begins.", value=plain[:60]))
    day = read_date(plain, order)
    return (day, day) if day else None


def span_of_preamble(lines: Sequence[str]) -> Span | None:
    """The days a report is about, as a line above its header says them.

    >>> span_of_preamble(["Campaign report", "July 8, 2025 - July 31, 2025"])
    (datetime.date(2025, 7, 8), datetime.date(2025, 7, 31))
    >>> span_of_preamble(["# Start date: 20260401", "# End date: 20260430"])[1]
    datetime.date(2026, 4, 30)
    """
    told: dict[str, date] = {}
    for line in lines:
        try:
            if found := _LINE.match(line):
                if day := read_date(found[2]):
                    told[found[1].lower()] = day
                continue
            plain = line.strip().strip('"#').strip()
            if len(plain) < 60 and (span := read_span(plain)):
                return span
        except (Unreadable, Undecidable, ValueError):
            continue
    if {"start", "end"} <= told.keys() and told["start"] <= told["end"]:
        return told["start"], told["end"]
    return None


def grain_of(first: date, last: date) -> Grain:
    """How a stretch is kept. Seven days are a week whatever day they begin on.

    >>> grain_of(date(2026, 4, 1), date(2026, 4, 30)), grain_of(date(2025, 7, 8), date(2025, 7, 31))
    ('month', 'period')
    """
    if first == last:
        return "day"
    if (last - first).days == 6:
        return "week"
    return "month" if (first, last) == month_of(first) else "period"


def month_of(day: date) -> Span:
    """The first and the last day of its month."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def clock_change(day: date) -> str:
    """Whether clocks may go "forward" or "back" on that day, in Europe or in North America; "" on all others.

    >>> clock_change(date(2026, 10, 25)), clock_change(date(2026, 3, 29)), clock_change(date(2026, 3, 28))
    ('back', 'forward', '')
    """
    if day.weekday() != 6:
        return ""
    if day.month == 3 and (day.day > 24 or 8 <= day.day <= 14):
        return "forward"
    if (day.month == 10 and day.day > 24) or (day.month == 11 and day.day <= 7):
        return "back"
    return ""


def _week(text: str, year: int, week: int) -> Span:
    try:
        first = date.fromisocalendar(year, week, 1)
    except ValueError:
        raise Unreadable(because("“{value}” is no week.", value=text[:60])) from None
    return first, first + timedelta(days=6)


def _month(text: str, year: int, month: int) -> Span:
    if not 1 <= month <= 12 or not 1990 <= year <= 2100:
        raise Unreadable(because("“{value}” is no month.", value=text[:60]))
    return month_of(date(year, month, 1))
