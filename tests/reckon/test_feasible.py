"""What can be promised: curves that are recovered or declined, verdicts that hold, and refusals in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from rapport.reckon.feasible import brings, judge, next_amount, promise, rough
from rapport.reckon.response import History, Learnt, TooLittle, adstock, learn

FIRST = date(2025, 1, 6)


def made(size: int = 364, noise: float = 2.0, seed: int = 1) -> History:
    """40 without spend, up to 60 more with it: 30 at a spend of 100, with half of a day's spend carried over."""
    dice = np.random.default_rng(seed)
    spend = 40 + dice.gamma(2.5, 40, size) * (np.arange(size) % 14 > 6)
    carried = adstock(spend, 0.5, spend[0])
    return History(FIRST, 40 + 60 * carried / (100 + carried) + dice.normal(0, noise, size), spend)


@pytest.fixture(scope="module")
def learnt() -> Learnt:
    return learn(made())


@pytest.fixture(scope="module")
def learnt_of_two() -> Learnt:
    dice = np.random.default_rng(4)
    strong, weak = dice.gamma(2.5, 40, 200), dice.gamma(2.5, 40, 200)
    outcome = 50 + 60 * strong / (100 + strong) + 12 * weak / (20 + weak) + dice.normal(0, 2, 200)
    return learn(History(FIRST, outcome, strong, weak))


def test_the_curve_is_recovered_and_its_range_holds_it(learnt: Learnt) -> None:
    curve = learnt.curves[0]
    truth = 60 * curve.spend / (100 + curve.spend)
    assert curve.known
    assert np.abs(curve.brings - truth).mean() < 0.2 * truth.mean()
    assert ((curve.low <= truth + 0.5) & (truth <= curve.high + 0.5)).mean() > 0.7


def test_two_channels_are_told_apart(learnt_of_two: Learnt) -> None:
    strong, weak = learnt_of_two.curves
    assert strong.known
    assert weak.known
    assert np.interp(100, strong.spend, strong.brings) == pytest.approx(30, rel=0.2)
    assert np.interp(100, weak.spend, weak.brings) == pytest.approx(10, rel=0.3)


def test_the_next_amount_goes_where_it_brings_more(learnt_of_two: Learnt) -> None:
    found = next_amount(learnt_of_two, 900, days=30)
    assert found.better == "first"
    assert found.first.low > found.second.expected
    assert brings(learnt_of_two, 1, 3000, days=30).expected == pytest.approx(300, rel=0.3)
    with pytest.raises(ValueError, match="Two channels"):
        next_amount(learn(made(120)), 900)


@pytest.mark.parametrize("promised, verdict", [(1950, "within reach"), (2095, "a stretch"), (2400, "out of reach")])
def test_the_verdict_follows_the_probability(learnt: Learnt, promised: float, verdict: str) -> None:
    # at a spend of 100 a day the truth is 70 a day, 2100 in 30 days
    found = promise(learnt, promised, days=30, spend=3000)
    assert found.verdict == verdict
    assert found.low is not None
    assert found.high is not None
    assert found.low < 2100 < found.high


def test_more_budget_is_never_worse_and_a_larger_promise_never_easier(learnt: Learnt) -> None:
    chances = [promise(learnt, 2150, days=30, spend=budget).probability or 0 for budget in (0, 1500, 3000, 4500, 6000)]
    assert chances == sorted(chances)
    chances = [promise(learnt, promised, days=30).probability or 0 for promised in (1800, 2000, 2100, 2200, 2500)]
    assert chances == sorted(chances, reverse=True)


def test_the_budget_that_would_do_does(learnt: Learnt) -> None:
    asked = promise(learnt, 2250, days=30, spend=3000)
    assert asked.verdict == "out of reach"
    assert asked.would_do is not None
    assert promise(learnt, 2250, days=30, spend=asked.would_do).verdict == "within reach"
    assert promise(learnt, 2250, days=30, spend=asked.would_do * 0.97).verdict == "a stretch"
    assert asked.would_do == pytest.approx(4300, rel=0.15)  # 75 a day need 140 a day


def test_beyond_what_was_spent_it_says_so_and_far_beyond_nothing(learnt: Learnt) -> None:
    most = learnt.most[0] * 30
    assert not promise(learnt, 2000, spend=most * 0.9).extrapolated
    beyond = promise(learnt, 2000, spend=most * 1.2)
    assert beyond.extrapolated
    assert any(reason.text.startswith("Extrapolated") for reason in beyond.reasons)
    assert promise(learnt, 2000, spend=most * 3.1).verdict == "cannot be told"


def test_a_promise_out_of_all_reach_has_no_budget_and_no_month_but_a_day(learnt: Learnt) -> None:
    found = promise(learnt, 4200, days=30)
    assert (found.verdict, found.would_do, found.month) == ("out of reach", None, None)
    assert found.by is not None
    assert 58 <= (found.by - learnt.history.after).days <= 66  # about 67 to 70 a day


def test_the_month_in_which_todays_budget_would_do_is_the_season_s() -> None:
    day = np.arange(730)
    dice = np.random.default_rng(3)
    spend = dice.gamma(3, 30, 730)
    season = 25 * np.sin((day + 6 - 91) / 365.25 * 2 * np.pi)  # highest in July
    history = History(FIRST, 100 + season + 20 * spend / (60 + spend) + dice.normal(0, 4, 730), spend)
    found = judge(history, 3840, days=30)  # at the end of the year about 87 a day, in July about 137
    assert found.verdict == "out of reach"
    assert found.month in (date(2027, 5, 1), date(2027, 6, 1))


