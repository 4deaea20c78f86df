"""Loads the figures of a client as series: many metrics in one statement, ratios from their parts, gaps as gaps.

For whoever draws, judges or tells them: plain arrays of float64, a place a day (week, month), NaN for what is unknown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from rapport.catalogue.metrics import own_metrics
from rapport.reckon.figures.adding import Piece, add_up, total, total_ratio
from rapport.reckon.figures.metrics import METRICS, Metric
from rapport.reckon.figures.rates import HOLDS, daily_rates
from rapport.reckon.figures.ratios import ratio
from rapport.reckon.figures.strips import Floats, lay, place_of, unpack, window
from rapport.reckon.verdict import Reason, because
from rapport.results.readings.models import Rate, Strip


@dataclass(slots=True)
class Loaded:
    """Series of one window, all of one length; `values[metric][n]` is the nth day (week, month) from `first`."""

    first: date
    last: date
    grain: str
    currency: str
    values: dict[str, Floats] = field(default_factory=dict)
    sources: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: list[Reason] = field(default_factory=list)
    known: Mapping[str, Metric] = field(default_factory=dict)

    def total(self, metric: str, first: date | None = None, last: date | None = None) -> float | None:
        """One number for the window, or a part of it (days only): a sum, a ratio of sums, a last state; else None."""
        one = self.known[metric]
        cut = self._cut(first, last)
        if one.adds == "ratio" and one.numerator in self.values and one.denominator in self.values:
            return total_ratio(one, self.values[one.numerator][cut], self.values[one.denominator][cut])
        if metric not in self.values:
            return None
        return total(one, self.values[metric][cut])

    def _cut(self, first: date | None, last: date | None) -> slice:
        start = window(self.grain, self.first, first) - 1 if first else 0
        end = window(self.grain, self.first, last) if last else None
        return slice(max(start, 0), end if end is None else max(end, 0))


def load(
    client_id: int,
    metrics: Iterable[str],
    first: date,
    last: date,
    *,
    grain: str = "day",
    currency: str = "",
    channel: str | None = None,
    source: str | None = None,
) -> Loaded:
    """The wanted metrics and the parts of wanted ratios. One statement, and one more where money is changed.

    `currency`: into which money is changed; by default the one that most of it is in. `channel`, `source` narrow.
    """
    loaded = load_by(
        client_id, metrics, first, last, by="", grain=grain, currency=currency, channel=channel, source=source
    )
    return loaded[""]


def load_by(
    client_id: int,
    metrics: Iterable[str],
    first: date,
    last: date,
    *,
    by: str,
    grain: str = "day",
    currency: str = "",
    channel: str | None = None,
    source: str | None = None,
) -> dict[str, Loaded]:
    """The same for each "channel", "campaign" or "source"; by "" for all together under the name ""."""
    known, wanted = _known(metrics)
    rows = Strip.objects.filter(
        client=client_id, grain=grain, year__in=_years(grain, first, last), metric__in=sorted(wanted)
    )
    if channel is not None:
        rows = rows.filter(channel=channel)
    if source is not None:
        rows = rows.filter(source=source)
    fields = ("metric", "source", "channel", "campaign", "currency", "year", "values")
    many = window(grain, first, last)
    pieces: dict[tuple[str, str, str, str, str], Floats] = {}
    for metric, of, way, campaign, money, year, held in rows.values_list(*fields):
        key = (metric, of, way, campaign, money)
        series = pieces.get(key)
        if series is None:
            series = pieces[key] = np.full(many, np.nan)
        lay(series, grain, first, year, unpack(held))
    currency = currency or _usual(pieces)
    notes: list[Reason] = []
    _change_money(pieces, currency, first, last, grain, notes)
    grouped: dict[str, dict[str, list[Piece]]] = defaultdict(lambda: defaultdict(list))
    for (metric, of, way, campaign, _money), values in pieces.items():
        name = {"": "", "channel": way, "campaign": campaign, "source": of}[by]
        grouped[name][metric].append(Piece(of, way, campaign, values))
    made = {
        name: _added(by_metric, Loaded(first, last, grain, currency, notes=list(notes), known=known))
        for name, by_metric in grouped.items()
    }
    return made or ({"": Loaded(first, last, grain, currency, known=known)} if not by else {})


def _known(metrics: Iterable[str]) -> tuple[dict[str, Metric], set[str]]:
    """What each metric is, and all that has to be read: the parts of ratios too."""
    keys = set(metrics)
    known = dict(METRICS)
    if not keys <= known.keys():
        known |= own_metrics()
    parts = {part for key in keys & known.keys() for part in (known[key].numerator, known[key].denominator) if part}
    return known, (keys | parts) & known.keys()


def _years(grain: str, first: date, last: date) -> list[int]:
    margin = timedelta(days=7 if grain == "week" else 0)
    return list(range((first - margin).year, (last + margin).year + 1))


def _usual(pieces: Mapping[tuple[str, str, str, str, str], Floats]) -> str:
    seen: dict[str, int] = defaultdict(int)
    for (*_, money), values in pieces.items():
        if money:
            seen[money] += int((~np.isnan(values)).sum())
    return max(seen, key=lambda one: (seen[one], one), default="")


def _change_money(
    pieces: dict[tuple[str, str, str, str, str], Floats],
    currency: str,
    first: date,
    last: date,
    grain: str,
    notes: list[Reason],
) -> None:
    foreign = {key[4] for key in pieces if key[4] and key[4] != currency}
    if not foreign:
        return
    rates = rates_of(foreign, currency, first, last)
    for key in [key for key in pieces if key[4] in foreign]:
        values = pieces[key]
        if grain == "day":
            pieces[key] = values * rates[key[4]][: len(values)]
        else:  # the rate of the day in the middle of what the place is about would be a guess: the mean of the days
            pieces[key] = values * _mean_rates(rates[key[4]], grain, first, len(values))
        lost = int((~np.isnan(values) & np.isnan(pieces[key])).sum())
        if lost:
            said = because(
                "No rate from {one} to {other} is noted for some days; money of those days is left out.",
                one=key[4],
                other=currency,
            )
            if said not in notes:
                notes.append(said)


def _mean_rates(rates: Floats, grain: str, first: date, many: int) -> Floats:
    at = [window(grain, first, first + timedelta(days=n)) - 1 for n in range(len(rates))]
    means = np.full(many, np.nan)
    for place in range(many):
        of_place = rates[[n for n, p in enumerate(at) if p == place]]
        known = of_place[~np.isnan(of_place)]
        if len(known):
            means[place] = known.mean()
    return means


def rates_of(currencies: Iterable[str], into: str, first: date, last: date) -> dict[str, Floats]:
    """What one unit of each was worth on each day, straight or turned round; NaN where nobody noted it."""
    wanted = set(currencies)
    since = first - timedelta(days=HOLDS)
    rows = Rate.objects.filter(day__gte=since, day__lte=last)
    noted: dict[str, list[tuple[date, float]]] = defaultdict(list)
    straight = rows.filter(currency__in=wanted, into=into) | rows.filter(currency=into, into__in=wanted)
    for one, other, day, rate in straight.order_by("day").values_list("currency", "into", "day", "rate"):
        if other == into:
            noted[one].append((day, float(rate)))
        else:
            noted[other].append((day, 1 / float(rate)))
    many = (last - first).days + 1
    return {one: daily_rates(noted[one], first, many) for one in wanted}


def _added(by_metric: Mapping[str, list[Piece]], loaded: Loaded) -> Loaded:
    for metric, pieces in by_metric.items():
        summed = add_up(loaded.known[metric], pieces, grain=loaded.grain)
        loaded.values[metric], loaded.sources[metric] = summed.values, summed.sources
        loaded.notes += [note for note in summed.notes if note not in loaded.notes]
    for key, one in loaded.known.items():
        if one.adds == "ratio" and one.numerator in loaded.values and one.denominator in loaded.values:
            loaded.values[key] = ratio(one, loaded.values[one.numerator], loaded.values[one.denominator])
            loaded.sources[key] = loaded.sources[one.denominator]
    return loaded


__all__ = ["Loaded", "load", "load_by", "place_of", "rates_of"]
