"""What spending brings: the curve of one channel or two learnt from their history, with how sure it is.

Outcome = level + trend + season + effect of each channel + noise. The effect saturates (Hill or logistic) after
geometric adstock. Everything but the shape of a curve is linear, so each shape on a grid is solved exactly and weighed
by how well it explains the history; what comes out is a set of draws, each one a whole explanation of it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from rapport.reckon.verdict import Reason, because, counted

Floats = npt.NDArray[np.float64]
Chosen = npt.NDArray[np.intp]
YesNo = npt.NDArray[np.bool_]

ROWS_AT_LEAST = 20
DAYS_AT_LEAST = 56
ROWS_AT_MOST = 4000
DRAWS = 1500
POINTS = 41
UNSURE = 0.33  # expected error of a curve above which it is not told
LOWER = 0.36  # how much lower than told a curve may be, in one case of ten, before it is not told
_YEAR = 365.25
# Spreads of the priors, as shares of the mean outcome; the trend's are for a year.
_EFFECT, _TREND, _BEND, _LAST_BEND, _SEASON, _WEEKDAY = 0.5, 0.4, 0.2, 0.1, 0.12, 0.5
_HALF, _POWER = 1.0, 0.5  # spreads of the logarithms of the half-way point and of the exponent
_KEPT = 0.6  # adstock by which it is judged how far an absent spend reaches
_RHO = np.array([0.0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9])


class TooLittle(Exception):
    """The history cannot carry a judgement; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.plain())
        self.reason = reason


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """What was spent and what came of it, one entry for each `step` days (1 or 7) from `first`; NaN where absent.

    `off` are public holidays, past and to come; they tell on daily entries only. ValueError for what cannot be:
    lengths that differ, infinities, negative spend.
    """

    first: date
    outcome: Floats
    spend: Floats
    second: Floats | None = None
    step: int = 1
    off: Collection[date] = field(default=frozenset())

    def __post_init__(self) -> None:
        if self.step not in (1, 7):
            raise ValueError("A history has an entry for each day or for each week.")
        for spend in self.channels:
            if spend.ndim != 1 or spend.shape != self.outcome.shape:
                raise ValueError("Spend and outcome need as many entries as each other.")
            if np.isinf(spend).any() or np.isinf(self.outcome).any():
                raise ValueError("An infinite figure cannot be right.")
            if (spend < 0).any():
                raise ValueError("Negative spend cannot be right: a credit belongs to the day it was spent.")

    @property
    def channels(self) -> tuple[Floats, ...]:
        return (self.spend,) if self.second is None else (self.spend, self.second)

    @property
    def after(self) -> date:
        """The first day that is not in it any more."""
        return self.first + timedelta(days=self.step * len(self.outcome))


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """What steady spend brings in each entry, from nothing to the most that was spent.

    `brings` is the middle of what is likely, `low` and `high` hold 80 % of it. `error` is how far it is expected to be
    off, as a share of its mean height; `known` says whether that is little enough to be told.
    """

    spend: Floats
    brings: Floats
    low: Floats
    high: Floats
    error: float
    known: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Shapes:
    """A grid of shapes: adstock, half-way point as a share of `scale`, exponent (0 is logistic), log of the prior."""

    keep: Floats
    half: Floats
    power: Floats
    prior: Floats
    scale: float

    def only(self, which: Chosen) -> _Shapes:
        return _Shapes(self.keep[which], self.half[which], self.power[which], self.prior[which], self.scale)

    def effect(self, carried: Floats) -> Floats:
        """Saturated effect, 1 at `scale`; `carried` has a row for each shape and a column for each entry."""
        x = carried / self.scale
        half, power = self.half[:, None], self.power[:, None]
        hill = np.where(power > 0, power, 1.0)
        raised = x if (hill == 1).all() else x**hill
        bent = raised * (1 + half**hill) / (half**hill + raised)
        slope = 1.0986 / half  # at the half-way point the logistic curve stands at one half, too
        return np.where(power > 0, bent, np.tanh(slope * x / 2) / np.tanh(slope / 2))


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """The draws of one channel: the shapes that occur, which each draw has, how large its effect is."""

    shapes: _Shapes
    which: Chosen
    size: Floats
    carried: Floats  # spend carried over from the last entry, for each shape that occurs

    def effect(self, entries: int, spend: float) -> Floats:
        """Of steady spend, in each coming entry; a row for each shape that occurs."""
        fading = self.shapes.keep[:, None] ** np.arange(1, entries + 1)
        return self.shapes.effect(self.carried[:, None] * fading + spend * (1 - fading))