@pytest.mark.parametrize(
    "history, words",
    [
        (made(3), "Too little history: 3 days"),
        (made(40), "Too little history"),
        (replace(made(100), outcome=np.zeros(100)), "always zero"),
        (replace(made(100), outcome=np.full(100, 7.0)), "never changed"),
        (replace(made(100), spend=np.zeros(100)), "Nothing was ever spent"),
        (replace(made(100), spend=np.full(100, np.nan)), "Too many gaps"),
        (replace(made(100), outcome=np.where(np.arange(100) % 5, np.nan, 7.0 + np.arange(100))), "Too many gaps"),
    ],
)
def test_too_little_is_said_in_words(history: History, words: str) -> None:
    found = judge(history, 100)
    assert found.verdict == "cannot be told"
    assert words in found.reasons[0].plain()
    with pytest.raises(TooLittle):
        learn(history)


def test_a_spend_that_never_changed_tells_the_run_rate_but_no_curve() -> None:
    constant = replace(made(200), spend=np.full(200, 100.0))
    as_before = judge(constant, 1500, days=28)
    assert as_before.verdict == "within reach"
    assert as_before.curve is None
    assert as_before.would_do is None
    assert any("varied too little" in reason.plain() for reason in as_before.reasons)
    assert judge(constant, 1500, days=28, spend=28 * 200).verdict == "cannot be told"


def test_gaps_are_not_zeros() -> None:
    whole = made()
    holes = replace(whole, outcome=whole.outcome.copy(), spend=whole.spend.copy())
    holes.outcome[50:70] = np.nan
    holes.spend[200:210] = np.nan
    full, gappy = judge(whole, 2000), judge(holes, 2000)
    assert gappy.expected == pytest.approx(full.expected, rel=0.03)
    assert any("could be used" in reason.plain() for reason in gappy.reasons)


def test_one_broken_day_bends_nothing() -> None:
    whole = made()
    broken = replace(whole, outcome=whole.outcome.copy())
    broken.outcome[100] = 5000.0
    assert judge(broken, 2000).expected == pytest.approx(judge(whole, 2000).expected or 0, rel=0.05)


def test_weeks_are_as_good_as_days() -> None:
    days = made()
    weeks = History(FIRST, days.outcome.reshape(52, 7).sum(axis=1), days.spend.reshape(52, 7).sum(axis=1), step=7)
    assert judge(weeks, 2000, days=28).expected == pytest.approx(judge(days, 2000, days=28).expected or 0, rel=0.05)


def test_a_second_channel_without_any_spend_is_not_told() -> None:
    with_none = learn(replace(made(150), second=np.zeros(150)))
    assert not with_none.curves[1].known
    assert next_amount(with_none, 100).better == "cannot be told"


@pytest.mark.parametrize(
    "change, words",
    [
        ({"spend": np.full(364, -1.0)}, "Negative spend"),
        ({"spend": np.full(364, np.inf)}, "infinite"),
        ({"outcome": np.full(364, -np.inf)}, "infinite"),
        ({"spend": np.ones(3)}, "as many entries"),
        ({"step": 30}, "each day or for each week"),
    ],
)
def test_a_history_that_cannot_be_is_refused(change: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        replace(made(), **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "asked", [{"promised": 0}, {"promised": float("nan")}, {"days": 0}, {"days": 400}, {"spend": -1}]
)
def test_figures_that_cannot_be_are_refused(learnt: Learnt, asked: dict[str, float]) -> None:
    with pytest.raises(ValueError):
        promise(learnt, **{"promised": 100.0, **asked})  # type: ignore[arg-type]


def test_the_same_question_has_the_same_answer() -> None:
    one, two = judge(made(120), 2000), judge(made(120), 2000)
    assert (one.probability, one.low, one.would_do) == (two.probability, two.low, two.would_do)


@pytest.mark.parametrize(
    "budget, verdict", [(None, "cannot be told"), (1100, "out of reach"), (1999, "a stretch"), (2000, "within reach")]
)
def test_without_history_there_is_a_range_and_no_probability(budget: float | None, verdict: str) -> None:
    found = rough(100, 12, 20, budget)
    assert (found.verdict, found.spend_low, found.spend_high) == (verdict, 1200, 2000)
    with pytest.raises(ValueError, match="low end comes first"):
        rough(100, 20, 12)


def test_what_cannot_be_told_has_no_figures() -> None:
    found = judge(made(3), 100)
    assert (found.probability, found.expected, found.low, found.would_do, found.curve) == (None,) * 5


def test_holidays_to_come_are_expected() -> None:
    whole = made()
    free = {date(2025, 1, 6 + n) for n in (3, 14)} | {date(2025, month, 12) for month in range(2, 12)}
    for day in free:
        whole.outcome[(day - FIRST).days] -= 40
    coming = {date(2026, 1, n) for n in range(5, 25)}  # the history ends on 4 January
    as_usual = judge(replace(whole, off=free), 2000, days=28).expected or 0
    among_holidays = judge(replace(whole, off=free | coming), 2000, days=28).expected or 0
    assert as_usual - among_holidays == pytest.approx(20 * 40, rel=0.1)
