"""Where a running period will end: what is there so far, what the days left usually bring, and a range.

For targets per metric and period: sums (leads, cost) are added up, ratios (cost per lead) reckoned from the paces of
their parts, levels (followers, position) carried on. A day nobody has read is no zero: it is reckoned like the days to
come.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from math import erf, sqrt
from typing import Literal

import numpy as np
import numpy.typing as npt

from rapport.reckon.verdict import Reason, because, counted

Floats = npt.NDArray[np.float64]
Better = Literal["more", "less"]
State = Literal["reached", "on course", "at risk", "behind", "missed", "no target", "cannot be told"]

LIKELY, UNLIKELY = 0.8, 0.2
KNOWN_AT_LEAST = 14  # days
DAYS_AT_MOST = 1500  # of history that are looked at
_Z = 1.2816  # 80 % of a normal lie within
_WARM = 14
# How fast the level follows, how fast its slope; each is tried on the past, and the better count for more.
_SPEEDS = ((0.03, 0.0), (0.07, 0.0), (0.15, 0.0), (0.3, 0.0), (0.5, 0.0), (0.15, 0.03))
_LEVEL_SPEEDS = ((1.0, 0.0), (1.0, 0.03), (1.0, 0.1))
_HELD = 1.5  # usual errors by which one day may move the level
_NEW_LEVEL = 5  # odd days in a row on the same side after which they are no oddity
_DAMPED = 0.985
_SEASON_SPEED = 0.08


@dataclass(frozen=True, slots=True, eq=False)
class Daily:
    """One figure a day from `first` to the last day that may be read, NaN where absent. ValueError for infinities."""

    first: date
    values: Floats

    def __post_init__(self) -> None:
        if self.values.ndim != 1 or np.isinf(self.values).any():
            raise ValueError("A figure a day is needed, and none of them infinite.")

    @property
    def after(self) -> date:
        return self.first + timedelta(days=len(self.values))


@dataclass(frozen=True, slots=True)
class Pace:
    """Where the period will end. `low` to `high` hold 80 of 100 cases; None where it cannot be told.

    `so_far` is None where no day of the period is known; `left` are days to come, `missing` days gone by unread.
    """

    state: State
    so_far: float | None
    expected: float | None
    low: float | None
    high: float | None
    probability: float | None
    left: int
    missing: int
    reasons: tuple[Reason, ...]


def pace(
    daily: Daily,
    begin: date,
    end: date,
    *,
    target: float | None = None,
    better: Better = "more",
    off: Collection[date] = frozenset(),
) -> Pace:
    """The pace of a metric that adds up, from `begin` to `end` (both in it).

    `off` are public holidays, past and to come; with `better` "less" the target is a limit. ValueError for a period
    that ends before it begins or lies wholly after what may be read, and for a target that is no number.
    Source: product.md F2, formulas.md "Time and work" (a range from past periods).

    >>> weeks = np.tile([10.0, 10, 10, 10, 10, 4, 2], 9)
    >>> found = pace(Daily(date(2026, 3, 2), weeks[:45]), date(2026, 4, 1), date(2026, 4, 30), target=225)
    >>> found.so_far, found.left, round(found.expected), found.state
    (122.0, 15, 243, 'on course')
    """
    days = _Days(daily, begin, end, target)
    now, missing, left = days.now(daily.values)
    if days.left + missing == 0:
        return _ended(now, now, target, better, days, missing)
    learnt = _learn(daily, off, additive=True)
    if learnt is None:
        return _untold(now, days, missing)
    ahead = _Ahead(learnt, days.weights_of_sum(left), off)
    expected = now + ahead.expected
    return _told(now, expected, ahead.spread(), target, better, days, missing, sums=True)


def pace_of_ratio(
    numerator: Daily,
    denominator: Daily,
    begin: date,
    end: date,
    *,
    target: float | None = None,
    better: Better = "less",
    off: Collection[date] = frozenset(),
) -> Pace:
    """The pace of a ratio of two metrics that add up, such as cost and leads; both begin on the same day.

    The ratio is that of the sums at the end, never a mean of daily ratios. Errors as for `pace`, and ValueError for
    parts that do not cover the same days.

    >>> cost, leads = np.full(45, 100.0), np.tile([5.0, 5, 5, 5, 5, 2, 1], 7)[:45]
    >>> first = date(2026, 3, 2)
    >>> found = pace_of_ratio(Daily(first, cost), Daily(first, leads), date(2026, 4, 1), date(2026, 4, 30), target=26)
    >>> round(found.so_far, 2), round(found.expected, 1), found.state
    (24.59, 24.7, 'on course')
    """
    if numerator.first != denominator.first or len(numerator.values) != len(denominator.values):
        raise ValueError("The parts of a ratio cover the same days.")
    days = _Days(numerator, begin, end, target)
    both = np.isnan(numerator.values) | np.isnan(denominator.values)
    parts = [Daily(one.first, np.where(both, np.nan, one.values)) for one in (numerator, denominator)]
    (top, missing, left), (bottom, _missing, _left) = (days.now(part.values) for part in parts)
    so_far = top / bottom if bottom > 0 else None
    if any((part.values < 0).any() for part in parts):
        raise ValueError("The parts of a ratio are counted from 0 on.")
    if days.left + missing == 0:
        return _ended(so_far, so_far, target, better, days, missing) if so_far is not None else _untold(None, days, 0)
    learnt = [_learn(part, off, additive=True) for part in parts]
    if learnt[0] is None or learnt[1] is None:
        return _untold(so_far, days, missing)
    weights = days.weights_of_sum(left)
    ahead = [_Ahead(one, weights, off) for one in learnt if one is not None]
    tops, bottoms = top + ahead[0].expected, bottom + ahead[1].expected
    if bottoms <= 0 or tops < 0:
        return _untold(so_far, days, missing)
    # What the errors of the parts, made on the same days, did to the ratio of the sums
    shares = [one.expected / total if total else 0.0 for one, total in zip(ahead, (tops, bottoms), strict=True)]
    off_by = shares[0] * ahead[0].errors - shares[1] * ahead[1].errors
    spread = tops / bottoms * _spread(off_by, ahead[0].reach)
    return _told(so_far, tops / bottoms, spread, target, better, days, missing, sums=False)


def pace_of_level(
    daily: Daily, begin: date, end: date, *, target: float | None = None, better: Better = "more"
) -> Pace:
    """Where a level will stand on the last day of the period. Errors as for `pace`.

    >>> found = pace_of_level(Daily(date(2026, 3, 2), np.arange(1000.0, 1045)), date(2026, 4, 1), date(2026, 4, 30))
    >>> found.so_far, 1050 < found.expected < 1060
    (1044.0, True)
    """
    days = _Days(daily, begin, end, target)
    within = daily.values[max(days.at, 0) : days.until]
    known = within[~np.isnan(within)]
    so_far = float(known[-1]) if len(known) else None
    missing = int(np.isnan(within).sum())
    if days.left == 0 and len(within) and not np.isnan(within[-1]):
        return _ended(so_far, float(within[-1]), target, better, days, missing)
    learnt = _learn(daily, frozenset(), additive=False)
    if learnt is None:
        return _untold(so_far, days, missing)
    size = max(days.until - len(daily.values), 1)
    ahead = _Ahead(learnt, np.eye(1, size, size - 1)[0], frozenset())
    return _told(so_far, ahead.expected, ahead.spread(), target, better, days, missing, sums=False)


# ── the days of the period ────────────────────────────────────────────────────────────────────────────────────────


class _Days:
    """Which days of a history the period takes: from `at` on up to `until`, `left` of them still to come."""

    def __init__(self, daily: Daily, begin: date, end: date, target: float | None) -> None:
        if end < begin:
            raise ValueError("A period ends after it begins.")
        if (end - begin).days > 400:
            raise ValueError("A period is at most a year long.")
        if begin > daily.after:
            raise ValueError("The period lies wholly after the days that may be read.")
        if target is not None and not np.isfinite(target):
            raise ValueError("A target is a number.")
        self.at, self.until = (begin - daily.first).days, (end - daily.first).days + 1
        self.size, self.end = len(daily.values), end
        self.left = max(self.until - max(self.at, self.size), 0)

    def now(self, values: Floats) -> tuple[float, int, npt.NDArray[np.intp]]:
        """Sum so far, how many days are missing, and which (as seen from the end of the history, so below 0)."""
        within = values[max(self.at, 0) : self.until]
        unread = np.flatnonzero(np.isnan(within)) + max(self.at, 0) - self.size
        before = np.arange(self.at, min(0, self.until)) - self.size
        return float(np.nansum(within)), len(unread) + len(before), np.concatenate([before, unread])

    def weights_of_sum(self, unread: npt.NDArray[np.intp]) -> Floats:
        """One for each day to come; a day gone by unread counts with the day of its weekday that comes next."""
        found = np.zeros(max(self.until - self.size, 7))
        found[max(self.at - self.size, 0) : max(self.until - self.size, 0)] = 1.0
        np.add.at(found, unread % 7, 1.0)
        return found


# ── level, weekdays, holidays ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, eq=False)
class _Learnt:
    """What was believed after each day, for each speed: level, slope, weekdays; and what a holiday is worth."""

    values: Floats
    first: date
    levels: Floats  # speed, day
    slopes: Floats
    weekdays: Floats  # day, weekday
    holiday: Floats  # day: share of a usual day, as known then
    relative: bool


def _learn(daily: Daily, off: Collection[date], *, additive: bool) -> _Learnt | None:
    """None where fewer than two weeks are known."""
    values = daily.values[-DAYS_AT_MOST:]
    first = daily.after - timedelta(days=len(values))
    known = np.flatnonzero(~np.isnan(values))
    if len(known) < KNOWN_AT_LEAST:
        return None
    values, first = values[known[0] :], first + timedelta(days=int(known[0]))
    relative = additive and bool(np.nanmin(values) >= 0)
    free = _free(first, len(values), off)
    weekdays, holiday = _seasons(values, first, free) if relative else (np.ones((len(values), 7)), np.ones(len(values)))
    usual = weekdays[np.arange(len(values)), (first.weekday() + np.arange(len(values))) % 7]
    usual = np.maximum(np.where(free, usual * holiday, usual), 0.02)
    levels, slopes = _levels(values, usual, free, additive=additive)
    return _Learnt(values, first, levels, slopes, weekdays, holiday, relative)


def _free(first: date, size: int, off: Collection[date]) -> npt.NDArray[np.bool_]:
    found = np.zeros(size, dtype=bool)
    for day in off:
        if 0 <= (at := (day - first).days) < size:
            found[at] = True
    return found


def _seasons(values: Floats, first: date, free: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Weekdays as shares of a mean day, and a holiday as a share of its weekday, as they were known on each day."""
    size = len(values)
    usable = ~np.isnan(values) & ~free
    begin = values[: 4 * 7]
    mean = float(np.nanmean(np.where(usable[: 4 * 7], begin, np.nan))) if usable[: 4 * 7].any() else 0.0
    share = np.ones(7)
    for weekday in range(7):
        mine = (first.weekday() + np.arange(len(begin))) % 7 == weekday
        told = begin[mine & usable[: 4 * 7]]
        if mean > 0 and len(told):  # as if one more day like any other had been seen
            share[weekday] = (told.sum() / mean + 1) / (len(told) + 1)
    found, holiday = np.empty((size, 7)), np.empty(size)
    sure, counts, means, squares = 0.0, [0] * 7, [0.0] * 7, 0.0
    level, seen, worth = mean, 1.0, 1.0  # one holiday like any other day is taken for granted
    for n, value in enumerate(values.tolist()):
        weekday = (first.weekday() + n) % 7
        if value == value and level > 0:
            here = value / level
            if free[n]:
                worth += here / max(share[weekday], 0.05)
                seen += 1
            else:
                counts[weekday] += 1
                apart = min(here, 4.0) - means[weekday]
                means[weekday] += apart / counts[weekday]
                squares += apart * (min(here, 4.0) - means[weekday])
                share[weekday] += _SEASON_SPEED * (min(here, 4.0) - share[weekday])
                share *= 7 / max(float(share.sum()), 0.1)
                level += 0.1 * (min(value / max(share[weekday], 0.2), 4 * level) - level)
        elif value == value:
            level = 0.1 * value
        if n % 7 == 6 and sum(counts) > 13:
            sure = _credible(counts, means, squares)
        found[n], holiday[n] = 1 + sure * (share - 1), worth / seen
    return found, holiday


