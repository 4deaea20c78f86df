"""Where a period will end: sums, ratios, levels; weekdays, holidays, gaps; and nearer than two dull rivals."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from rapport.reckon.pace import Daily, Pace, pace, pace_of_level, pace_of_ratio

MARCH = date(2026, 3, 2)  # a Monday
APRIL = (date(2026, 4, 1), date(2026, 4, 30))
WEEK = np.array([10.0, 10, 10, 10, 10, 4, 2])


def week_after_week(size: int, noise: float = 0.0, seed: int = 1) -> Daily:
    dice = np.random.default_rng(seed)
    return Daily(MARCH, np.maximum(np.resize(WEEK, size) * (1 + noise * dice.standard_normal(size)), 0))


def known_until(daily: Daily, day: date) -> Daily:
    return Daily(daily.first, daily.values[: (day - daily.first).days + 1].copy())


def expected(found: Pace) -> float:
    assert found.expected is not None
    return found.expected


def test_weekdays_are_seen_where_a_straight_line_is_wrong() -> None:
    whole = week_after_week(60)
    truth = 244  # four weeks of 56, and two days of 10
    on_friday = pace(known_until(whole, date(2026, 4, 3)), *APRIL)
    assert on_friday.so_far == 30
    assert expected(on_friday) == pytest.approx(truth, rel=0.04)  # a straight line says 300


def test_a_range_holds_eighty_of_a_hundred() -> None:
    inside = 0
    for seed in range(60):
        whole = week_after_week(119, noise=0.3, seed=seed)
        found = pace(known_until(whole, date(2026, 6, 10)), date(2026, 6, 1), date(2026, 6, 28))
        came = whole.values[91:119].sum()
        assert found.low is not None
        assert found.high is not None
        inside += bool(found.low <= came <= found.high)
    assert 40 <= inside <= 58


def test_holidays_are_learnt_and_expected() -> None:
    whole = week_after_week(60)
    free = [date(2026, 3, 18), date(2026, 3, 27), date(2026, 4, 6), date(2026, 4, 23), date(2026, 4, 24)]
    for day in free:
        whole.values[(day - MARCH).days] = 0.5
    seen = known_until(whole, date(2026, 4, 15))
    truth = whole.values[30:].sum()
    told, untold = pace(seen, *APRIL, off=free), pace(seen, *APRIL)
    assert abs(expected(told) - truth) < 0.6 * abs(expected(untold) - truth)
    assert expected(told) < expected(untold)


def test_a_day_nobody_has_read_is_no_zero() -> None:
    whole = known_until(week_after_week(60), date(2026, 4, 15))
    holes = Daily(MARCH, whole.values.copy())
    holes.values[[31, 37, 44]] = np.nan  # 2, 8 and 15 April
    found = pace(holes, *APRIL)
    assert found.missing == 3
    assert found.so_far == pytest.approx(whole.values[30:].sum() - 30)
    assert expected(found) == pytest.approx(expected(pace(whole, *APRIL)), rel=0.05)
    assert any("3 days" in reason.plain() for reason in found.reasons)


@pytest.mark.parametrize(
    "target, better, state",
    [
        (200, "more", "on course"), (244, "more", "at risk"), (300, "more", "behind"), (110, "more", "reached"),
        (300, "less", "on course"), (200, "less", "behind"), (110, "less", "missed"),
    ],
)  # fmt: skip
def test_a_target_is_judged_by_the_probability(target: float, better: str, state: str) -> None:
    seen = known_until(week_after_week(60, noise=0.05), date(2026, 4, 15))
    assert pace(seen, *APRIL, target=target, better=better).state == state  # type: ignore[arg-type]


def test_a_period_that_is_over_is_told_as_it_was() -> None:
    found = pace(week_after_week(70), *APRIL, target=240)
    assert (found.state, found.expected, found.low, found.high, found.left) == ("reached", 244, 244, 244, 0)


def test_a_ratio_is_that_of_the_sums_never_the_mean_of_ratios() -> None:
    leads = known_until(week_after_week(60), date(2026, 4, 15))
    cost = Daily(MARCH, np.full(len(leads.values), 100.0))
    found = pace_of_ratio(cost, leads, *APRIL, target=13)
    assert found.so_far == pytest.approx(1500 / 122)
    assert expected(found) == pytest.approx(3000 / 244, rel=0.03)
    assert np.mean(cost.values / leads.values) > 17  # what a mean of daily ratios would say
    assert found.state == "on course"


def test_a_day_with_half_of_a_ratio_counts_for_neither_half() -> None:
    leads = known_until(week_after_week(60), date(2026, 4, 15))
    cost = Daily(MARCH, np.full(len(leads.values), 100.0))
    cost.values[40] = np.nan
    found = pace_of_ratio(cost, leads, *APRIL)
    assert found.so_far == pytest.approx(1400 / (122 - leads.values[40]))
    assert found.missing == 1


def test_a_ratio_without_any_denominator_has_no_pace() -> None:
    nothing, cost = Daily(MARCH, np.zeros(45)), Daily(MARCH, np.full(45, 100.0))
    assert pace_of_ratio(cost, nothing, *APRIL).state == "cannot be told"


def test_a_level_goes_on_from_where_it_stands() -> None:
    followers = Daily(MARCH, 5000 + 12.0 * np.arange(45))
    found = pace_of_level(followers, *APRIL, target=5600)
    assert found.so_far == 5528
    assert 5600 < expected(found) < 5720
    holes = Daily(MARCH, np.append(followers.values[:40], [np.nan] * 5))
    assert pace_of_level(holes, *APRIL).so_far == 5468


def test_one_odd_day_is_chance_and_ten_are_a_new_level() -> None:
    whole = week_after_week(90, noise=0.05)
    odd, new = Daily(MARCH, whole.values.copy()), Daily(MARCH, whole.values.copy())
    odd.values[44] *= 10
    new.values[35:] *= 2
    usual, after_odd, after_new = (pace(known_until(one, date(2026, 4, 16)), *APRIL) for one in (whole, odd, new))
    rest = [expected(one) - (one.so_far or 0) for one in (usual, after_odd, after_new)]
    assert rest[1] < 1.1 * rest[0]
    assert rest[2] > 1.5 * rest[0]


def test_a_level_that_jumped_stays_where_it_is() -> None:
    walk = 5000 + np.random.default_rng(1).normal(0, 20, 44).cumsum()
    jumped = Daily(MARCH, np.append(walk, 9000.0))
    assert 8900 < expected(pace_of_level(jumped, *APRIL)) < 9200


def test_under_two_weeks_nothing_is_told_but_what_is_there() -> None:
    found = pace(Daily(date(2026, 4, 1), np.full(10, 5.0)), *APRIL, target=100)
    assert (found.state, found.so_far, found.expected) == ("cannot be told", 50, None)
    assert "14 days" in found.reasons[0].plain()


@pytest.mark.parametrize("values", [np.zeros(45), np.full(45, 7.0), np.eye(1, 45, 20)[0], -np.ones(45)])
def test_odd_figures_break_nothing(values: np.ndarray) -> None:
    found = pace(Daily(MARCH, values), *APRIL, target=5)
    assert np.isfinite([expected(found), found.low, found.high]).all()


def test_what_cannot_be_is_refused() -> None:
    daily = week_after_week(45)
    for begin, end, words in (
        (APRIL[1], APRIL[0], "ends after it begins"),
        (date(2026, 6, 1), date(2026, 6, 30), "wholly after"),
        (APRIL[0], APRIL[0] + timedelta(days=500), "a year long"),
    ):
        with pytest.raises(ValueError, match=words):
            pace(daily, begin, end)
    with pytest.raises(ValueError, match="infinite"):
        Daily(MARCH, np.array([np.inf]))
    with pytest.raises(ValueError, match="the same days"):
        pace_of_ratio(daily, week_after_week(44), *APRIL)
    with pytest.raises(ValueError, match="from 0 on"):
        pace_of_ratio(Daily(MARCH, -daily.values), daily, *APRIL)


def test_it_is_nearer_than_a_straight_line_and_the_share_of_the_month_before() -> None:
    off: list[list[float]] = []
    for seed in range(25):
        whole = week_after_week(91, noise=0.25, seed=seed)
        begin, end = date(2026, 5, 1), date(2026, 5, 31)
        seen = known_until(whole, date(2026, 5, 8))
        came, so_far, april = whole.values[60:91].sum(), seen.values[60:].sum(), whole.values[30:60]
        guesses = (expected(pace(seen, begin, end)), so_far / 8 * 31, so_far / (april[:8].sum() / april.sum()))
        off.append([abs(guess - came) for guess in guesses])
    ours, line, share = np.mean(off, axis=0)
    assert ours < min(line, share)