@dataclass(frozen=True, slots=True, eq=False)
class Learnt:
    """Draws that explain a history. Spends and outcomes are those of one entry; the same draws whatever is asked."""

    history: History
    curves: tuple[Curve, ...]
    recent: tuple[float, ...]  # mean spend of each channel in the last eight weeks
    most: tuple[float, ...]  # the most that was spent on each, with what was carried over
    notes: tuple[Reason, ...]
    _channels: tuple[_Drawn, ...]
    _level: Floats
    _noise: Floats
    _rho: float
    _knots: Floats
    _left: Floats

    def ahead(self, entries: int, *spends: float, every: int = 1) -> Floats:
        """Outcome of each coming entry under steady spends, a row for each draw (for `every` third, tenth, …)."""
        found: Floats = self._level[::every] @ self._coming(entries).T
        for channel, spend in zip(self._channels, spends, strict=True):
            found += channel.effect(entries, spend)[channel.which[::every]] * channel.size[::every, None]
        return found + self._noises(entries, every)

    def rest(self, shares: Floats, *others: float) -> Floats:
        """Sum of the coming entries, each by its share, without the effect of the first channel; one for each draw."""
        found: Floats = self._level @ (shares @ self._coming(len(shares))) + self._noises(len(shares)) @ shares
        for n, spend in enumerate(others, start=1):
            found += self.effect(n, shares, spend)
        return found

    def effect(self, channel: int, shares: Floats, spend: float) -> Floats:
        """Sum of what steady spend brings in the coming entries, each by its share; one for each draw."""
        drawn = self._channels[channel]
        return (drawn.effect(len(shares), spend) @ shares)[drawn.which] * drawn.size

    def steady(self, channel: int, spends: Floats) -> Floats:
        """What steady spends bring in one entry in the long run, a row for each draw."""
        drawn = self._channels[channel]
        found = drawn.shapes.effect(np.broadcast_to(spends, (len(drawn.shapes.keep), len(spends))))
        return found[drawn.which] * drawn.size[:, None]

    def _coming(self, entries: int) -> Floats:
        size = len(self.history.outcome)
        return _controls(self.history, np.arange(size, size + entries), self._knots)

    def _noises(self, entries: int, every: int = 1) -> Floats:
        noise = self._noise[::every]
        shocks = np.random.default_rng(7).standard_normal((entries, len(noise))) * noise
        if self._rho:
            shocks[0] += self._rho * self._left[::every]
            for n in range(1, entries):
                shocks[n] += self._rho * shocks[n - 1]
        return shocks.T


def learn(history: History) -> Learnt:
    """Learn what spending brings.

    TooLittle (with its reason) where the history cannot carry any judgement; a curve that the history does not tell
    is there all the same, with `known` False. About 50 ms for a year of days and one channel, 130 ms for two.
    Source: formulas.md "Promise feasibility".

    >>> spend = 100 + 80 * np.sin(np.arange(200) ** 1.5)
    >>> learnt = learn(History(date(2025, 1, 6), 20 + 30 * spend / (60 + spend), spend))
    >>> at_100 = learnt.curves[0].brings[np.searchsorted(learnt.curves[0].spend, 100)]
    >>> learnt.curves[0].known, bool(abs(at_100 / (30 * 100 / 160) - 1) < 0.1)
    (True, True)
    """
    y = history.outcome.astype(np.float64)
    rows = _usable(history)
    _refuse_too_little(history, rows)
    channels = [_filled(spend) for spend in history.channels]
    knots = _knots(history)
    base = _controls(history, np.arange(len(y)), knots)
    level = float(np.abs(y[rows]).mean())
    spread = _prior_spread(history, knots, level)
    fit = _Fit(y, base, rows, spread, level, _first_noise(y, base, rows, channels))
    shapes = [_coarse(history.step, _scale_of(spend)) for spend in channels]
    fit.choose_rho(shapes, channels)
    odds = fit.weigh(shapes, channels)
    fit.calm_outliers(shapes, channels, odds)
    for _ in range(2):
        odds = fit.weigh(shapes, channels)
        if _perplexity(odds) > 25 * len(shapes):
            break
        shapes = [_finer(one, _marginal(odds, n), history.step) for n, one in enumerate(shapes)]
    else:
        odds = fit.weigh(shapes, channels)
    picked, size, noise, gamma = fit.draw(shapes, channels, odds)
    return _told(history, shapes, picked, size, noise, gamma, fit, knots, rows)


