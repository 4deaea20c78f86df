"""A share of few cases with what it may really be: for anyone shown a percentage of a handful."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True)
class Share:
    """`k` of `n`: the plain share and its 95 % interval, all three from 0 to 1."""

    k: int
    n: int
    share: float
    low: float
    high: float


def wilson(k: int, n: int) -> Share:
    """The Wilson 95 % interval for `k` of `n`.

    Centre (k + 1.92)/(n + 3.84), half-width 1.96 sqrt(k(n-k)/n + 0.96)/(n + 3.84), with z = 1.96 and z² rounded to 3.84
    as formulas.md has it; cut to 0 and 1. ValueError if nothing was counted or `k` is no part of `n`.
    Source: Wilson 1927; formulas.md "Time and work".

    >>> marks = wilson(42, 50)
    >>> f"{marks.share:.1%}, {marks.low:.1%} to {marks.high:.1%}"
    '84.0%, 71.5% to 91.7%'
    """
    if n < 1:
        raise ValueError("There is no share of nothing.")
    if not 0 <= k <= n:
        raise ValueError(f"{k} is no part of {n}.")
    centre = (k + 1.92) / (n + 3.84)
    half = 1.96 * sqrt(k * (n - k) / n + 0.96) / (n + 3.84)
    return Share(k=k, n=n, share=k / n, low=max(centre - half, 0.0), high=min(centre + half, 1.0))
