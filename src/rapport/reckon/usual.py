"""What a day's figure would usually be, from the days before it: for findings, and for whoever draws the usual course.

The usual is the level of the last five weeks times the weekday's share in it, as the last eight weeks show it. Public
holidays, and weekdays on which next to nothing happens, are not judged and teach nothing.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from rapport.reckon.series import BEYOND_ANY_FIGURE, WEEK, Flags, Floats

WEEKS_OF_SHAPE, WEEKS_OF_SHAPE_AT_LEAST = 8, 3
DAYS_OF_LEVEL, DAYS_OF_LEVEL_AT_LEAST = 35, 7
CLOSED = 0.1  # of an average day
NEAR_A_YEAR = 364  # the same weekday a year ago


@dataclass(frozen=True, slots=True)
class Usual:
    """Arrays as long as the values. NaN where nothing can be said: too early, a holiday, a weekday that is closed.

    `expected` and `even` (the value with the weekday's shape taken out) are in the unit of the values; `departure` is
    the distance from the usual in units of the level: -0.4 is forty percent below. `shape` is the weekday's factor, or
    summand where there were negative values. `open_days` are days that are judged at all.
    """

    values: Floats
    expected: Floats
    even: Floats
    departure: Floats
    level: Floats
    shape: Floats
    factors: Flags
    open_days: Flags

    def expected_from(self, start: int, end: int) -> Floats:
        """What the days from `start` to before `end` would have been, had the level stayed as it was before `start`."""
        level, shape = self.level[start], self.shape[start:end]
        expected: Floats = np.where(self.factors[start:end], level * shape, level + shape)
        return expected


def usual(values: Floats, first_day: date, holidays: Set[date] = frozenset()) -> Usual:
    """The usual of each day, from the days before it alone.

    `values` are daily, float64, NaN for absent (infinities are absent too); the first belongs to `first_day`.

    >>> week = [100.0, 100, 100, 100, 100, 50, 50]
    >>> told = usual(np.array(week * 8 + [60.0]), date(2026, 3, 2))
    >>> round(float(told.expected[-1])), round(float(told.departure[-1]), 2)
    (100, -0.4)
    """
    values = np.array(values, dtype=np.float64)
    with np.errstate(invalid="ignore"):
        values[~(np.abs(values) < BEYOND_ANY_FIGURE)] = np.nan
    working = ~days_among(holidays, first_day, len(values))
    learned = np.where(working, values, np.nan)
    factors = np.minimum.accumulate(np.nan_to_num(learned, nan=0.0)) >= 0
    shape, is_known = _shape(learned, factors)
    open_days = working & (~factors | (shape > CLOSED))
    with np.errstate(divide="ignore", invalid="ignore"):
        even = np.where(open_days, np.where(factors, learned / shape, learned - shape), np.nan)
    level, unit = _level(even)
    expected = np.where(open_days, np.where(factors, level * shape, level + shape), np.nan)
    departure = np.full(len(values), np.nan)
    np.divide(even - level, unit, out=departure, where=(unit > 0) & (is_known | ~_is_dense(learned)))
    return Usual(values, expected, even, departure, level, shape, factors, open_days)


def days_among(days: Set[date], first_day: date, length: int) -> Flags:
    """Which of the `length` days from `first_day` are among these."""
    return np.array([first_day + timedelta(days=n) in days for n in range(length)], dtype=bool)


def median(rows: Floats, at_least: int = 1) -> Floats:
    """The median of each row without its NaNs; NaN for a row with fewer than `at_least` values."""
    known = np.isfinite(rows).sum(axis=1)
    ordered = np.sort(rows, axis=1)  # NaN last
    low, high = np.maximum(known - 1, 0) // 2, np.minimum(known // 2, rows.shape[1] - 1)
    every = np.arange(len(rows))
    return np.where(known >= at_least, (ordered[every, low] + ordered[every, high]) / 2, np.nan)


def before(values: Floats, length: int) -> Floats:
    """For each place the `length` values before it, NaN where there were none."""
    return sliding_window_view(np.concatenate((np.full(length, np.nan), values)), length)[: len(values)]


def mean(rows: Floats, at_least: int) -> Floats:
    """The mean of each row without its NaNs; NaN for a row with fewer than `at_least` values."""
    known = np.isfinite(rows).sum(axis=1)
    total: Floats = np.nansum(rows, axis=1)
    return np.where(known >= at_least, total / np.maximum(known, 1), np.nan)


def _shape(learned: Floats, factors: Flags) -> tuple[Floats, Flags]:
    """The weekday's factor (or summand): the median of value against its own week over the weeks before, if known."""
    days = len(learned)
    around = mean(sliding_window_view(np.pad(learned, WEEK // 2, constant_values=np.nan), WEEK), 4)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.where(around > 0, learned / around, np.nan)
    shapes, is_known = [], np.zeros(days, dtype=bool)
    for against, neutral in ((ratios, 1.0), (learned - around, 0.0)):
        padded = np.concatenate((np.full(WEEK * WEEKS_OF_SHAPE, np.nan), against))
        lags = [padded[WEEK * (WEEKS_OF_SHAPE - back) :][:days] for back in range(1, WEEKS_OF_SHAPE + 1)]
        told = median(np.stack(lags, axis=1), WEEKS_OF_SHAPE_AT_LEAST)
        shapes.append(np.where(np.isfinite(told), told, neutral))
        is_known |= np.isfinite(told)
    return np.where(factors, *shapes), is_known


def _is_dense(learned: Floats) -> Flags:
    """Whether there was a figure on most days since the first one of the last weeks."""
    known = np.isfinite(before(learned, WEEK * WEEKS_OF_SHAPE))
    span = known.shape[1] - known.argmax(axis=1)
    dense: Flags = known.sum(axis=1) >= span / 2
    return dense


def _level(even: Floats) -> tuple[Floats, Floats]:
    """The level before each day, and the unit departures are told in: the level, or the mean size if that is more."""
    rows = before(even, DAYS_OF_LEVEL)
    size = mean(np.abs(rows), DAYS_OF_LEVEL_AT_LEAST)
    middle = median(rows, DAYS_OF_LEVEL_AT_LEAST)
    level = np.where(middle == 0, mean(rows, DAYS_OF_LEVEL_AT_LEAST), middle)
    return level, np.maximum(np.abs(level), np.nan_to_num(size))
