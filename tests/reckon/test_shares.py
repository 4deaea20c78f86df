"""Shares of few cases."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.shares import wilson


@pytest.mark.parametrize(
    "k, n, low, high",
    [
        (42, 50, 71.5, 91.7),  # formulas.md, CSAT
        (41, 52, 66.0, 87.8),  # the Today picture: 79 % (66 to 88 %)
        (0, 10, 0.0, 27.7),
        (10, 10, 72.3, 100.0),
        (5, 10, 23.7, 76.3),
        (0, 1, 0.0, 79.3),
    ],
)
def test_the_intervals_are_as_worked_by_hand(k: int, n: int, low: float, high: float) -> None:
    share = wilson(k, n)
    assert (share.k, share.n, share.share) == (k, n, k / n)
    assert round(100 * share.low, 1) == low
    assert round(100 * share.high, 1) == high


@pytest.mark.parametrize("k, n", [(0, 0), (1, 0), (-1, 5), (6, 5)])
def test_a_share_of_nothing_or_of_less_is_refused(k: int, n: int) -> None:
    with pytest.raises(ValueError):
        wilson(k, n)


CASES = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(CASES)
def test_the_interval_holds_its_share_and_stays_within_0_and_1(case: tuple[int, int]) -> None:
    share = wilson(*case)
    assert 0 <= share.low <= share.share <= share.high <= 1


@given(CASES)
def test_the_rounded_constants_stay_beside_the_exact_formula(case: tuple[int, int]) -> None:
    k, n = case
    z = 1.959964
    centre = (k + z * z / 2) / (n + z * z)
    half = z * sqrt(k * (n - k) / n + z * z / 4) / (n + z * z)
    share = wilson(k, n)
    assert share.low == pytest.approx(max(centre - half, 0), abs=1e-3)
    assert share.high == pytest.approx(min(centre + half, 1), abs=1e-3)
