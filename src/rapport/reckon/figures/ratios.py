"""Ratios from their parts, never from other ratios: cost of a click is all the money over all the clicks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from rapport.reckon.figures.metrics import METRICS, Metric

Floats = NDArray[np.float64]


def ratio(metric: Metric, numerator: Floats, denominator: Floats) -> Floats:
    """`factor` times one over the other; NaN where a part is absent or nothing is there to divide by.

    >>> ratio(METRICS["cpm"], np.array([5.0, 5.0]), np.array([1000.0, 0.0])).tolist()
    [5.0, nan]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        made = metric.factor * numerator / denominator
    return np.where(denominator > 0, made, np.nan)


def ratios_of(parts: Mapping[str, Floats], metrics: Iterable[Metric] = tuple(METRICS.values())) -> dict[str, Floats]:
    """Every ratio whose two parts are at hand.

    >>> {k: v.tolist() for k, v in ratios_of({"spend": np.array([9.0]), "clicks": np.array([3.0])}).items()}
    {'cpc': [3.0]}
    """
    return {
        metric.key: ratio(metric, parts[metric.numerator], parts[metric.denominator])
        for metric in metrics
        if metric.adds == "ratio" and metric.numerator in parts and metric.denominator in parts
    }
