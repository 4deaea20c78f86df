"""Why a figure moved: contributions that add up to the last digit, and what happened near it in a fair order."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.reckon.causes import Happening, likely, parts_of_ratio, parts_of_sum
from rapport.reckon.finding import Finding

SINCE = date(2026, 5, 4)
fractions = st.integers(0, 9999).map(lambda n: Fraction(n, 7))
quick = settings(max_examples=40, deadline=None)
names = st.sampled_from("abcdef")


def finding(kind: str = "level", size: float = -0.35) -> Finding:
    until = SINCE + timedelta(days=5)
    return Finding(kind, SINCE, until, SINCE, False, 100.0, 65.0, size, -175.0, 0.9, ())


@quick
@given(st.dictionaries(names, fractions), st.dictionaries(names, fractions))
def test_effects_on_a_sum_add_up_exactly(before, after):
    parts = parts_of_sum(before, after)
    assert sum(part.effect for part in parts) == sum(after.values()) - sum(before.values())
    assert {part.name for part in parts} == set(before) | set(after)


pairs = st.dictionaries(names, st.tuples(fractions, fractions), min_size=1)


@quick
@given(pairs, pairs)
def test_effects_on_a_ratio_add_up_exactly(before, after):
    sums = [[sum(pair[side] for pair in told.values()) for side in (0, 1)] for told in (before, after)]
    if not sums[0][1] or not sums[1][1]:
        with pytest.raises(ValueError, match="denominator"):
            parts_of_ratio(before, after)
        return
    change = sums[1][0] / Fraction(sums[1][1]) - sums[0][0] / Fraction(sums[0][1])
    parts = parts_of_ratio(before, after)
    assert sum(part.of_numerator + part.of_denominator for part in parts) == change


@quick
@given(fractions.filter(bool), fractions.filter(bool), fractions)
def test_a_part_that_grows_at_an_unchanged_ratio_does_nothing(ratio, size, more):
    before = {"grows": (ratio * size, size), "stays": (ratio * 7, Fraction(7))}
    after = {"grows": (ratio * (size + more), size + more), "stays": (ratio * 7, Fraction(7))}
    assert all(part.effect == 0 for part in parts_of_ratio(before, after))


def test_a_dearer_order_is_laid_at_the_channel_that_lost_orders():
    before, after = (
        {"search": (600.0, 20.0), "social": (400.0, 20.0)},
        {"search": (600.0, 10.0), "social": (420.0, 21.0)},
    )
    first, second = parts_of_ratio(before, after)
    assert first.name == "search"
    assert (first.before, first.after, first.of_numerator) == (30.0, 60.0, 0.0)
    assert first.of_denominator > 5 * abs(second.effect)


def test_nearer_is_likelier_and_afterwards_hardly():
    days = [0, 1, 4, 9, -1]
    near = [Happening("task", SINCE - timedelta(days=n), f"{n} before") for n in days]
    assert [cause.happening.what for cause in likely(finding(), (), near)] == [f"{n} before" for n in (0, 1, 4, -1, 9)]


def test_what_is_too_far_away_is_left_out():
    far = [Happening("task", SINCE - timedelta(days=15), "a"), Happening("task", SINCE + timedelta(days=3), "b")]
    assert not likely(finding(), (), far)


def test_the_channel_that_made_the_drop_draws_its_happenings_up():
    parts = parts_of_sum({"search": 60, "social": 40}, {"search": 27, "social": 40})
    near = [Happening("task", SINCE, "banners", "social"), Happening("task", SINCE, "keywords", "search")]
    told = likely(finding(), parts, near)
    assert [cause.happening.what for cause in told if cause.happening] == ["keywords", "banners"]
    assert told[-1].reasons[1].plain() == "social has no part in the change."


def test_a_budget_that_was_raised_does_not_explain_a_drop():
    cut, raised = (Happening("budget", SINCE, f"{change}", None, change) for change in (-0.4, 0.4))
    told = likely(finding(), (), [raised, cut])
    assert [cause.happening for cause in told] == [cut, raised]
    assert told[1].weight < told[0].weight / 3
    assert likely(finding(size=0.5), (), [raised, cut])[0].happening == raised


def test_silence_is_laid_at_the_tracking_first():
    near = [Happening("budget", SINCE, "budget"), Happening("tracking", SINCE - timedelta(days=1), "new tag")]
    assert likely(finding("zeros", -1.0), (), near)[0].happening.kind == "tracking"
    assert likely(finding(), (), near)[0].happening.kind == "budget"


def test_a_part_that_pushed_the_other_way_is_no_cause():
    parts = parts_of_sum({"search": 60, "mail": 10}, {"search": 20, "mail": 15})
    assert [cause.part.name for cause in likely(finding(), parts)] == ["search"]


@quick
@given(st.randoms(use_true_random=False))
def test_the_order_of_what_is_handed_in_does_not_matter(dice):
    near = [Happening("task", SINCE - timedelta(days=n % 3), f"task {n}") for n in range(6)]
    mixed = near.copy()
    dice.shuffle(mixed)
    assert likely(finding(), (), mixed) == likely(finding(), (), near)
