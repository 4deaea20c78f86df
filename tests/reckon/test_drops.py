"""Findings in daily figures: what opens one, what does not, since when, and once."""

from __future__ import annotations

import warnings
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.reckon.drops import findings, without_conversions
from rapport.reckon.finding import Finding
from rapport.reckon.series import Floats
from rapport.reckon.usual import usual

FIRST = date(2025, 1, 6)  # a Monday
WEEK = [1.2, 1.1, 1.0, 1.1, 1.0, 0.5, 0.4]


def shop(days: int = 200, *, level: float = 500, noise: float = 0.05, seed: int = 1) -> Floats:
    return level * np.resize(WEEK, days) * (1 + noise * np.random.default_rng(seed).standard_normal(days))


def day(n: int) -> date:
    return FIRST + timedelta(days=n)


def found(values: Floats, kind: str = "", after: int = 100, **told: object) -> list[Finding]:
    """The findings that were seen from day `after` on."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        every = findings(values, FIRST, **told)
    return [one for one in every if one.seen_on >= day(after) and kind in ("", one.kind)]


def test_a_drop_is_one_finding_with_its_first_day_its_size_and_its_sum():
    values = shop(180)
    lost = values[150:].sum() * 0.4
    values[150:] *= 0.6
    (one,) = found(values)
    assert (one.kind, one.since, one.is_over) == ("level", day(150), False)
    assert one.seen_on <= day(153)
    assert one.size == pytest.approx(-0.4, abs=0.05)
    assert -one.in_all == pytest.approx(lost, rel=0.1)
    assert one.sureness > 0.7


def test_a_drop_that_comes_back_is_over_and_its_return_is_no_finding():
    values = shop()
    values[150:160] *= 0.5
    (one,) = found(values)
    assert (one.since, one.is_over) == (day(150), True)
    assert day(157) <= one.until <= day(161)


def test_a_new_level_becomes_the_usual():
    values = shop(250)
    values[150:] *= 0.6
    (one,) = found(values)
    assert (one.is_over, (one.until - one.since).days) == (True, 34)


def test_a_rise_is_told_as_more():
    values = shop()
    values[150:] *= 1.8
    (one,) = found(values)
    assert one.size > 0.6
    assert "more" in one.reasons[0].plain()


@pytest.mark.parametrize("seed", range(3))
def test_weekdays_and_growth_are_the_usual_course(seed):
    growing = shop(400, seed=seed) * np.exp(np.arange(400) / 500)
    assert len(found(growing)) <= 2


def test_a_weekday_that_is_always_closed_is_no_silence():
    values = shop()
    values[5::7] = values[6::7] = 0
    assert not found(values)


def test_a_holiday_is_not_judged_and_the_drop_after_it_is():
    values = shop()
    values[148:151] *= 0.1
    feast = {day(n) for n in (148, 149, 150)}
    assert found(values)
    assert not found(values, holidays=feast)
    values[151:] *= 0.5
    (one,) = found(values, holidays=feast)
    assert one.since == day(151)


def test_holidays_inside_a_drop_are_said():
    values = shop()
    values[150:] *= 0.5
    (one,) = found(values, holidays={day(155), day(156)})
    assert "Holidays and closed days in between are not counted: 2 days." in [why.plain() for why in one.reasons]


def test_days_without_figures_are_a_gap_and_never_a_drop():
    values = shop()
    values[150:156] = np.nan
    (one,) = found(values)
    assert (one.kind, one.since, one.until, one.is_over) == ("gap", day(150), day(155), True)
    assert one.sureness > 0.95


def test_one_late_day_is_no_gap():
    values = shop()
    values[-1] = np.nan
    assert not found(values)


def test_a_gap_of_years_is_one_finding():
    values = np.concatenate((shop(150), np.full(900, np.nan), shop(100, seed=2)))
    assert [one.kind for one in found(values)] == ["gap"]


def test_a_series_that_is_rarely_measured_has_no_gaps():
    values = np.full(300, np.nan)
    values[::5] = shop(60)
    assert not found(values, "gap")


def test_sudden_zeros_are_one_finding_and_no_drop_beside_it():
    values = shop()
    values[150:154] = 0
    (one,) = found(values)
    assert (one.kind, one.since, one.until, one.size) == ("zeros", day(150), day(153), -1.0)


def test_few_a_day_have_zeros_by_chance():
    few = np.random.default_rng(3).poisson(1.5, 300).astype(float)
    assert not found(few, "zeros", counts=True)


def test_a_slide_over_weeks_is_told_though_no_day_stands_out():
    values = shop(260, noise=0.15)
    values[150:] *= np.maximum(1 - 0.004 * np.arange(110), 0.5)
    (one,) = found(values)
    assert (one.kind, one.is_over) == ("slide", False)
    assert one.size == pytest.approx(-0.4, abs=0.1)
    assert day(140) <= one.since <= day(165)


def test_the_same_time_a_year_ago_makes_less_sure():
    values = shop(560)
    values[520:540] *= 0.5
    alone = found(values, after=515)[0]
    values[520 - 364 : 540 - 364] *= 0.5
    twice = [one for one in found(values, after=515) if one.since == day(520)]
    assert not twice or twice[0].sureness < alone.sureness / 2


@pytest.mark.parametrize(
    "values",
    [[], [5.0], [1.0, 2, 3], [0.0] * 300, [9.5] * 300, [np.nan] * 300, [-3.0] * 300, [np.inf, -np.inf] * 150],
    ids=["nothing", "one day", "three days", "zeros", "constant", "absent", "negative", "infinite"],
)
def test_nothing_is_found_where_nothing_happens(values):
    assert not found(np.array(values), after=0)
    assert not found(np.array(values), after=0, counts=True)


@given(st.integers(0, 10_000), st.integers(40, 260), st.booleans())
@settings(max_examples=25, deadline=None)
def test_rough_values_bring_plain_findings_in_order(seed, days, counts):
    dice = np.random.default_rng(seed)
    values = dice.standard_normal(days) * 10 ** dice.uniform(-1, 4) + dice.uniform(-50, 500)
    odd = dice.choice([np.nan, np.inf, 0.0, -1e9, 1e9], days)
    told = found(np.where(dice.random(days) < 0.1, odd, values), after=0, counts=counts)
    assert [one.since for one in told] == sorted(one.since for one in told)
    for one in told:
        assert FIRST <= one.since <= one.until < day(days)
        assert one.since <= one.seen_on
        assert 0.5 <= one.sureness <= 1
        assert np.isfinite([one.usual, one.now, one.size, one.in_all]).all()


@given(st.integers(0, 500), st.integers(0, 40))
@settings(max_examples=15, deadline=None)
def test_what_was_seen_does_not_depend_on_what_comes_later(seed, more):
    values = shop(190, seed=seed)
    values[150:] *= 0.5
    now = [(one.kind, one.since) for one in findings(values[: 150 + more], FIRST) if one.seen_on < day(150 + more)]
    later = [(one.kind, one.since) for one in findings(values, FIRST) if one.seen_on < day(150 + more)]
    assert now == later


def test_negative_figures_are_judged_by_their_distance():
    values = shop() - 3000
    values[150:] -= 900
    (one,) = found(values, "level")
    assert one.size < 0
    assert one.in_all < 0


def test_the_usual_knows_only_the_past():
    values = shop(120)
    whole, part = usual(values, FIRST), usual(values[:100], FIRST)
    assert np.array_equal(whole.expected[:100], part.expected, equal_nan=True)


def test_money_without_a_conversion_is_found_when_chance_is_left_behind():
    spend, conversions = np.full(60, 100.0), np.resize([2.0, 1, 0, 3], 60)
    conversions[50:] = 0
    (one,) = without_conversions(conversions, spend, FIRST)
    assert (one.kind, one.since, one.until, one.is_over) == ("no_conversions", day(50), day(59), False)
    assert day(51) <= one.seen_on <= day(53)
    assert not without_conversions(conversions[:51], spend[:51], FIRST)


def test_nothing_spent_or_nothing_known_is_no_dry_run():
    spend, conversions = np.full(60, 100.0), np.resize([2.0, 1, 0, 3], 60)
    conversions[50:] = 0
    for off in (0.0, np.nan):
        idle = spend.copy()
        idle[50:] = off
        assert not without_conversions(conversions, idle, FIRST)
    assert not without_conversions(conversions, spend, FIRST, holidays={day(n) for n in range(50, 60)})


def test_spend_that_never_brought_anything_is_told_after_two_weeks():
    spend = np.full(20, 100.0)
    assert not without_conversions(np.zeros(13), spend[:13], FIRST)
    (one,) = without_conversions(np.zeros(20), spend, FIRST)
    assert one.seen_on == day(13)


def test_conversions_and_spend_of_other_days_are_refused():
    with pytest.raises(ValueError, match="same days"):
        without_conversions(np.zeros(3), np.zeros(4), FIRST)
