"""Where a client's running targets will end: each with its pace to the end of its period, and a range."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from rapport.catalogue.metrics import all_metrics
from rapport.catalogue.models import Metric
from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.reckon.pace import Better, Daily, Pace, pace, pace_of_level, pace_of_ratio
from rapport.reckon.timing import holidays_of
from rapport.results.readings.load import Loaded, load
from rapport.results.readings.models import Target

HISTORY = timedelta(days=800)
_MONTHS = {Target.Length.MONTH: 1, Target.Length.QUARTER: 3, Target.Length.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Paced:
    """A target with the pace of its figure; `last` is the last day of its period."""

    target: Target
    metric: Metric
    last: date
    pace: Pace


def last_of(target: Target) -> date:
    """The last day of the target's period.

    >>> last_of(Target(first=date(2026, 10, 1), length="quarter"))
    datetime.date(2026, 12, 31)
    """
    months = target.first.month - 1 + _MONTHS[Target.Length(target.length)] - 1
    year, month = target.first.year + months // 12, months % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def paced(client: Client) -> list[Paced]:
    """The targets whose period is running now; two statements, whatever their number, and none without targets."""
    today = clock.today()
    rows = Target.objects.filter(client=client, ended_at=None, first__lte=today)
    running = [row for row in rows.order_by("first", "metric") if last_of(row) >= today]
    if not running:
        return []
    metrics = all_metrics()
    running = [row for row in running if row.metric in metrics]
    off = holidays_of(client.country, range(today.year - 3, today.year + 2)) if client.country else frozenset()
    by_currency: dict[str, Loaded] = {}
    found = []
    for row in running:
        if row.currency not in by_currency:
            keys = {one.metric for one in running if one.currency == row.currency}
            by_currency[row.currency] = load(
                client.pk, keys, today - HISTORY, today - timedelta(days=1), currency=row.currency
            )
        told = _pace(row, metrics[row.metric], by_currency[row.currency], off)
        if told is not None:
            found.append(Paced(row, metrics[row.metric], last_of(row), told))
    return found


def _pace(target: Target, metric: Metric, loaded: Loaded, off: Iterable[date]) -> Pace | None:
    """None where nothing of the figure was ever read."""
    begin, end, wanted = target.first, last_of(target), target.wanted
    better: Better = "more" if metric.better == Metric.Better.UP else "less"  # what is neither is a limit, as spend is
    if metric.adds == Metric.Adds.RATIO:
        above, below = loaded.values.get(metric.numerator), loaded.values.get(metric.denominator)
        if above is None or below is None:
            return None
        parts = Daily(loaded.first, above * metric.factor), Daily(loaded.first, below)
        return pace_of_ratio(*parts, begin, end, target=wanted, better=better, off=frozenset(off))
    values = loaded.values.get(metric.key)
    if values is None:
        return None
    daily = Daily(loaded.first, values)
    if metric.adds == Metric.Adds.SUM:
        return pace(daily, begin, end, target=wanted, better=better, off=frozenset(off))
    return pace_of_level(daily, begin, end, target=wanted, better=better)