def _credible(counts: list[int], means: list[float], squares: float) -> float:
    """How much of the difference between weekdays is theirs, and not chance (0 to 1)."""
    there = [n for n, count in enumerate(counts) if count]
    many = sum(counts)
    if len(there) < 2 or many <= len(there):
        return 0.0
    mean = sum(counts[n] * means[n] for n in there) / many
    between = sum(counts[n] * (means[n] - mean) ** 2 for n in there) / (len(there) - 1)
    within = squares / (many - len(there))
    return max(0.0, 1 - within / between) if between > 0 else 0.0


def _levels(values: Floats, usual: Floats, free: npt.NDArray[np.bool_], *, additive: bool) -> tuple[Floats, Floats]:
    """Level and slope after each day, for each speed.

    A sum's odd day moves them little; several of them on the same side are a new level, and move them all the way. A
    level stands where it was last seen.
    """
    speeds = _SPEEDS if additive else _LEVEL_SPEEDS
    fast, steep = (np.array(part) for part in zip(*speeds, strict=True))
    begin = np.where(free, np.nan, values / usual)[:_WARM]
    level = np.full(len(speeds), float(np.nanmedian(begin)) if not np.isnan(begin).all() else 0.0)
    slope, seen, odd = np.zeros(len(speeds)), 0, np.zeros(len(speeds))
    levels, slopes = np.empty((len(speeds), len(values))), np.empty((len(speeds), len(values)))
    usual_error = max(float(np.nanmedian(np.abs(begin - level[0]))), abs(float(level[0])) * 0.05, 1e-12) * 1.5
    for n, (value, share) in enumerate(zip(values.tolist(), usual.tolist(), strict=True)):
        expected = level + _DAMPED * slope
        slope = _DAMPED * slope
        if value == value:
            seen += 1
            error = (value - expected * share) / max(share, 0.2)
            held = np.clip(error, -_HELD * usual_error, _HELD * usual_error)
            side = np.sign(error) * (held != error)
            odd = np.where((side != 0) & (side == np.sign(odd)), odd + side, side)
            if additive:
                moved = np.where(np.abs(odd) >= _NEW_LEVEL, error, held)
            else:
                moved = error
            usual_error += 0.05 * (min(float(np.abs(error).min()), 4 * usual_error) * 1.25 - usual_error)
            usual_error = max(usual_error, 1e-12)
            pull = np.maximum(fast, 1 / (seen + 1))
            level = expected + pull * moved
            slope = slope + steep * pull * held
        else:
            level = expected
        levels[:, n], slopes[:, n] = level, slope
    return levels, slopes


