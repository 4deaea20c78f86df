"""Whether a promised outcome can be kept with a budget, how surely, and what would do: before somebody says yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from rapport.reckon.response import Curve, Floats, History, Learnt, TooLittle, learn
from rapport.reckon.verdict import Reason, because, counted

Verdict = Literal["within reach", "a stretch", "out of reach", "cannot be told"]
Better = Literal["first", "second", "cannot be told"]

WITHIN, OUT = 0.8, 0.2  # from which probability on it is within reach, under which it is out of reach
LONGEST = 366  # days a promise may run
LOOKED_AHEAD = 12  # months
_FARTHEST = 3.0  # times what was ever spent, beyond which nothing is said
_WIDEST = 1.2  # width of the 80 % range as a share of its middle, above which nothing is said
_STEPS = 14
_HAIR = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Promise:
    """A verdict and what it rests on. Sums over the days asked about; None where it cannot be told.

    `low` to `high` hold the outcome in 80 of 100 cases, `expected` is its middle. `would_do` is the least budget with
    which the promise is within reach, None where none is; `month` begins the first later month in which today's budget
    would keep it, `by` is the day by which today's budget will have brought as much in all. `extrapolated` is said of
    the budget asked about, `would_do_extrapolated` of the one that would do.
    """

    verdict: Verdict
    spend: float
    probability: float | None = None
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    would_do: float | None = None
    would_do_extrapolated: bool = False
    month: date | None = None
    by: date | None = None
    extrapolated: bool = False
    curve: Curve | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """What an amount brings over some days: its middle, its 80 % range, whether it lies beyond what was spent."""

    expected: float
    low: float
    high: float
    extrapolated: bool
    known: bool


@dataclass(frozen=True, slots=True)
class Next:
    """Which of two channels gives more for the next amount; `probability` is that of the first."""

    better: Better
    probability: float
    first: Brought
    second: Brought
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Rough:
    """A judgement without history, from the range of a unit price: no probability, since nothing was measured."""

    verdict: Verdict
    spend_low: float
    spend_high: float
    outcome_low: float | None
    outcome_high: float | None
    reasons: tuple[Reason, ...]


def judge(history: History, promised: float, *, days: int = 30, spend: float | None = None) -> Promise:
    """Judge a promise from a history; a history too short or too broken is an answer, too.

    `promised` is the sum of the outcome over `days` days from the end of the history on; `spend` what is spent on the
    first channel in those days, evenly (None: what was spent lately); a second channel goes on as lately.
    ValueError for figures that cannot be. Source: formulas.md "Promise feasibility"; product.md F5.

    >>> day = np.arange(364)
    >>> spend = 100 + 60 * np.sin(day / 5) + 30 * np.cos(day)
    >>> history = History(date(2025, 1, 6), 40 + 50 * spend / (80 + spend) + 6 * np.sin(day ** 1.7), spend)
    >>> [judge(history, promised, days=28).verdict for promised in (1700, 1885, 2300)]
    ['within reach', 'a stretch', 'out of reach']
    >>> judge(history, 5000, days=28, spend=28 * 100).would_do is None
    True
    """
    _refuse_figures(promised, days, spend)
    try:
        learnt = learn(history)
    except TooLittle as little:
        return Promise("cannot be told", spend or 0.0, reasons=(little.reason,))
    return promise(learnt, promised, days=days, spend=spend)


def promise(learnt: Learnt, promised: float, *, days: int = 30, spend: float | None = None) -> Promise:
    """The same from what is learnt already; see `judge`."""
    _refuse_figures(promised, days, spend)
    today = learnt.recent[0] * days / learnt.history.step
    spend = today if spend is None else spend
    curve, most = learnt.curves[0], _most(learnt, 0, days)
    beyond = spend > most * (1 + _HAIR)
    reasons: list[Reason] = []
    if spend > _FARTHEST * most:
        return _untold(spend, learnt, beyond, because(
            "{budget} is more than three times what was ever spent in so many days ({most}): no history tells what it "
            "would bring.", budget=_exact(spend), most=_round(most),
        ))  # fmt: skip
    sums = _sums(learnt, days, spend)
    low, middle, high = (float(q) for q in np.quantile(sums, (0.1, 0.5, 0.9)))
    if why := _too_unsure(learnt, low, middle, high, spend, today, days):
        return _untold(spend, learnt, beyond, why)
    probability = float((sums >= promised).mean())
    verdict: Verdict = (
        "within reach" if probability >= WITHIN else "a stretch" if probability >= OUT else "out of reach"
    )
    reasons += [
        because(
            "With {budget} in {days}, {expected} is to be expected; in 80 of 100 cases between {low} and {high}.",
            budget=_exact(spend), days=counted("{n} day", "{n} days", days), expected=_round(middle),
            low=_round(low), high=_round(high),
        ),
        because(
            "{promised} is reached in {share} of 100 cases.", promised=_exact(promised), share=_percent(probability)
        ),
    ]  # fmt: skip
    if beyond:
        reasons.append(because("Extrapolated: at most {most} was ever spent in so many days.", most=_round(most)))
    if not curve.known:
        reasons.append(_curve_untold(learnt, 0))
    would_do = _would_do(learnt, promised, days) if curve.known else None
    if would_do == 0:
        reasons.append(because("It would be within reach even without this spend."))
    elif verdict == "within reach" or not curve.known:
        pass
    elif would_do is None:
        reasons.append(because("No budget that can be judged from this history would do."))
    else:
        reasons.append(because("{budget} would do.", budget=_round(would_do, up=True)))
        if would_do > most:
            reasons.append(because("That budget is extrapolated: at most {most} was ever spent.", most=_round(most)))
    month, by = (None, None) if verdict == "within reach" else _later(learnt, promised, days)
    if month:
        reasons.append(
            because(
                "Today's budget would do in the {days} from {month} on.",
                days=counted("{n} day", "{n} days", days),
                month=month,
            )
        )
    elif by:
        reasons.append(because("Today's budget will have brought as much in all by {day}.", day=by))
    return Promise(
        verdict, spend, probability, middle, low, high, would_do, would_do is not None and would_do > most,
        month, by, beyond, curve if curve.known else None, (*reasons, *learnt.notes),
    )  # fmt: skip


def brings(learnt: Learnt, channel: int, spend: float, *, days: int = 30) -> Brought:
    """What an amount spent on a channel (0 or 1) over so many days brings, in the long run, against spending nothing.

    `known` is False where the curve of the channel is not told by its history. ValueError for figures that cannot be.
    """
    _refuse_figures(1.0, days, spend)
    entries = days / learnt.history.step
    return _brought(learnt, channel, learnt.steady(channel, np.array([spend / entries]))[:, 0] * entries, spend, days)


def next_amount(learnt: Learnt, more: float, *, days: int = 30) -> Next:
    """Which of two channels gives more for the next amount, on top of what each gets now, over so many days.

    "cannot be told" where a curve is not told, or where neither is better in 80 of 100 cases. ValueError for a history
    of one channel.
    """
    _refuse_figures(1.0, days, more)
    if len(learnt.curves) < 2:
        raise ValueError("Two channels are needed to compare them.")
    entries = days / learnt.history.step
    gains: list[Floats] = []
    for channel in (0, 1):
        now = learnt.recent[channel]
        steady = learnt.steady(channel, np.array([now, now + more / entries]))
        gains.append((steady[:, 1] - steady[:, 0]) * entries)
    probability = float((gains[0] > gains[1]).mean())
    first, second = (_brought(learnt, n, gains[n], learnt.recent[n] * entries + more, days) for n in (0, 1))
    known = first.known and second.known
    better: Better = "cannot be told"
    if known and not OUT < probability < WITHIN:
        better = "first" if probability >= WITHIN else "second"
    reasons = [
        because(
            "The next {amount} bring {first} on the first channel ({first_low} to {first_high}) and {second} on the "
            "second ({second_low} to {second_high}).",
            amount=_exact(more), first=_round(first.expected), first_low=_round(first.low),
            first_high=_round(first.high), second=_round(second.expected), second_low=_round(second.low),
            second_high=_round(second.high),
        )
    ]  # fmt: skip
    reasons += [_curve_untold(learnt, n) for n in (0, 1) if not learnt.curves[n].known]
    if first.extrapolated or second.extrapolated:
        reasons.append(because("Extrapolated: so much was never spent."))
    return Next(better, probability, first, second, tuple(reasons))


def rough(promised: float, unit_low: float, unit_high: float, spend: float | None = None) -> Rough:
    """Without any history: target times unit price, with a range. ValueError for figures that cannot be.

    Within reach if the budget does even at the high price, out of reach if not even at the low one.

    >>> found = rough(100, 12, 20, spend=1500)
    >>> found.verdict, found.spend_low, found.spend_high, found.outcome_low, found.outcome_high
    ('a stretch', 1200, 2000, 75.0, 125.0)
    """
    _refuse_figures(promised, 1, spend)
    if not (np.isfinite([unit_low, unit_high]).all() and 0 < unit_low <= unit_high):
        raise ValueError("A unit price is above 0, and its low end comes first.")
    least, most = promised * unit_low, promised * unit_high
    reasons = [
        because(
            "Without history: {promised} at {low} to {high} each cost {least} to {most}.",
            promised=_exact(promised), low=_exact(unit_low), high=_exact(unit_high), least=_round(least),
            most=_round(most),
        )
    ]  # fmt: skip
    if spend is None:
        return Rough("cannot be told", least, most, None, None, tuple(reasons))
    verdict: Verdict = "within reach" if spend >= most else "out of reach" if spend < least else "a stretch"
    low, high = spend / unit_high, spend / unit_low
    reasons.append(because("{budget} bring {low} to {high}.", budget=_exact(spend), low=_round(low), high=_round(high)))
    return Rough(verdict, least, most, low, high, tuple(reasons))


def _refuse_figures(promised: float, days: int, spend: float | None) -> None:
    if not (np.isfinite(promised) and promised > 0):
        raise ValueError("A promise is a number above 0.")
    if not 1 <= days <= LONGEST:
        raise ValueError(f"A promise runs from 1 to {LONGEST} days.")
    if spend is not None and not (np.isfinite(spend) and spend >= 0):
        raise ValueError("A budget is a number, 0 or above.")


def _sums(learnt: Learnt, days: int, spend: float) -> Floats:
    """The outcome of the days asked about, one figure for each draw; a week begun counts by its days."""
    shares = _shares(learnt, days)
    return _whole(learnt, learnt.rest(shares, *learnt.recent[1:]) + _effect(learnt, shares, days, spend))


def _effect(learnt: Learnt, shares: Floats, days: int, spend: float) -> Floats:
    return learnt.effect(0, shares, spend / days * learnt.history.step)


def _whole(learnt: Learnt, sums: Floats) -> Floats:
    """What is counted is never below nothing."""
    return np.maximum(sums, 0.0) if np.nanmin(learnt.history.outcome) >= 0 else sums


def _shares(learnt: Learnt, days: int) -> Floats:
    step = learnt.history.step
    found: Floats = np.minimum((days - np.arange(-(-days // step)) * step) / step, 1.0)
    return found


def _most(learnt: Learnt, channel: int, days: int) -> float:
    return learnt.most[channel] * days / learnt.history.step


def _too_unsure(
    learnt: Learnt, low: float, middle: float, high: float, spend: float, today: float, days: int
) -> Reason | None:
    """Why nothing is said: too wide a range, or another budget than lately where the curve is not told."""
    if middle <= 0 or high - low > _WIDEST * middle:
        return because(
            "Between {low} and {high} in 80 of 100 cases: that is too wide to promise anything.",
            low=_round(low), high=_round(high),
        )  # fmt: skip
    if learnt.curves[0].known or today <= 0:
        return None
    # How far apart the draws are on what the change of budget brings, against the whole range
    shares = _shares(learnt, days)
    change = _effect(learnt, shares, days, spend) - _effect(learnt, shares, days, today)
    apart = float(np.ptp(np.quantile(change, (0.1, 0.9))))
    return _curve_untold(learnt, 0) if apart > 0.5 * (high - low) else None


def _curve_untold(learnt: Learnt, channel: int) -> Reason:
    spend = learnt.history.channels[channel]
    known = spend[~np.isnan(spend)]
    mean = float(known.mean()) if len(known) else 0.0
    if mean and float(known.std()) < 0.2 * mean:
        return because("The spend varied too little to tell what more or less of it brings.")
    return because("The history does not tell what more or less spend brings: too short, or too uneven beside it.")


def _untold(spend: float, learnt: Learnt, beyond: bool, why: Reason) -> Promise:
    curve = learnt.curves[0]
    return Promise(
        "cannot be told", spend, extrapolated=beyond, curve=curve if curve.known else None,
        reasons=(why, *learnt.notes),
    )  # fmt: skip


def _would_do(learnt: Learnt, promised: float, days: int) -> float | None:
    """The least budget with which the promise is within reach, up to three times what was ever spent."""

    shares = _shares(learnt, days)
    rest = learnt.rest(shares, *learnt.recent[1:])

    def reached(spend: float) -> bool:
        return bool((rest + _effect(learnt, shares, days, spend) >= promised).mean() >= WITHIN)

    low, high = 0.0, _FARTHEST * _most(learnt, 0, days)
    if reached(low):
        return 0.0
    if not reached(high):
        return None
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return high


def _later(learnt: Learnt, promised: float, days: int) -> tuple[date | None, date | None]:
    """The first month in which today's budget keeps the promise, and the day by which it has brought as much in all."""
    history, step = learnt.history, learnt.history.step
    begin = history.after
    months = [_month(begin, n) for n in range(1, LOOKED_AHEAD + 2)]
    entries = -(-((months[-1] - begin).days) // step)
    ahead = learnt.ahead(entries, *learnt.recent, every=3)
    found = None
    for month in months[:-1]:
        at = (month - begin).days
        within = _overlap(entries, step, at, at + days)
        if at + days <= entries * step and float((ahead @ within >= promised).mean()) >= WITHIN:
            found = month
            break
    reached = (np.cumsum(ahead, axis=1) >= promised).mean(axis=0) >= WITHIN
    by = begin + timedelta(days=(int(reached.argmax()) + 1) * step - 1) if reached.any() else None
    return found, by


def _overlap(entries: int, step: int, begin: int, end: int) -> Floats:
    starts = np.arange(entries) * step
    found: Floats = np.clip(np.minimum(starts + step, end) - np.maximum(starts, begin), 0, step) / step
    return found


def _month(day: date, later: int) -> date:
    months = day.year * 12 + day.month - 1 + later
    return date(months // 12, months % 12 + 1, 1)


def _brought(learnt: Learnt, channel: int, draws: Floats, spent: float, days: int) -> Brought:
    low, middle, high = (float(q) for q in np.quantile(draws, (0.1, 0.5, 0.9)))
    most = _most(learnt, channel, days)
    return Brought(middle, low, high, spent > most * (1 + _HAIR), learnt.curves[channel].known)


def _percent(share: float) -> str | int:
    """Never 0 or 100: draws know nothing of what nobody has seen yet."""
    return min(max(round(share * 100), 1), 99)


def _exact(value: float) -> float | int:
    """What somebody asked, as they wrote it."""
    return round(value) if abs(value) >= 1000 or value == round(value) else round(value, 2)


def _round(value: float, *, up: bool = False) -> float | int:
    """Three figures are enough of what is a guess anyway; a budget that would do is rounded up."""
    if not value or not np.isfinite(value):
        return 0
    digits = 2 - int(np.floor(np.log10(abs(value))))
    unit = 10.0**-digits
    found = (float(np.ceil(value / unit - 1e-6)) if up else round(value / unit)) * unit
    return round(found) if digits <= 0 else round(found, digits)


__all__ = ["Brought", "Next", "Promise", "Rough", "brings", "judge", "next_amount", "promise", "rough"]
