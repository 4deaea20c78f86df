"""The alarm budget: the heaviest are told, a week is never loud, and nothing is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.reckon.alarms import A_WEEK, EXCEPTIONAL, LEAST, Candidate, bar, choose

TODAY = date(2026, 5, 4)
shares = st.floats(0, 1)
quick = settings(max_examples=30, deadline=None)
candidates = st.lists(
    st.builds(
        Candidate,
        key=st.integers(0, 10_000).map(str),
        client=st.sampled_from("abcdefghijkl"),
        sureness=shares,
        size=st.floats(-3, 3),
        importance=shares,
    ),
    max_size=14,
    unique_by=lambda one: one.key,
)


def plain(key: str, weight: float, client: str | None = None) -> Candidate:
    return Candidate(key, client or key, sureness=1.0, size=-weight, importance=1.0)


@quick
@given(candidates, st.integers(0, 9), st.randoms(use_true_random=False))
def test_nothing_is_lost_and_the_order_of_input_does_not_matter(found, spent, dice):
    chosen = choose(found, today=TODAY, told_on=[TODAY] * spent)
    every = [one.key for alarm in (*chosen.told, *chosen.waiting) for one in (alarm.lead, *alarm.others)]
    assert sorted(every) == sorted(one.key for one in found)
    dice.shuffle(found)
    assert choose(found, today=TODAY, told_on=[TODAY] * spent) == chosen


@quick
@given(candidates, st.integers(0, 9))
def test_what_waits_is_never_heavier_than_what_is_told(found, spent):
    chosen = choose(found, today=TODAY, told_on=[TODAY] * spent)
    weights = [alarm.lead.weight for alarm in (*chosen.told, *chosen.waiting)]
    assert weights == sorted(weights, reverse=True)
    assert all(alarm.lead.weight >= EXCEPTIONAL for alarm in chosen.told[max(A_WEEK - spent, 0) :])


@quick
@given(candidates, candidates)
def test_more_findings_never_silence_the_heaviest(found, more):
    before, after = choose(found, today=TODAY), choose([*found, *more], today=TODAY)
    if before.told:
        assert after.told
        assert after.told[0].lead.weight >= before.told[0].lead.weight


def test_one_client_is_one_alarm():
    chosen = choose([plain("orders", 0.9, "a"), plain("clicks", 0.8, "a"), plain("leads", 0.7, "b")], today=TODAY)
    assert [(alarm.lead.key, len(alarm.others)) for alarm in chosen.told] == [("orders", 1), ("leads", 0)]


def test_a_full_week_lets_only_the_exceptional_through():
    week = [TODAY - timedelta(days=n) for n in range(A_WEEK)]
    chosen = choose([plain("usual", EXCEPTIONAL - 0.01), plain("grave", EXCEPTIONAL)], today=TODAY, told_on=week)
    assert [alarm.lead.key for alarm in chosen.told] == ["grave"]


def test_last_weeks_alarms_are_forgotten():
    old = [TODAY - timedelta(days=7)] * 20
    assert choose([plain("a", LEAST)], today=TODAY, told_on=old).told


def test_the_bar_rises_with_every_alarm():
    bars = [bar(spent) for spent in range(A_WEEK + 3)]
    assert bars == sorted(bars)
    assert (bars[0], bars[-1]) == (LEAST, EXCEPTIONAL)


def test_a_budget_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        choose([], today=TODAY, a_week=0)