# ── what is ahead ─────────────────────────────────────────────────────────────────────────────────────────────────


class _Ahead:
    """What a weighted sum of the coming days brings, and how far the same forecast was off in the past.

    `errors` are shares of what was expected where figures are not negative, else in units of the figure.
    """

    def __init__(self, learnt: _Learnt, weights: Floats, off: Collection[date]) -> None:
        size = len(learnt.values)
        self.reach = max(int(np.flatnonzero(weights).max()) + 1, 1) if weights.any() else 1
        origins = np.arange(min(_WARM - 1, size - 2), size)
        free = _free(learnt.first, size + len(weights), off)
        expected = np.zeros((len(learnt.levels), len(origins)))
        actual = np.zeros(len(origins))
        told = np.zeros(len(origins))
        climb = np.zeros_like(expected)
        for n, weight in enumerate(weights[: self.reach].tolist(), start=1):
            climb = climb + learnt.slopes[:, origins] * _DAMPED**n
            if not weight:
                continue
            days = origins + n
            share = learnt.weekdays[origins, (learnt.first.weekday() + days) % 7]
            share = np.where(free[np.minimum(days, len(free) - 1)], share * learnt.holiday[origins], share)
            part = (learnt.levels[:, origins] + climb) * share
            part = np.maximum(part, 0.0) if learnt.relative else part
            there = days < size
            value = learnt.values[np.minimum(days, size - 1)]
            known = there & ~np.isnan(value)
            # what nobody knows is left out on both sides; the last origin is the one that is asked about
            counts = known | (origins == size - 1)
            expected += np.where(counts, part * weight, 0.0)
            actual += np.where(known, value * weight, 0.0)
            told += np.where(known, weight, 0.0)
        enough = (told >= 0.7 * weights.sum()) & (origins + self.reach < size)
        past, seen = expected[:, enough], actual[enough]
        self._least = 0.0
        self.expected, self.errors = self._joined(expected[:, -1], past, seen, learnt.relative)
        if not len(self.errors):
            self.errors = _from_days(learnt, self.reach)
        self._unit = max(self.expected, self._least) if learnt.relative else 1.0

    def _joined(self, now: Floats, past: Floats, seen: Floats, relative: bool) -> tuple[float, Floats]:
        """Speeds that were less off in the past count for more."""
        if past.shape[1] < 3:
            return float(now.mean()), np.zeros(0)
        off = np.sqrt(((past - seen) ** 2).mean(axis=1))
        weight = 1 / np.maximum(off, off.max() * 1e-3 + 1e-12) ** 2
        weight /= weight.sum()
        then = weight @ past
        errors = seen - then
        if relative:
            self._least = max(float(then.mean()), float(seen.mean()), 1e-9) / 4
            errors = errors / np.maximum(then, self._least)
        return float(weight @ now), errors

    def spread(self) -> float:
        return self._unit * _spread(self.errors, self.reach)


