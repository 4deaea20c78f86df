"""Adds the pieces of one figure up where the sum is true: campaigns into channels, channels into sources, sources.

A source that stops telling is not zero: from its last day on the whole is unknown, until it has been silent so long
that it counts as ended. People do not add up; two systems that count the same visitors are not added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.reckon.figures.metrics import Metric
from rapport.reckon.verdict import Reason, because

Floats = NDArray[np.float64]
ENDED_AFTER = {"day": 35, "week": 5, "month": 2}  # places of silence after which a source counts as ended


@dataclass(frozen=True, slots=True)
class Piece:
    """What one source says of one channel or campaign over the window; an empty name is the whole."""

    source: str
    channel: str
    campaign: str
    values: Floats


@dataclass(frozen=True, slots=True)
class Sum:
    """The whole, which sources are in it, and what must be said of it."""

    values: Floats
    sources: tuple[str, ...]
    notes: tuple[Reason, ...] = ()


def add_up(metric: Metric, pieces: Sequence[Piece], *, grain: str = "day") -> Sum:
    """One series out of many. What the source itself says of a whole goes before the sum of its parts.

    >>> from rapport.reckon.figures.metrics import METRICS
    >>> one = Piece("google_ads", "google_ads", "a", np.array([1.0, 2.0]))
    >>> other = Piece("google_ads", "google_ads", "b", np.array([3.0, np.nan]))
    >>> add_up(METRICS["clicks"], [one, other]).values.tolist()
    [4.0, 2.0]
    >>> add_up(METRICS["reach"], [one, other]).values.tolist()
    [nan, nan]
    """
    by_source: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_source[piece.source].append(piece)
    notes: list[Reason] = []
    wholes: dict[str, Floats] = {}
    for source, of_source in sorted(by_source.items()):
        by_channel: dict[str, list[Piece]] = defaultdict(list)
        for piece in of_source:
            by_channel[piece.channel].append(piece)
        channels = {
            channel: _whole(metric, _by_campaign(of_channel), notes) for channel, of_channel in by_channel.items()
        }
        wholes[source] = _whole(metric, list(channels.items()), notes)
    if not wholes:
        return Sum(np.zeros(0), ())
    if metric.one_world and len(wholes) > 1:
        return _leading(wholes, notes)
    if metric.adds != "sum":
        return Sum(_whole(metric, list(wholes.items()), notes), tuple(wholes), tuple(notes))
    total = _added(list(wholes.values()))
    for source, values in wholes.items():
        _leave_unknown(total, values, source, ENDED_AFTER[grain], notes)
    return Sum(total, tuple(wholes), tuple(notes))


def _by_campaign(pieces: Sequence[Piece]) -> list[tuple[str, Floats]]:
    """Money that came in two currencies, changed into one, is one piece."""
    alike: dict[str, list[Floats]] = defaultdict(list)
    for piece in pieces:
        alike[piece.campaign].append(piece.values)
    return [(campaign, _added(values)) for campaign, values in alike.items()]


def _whole(metric: Metric, named: Sequence[tuple[str, Floats]], notes: list[Reason]) -> Floats:
    """What stands under the empty name, and where it is silent the sum of the others."""
    own = [values for name, values in named if not name]
    parts = [values for name, values in named if name]
    if not parts:
        return own[0]
    if len(parts) == 1:
        summed = parts[0]
    elif metric.adds == "sum":
        summed = _added(parts)
    else:
        summed = np.full(len(parts[0]), np.nan)
        said = because("The figure does not add up over channels and campaigns; it is shown for each alone.")
        if not own and said not in notes:
            notes.append(said)
    return np.where(np.isnan(own[0]), summed, own[0]) if own else summed


def _added(parts: Sequence[Floats]) -> Floats:
    """Sum of what is known; unknown only where nothing is."""
    total = np.zeros(len(parts[0]))
    known = np.zeros(len(parts[0]), bool)
    for values in parts:
        there = ~np.isnan(values)
        total[there] += values[there]
        known |= there
    total[~known] = np.nan
    return total


def _leading(wholes: dict[str, Floats], notes: list[Reason]) -> Sum:
    """Of several that measure the same the one that knows most places, the latest first among equals."""
    best = max(wholes, key=lambda s: (int((~np.isnan(wholes[s])).sum()), _last(wholes[s]), s))
    others = ", ".join(sorted(set(wholes) - {best}))
    notes.append(because("{others} measures the same and is not added to {best}.", others=others, best=best))
    return Sum(wholes[best], (best,), tuple(notes))


def _leave_unknown(total: Floats, values: Floats, source: str, ended_after: int, notes: list[Reason]) -> None:
    last = _last(values)
    silent = total[last + 1 :]
    if last < 0 or not len(silent) or np.isnan(silent).all() or len(silent) > ended_after:
        return
    silent[:] = np.nan
    notes.append(
        because("{source} says nothing of the last {days} places; the whole is unknown there, not zero.",
                source=source, days=len(silent))
    )  # fmt: skip


def _last(values: Floats) -> int:
    known = np.flatnonzero(~np.isnan(values))
    return int(known[-1]) if len(known) else -1


def total(metric: Metric, values: Floats) -> float | None:
    """One number for a whole stretch: a sum, or the last state of a level; None where no such number is true.

    >>> from rapport.reckon.figures.metrics import METRICS
    >>> total(METRICS["spend"], np.array([1.0, np.nan, 2.0])), total(METRICS["users"], np.array([1.0, 2.0]))
    (3.0, None)
    """
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    if metric.adds == "sum":
        return float(known.sum())
    if metric.adds == "level" or len(known) == 1:
        return float(known[-1])
    return None


def total_ratio(metric: Metric, numerator: Floats, denominator: Floats) -> float | None:
    """A ratio over a whole stretch from the sums of its parts, on the places where both are known.

    >>> from rapport.reckon.figures.metrics import METRICS
    >>> total_ratio(METRICS["cpc"], np.array([10.0, 2.0]), np.array([5.0, 1.0]))
    2.0
    """
    both = ~np.isnan(numerator) & ~np.isnan(denominator)
    below = float(denominator[both].sum())
    return metric.factor * float(numerator[both].sum()) / below if below > 0 else None
