"""The course of a series: told from the past alone, the same in batches, and calm before bad input."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.reckon.series import DAY_OF_HOURS, FULL_HISTORY, OPENS_AT, Floats, Judged, course, judged

FIELDS = ("strength", "habit", "sureness", "opens", "standing")


def weekly(days: int, seed: int = 1, level: float = 100.0) -> Floats:
    """A business that rests at weekends, with a tenth of noise."""
    dice = np.random.default_rng(seed)
    shape = np.resize([1.2, 1.1, 1.0, 1.1, 1.0, 0.5, 0.4], days)
    return level * shape * (1 + 0.1 * dice.standard_normal(days))


def rough(seed: int, size: int) -> Floats:
    """Values of every kind: gaps, infinities, zeros, spikes, negative ones."""
    dice = np.random.default_rng(seed)
    values = dice.standard_normal(size) * 10 ** dice.uniform(-2, 3) + dice.uniform(-5, 50)
    odd = dice.choice([np.nan, np.inf, -np.inf, 0.0, 1e12, -7.0], size)
    return np.where(dice.random(size) < 0.1, odd, values)


def same(one: Judged, other: Judged) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in FIELDS)


@given(st.integers(0, 10_000), st.lists(st.integers(0, 90), min_size=1, max_size=12), st.sampled_from([2, 7, 24]))
@settings(max_examples=20, deadline=None)
def test_batches_give_the_same_as_the_whole_series(seed, sizes, turn):
    values = rough(seed, sum(sizes))
    parts, state = [], course(turn)
    for end, size in zip(np.cumsum(sizes), sizes, strict=True):
        told, state = state.take(values[end - size : end])
        parts.append(told)
    joined = [np.concatenate([getattr(part, name) for part in parts]) for name in FIELDS[:4]]
    assert same(Judged(*joined), judged(values, turn))


def test_batches_stay_the_same_when_memory_is_full():
    values, state, parts = rough(3, 2600), course(7), []
    for start in range(0, 2600, 371):
        told, state = state.take(values[start : start + 371])
        parts.append(told.strength)
    assert np.array_equal(np.concatenate(parts), judged(values).strength)


@given(st.integers(0, 10_000), st.integers(1, 200))
@settings(max_examples=20, deadline=None)
def test_what_comes_later_changes_nothing_before(seed, cut):
    values = rough(seed, 250)
    other = np.concatenate((values[:cut], rough(seed + 1, 40)))
    assert np.array_equal(judged(values).strength[:cut], judged(other).strength[:cut])
    assert np.array_equal(judged(values).opens[:cut], judged(other).opens[:cut])


@pytest.mark.parametrize(
    "values",
    [[], [5.0, 1.0, 9.0], [0.0] * 400, [7.3] * 400, [-4.0] * 400, [np.nan] * 400, [np.inf, -np.inf] * 200],
    ids=["nothing", "three points", "zeros", "constant", "negative", "absent", "infinite"],
)
def test_nothing_opens_where_nothing_happens(values):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        told = judged(np.array(values))
    assert not told.opens.any()
    assert np.isfinite(told.strength).all()


def test_a_gap_of_years_is_not_a_departure():
    values = np.concatenate((weekly(200), np.full(1100, np.nan), weekly(200, seed=2)))
    told = judged(values)
    assert not told.opens[1300:].any()
    assert not told.strength[200:1300].any()


def test_rough_values_give_plain_figures():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for told in (
            judged(rough(4, 900)),
            judged(np.array([1e99, -1e99] * 60)),
            judged(np.array([1e-12, 3e-12] * 60)),
        ):
            assert np.isfinite(told.strength).all()
            assert ((told.sureness >= 0) & (told.sureness < 1)).all()


def test_a_quiet_weekend_is_usual():
    told = judged(weekly(300))
    assert told.opens.sum() <= 4
    assert told.sureness.max() < 0.8


@pytest.mark.parametrize("factor", [0.1, 3.0], ids=["drop", "rise"])
def test_a_shift_of_level_opens_at_once_and_once(factor):
    values = weekly(200)
    values[150:] *= factor
    opened = np.flatnonzero(judged(values).opens)
    opened = opened[opened >= 150]
    assert opened[0] - 150 <= 2
    assert np.ptp(opened) <= 7


def test_the_unit_does_not_matter():
    values = weekly(300)
    values[200] *= 4
    told, in_cents = judged(values), judged(values * 100)
    assert np.allclose(told.strength, in_cents.strength, atol=1e-5)


def test_up_and_down_are_the_same_distance():
    values = weekly(300) - 100
    assert np.allclose(judged(values).strength, judged(-values).strength, atol=0.05)


def test_a_series_is_judged_fully_only_with_history():
    early, late = np.full(FULL_HISTORY * 4, 10.0), np.full(FULL_HISTORY * 4, 10.0)
    early[4], late[-1] = 40, 40
    assert judged(early).strength[4] < judged(late).strength[-1] / 5


def test_sureness_is_a_half_where_findings_open():
    told = judged(rough(5, 600))
    surplus = told.strength - told.habit
    assert np.allclose(told.sureness > 0.5, surplus > OPENS_AT)


def test_a_series_that_jumps_each_week_has_the_habit():
    values = np.full(30 * DAY_OF_HOURS, 10.0) + np.random.default_rng(1).standard_normal(720)
    rare, usual = values.copy(), values.copy()
    rare[700] += 30
    usual[::8] += 30
    usual[700] = rare[700]
    assert judged(rare, DAY_OF_HOURS).sureness[700] > judged(usual, DAY_OF_HOURS).sureness[700]


def test_a_turn_of_one_value_is_refused():
    with pytest.raises(ValueError, match="at least two"):
        course(1)
