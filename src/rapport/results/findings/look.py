"""Looks at a client's figures and opens, brings up to date and closes its findings; one open finding per metric."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import numpy as np
from django.db import transaction

from rapport.catalogue.metrics import all_metrics, as_judged
from rapport.catalogue.models import Metric
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import HELD, Client
from rapport.reckon import drops
from rapport.reckon.figures.strips import Floats
from rapport.reckon.timing import holidays_of
from rapport.reckon.verdict import as_data
from rapport.results.findings import remind, why
from rapport.results.findings.models import Finding
from rapport.results.readings.facts import metrics_of
from rapport.results.readings.load import Loaded, load
from rapport.results.readings.models import Feed

HISTORY = timedelta(days=430)  # a year and a little: the season of last year teaches
FRESH = timedelta(days=7)  # a finding that ended longer ago is not opened any more
RECENT = timedelta(days=60)  # nor one that began before, unless it is open already
USUAL_SURENESS, TAUGHT = 0.5, 0.7  # each wrong alarm of a year takes three tenths off what was left to doubt
CONVERSIONS = ("orders", "leads", "goals", "calls")
NEVER_JUDGED = frozenset({"position_sum", "site_time", "call_time", "bounces"})  # parts of ratios that are judged


def look_over() -> None:
    """Each night: every client that has figures."""
    fed = Feed.objects.filter(last_day__isnull=False).values("client")
    for client in Client.objects.here().filter(pk__in=fed, status__in=HELD).order_by("pk"):
        look(client)


def look(client: Client) -> int:
    """Judge the client's figures as they are now; the number of findings that are open afterwards."""
    found = judge(client)
    with transaction.atomic():
        rows = list(Finding.objects.select_for_update().filter(client=client, since__gte=clock.today() - HISTORY))
        by_metric: dict[str, list[Finding]] = {}
        for row in rows:
            by_metric.setdefault(row.metric, []).append(row)
        for metric, one in found.items():
            _keep(client, metric, one, by_metric.get(metric, []))
        for row in rows:
            if row.is_open and row.metric not in found:
                _close(row)
        remind.look_again([client.pk])
    return len(found)


class Seen:
    """A finding of a metric with what the client's page shows beside it."""

    def __init__(self, finding: drops.Finding, metric: Metric, currency: str) -> None:
        self.finding, self.metric = finding, metric
        self.currency = currency if metric.unit == Metric.Unit.MONEY else ""
        self.is_bad = finding.kind in ("gap", "zeros", "no_conversions") or not _is_good(finding.size, metric.better)


def judge(client: Client) -> dict[str, Seen]:
    """What has left its usual course now, by metric: the surest of each. Writes nothing."""
    metrics = {key: one for key, one in all_metrics().items() if one.active and key not in NEVER_JUDGED}
    today = clock.today()
    loaded = load(client.pk, [*metrics_of(client.pk), *_ratios(metrics)], today - HISTORY, today)
    ends = dict(Feed.objects.filter(client=client).values_list("source", "last_day"))
    holidays = holidays_of(client.country, range(loaded.first.year, loaded.last.year + 1))
    wanted = wanted_sureness(client.pk)
    found: dict[str, Seen] = {}
    for key, metric in metrics.items():
        values = loaded.values.get(key)
        if values is None or metric.adds == Metric.Adds.UNIQUE:
            continue
        values = _known_part(values, loaded, key, ends)
        counts = metric.unit == Metric.Unit.COUNT and metric.adds == Metric.Adds.SUM
        ones = list(drops.findings(values, loaded.first, holidays=holidays, counts=counts))
        if key in CONVERSIONS and "spend" in loaded.values:
            spend = loaded.values["spend"][: len(values)]
            ones += drops.without_conversions(values, spend, loaded.first, holidays=holidays)
        last = loaded.first + timedelta(days=len(values) - 1)
        ones = [one for one in ones if _is_now(one, last) and one.sureness >= wanted.get(key, USUAL_SURENESS)]
        if ones:
            found[key] = Seen(max(ones, key=lambda one: (one.sureness, abs(one.size))), metric, loaded.currency)
    return found


def wanted_sureness(client_id: int) -> dict[str, float]:
    """How sure a finding of a metric has to be after the wrong alarms of the last year; metrics without any lack."""
    since = clock.today() - timedelta(days=365)
    wrong = Finding.objects.filter(client=client_id, state=Finding.State.WRONG, since__gte=since)
    times: dict[str, int] = {}
    for metric in wrong.values_list("metric", flat=True):
        times[metric] = times.get(metric, 0) + 1
    return {metric: 1 - (1 - USUAL_SURENESS) * TAUGHT**n for metric, n in times.items()}


def _ratios(metrics: Mapping[str, Metric]) -> Iterable[str]:
    return (key for key, one in metrics.items() if as_judged(one).adds == "ratio")


def _known_part(values: Floats, loaded: Loaded, key: str, ends: Mapping[str, date | None]) -> Floats:
    """Up to the last day its sources have told of: what has not come yet is stale, and no gap."""
    reached = max((day for source in loaded.sources.get(key, ()) if (day := ends.get(source))), default=None)
    finite = np.flatnonzero(np.isfinite(values))
    last = int(finite[-1]) if len(finite) else -1
    if reached is not None:
        last = max(last, min((reached - loaded.first).days, len(values) - 1))
    return values[: last + 1]


def _is_now(one: drops.Finding, last: date) -> bool:
    return one.since >= last - RECENT and (not one.is_over or one.until >= last - FRESH)


def _is_good(size: float, better: str) -> bool:
    return (size > 0 and better == Metric.Better.UP) or (size < 0 and better == Metric.Better.DOWN)


def _keep(client: Client, metric: str, seen: Seen, rows: list[Finding]) -> None:
    """Bring the row of this very incident up to date, whatever was said of it; a new incident is a new row."""
    one = seen.finding
    same = [row for row in rows if row.since <= one.until and one.since <= row.until + FRESH]
    row = next((row for row in same if row.is_open), same[0] if same else None)
    for other in rows:
        if other.is_open and other is not row:
            _close(other)
    if row is None:
        row = Finding(client=client, metric=metric)
    elif not row.is_open and row.state != Finding.State.OVER:
        return  # known, or a wrong alarm: it is not asked about again
    row.kind, row.since, row.until, row.seen_on = one.kind, one.since, one.until, one.seen_on
    row.usual, row.now, row.size, row.in_all = one.usual, one.now, one.size, one.in_all
    row.sureness, row.is_bad, row.currency = one.sureness, seen.is_bad, seen.currency
    row.reasons = [as_data(reason) for reason in one.reasons]
    row.causes = [as_data(reason) for reason in why.causes(client, seen.metric, one)]
    if row.state == Finding.State.OVER:
        row.state, row.settled_at = Finding.State.OPEN, None
    fresh = row.pk is None
    row.save()
    if fresh:
        record(
            "finding.opened", by=None, about=row, client=client.pk, in_story=seen.is_bad, metric=metric,
            name=seen.metric.names, since=row.since.isoformat(), size=round(row.size, 3),
        )  # fmt: skip


def _close(row: Finding) -> None:
    """It came back to its course, or the new level has become the usual."""
    row.state, row.settled_at = Finding.State.OVER, clock.now()
    row.version += 1
    row.save(update_fields=["state", "settled_at", "version"])
    record("finding.ended", by=None, about=row, client=row.client_id, in_story=False, metric=row.metric)