def _from_days(learnt: _Learnt, reach: int) -> Floats:
    """Errors from day to day, for a history too short to have seen the whole way; drift grows with the days ahead."""
    expected = (
        learnt.levels[2, :-1]
        * learnt.weekdays[
            np.arange(len(learnt.values) - 1), (learnt.first.weekday() + np.arange(1, len(learnt.values))) % 7
        ]
    )
    errors = learnt.values[1:] - expected
    errors = errors[~np.isnan(errors)]
    if learnt.relative:
        errors = errors / max(float(np.nanmean(learnt.values)), 1e-9)
        return np.asarray(errors * np.sqrt(1 / reach + 0.1))
    return np.asarray(errors * np.sqrt(reach))


def _spread(errors: Floats, reach: int) -> float:
    """Half the width that holds 80 %, as far as so few past forecasts can say; those that overlap count as one."""
    if not len(errors):
        return 0.0
    free = max(len(errors) / reach, 1.5)
    off = np.abs(errors)
    usual = min(float(np.sqrt((errors**2).mean())), float(np.quantile(off, 0.8)) / _Z * 1.25)
    wide = _Z + (_Z**3 + _Z) / (4 * free) + (5 * _Z**5 + 16 * _Z**3 + 3 * _Z) / (96 * free**2)
    return usual * min(wide, 3 * _Z)


