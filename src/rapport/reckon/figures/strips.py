"""A year of one series in one row: 366 days, 53 weeks or 12 months as float64, NaN where nothing is known.

For the deeds that lay readings down and load them. Days, weeks and months are strips of their own and never mix.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
PLACES = {"day": 366, "week": 53, "month": 12}
_TYPE = np.dtype("<f8")  # the same bytes on every machine


def place_of(grain: str, first: date) -> tuple[int, int]:
    """Year and place of what begins on `first`. A week lies in its ISO year, under the week that holds its middle.

    >>> place_of("day", date(2026, 1, 1)), place_of("week", date(2025, 12, 29)), place_of("month", date(2026, 4, 1))
    ((2026, 0), (2026, 0), (2026, 3))
    """
    if grain == "day":
        return first.year, first.timetuple().tm_yday - 1
    if grain == "week":
        year, week, _ = (first + timedelta(days=3)).isocalendar()
        return year, week - 1
    return first.year, first.month - 1


def first_of(grain: str, year: int, place: int) -> date | None:
    """The first day of a place; None for the 366th day of a short year and the 53rd week of one that has 52.

    >>> first_of("day", 2026, 364), first_of("day", 2026, 365), first_of("week", 2026, 0)
    (datetime.date(2026, 12, 31), None, datetime.date(2025, 12, 29))
    """
    if grain == "day":
        day = date(year, 1, 1) + timedelta(days=place)
        return day if day.year == year else None
    if grain == "week":
        try:
            return date.fromisocalendar(year, place + 1, 1)
        except ValueError:
            return None
    return date(year, place + 1, 1)


def empty(grain: str) -> Floats:
    return np.full(PLACES[grain], np.nan)


def pack(values: Floats) -> bytes:
    """What is stored.

    >>> unpack(pack(np.array([1.5, np.nan]))).tolist()
    [1.5, nan]
    """
    return values.astype(_TYPE, copy=False).tobytes()


def unpack(held: bytes | memoryview) -> Floats:
    return np.frombuffer(held, _TYPE)


@dataclass(frozen=True, slots=True)
class Merged:
    """A strip after new figures were laid over it; `places`, `before` and `after` are where it differs."""

    values: Floats
    places: NDArray[np.int16]
    before: Floats
    after: Floats
    same: int

    @property
    def new(self) -> int:
        return int(np.isnan(self.before).sum())

    @property
    def corrected(self) -> int:
        return len(self.places) - self.new


def merge(old: Floats, told: Floats) -> Merged:
    """What is told replaces what was there; what is not told stays. A difference beyond rounding is a correction.

    >>> got = merge(np.array([1.0, 2.0, np.nan, 4.0]), np.array([1.0, 3.0, 5.0, np.nan]))
    >>> got.values.tolist(), got.places.tolist(), got.new, got.corrected, got.same
    ([1.0, 3.0, 5.0, 4.0], [1, 2], 1, 1, 1)
    """
    there = ~np.isnan(told)
    with np.errstate(invalid="ignore"):
        alike = np.abs(old - told) <= 1e-9 * np.maximum(1.0, np.abs(old))
    differs = there & ~alike
    places = np.flatnonzero(differs)
    return Merged(
        np.where(differs, told, old), places.astype(np.int16), old[places], told[places], int((there & alike).sum())
    )


def window(grain: str, first: date, last: date) -> int:
    """How many places a window has from `first` to `last`, both within.

    >>> window("day", date(2026, 1, 1), date(2026, 1, 31)), window("month", date(2025, 12, 5), date(2026, 2, 1))
    (31, 3)
    """
    if grain == "day":
        return (last - first).days + 1
    if grain == "week":
        return (_monday(last) - _monday(first)).days // 7 + 1
    return (last.year - first.year) * 12 + last.month - first.month + 1


def lay(into: Floats, grain: str, first: date, year: int, values: Floats) -> None:
    """Copy the part of a year's strip that falls into a window which begins at `first`."""
    if grain == "day":
        start, many = (date(year, 1, 1) - first).days, 366 if _long(year) else 365
    elif grain == "week":
        start = (date.fromisocalendar(year, 1, 1) - _monday(first)).days // 7
        many = 53 if date(year, 12, 28).isocalendar()[1] == 53 else 52
    else:
        start, many = (year - first.year) * 12 + 1 - first.month, 12
    begin, end = max(start, 0), min(start + many, len(into))
    if begin < end:
        into[begin:end] = values[begin - start : end - start]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _long(year: int) -> bool:
    return (year % 4 == 0 and year % 100 != 0) or year % 400 == 0
