"""The figure of a goal, where its metric is one that is read: its months, where it stands, and whether on the way."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from rapport.catalogue.metrics import all_metrics
from rapport.catalogue.models import Metric
from rapport.delivery.goals.models import Goal
from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.reckon.folding import fold
from rapport.reckon.way import Way, way
from rapport.results.readings.load import Loaded, load

MONTHS, DAYS = 12, 30


@dataclass(frozen=True, slots=True)
class Followed:
    """`value` is of the last thirty days that were read, as goals are set a month; `months` are full ones, oldest
    first, None where nothing was read."""

    metric: Metric
    value: float | None
    until: date
    months: tuple[float | None, ...]
    currency: str
    way: Way


def followed(client: Client, goals: Iterable[Goal]) -> dict[int, Followed]:
    """The goals whose metric is followed, by their ids; two statements, none where no goal names such a metric."""
    rows = [goal for goal in goals if goal.metric]
    if not rows:
        return {}
    known = all_metrics()
    by_name = {fold(word): one for one in known.values() for word in (one.key, *one.names.values())}
    named = {goal.pk: by_name[fold(goal.metric)] for goal in rows if fold(goal.metric) in by_name}
    if not named:
        return {}
    today = clock.today()
    first = _months_back(today, MONTHS)
    loaded = load(client.pk, {one.key for one in named.values()}, first, today)
    return {goal.pk: _follow(goal, named[goal.pk], loaded, today) for goal in rows if goal.pk in named}


def _follow(goal: Goal, metric: Metric, loaded: Loaded, today: date) -> Followed:
    until = _read_until(loaded, metric, today)
    value = loaded.total(metric.key, until - timedelta(days=DAYS - 1), until)
    number = {
        "baseline": float(goal.baseline) if goal.baseline is not None else None,
        "target": float(goal.target) if goal.target is not None else None,
    }
    told = way(
        _as_set(value, metric), since=goal.since or clock.day_of(goal.made_at), due=goal.due, today=today, **number
    )
    months = tuple(loaded.total(metric.key, *month) for month in _full_months(loaded.first, today))
    return Followed(metric, value, until, months, loaded.currency if metric.unit == Metric.Unit.MONEY else "", told)


def _as_set(value: float | None, metric: Metric) -> float | None:
    """Shares are aimed at in per cent."""
    return value * 100 if value is not None and metric.unit == Metric.Unit.SHARE else value


def _read_until(loaded: Loaded, metric: Metric, today: date) -> date:
    for key in (metric.key, metric.denominator):
        values = loaded.values.get(key)
        if values is not None:
            known = [n for n in range(len(values)) if values[n] == values[n]]
            if known:
                return loaded.first + timedelta(days=known[-1])
    return today


def _full_months(first: date, today: date) -> Iterable[tuple[date, date]]:
    month = first
    while (last := month.replace(day=monthrange(month.year, month.month)[1])) < today:
        yield month, last
        month = last + timedelta(days=1)


def _months_back(day: date, many: int) -> date:
    months = day.year * 12 + day.month - 1 - many
    return date(months // 12, months % 12 + 1, 1)
