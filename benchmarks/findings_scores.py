"""The measures for findings in figures: NAB's score, average precision, VUS-PR, and what a budget of alarms catches.

Definitions: docs/decisions/0012-detection-of-findings.md. Nothing here knows the detector.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Windows = Sequence[tuple[int, int]]  # first and last row of each, both inside

PROFILES = {"standard": (1.0, 0.11, 1.0), "low_fp": (1.0, 0.22, 1.0), "low_fn": (1.0, 0.11, 2.0)}
THRESHOLDS = 250


def _sigmoid(y: Floats) -> Floats:
    return np.where(y > 3, -1.0, 2 / (1 + np.exp(5 * np.minimum(y, 4.0))) - 1)


def row_scores(rows: int, windows: Windows) -> Floats:
    """What a detection on each row is worth before weights: up to 1 inside a window, down to -1 outside."""
    worth = np.full(rows, -1.0)
    for (first, last), (until, _) in pairwise([*windows, (rows, rows)]):
        width = last - first + 1
        inside, after = np.arange(first, last + 1), np.arange(last + 1, until)
        worth[inside] = _sigmoid(-(last - inside + 1) / width) / _sigmoid(np.array(-1.0))
        worth[after] = _sigmoid((after - last) / max(width - 1, 1))
    return worth


def nab_raw(detections: Flags, windows: Windows, profile: str) -> float:
    """The score of one file before it is normalised; the first rows are probation and count for nothing."""
    hit, alarm, miss = PROFILES[profile]
    rows = len(detections)
    probation = min(int(0.15 * rows), 750)
    found = np.flatnonzero(detections)
    found = found[found >= probation]
    worth, score = row_scores(rows, windows), 0.0
    for first, last in windows:
        inside = (found >= first) & (found <= last)
        score += hit * worth[found[inside][0]] if inside.any() else -miss
        found = found[~inside]
    return float(score + alarm * worth[found].sum())


def nab_normalised(raw: float, windows: int, profile: str) -> float:
    """0 is a detector that never speaks, 100 one that speaks once, at the first row of each window."""
    hit, _, miss = PROFILES[profile]
    return 100 * (raw + miss * windows) / ((hit + miss) * windows)


def average_precision(scores: Floats, labels: Flags) -> float:
    """Area under precision over recall, by steps; equal scores are one step."""
    order = np.argsort(-scores, kind="stable")
    ends = np.append(np.diff(scores[order]) != 0, True)
    true, told = np.cumsum(labels[order])[ends], np.arange(1, len(scores) + 1)[ends]
    return float(np.sum(np.diff(true / true[-1], prepend=0) * true / told))


def stretches(labels: Flags) -> list[tuple[int, int]]:
    """First row and row after the last of each run of labelled rows."""
    turns = np.diff(np.concatenate(([0], labels.astype(int), [0])))
    return list(zip(np.flatnonzero(turns == 1).tolist(), np.flatnonzero(turns == -1).tolist(), strict=True))


def vus_pr(scores: Floats, labels: Flags, widest: int) -> float:
    """Volume under the precision-recall surface (Paparrizos et al. 2022), over five widths of buffer up to `widest`."""
    return float(np.mean([_range_pr(scores, labels, int(width)) for width in np.linspace(0, widest, 5)]))


def _range_pr(scores: Floats, labels: Flags, buffer: int) -> float:
    soft = labels.astype(float)
    for first, end in stretches(labels):
        after = np.arange(end, min(end + buffer // 2, len(labels)))
        before = np.arange(max(first - buffer // 2, 0), first)
        soft[after] += np.sqrt(1 - (after - end + 1) / max(buffer, 1))
        soft[before] += np.sqrt(1 - (first - before) / max(buffer, 1))
    soft = np.minimum(soft, 1.0)
    whole = (labels.sum() + soft.sum()) / 2
    runs = stretches(soft > 0)
    ranked = np.sort(scores)[::-1]
    recalls, precisions = [0.0], [1.0]
    for place in np.linspace(0, len(scores) - 1, THRESHOLDS).astype(int):
        told = scores >= ranked[place]
        true = soft[told].sum()
        existing = sum(told[first:end].any() for first, end in runs) / len(runs)
        recalls.append(min(true / whole, 1.0) * existing)
        precisions.append(true / told.sum())
    return sum((right - left) * height for (left, right), height in zip(pairwise(recalls), precisions[1:], strict=True))


@dataclass(frozen=True, slots=True)
class Watched:
    """One series with what a detector said: where alarms stand, what each competes with, and the truth."""

    opens: Flags
    standing: Floats
    labels: Flags
    weeks: float


@dataclass(frozen=True, slots=True)
class Caught:
    recall: float
    precision: float
    alarms: int


def caught(series: Sequence[Watched], per_series_week: float) -> Caught:
    """All series compete for one budget. An alarm is right on a labelled row; an event is a run of labelled rows."""
    alarms = ((number, row) for number, one in enumerate(series) for row in np.flatnonzero(one.opens))
    ranked = sorted(alarms, key=lambda alarm: -series[alarm[0]].standing[alarm[1]])
    kept = ranked[: int(per_series_week * sum(one.weeks for one in series))]
    told = [np.zeros(len(one.labels), dtype=bool) for one in series]
    for number, row in kept:
        told[number][row] = True
    pairs = list(zip(series, told, strict=True))
    events = [rows[first:end].any() for one, rows in pairs for first, end in stretches(one.labels)]
    right = sum((rows & one.labels).sum() for one, rows in pairs)
    return Caught(float(np.mean(events)) if events else 0.0, float(right / len(kept)) if kept else 1.0, len(kept))