# ── what is said ──────────────────────────────────────────────────────────────────────────────────────────────────


def _told(
    so_far: float | None,
    expected: float,
    spread: float,
    target: float | None,
    better: Better,
    days: _Days,
    missing: int,
    *,
    sums: bool,
) -> Pace:
    low, high = expected - spread, expected + spread
    if sums and so_far is not None and expected >= so_far:
        low = max(low, so_far)
    reasons = [
        because(
            "{expected} by {day}; in 80 of 100 cases between {low} and {high}.",
            expected=_round(expected), day=days.end, low=_round(low), high=_round(high),
        )
    ]  # fmt: skip
    reasons += _missing(missing)
    if target is None:
        return Pace("no target", so_far, expected, low, high, None, days.left, missing, tuple(reasons))
    chance = _chance(expected, spread, target)
    chance = chance if better == "more" else 1 - chance
    state: State = "on course" if chance >= LIKELY else "at risk" if chance >= UNLIKELY else "behind"
    if sums and so_far is not None and so_far >= target and expected >= so_far:
        if better == "more":
            state, chance = "reached", 1.0
        elif so_far > target:
            state, chance = "missed", 0.0
    reasons.append(
        because(
            "The target of {target} is kept in {share} of 100 cases.", target=_round(target), share=_hundred(chance)
        )
    )
    return Pace(state, so_far, expected, low, high, chance, days.left, missing, tuple(reasons))


def _ended(so_far: float | None, value: float, target: float | None, better: Better, days: _Days, missing: int) -> Pace:
    reasons = (because("The period is over: {value}.", value=_round(value)), *_missing(missing))
    if target is None:
        return Pace("no target", so_far, value, value, value, None, 0, missing, reasons)
    kept = value >= target if better == "more" else value <= target
    return Pace("reached" if kept else "missed", so_far, value, value, value, float(kept), 0, missing, reasons)


def _untold(so_far: float | None, days: _Days, missing: int) -> Pace:
    why = because(
        "Too little is known to reckon a pace: at least {days} are needed.",
        days=counted("{n} day", "{n} days", KNOWN_AT_LEAST),
    )
    return Pace("cannot be told", so_far, None, None, None, None, days.left, missing, (why, *_missing(missing)))


def _missing(missing: int) -> list[Reason]:
    if not missing:
        return []
    return [because("Reckoned, since nobody has read them: {days}.", days=counted("{n} day", "{n} days", missing))]


def _chance(expected: float, spread: float, target: float) -> float:
    if spread <= 0:
        return float(expected >= target)
    return 0.5 * (1 + erf((expected - target) / (spread / _Z) / sqrt(2)))


def _hundred(chance: float) -> int:
    return 0 if chance == 0 else 100 if chance == 1 else min(max(round(chance * 100), 1), 99)


def _round(value: float) -> float | int:
    """Small figures with two decimals, large ones whole."""
    return round(value) if abs(value) >= 100 or value == round(value) else round(value, 2)
