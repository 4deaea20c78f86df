"""The metrics of the house as judgement takes them, and by their keys: for whoever reads, adds up or shows figures."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from rapport.catalogue.models import Metric
from rapport.reckon.figures import metrics as known


def as_judged(metric: Metric) -> known.Metric:
    """The plain value of a row."""
    shipped = known.METRICS.get(metric.key)
    if shipped is not None:
        return replace(shipped, better=cast(known.Better, metric.better))
    return known.Metric(
        metric.key,
        cast(known.Unit, metric.unit),
        cast(known.Adds, metric.adds),
        cast(known.Better, metric.better),
        metric.numerator,
        metric.denominator,
        metric.factor,
        one_world=metric.one_world,
    )


def all_metrics() -> dict[str, Metric]:
    """Every metric by its key, in the order of the page."""
    return {metric.key: metric for metric in Metric.objects.select_related("service")}


def own_metrics() -> dict[str, known.Metric]:
    """What the agency has added to the known ones, by key."""
    return {metric.key: as_judged(metric) for metric in Metric.objects.filter(shipped=False)}
