"""Which period a report tells of: read as people write it, and the last one that is over, by rhythm.

>>> read_period("2026-10").last, read_period("2026-Q3").first, read_period("2026-10-05..2026-10-18").days
(datetime.date(2026, 10, 31), datetime.date(2026, 7, 1), 14)
>>> last_over("quarterly", date(2026, 11, 22))
Period(first=datetime.date(2026, 7, 1), last=datetime.date(2026, 9, 30))
>>> read_period("october")
Traceback (most recent call last):
    ...
ValueError: A period is written like 2026-10, 2026-Q3, 2026 or 2026-10-05..2026-10-18.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from rapport.reckon.report.content import Period
from rapport.reckon.timing import Calendar

LONGEST = timedelta(days=731)
_HOW = "A period is written like 2026-10, 2026-Q3, 2026 or 2026-10-05..2026-10-18."
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-?[Qq]([1-4])")


def read_period(text: str) -> Period:
    """ValueError, with how it is written, for what is no period."""
    text = text.strip()
    try:
        if found := _MONTH.fullmatch(text):
            return _months(int(found[1]), int(found[2]), 1)
        if found := _QUARTER.fullmatch(text):
            return _months(int(found[1]), int(found[2]) * 3 - 2, 3)
        if text.isascii() and text.isdigit() and len(text) == 4:
            return _months(int(text), 1, 12)
        first, last = (date.fromisoformat(part.strip()) for part in text.split(".."))
    except ValueError:
        raise ValueError(_HOW) from None
    if not timedelta(0) <= last - first <= LONGEST:
        raise ValueError(_HOW)
    return Period(first, last)


def written(period: Period) -> str:
    """As `read_period` reads it; sorts by time within one kind."""
    match period.kind:
        case "month":
            return f"{period.first:%Y-%m}"
        case "quarter":
            return f"{period.first.year}-Q{(period.first.month + 2) // 3}"
        case "year":
            return f"{period.first.year}"
        case _:
            return f"{period.first}..{period.last}"


def last_over(rhythm: str, today: date) -> Period:
    """The month, or for "quarterly" the quarter, that ended last before `today`."""
    months = 3 if rhythm == "quarterly" else 1
    begun = today.replace(month=today.month - (today.month - 1) % months, day=1)
    last = begun - timedelta(days=1)
    return Period(last.replace(month=last.month - months + 1, day=1), last)


def working_day(calendar: Calendar, after: date, number: int) -> date:
    """The `number`-th working day after the last day of a period."""
    day = after
    for _one in range(number):
        day = calendar.next_working_day(day + timedelta(days=1))
    return day


def _months(year: int, month: int, number: int) -> Period:
    end = month + number - 1
    return Period(date(year, month, 1), date(year, end, monthrange(year, end)[1]))
