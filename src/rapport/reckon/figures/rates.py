"""The rate of each day from those that were noted: the last one holds until the next, but not for ever."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

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
