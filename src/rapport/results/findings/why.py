"""Why a figure moved, from what we know: channels and campaigns that made it, budgets, tasks done, holidays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta

import numpy as np

from rapport.catalogue.models import Metric
from rapport.delivery.tasks.models import Task
from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.reckon.causes import DAYS_AFTER, DAYS_BEFORE, Happening, Part, likely, parts_of_ratio, parts_of_sum
from rapport.reckon.figures.channels import CHANNELS
from rapport.reckon.figures.strips import Floats
from rapport.reckon.finding import Finding
from rapport.reckon.timing import holiday_name
from rapport.reckon.verdict import Reason, because
from rapport.results.readings.load import Loaded, load_by

BEFORE = timedelta(days=28)
MOST, LEAST_WEIGHT = 5, 0.1
BUDGET_CHANGE = 0.3  # spend of a channel from one week to the next


def causes(client: Client, metric: Metric, finding: Finding) -> list[Reason]:
    """The likeliest first, each in one sentence; at most five. Two statements, and one for the tasks."""
    wanted = [metric.key, "spend", *filter(None, (metric.numerator, metric.denominator))]
    loaded = load_by(client.pk, wanted, finding.since - BEFORE, finding.until, by="channel")
    parts = _parts(metric, finding, loaded)
    if len(parts) < 2:
        by_campaign = load_by(client.pk, wanted, finding.since - BEFORE, finding.until, by="campaign")
        parts = _parts(metric, finding, by_campaign) if len(by_campaign) > 1 else parts
    near = [*_budgets(loaded, finding), *_tasks(client, finding), *_holidays(client, finding)]
    found = likely(finding, parts if len(parts) > 1 else (), near)
    return [_named(one.reasons[0]) for one in found if one.weight >= LEAST_WEIGHT][:MOST]


def _named(reason: Reason) -> Reason:
    """With the channels as people call them."""
    return Reason(reason.text, {k: CHANNELS.get(v, v) if isinstance(v, str) else v for k, v in reason.values.items()})


def _parts(metric: Metric, finding: Finding, loaded: Mapping[str, Loaded]) -> tuple[Part, ...]:
    """Means a day before and since, of each part that has a name."""
    named = {name: one for name, one in loaded.items() if name}
    if metric.adds == Metric.Adds.RATIO:
        pairs = {
            name: (_means(one, metric.numerator, finding), _means(one, metric.denominator, finding))
            for name, one in named.items()
        }
        before = {name: (metric.factor * above[0], below[0]) for name, (above, below) in pairs.items()}
        after = {name: (metric.factor * above[1], below[1]) for name, (above, below) in pairs.items()}
        try:
            return parts_of_ratio(before, after)
        except ValueError:
            return ()
    if metric.adds != Metric.Adds.SUM:
        return ()
    means = {name: _means(one, metric.key, finding) for name, one in named.items()}
    return parts_of_sum({n: was for n, (was, _now) in means.items()}, {n: now for n, (_was, now) in means.items()})


def _means(loaded: Loaded, metric: str, finding: Finding) -> tuple[float, float]:
    values = loaded.values.get(metric)
    if values is None:
        return 0.0, 0.0
    start = (finding.since - loaded.first).days
    return _mean(values[:start]), _mean(values[start:])


def _mean(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else 0.0


def _budgets(loaded: Mapping[str, Loaded], finding: Finding) -> Iterable[Happening]:
    """A channel on which clearly more or less was spent in one week than in the week before."""
    for name, one in loaded.items():
        spend = one.values.get("spend")
        if spend is None or not name:
            continue
        for day in range(BEFORE.days - DAYS_BEFORE, min(len(spend) - 2, BEFORE.days + DAYS_AFTER)):
            was, now = _mean(spend[day - 7 : day]), _mean(spend[day : day + 7])
            if was and abs(now / was - 1) >= BUDGET_CHANGE:
                on = one.first + timedelta(days=day)
                what = because("Spend on {channel}", channel=CHANNELS.get(name, name))
                yield Happening("budget", on, what, name, now / was - 1)  # type: ignore[arg-type]  # said by the page
                break


def _tasks(client: Client, finding: Finding) -> Iterable[Happening]:
    since = datetime.combine(finding.since, time.min, clock.zone_of(client.zone))
    first, last = since - timedelta(days=DAYS_BEFORE), since + timedelta(days=DAYS_AFTER + 1)
    done = Task.objects.filter(client=client, state=Task.State.DONE, closed_at__gte=first, closed_at__lt=last)
    for title, at in done.filter(deleted_at=None).order_by("-closed_at").values_list("title", "closed_at")[:50]:
        if at is not None:
            yield Happening("task", clock.day_of(at), title)


def _holidays(client: Client, finding: Finding) -> Iterable[Happening]:
    day = finding.since - timedelta(days=1)
    while day <= min(finding.until, finding.since + timedelta(days=30)):
        if client.country and (name := holiday_name(client.country, day)):
            yield Happening("holiday", day, name)
        day += timedelta(days=1)
