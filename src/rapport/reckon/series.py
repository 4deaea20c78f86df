"""How far each value of a series left its usual course, told from the values up to it alone: for findings in figures.

Three views of a value are compared with what the series did before: the value itself, the mean of the last three, and
the step from the value before. Each is a distance from the usual in units of the series' own spread, on a logarithmic
scale; `strength` is their mean. `habit` is the strength this series reaches a few times in each turn of its rhythm
anyway. A finding opens where strength exceeds habit clearly and by more than it did during the last turn, so that one
incident opens one finding, and more only while it grows.

How the settings were found, and what else was tried: docs/decisions/0012-detection-of-findings.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

OPENS_AT = 0.25  # strength beyond habit
FULL_HISTORY = 36  # values until a series is judged with full strength
WEEK, DAY_OF_HOURS = 7, 24  # values in one turn of the rhythm

STRONGEST = 4.0
OFTEN_IN_A_TURN = 2.5
TURNS_REMEMBERED = 7
LONGEST_HABIT = 3000
HABIT_IN_COMPETITION = 0.4
BEYOND_ANY_FIGURE = 1e100

Statistic = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True)
class Judged:
    """Four arrays as long as the values: strength 0 to 4, habit, sureness 0 to 1, and where a finding opens.

    Values that are absent have strength and sureness 0 and open nothing.
    """

    strength: Floats
    habit: Floats
    sureness: Floats
    opens: Flags

    @property
    def standing(self) -> Floats:
        """What a finding competes with, where not all can be told: strength, less a part of the habit."""
        return self.strength - HABIT_IN_COMPETITION * self.habit


@dataclass(frozen=True, slots=True)
class _Memory:
    """The last values of a stage. Statistics are renewed at every `stride`-th value of the whole series, never of the
    batch, so that batches of any size see the same."""

    window: int
    stride: int
    tail: Floats = field(default_factory=lambda: np.empty(0))
    seen: int = 0

    def take(self, new: Floats, statistic: Statistic) -> tuple[Floats, _Memory]:
        """The statistic of the window before each new value (one row each, NaN before the third), and the memory."""
        held = np.concatenate((self.tail, new))
        begin, end = self.seen, self.seen + len(new)
        offset = end - len(held)
        grid = np.arange(begin // self.stride * self.stride, end, self.stride)
        rows = [self._early(held, int(point), statistic) for point in grid[grid < self.window]]
        whole = grid[grid >= self.window]
        if len(whole):
            first = int(whole[0]) - self.window - offset
            windows = sliding_window_view(held, self.window)[first :: self.stride][: len(whole)]
            rows += [statistic(np.ascontiguousarray(windows[at : at + 1000])) for at in range(0, len(whole), 1000)]
        table = np.concatenate(rows) if rows else np.empty((0, 1))
        kept = replace(self, tail=held[-(self.window + self.stride) :], seen=end)
        return table[np.arange(begin, end) // self.stride - begin // self.stride], kept

    def _early(self, held: Floats, point: int, statistic: Statistic) -> Floats:
        # Nothing has been forgotten while the window is not full, so `held` still begins with the first value.
        return statistic(held[None, :point]) if point > 2 else np.full_like(statistic(np.zeros((1, 3))), np.nan)


def _quantiles(*shares: float) -> Statistic:
    def of(rows: Floats) -> Floats:
        places = [round(share * (rows.shape[1] - 1)) for share in shares]
        return np.partition(rows, sorted(set(places)), axis=1)[:, places]

    return of


def _mean(rows: Floats) -> Floats:
    mean: Floats = rows.mean(axis=1, keepdims=True)
    return mean


_LOW_MIDDLE_HIGH = _quantiles(0.1, 0.5, 0.9)
_BAND = _quantiles(0.02, 0.5, 0.98)


@dataclass(frozen=True, slots=True)
class _View:
    """One way to look at a value; answers the logarithm of its distance from the usual."""

    usual: _Memory
    deviations: _Memory
    looseness: float  # weight of the mean deviation in the unit of distance; it keeps sparse spikes in proportion

    def take(self, new: Floats, *, outside_the_band: bool) -> tuple[Floats, _View]:
        quantiles, usual = self.usual.take(new, _BAND if outside_the_band else _LOW_MIDDLE_HIGH)
        low, middle, high = quantiles.T
        away = np.abs(new - middle)
        mean, deviations = self.deviations.take(np.nan_to_num(away), _mean)
        spread = self.looseness * mean[:, 0] + 1e-9
        if outside_the_band:
            distance = 3 * np.maximum(new - high, low - new) / (spread + high - low)
        else:
            distance = away / (spread + (high - low) / 2.56 + 0.05 * np.abs(middle))
        told = np.log1p(np.maximum(np.nan_to_num(distance), 0.0))
        return np.minimum(told, STRONGEST), replace(self, usual=usual, deviations=deviations)


@dataclass(frozen=True, slots=True)
class Course:
    """What is remembered of a series: `turn` values make one turn of its rhythm (7 daily values, 24 hourly ones)."""

    turn: int
    seen: int
    last: Floats
    value: _View
    mean: _View
    step: _View
    strengths: _Memory
    records: Floats

    def take(self, values: Floats) -> tuple[Judged, Course]:
        """Judge the next values, and the course that has seen them.

        `values` is a float array of any length, in the series' own unit; NaN and infinities are absent: they are not
        judged, and not remembered. Handing a series over in batches gives the same as handing it over at once.
        """
        values = np.asarray(values, dtype=np.float64)
        with np.errstate(invalid="ignore"):
            present = np.abs(values) < BEYOND_ANY_FIGURE
        told, course = self._take_present(values[present])

        def spread(part: Floats) -> Floats:
            whole = np.zeros(len(values))
            whole[present] = part
            return whole

        opens = np.zeros(len(values), dtype=bool)
        opens[present] = told.opens
        return Judged(spread(told.strength), spread(told.habit), spread(told.sureness), opens), course

    def _take_present(self, new: Floats) -> tuple[Judged, Course]:
        if not len(new):
            return Judged(new, new, new, new > 0), self
        known = np.concatenate((self.last if self.seen else np.repeat(new[:1], 2), new))
        by_value, value = self.value.take(new, outside_the_band=False)
        by_mean, mean = self.mean.take((known[:-2] + known[1:-1] + known[2:]) / 3, outside_the_band=False)
        by_step, step = self.step.take(np.diff(known[1:]), outside_the_band=True)
        warmth = np.minimum(np.arange(self.seen, self.seen + len(new)) / FULL_HISTORY, 1.0)
        strength = np.round((by_value + by_mean + by_step) / 3 * warmth, 6)
        often = max(1 - OFTEN_IN_A_TURN / self.turn, 0.5)
        habits, strengths = self.strengths.take(strength, _quantiles(often))
        habit = np.where(np.arange(self.seen, self.seen + len(new)) < FULL_HISTORY, 0.0, np.nan_to_num(habits[:, 0]))
        surplus = np.round(strength - habit, 6)
        records = np.concatenate((self.records, surplus))
        before = sliding_window_view(records[:-1], self.turn).max(axis=1)
        opens = (surplus > before) & (surplus >= OPENS_AT)
        sureness = np.maximum(surplus, 0) / (np.maximum(surplus, 0) + OPENS_AT)
        return Judged(strength, habit, sureness, opens), Course(
            self.turn, self.seen + len(new), known[-2:], value, mean, step, strengths, records[-self.turn :]
        )


def course(turn: int = WEEK) -> Course:
    """A course that has seen nothing yet. ValueError for a turn of less than two values.

    >>> told, later = course().take(np.array([20.0, 21, 19, 22, 20] * 12 + [4.0]))
    >>> bool(told.opens[-1]), bool(told.opens[:-1].any()), later.seen
    (True, False, 61)
    """
    if turn < 2:
        raise ValueError("A turn has at least two values.")
    remembered = min(LONGEST_HABIT, TURNS_REMEMBERED * turn)
    return Course(
        turn=turn,
        seen=0,
        last=np.empty(0),
        value=_View(_Memory(200, 4), _Memory(2000, 8), looseness=2.0),
        mean=_View(_Memory(300, 4), _Memory(2000, 8), looseness=1.0),
        step=_View(_Memory(1500, 16), _Memory(2000, 8), looseness=1.0),
        strengths=_Memory(remembered, max(1, remembered // 64)),
        records=np.full(turn, -np.inf),
    )


def judged(values: Floats, turn: int = WEEK) -> Judged:
    """A whole series at once; the value at t is judged by the values up to t alone."""
    return course(turn).take(values)[0]