def adstock(spend: Floats, keep: float, before: float = 0.0) -> Floats:
    """Spend carried over: x*_t = sum keep^i x_{t-i} / sum keep^i, with `before` spent steadily earlier on.

    >>> adstock(np.array([10.0, 0.0, 0.0]), 0.5).tolist()
    [5.0, 2.5, 1.25]
    """
    found = np.empty(len(spend))
    carried = before
    for n, value in enumerate(spend.tolist()):
        carried = keep * carried + (1 - keep) * value
        found[n] = carried
    return found


# ── what may be used ──────────────────────────────────────────────────────────────────────────────────────────────


def _usable(history: History) -> Chosen:
    """Entries whose outcome is known, and nearly all of the spend that reaches it."""
    good = ~np.isnan(history.outcome)
    for spend in history.channels:
        good &= adstock(np.isnan(spend).astype(np.float64), _KEPT, before=1.0) < 0.15
    return np.flatnonzero(good)


def _refuse_too_little(history: History, rows: Chosen) -> None:
    many = len(history.outcome)
    if many > ROWS_AT_MOST:
        raise TooLittle(because("{n} entries are more than are read; at most {most}.", n=many, most=ROWS_AT_MOST))
    if many < ROWS_AT_LEAST or many * history.step < DAYS_AT_LEAST:
        told = counted("{n} day", "{n} days", many * history.step)
        raise TooLittle(
            because(
                "Too little history: {days}. At least {least} are needed, and twenty entries.",
                days=told,
                least=counted("{n} day", "{n} days", DAYS_AT_LEAST),
            )
        )
    if len(rows) < max(ROWS_AT_LEAST, many // 3):
        raise TooLittle(
            because(
                "Too many gaps: of {n} entries only {known} have both their outcome and the spend before it.",
                n=many,
                known=len(rows),
            )
        )
    if not history.outcome[rows].any():
        raise TooLittle(because("The outcome was always zero, so nothing can be learnt from it."))
    if np.ptp(history.outcome[rows]) == 0:
        raise TooLittle(because("The outcome never changed, so nothing can be learnt from it."))
    if not np.nan_to_num(history.spend).any():
        raise TooLittle(because("Nothing was ever spent, so nothing can be learnt from it."))


def _filled(spend: Floats) -> Floats:
    """Absent spend takes the mean of its neighbours; the entries it would tell on are not used."""
    known = np.flatnonzero(~np.isnan(spend))
    if not len(known):
        return np.zeros(len(spend))
    return np.interp(np.arange(len(spend)), known, spend[known])


def _scale_of(spend: Floats) -> float:
    spent = spend[spend > 0]
    return float(np.quantile(spent, 0.9)) if len(spent) else 1.0


# ── level, trend, season ──────────────────────────────────────────────────────────────────────────────────────────


def _knots(history: History) -> Floats:
    """Where the trend may bend, in entries: each quarter of a year, and at the end for what is to come."""
    many, apart = len(history.outcome), round(91 / history.step)
    inner = np.arange(many - apart, apart // 2, -apart)[::-1]
    return np.append(inner, many).astype(np.float64)


def _controls(history: History, at: Chosen, knots: Floats) -> Floats:
    per_year = _YEAR / history.step
    many = len(history.outcome)
    columns = [np.ones(len(at)), (at - many / 2) / per_year]
    columns += [np.maximum(at - knot, 0.0) / per_year for knot in knots]
    day_of_year = (history.first.timetuple().tm_yday + at * history.step) / _YEAR * 2 * np.pi
    for order in (1, 2, 3):
        columns += [np.sin(order * day_of_year), np.cos(order * day_of_year)]
    if history.step == 1:
        weekday = (history.first.weekday() + at) % 7
        columns += [(weekday == n) - 1 / 7 for n in range(7)]
        off = np.zeros(len(at))
        if history.off:
            since = [(day - history.first).days for day in history.off]
            off = np.isin(at, since).astype(np.float64)
        columns.append(off)
    return np.column_stack(columns)


def _prior_spread(history: History, knots: Floats, level: float) -> Floats:
    season = [_SEASON / order for order in (1, 1, 2, 2, 4, 4)]
    spread = [10.0, _TREND, *[_BEND] * (len(knots) - 1), _LAST_BEND, *season]
    if history.step == 1:
        spread += [_WEEKDAY] * 8
    return np.array(spread) * level


def _first_noise(y: Floats, base: Floats, rows: Chosen, channels: list[Floats]) -> float:
    """Noise of a plain fit, to scale the priors by."""
    plain = np.column_stack([base, *[np.sqrt(adstock(spend, 0.3, float(spend[:4].mean()))) for spend in channels]])
    plain = plain[rows]
    found, *_ = np.linalg.lstsq(plain, y[rows], rcond=1e-8)
    rank = min(np.linalg.matrix_rank(plain), len(rows) - 4)
    noise = float(np.sqrt(((y[rows] - plain @ found) ** 2).sum() / (len(rows) - rank)))
    return max(noise, float(np.abs(y[rows]).mean()) * 1e-4)


# ── shapes ────────────────────────────────────────────────────────────────────────────────────────────────────────

_POWERS = (0.0, 0.7, 1.0, 1.5, 2.2)
_POWER_PRIOR = (1.0, 0.5, 1.0, 0.7, 0.4)
_HALVES = np.geomspace(0.08, 6.0, 9)


def _coarse(step: int, scale: float) -> _Shapes:
    keeps = np.array([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8] + ([0.88] if step == 1 else []))
    keep, half, power = (part.ravel() for part in np.meshgrid(keeps, _HALVES, np.array(_POWERS), indexing="ij"))
    prior = np.log(np.array(_POWER_PRIOR))[np.searchsorted(_POWERS, power)] - 0.5 * (np.log(half) / _HALF) ** 2
    return _Shapes(keep, half, power, prior, scale)


def _finer(shapes: _Shapes, odds: Floats, step: int) -> _Shapes:
    """The same ground in smaller steps, where the likely shapes are. Logistic and Hill shapes keep their own ground."""
    parts = []
    for logistic in (True, False):
        mine = (shapes.power == 0) == logistic
        likely = mine & (odds > odds.max() * 1e-3)
        if not likely.any():
            continue
        axes = [
            _around(shapes.keep, mine, likely, 7, top=0.9),
            np.exp(_around(np.log(shapes.half), mine, likely, 9, top=3.0)),
            np.zeros(1) if logistic else _around(shapes.power, mine, likely, 6, top=3.0),
        ]
        keep, half, power = (part.ravel() for part in np.meshgrid(*axes, indexing="ij"))
        prior = -0.5 * (np.log(half) / _HALF) ** 2 - np.log(len(keep))
        if not logistic:
            prior -= 0.5 * (np.log(power) / _POWER) ** 2 - np.log(3.0)
        parts.append((keep, half, power, prior))
    keep, half, power, prior = (np.concatenate(part) for part in zip(*parts, strict=True))
    return _Shapes(keep, half, power, prior, shapes.scale)


def _around(values: Floats, mine: YesNo, likely: YesNo, many: int, top: float) -> Floats:
    steps = np.unique(values[mine])
    apart = float(np.diff(steps).max()) if len(steps) > 1 else 0.1
    low, high = float(values[likely].min()), float(values[likely].max())
    floor = float(min(steps[0], low))
    return np.unique(np.linspace(max(low - apart, floor), min(high + apart, max(top, high)), many))


def _columns(shapes: _Shapes, spend: Floats) -> Floats:
    """The effect of each shape, 1 at the scale: a row for each shape."""
    keeps, back = np.unique(shapes.keep, return_inverse=True)
    before = float(spend[: min(len(spend), 8)].mean())
    carried = np.stack([adstock(spend, keep, before) for keep in keeps.tolist()])
    return shapes.effect(carried[back])


def _carried_last(spend: Floats, keeps: Floats) -> Floats:
    before = float(spend[: min(len(spend), 8)].mean())
    unique, back = np.unique(keeps, return_inverse=True)
    last: Floats = np.array([adstock(spend, keep, before)[-1] for keep in unique.tolist()])[back]
    return last


def _marginal(odds: Floats, channel: int) -> Floats:
    if odds.ndim == 1:
        return odds
    found: Floats = odds.sum(axis=1 - channel)
    return found


def _perplexity(odds: Floats) -> float:
    likely = odds[odds > 0]
    return float(np.exp(-(likely * np.log(likely)).sum()))


# ── the fit ───────────────────────────────────────────────────────────────────────────────────────────────────────


class _Fit:
    """Everything linear solved exactly, for each shape: prior of the controls as further rows, noise made white."""

    def __init__(self, y: Floats, base: Floats, rows: Chosen, spread: Floats, level: float, noise: float) -> None:
        self.y, self.base, self.rows, self.spread, self.level, self.noise = y, base, rows, spread, level, noise
        self.weight = np.ones(len(rows))
        self.rho = 0.0
        self._prepare()

    def _prepare(self) -> None:
        p = self.base.shape[1]
        ridge = np.diag(self.noise / self.spread)
        self.q, self.r = np.linalg.qr(np.vstack([self._white(self.base.T).T, ridge]))
        self.aim = np.concatenate([self._white(self.y), np.zeros(p)])
        self.rest = self.aim - self.q @ (self.q.T @ self.aim)
        self.pull = (self.noise / (_EFFECT * self.level)) ** 2  # the prior of an effect is half of a normal

    def _white(self, values: Floats) -> Floats:
        """The last axis is the entries; those left out break the chain of the noise."""
        kept: Floats = values[..., self.rows]
        if self.rho:
            chained = np.concatenate([[False], np.diff(self.rows) == 1])
            kept = np.where(chained, kept - self.rho * values[..., self.rows - 1], kept * np.sqrt(1 - self.rho**2))
        return kept * self.weight

    def _freed(self, columns: Floats) -> Floats:
        """Columns without what the controls explain; a row each, prior rows appended."""
        white = self._white(columns)
        white = np.concatenate([white, np.zeros((len(white), self.base.shape[1]))], axis=1)
        freed: Floats = white - (white @ self.q) @ self.q.T
        return freed

    def _solved(self, z: Floats) -> tuple[Floats, Floats, Floats]:
        a = (z * z).sum(axis=1) + self.pull
        b = z @ self.rest
        return a, b, np.maximum((self.rest @ self.rest) - b * b / a, 1e-12 * self.level**2)

    def weigh(self, shapes: list[_Shapes], channels: list[Floats]) -> Floats:
        """Posterior of each shape (of each pair of shapes), effects never negative."""
        many = len(self.rows)
        freed = [self._freed(_columns(shape, spend)) for shape, spend in zip(shapes, channels, strict=True)]
        solved = [self._solved(z) for z in freed]
        if len(shapes) == 1:
            a, b, left = solved[0]
            logs = (
                -0.5 * np.log(a) - many / 2 * np.log(left) + _log_share(b / np.sqrt(a * left / many)) + shapes[0].prior
            )
        else:
            (a1, b1, _l1), (a2, b2, _l2) = solved
            cross = freed[0] @ freed[1].T
            det = a1[:, None] * a2[None, :] - cross**2
            one = (a2[None, :] * b1[:, None] - cross * b2[None, :]) / det
            two = (a1[:, None] * b2[None, :] - cross * b1[:, None]) / det
            left = np.maximum(self.rest @ self.rest - one * b1[:, None] - two * b2[None, :], 1e-12 * self.level**2)
            unit = left / many
            logs = (
                -0.5 * np.log(det)
                - many / 2 * np.log(left)
                + _log_share(one / np.sqrt(unit * a2[None, :] / det))
                + _log_share(two / np.sqrt(unit * a1[:, None] / det))
                + shapes[0].prior[:, None]
                + shapes[1].prior[None, :]
            )
        odds: Floats = np.exp(logs - logs.max())
        odds[odds < 1e-9] = 0.0
        odds /= odds.sum()
        return odds

    def _best(self, shapes: list[_Shapes], channels: list[Floats], odds: Floats) -> list[Floats]:
        best = np.unravel_index(int(odds.argmax()), odds.shape)
        found = []
        for shape, spend, n in zip(shapes, channels, best, strict=True):
            found.append(_columns(shape.only(np.array([n])), spend)[0])
        return found

    def choose_rho(self, shapes: list[_Shapes], channels: list[Floats]) -> None:
        """How much of the noise of an entry is left in the next, by the best shapes found without any."""
        best = self._best(shapes, channels, self.weigh(shapes, channels))
        many = len(self.rows)
        chained = int((np.diff(self.rows) == 1).sum())
        found = []
        for rho in _RHO.tolist():
            self.rho = rho
            self._prepare()
            z = self._freed(np.stack(best))
            gram = z @ z.T + self.pull * np.eye(len(z))
            b = z @ self.rest
            left = max(float(self.rest @ self.rest - b @ np.linalg.solve(gram, b)), 1e-12 * self.level**2)
            log_r = float(np.log(np.abs(np.diag(self.r))).sum())
            found.append(-many / 2 * np.log(left) - log_r + 0.5 * (many - chained) * np.log(1 - rho**2))
        self.rho = float(_RHO[int(np.argmax(found))])
        self._prepare()

    def calm_outliers(self, shapes: list[_Shapes], channels: list[Floats], odds: Floats) -> None:
        """Entries far off the best fit count less, so that one broken day does not bend the curve."""
        z = self._freed(np.stack(self._best(shapes, channels, odds)))
        size = np.linalg.solve(z @ z.T + self.pull * np.eye(len(z)), z @ self.rest)
        off = np.abs((self.rest - size @ z)[: len(self.rows)])
        usual = float(np.median(off)) * 1.4826
        if usual > 0:
            self.weight = np.minimum(1.0, 4.0 / np.maximum(off / usual, 1e-9))
            self._prepare()

    def draw(
        self, shapes: list[_Shapes], channels: list[Floats], odds: Floats
    ) -> tuple[Chosen, Floats, Floats, Floats]:
        """Draws of shapes, effects at the scale, noise and controls; the level without spend is not below zero."""
        dice = np.random.default_rng(11)
        many, tried = len(self.rows), DRAWS * 3
        flat = dice.choice(odds.size, size=tried, p=odds.ravel())
        picked = np.column_stack(np.unravel_index(flat, odds.shape))
        z, columns = [], []
        for n, (shape, spend) in enumerate(zip(shapes, channels, strict=True)):
            used, back = np.unique(picked[:, n], return_inverse=True)
            made = _columns(shape.only(used), spend)
            z.append(self._freed(made)[back])
            white = np.concatenate([self._white(made), np.zeros((len(made), self.base.shape[1]))], axis=1)
            columns.append((white @ self.q)[back])
        gram = np.stack([np.stack([(one * two).sum(axis=1) for two in z], axis=-1) for one in z], axis=-1)
        gram += self.pull * np.eye(len(z))
        b = np.stack([one @ self.rest for one in z], axis=-1)
        mean = np.linalg.solve(gram, b[..., None])[..., 0]
        left = np.maximum(self.rest @ self.rest - (mean * b).sum(axis=1), 1e-12 * self.level**2)
        noise = np.sqrt(left / dice.chisquare(many, size=tried))
        size = _not_negative(mean, np.linalg.inv(gram), noise, dice)
        explained = self.q.T @ self.aim - sum(size[:, [n]] * columns[n] for n in range(len(z)))
        shocks = dice.standard_normal((tried, self.base.shape[1])) * noise[:, None]
        gamma = np.linalg.solve(self.r, (explained + shocks).T).T
        bare = gamma @ self.base[self.rows].mean(axis=0)
        keep = np.argsort(
            bare < -0.02 * self.level if (self.y[self.rows] >= 0).all() else np.zeros(tried), kind="stable"
        )
        keep = keep[:DRAWS]
        return picked[keep], size[keep], noise[keep], gamma[keep]


def _not_negative(mean: Floats, inverse: Floats, noise: Floats, dice: np.random.Generator) -> Floats:
    """Effects from their normal distribution, cut off at nothing: the first of some tries that is not below it."""
    root = np.linalg.cholesky(inverse) * noise[:, None, None]
    tries = mean[:, None, :] + np.einsum("sij,skj->ski", root, dice.standard_normal((len(mean), 12, mean.shape[1])))
    good = (tries >= 0).all(axis=2)
    found: Floats = tries[np.arange(len(mean)), good.argmax(axis=1)]
    # where none is: beyond a far cut a normal falls off like an exponential
    spread = np.sqrt(np.einsum("sii->si", inverse)) * noise[:, None]
    near = spread / np.maximum(np.abs(mean) / spread, 1.0) * dice.exponential(size=mean.shape)
    return np.where(good.any(axis=1)[:, None], found, np.where(found < 0, near, found))


def _log_share(z: Floats) -> Floats:
    """Log of the share of a standard normal below z, near enough to weigh by."""
    low = np.minimum(z, -1.0)
    far = -0.5 * low**2 - np.log(np.sqrt(2 * np.pi)) - np.log(-low) + np.log1p(-1 / (low**2 + 3))
    high = np.clip(z, -8, 8)
    near = -np.log1p(np.exp(-1.702 * high))
    return np.where(z < -3, far, near)


# ── what came out ─────────────────────────────────────────────────────────────────────────────────────────────────


def _told(
    history: History,
    shapes: list[_Shapes],
    picked: Chosen,
    size: Floats,
    noise: Floats,
    gamma: Floats,
    fit: _Fit,
    knots: Floats,
    rows: Chosen,
) -> Learnt:
    spends = [_filled(spend) for spend in history.channels]
    channels = tuple(
        _drawn(shape, spend, picked[:, n], size[:, n])
        for n, (shape, spend) in enumerate(zip(shapes, spends, strict=True))
    )
    recent = tuple(float(spend[-56 // history.step :].mean()) for spend in spends)
    keeps = [float(channel.shapes.keep[channel.which].mean()) for channel in channels]
    most = tuple(float(adstock(spend, keep).max()) for spend, keep in zip(spends, keeps, strict=True))
    left = np.zeros(len(noise))
    if fit.rho and rows[-1] == len(history.outcome) - 1:
        left = fit.y[rows[-1]] - gamma @ fit.base[rows[-1]]
        for channel in channels:
            left = left - channel.shapes.effect(channel.carried[:, None])[channel.which, 0] * channel.size
    learnt = Learnt(history, (), recent, most, _notes(history, rows), channels, gamma, noise, fit.rho, knots, left)
    return replace(learnt, curves=tuple(_curve(learnt, n) for n in range(len(channels))))


def _drawn(shapes: _Shapes, spend: Floats, picked: Chosen, size: Floats) -> _Drawn:
    used, which = np.unique(picked, return_inverse=True)
    few = shapes.only(used)
    return _Drawn(few, which, size, _carried_last(spend, few.keep))


def _curve(learnt: Learnt, channel: int) -> Curve:
    spend = np.linspace(0.0, learnt.most[channel] or 1.0, POINTS)
    draws = learnt.steady(channel, spend)
    low, middle, high = np.quantile(draws, (0.1, 0.5, 0.9), axis=0)
    height = float(middle.mean())
    error = float(np.abs(draws - middle).mean() / height) if height > 0 else float("inf")
    heights = draws.mean(axis=1)
    lower = 1 - float(np.quantile(heights, 0.1) / np.median(heights)) if height > 0 else float("inf")
    return Curve(spend, middle, low, high, error, bool(error <= UNSURE and lower <= LOWER and learnt.most[channel] > 0))


def _notes(history: History, rows: Chosen) -> tuple[Reason, ...]:
    many, told = len(history.outcome), []
    if many - len(rows) > many * 0.05:
        told.append(because("Of {n} entries {known} could be used; the others have gaps.", n=many, known=len(rows)))
    if many * history.step < _YEAR:
        told.append(because("Less than a year of history: what the season does is partly a guess."))
    return tuple(told)
