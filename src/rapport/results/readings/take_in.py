"""Takes figures that were read into the strips of a client: new days are added, corrected ones replaced and kept.

The same figures twice change nothing. Days, weeks and months lie apart; a row about any other stretch is not kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.catalogue.metrics import own_metrics
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client
from rapport.reckon.figures.metrics import METRICS
from rapport.reckon.figures.reading import Figures, last_day
from rapport.reckon.figures.strips import Floats, empty, merge, pack, place_of, unpack
from rapport.reckon.tables.refusal import Refused
from rapport.reckon.verdict import because
from rapport.results.readings.models import Arrival, Correction, Feed, Strip

_AT_ONCE = 60  # series of a file that are in memory together
_ROWS = 400

Key = tuple[str, str, str, str, int]  # metric, channel, campaign, currency, year


@dataclass(slots=True)
class Counts:
    """How many figures (not rows) were new, corrected or known already."""

    new: int = 0
    corrected: int = 0
    same: int = 0


def take_in(
    figures: Figures,
    client: Client,
    *,
    source: str = "",
    by: Member | None,
    way: str = Arrival.Way.FILE,
    name: str = "",
    digest: str = "",
    currency: str = "",
    dry: bool = False,
) -> Arrival:
    """Write the readings; `currency` stands where the file names none. `dry` counts and writes nothing.

    Raises Refused where nothing in the file can be kept, or questions are open.
    """
    if by is not None:
        require(by, "figures.keep", client.standing)
    if figures.questions:
        raise Refused(because("Answer what is asked of the columns first; then the figures can be kept."))
    kept = [grain for grain in figures.grains if grain != "period"]
    if not kept:
        raise Refused(
            because("No row is about a day, a week or a month. Export the report with a column for the day."), "periods"
        )
    arrival = Arrival(
        client=client, source=source or figures.recognised.source, way=way, name=name[:200], digest=digest, by=by,
        at=clock.now(),
    )  # fmt: skip
    counts = Counts()
    with transaction.atomic():
        if not dry:
            feed = Feed.objects.get_or_create(client=client, source=arrival.source)[0]
            Feed.objects.select_for_update().get(pk=feed.pk)  # of two files of one source the second waits
            arrival.save()
        for grain in kept:
            _take_grain(figures, grain, arrival, currency, counts, dry=dry)
        span = figures.span
        assert span is not None
        arrival.first_day, arrival.last_day = span
        arrival.counts = {
            "rows": figures.rows,
            "dropped": sum(figures.dropped_by_kind.values()),
            "new": counts.new,
            "corrected": counts.corrected,
            "same": counts.same,
        }
        if not dry:
            arrival.save()
            feed.last_day = max(filter(None, (feed.last_day, _reaches(figures))), default=None)
            feed.came_at = arrival.at
            feed.save(update_fields=["last_day", "came_at"])
            record(
                "figures.taken_in", by=by, about=arrival, client=client.pk, in_story=False, source=arrival.source,
                way=arrival.way, **arrival.counts,
            )  # fmt: skip
    return arrival


def sentence(arrival: Arrival) -> str:
    """What it did, for whoever brought it."""
    told = arrival.counts
    return _("%(new)s figures are new, %(corrected)s were corrected, %(same)s were known.") % {
        name: told.get(name, 0) for name in ("new", "corrected", "same")
    }


def _reaches(figures: Figures) -> date | None:
    days = [
        last_day(figures.dims[dim], int(figures.first[figures.of == dim].max()))
        for dim in np.unique(figures.of).tolist()
        if figures.dims[dim].grain != "period"
    ]
    return max(days, default=None)


def _take_grain(figures: Figures, grain: str, arrival: Arrival, currency: str, counts: Counts, *, dry: bool) -> None:
    dims = [n for n, dim in enumerate(figures.dims) if dim.grain == grain]
    dims.sort(key=lambda n: (figures.dims[n].channel, figures.dims[n].campaign))
    for batch in _batches(dims, figures):
        told = _strips_of(figures, grain, batch, currency)
        _lay_down(told, grain, arrival, counts, dry=dry)


def _batches(dims: list[int], figures: Figures) -> Iterator[list[int]]:
    """Series in memory together; those of one channel and campaign, in several currencies, are never parted."""
    batch: list[int] = []
    last = None
    for dim in dims:
        of = figures.dims[dim]
        if len(batch) >= _AT_ONCE and (of.channel, of.campaign) != last:
            yield batch
            batch = []
        batch.append(dim)
        last = (of.channel, of.campaign)
    if batch:
        yield batch


def _strips_of(figures: Figures, grain: str, dims: list[int], currency: str) -> dict[Key, Floats]:
    """The strips these series fill, NaN where the file says nothing."""
    own = own_metrics() if any(key not in METRICS for key in figures.values) else {}
    units = {key: (own.get(key) or METRICS[key]).unit for key in figures.values}
    adds = {key: (own.get(key) or METRICS[key]).adds for key in figures.values}
    told: dict[Key, Floats] = {}
    # readings lie sorted by series, so a series is a slice
    starts = np.searchsorted(figures.of, dims, "left")
    ends = np.searchsorted(figures.of, dims, "right")
    for dim, start, end in zip(dims, starts.tolist(), ends.tolist(), strict=True):
        of = figures.dims[dim]
        years, places = _placed(grain, figures.first[start:end])
        for year in np.unique(years).tolist():
            at = years == year
            where = places[at]
            for metric, column in figures.values.items():
                values = column[start:end][at]
                if np.isnan(values).all():
                    continue
                money = (of.currency or currency) if units[metric] == "money" else ""
                key = (metric, of.channel, of.campaign, money, year)
                strip = told.get(key)
                if strip is None:
                    strip = told[key] = empty(grain)
                there = strip[where]
                both = ~np.isnan(there) & ~np.isnan(values)
                if both.any():  # one day in two currencies: clicks add up, people do not
                    values = np.where(both, there + values if adds[metric] == "sum" else np.nan, values)
                strip[where] = np.where(np.isnan(values), there, values) if not both.all() else values
    return told


def _placed(grain: str, firsts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if grain == "day":
        days = (firsts.astype(np.int64) - 719_163).astype("datetime64[D]")
        year = days.astype("datetime64[Y]")
        return year.astype(np.int64) + 1970, (days - year.astype("datetime64[D]")).astype(np.int64)
    pairs = [place_of(grain, date.fromordinal(int(first))) for first in firsts]
    return np.array([year for year, _ in pairs]), np.array([place for _, place in pairs])


def _lay_down(told: Mapping[Key, Floats], grain: str, arrival: Arrival, counts: Counts, *, dry: bool) -> None:
    there = _standing(told, grain, arrival)
    fresh: list[Strip] = []
    changed: list[Strip] = []
    notes: list[Correction] = []
    for key, values in told.items():
        standing = there.get(key)
        if standing is None:
            counts.new += int((~np.isnan(values)).sum())
            fresh.append(_strip(key, grain, arrival, values))
            continue
        merged = merge(unpack(standing.values), values)
        counts.new += merged.new
        counts.corrected += merged.corrected
        counts.same += merged.same
        if len(merged.places):
            standing.values = pack(merged.values)
            changed.append(standing)
            notes.append(
                Correction(
                    strip=standing, arrival=arrival, places=merged.places.astype("<i2").tobytes(),
                    before=pack(merged.before), after=pack(merged.after), corrected=merged.corrected,
                )
            )  # fmt: skip
    if dry:
        return
    made = Strip.objects.bulk_create(fresh, batch_size=_ROWS)
    Strip.objects.bulk_update(changed, ["values"], batch_size=50)
    notes += [Correction(strip=strip, arrival=arrival, whole=True) for strip in made]
    Correction.objects.bulk_create(notes, batch_size=_ROWS)


def _standing(told: Mapping[Key, Floats], grain: str, arrival: Arrival) -> dict[Key, Strip]:
    rows = Strip.objects.filter(
        client=arrival.client, source=arrival.source, grain=grain,
        year__in={key[4] for key in told}, metric__in={key[0] for key in told},
        channel__in={key[1] for key in told}, campaign__in={key[2] for key in told},
    )  # fmt: skip
    return {(row.metric, row.channel, row.campaign, row.currency, row.year): row for row in rows}


def _strip(key: Key, grain: str, arrival: Arrival, values: Floats) -> Strip:
    metric, channel, campaign, currency, year = key
    return Strip(
        client_id=arrival.client_id, source=arrival.source, metric=metric, channel=channel, campaign=campaign,
        currency=currency, grain=grain, year=year, values=pack(values),
    )  # fmt: skip
