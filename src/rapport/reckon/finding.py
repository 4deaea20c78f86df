"""What a finding is: something in a daily figure that left its usual course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from rapport.reckon.series import Flags
from rapport.reckon.verdict import Reason

Kind = Literal["level", "slide", "gap", "zeros", "no_conversions"]

TOLD_FROM = 0.6  # sureness
LOOK_BACK = 56  # days


@dataclass(frozen=True, slots=True)
class Finding:
    """`since` to `until` are the first and last day, both included; `is_over` says it ended before the last day known.

    `seen_on` is the day on which it could first be known. `usual` and `now` are means a day over that time, in the unit
    of the figure; `size` is their difference as a share of the usual (-0.4: forty percent less), -1 for silence.
    `in_all` is the difference over the whole time. `sureness` is from 0 to 1.
    """

    kind: Kind
    since: date
    until: date
    seen_on: date
    is_over: bool
    usual: float
    now: float
    size: float
    in_all: float
    sureness: float
    reasons: tuple[Reason, ...]


def runs(flags: Flags) -> list[tuple[int, int]]:
    """Start and end (not included) of each run of true places.

    >>> runs(np.array([True, True, False, True]))
    [(0, 2), (3, 4)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def rounded(figure: float) -> int | float:
    """Three digits, and whole numbers from a hundred on: a figure as a reason tells it.

    >>> rounded(12345.6), rounded(12.345), rounded(0.01234), rounded(50.0)
    (12346, 12.3, 0.0123, 50)
    """
    if abs(figure) >= 100:
        return round(figure)
    shown = float(f"{figure:.3g}")
    return int(shown) if shown == int(shown) else shown
