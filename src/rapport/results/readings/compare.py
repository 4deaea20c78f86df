"""The figures of a client in a stretch of days beside the stretch before, the same a year ago, and the target.

For the page of results and for reports: one statement for the readings, one for the targets.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from rapport.reckon.verdict import Reason
from rapport.results.readings.load import Loaded, load
from rapport.results.readings.models import Target

SPARK = 60  # days


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure. None is unknown. `known` and `days` say of how many days of the stretch there is a reading."""

    metric: str
    value: float | None
    before: float | None
    last_year: float | None
    target: Target | None
    known: int
    days: int
    spark: tuple[float | None, ...]

    @property
    def change(self) -> float | None:
        """Against the stretch before, as a share of it."""
        return _change(self.value, self.before)

    @property
    def change_of_year(self) -> float | None:
        return _change(self.value, self.last_year)

    @property
    def reached(self) -> float | None:
        """Share of the target."""
        if self.value is None or self.target is None or not self.target.wanted:
            return None
        return self.value / self.target.wanted


@dataclass(slots=True)
class Comparison:
    """All figures of one client over one stretch, in one currency."""

    first: date
    last: date
    before: tuple[date, date]
    last_year: tuple[date, date]
    currency: str
    figures: list[Compared] = field(default_factory=list)
    notes: list[Reason] = field(default_factory=list)


def compare(client_id: int, metrics: Sequence[str], first: date, last: date, *, currency: str = "") -> Comparison:
    """`first` to `last`, both within. Figures that were never read are left out."""
    before, year = _before(first, last), _year_ago(first, last)
    begin = min(year[0], before[0], last - timedelta(days=SPARK - 1))
    loaded = load(client_id, metrics, begin, last, currency=currency)
    made = Comparison(first, last, before, year, loaded.currency, notes=loaded.notes)
    targets = {
        target.metric: target
        for target in Target.objects.filter(
            client=client_id, length=Target.Length.MONTH, first=first.replace(day=1), ended_at=None
        ).select_related("set_by")
    }
    for metric in metrics:
        if metric in loaded.values:
            made.figures.append(_compared(metric, loaded, made, targets.get(metric)))
    return made


def _compared(metric: str, loaded: Loaded, made: Comparison, target: Target | None) -> Compared:
    days = (made.last - made.first).days + 1
    values = loaded.values[metric]
    recent = values[-SPARK:]
    return Compared(
        metric,
        loaded.total(metric, made.first, made.last),
        loaded.total(metric, *made.before),
        loaded.total(metric, *made.last_year),
        target,
        int((~np.isnan(values[-days:])).sum()),
        days,
        tuple(None if np.isnan(value) else float(value) for value in recent),
    )


def _before(first: date, last: date) -> tuple[date, date]:
    """A whole month is held against the whole month before, a part against the same days of it, else as many days."""
    if first.day == 1 and first.month == last.month and first.year == last.year:
        end = first - timedelta(days=1)
        start = end.replace(day=1)
        whole = last.day == calendar.monthrange(last.year, last.month)[1]
        return start, end if whole else min(end, start + (last - first))
    many = last - first
    return first - many - timedelta(days=1), first - timedelta(days=1)


def _year_ago(first: date, last: date) -> tuple[date, date]:
    whole = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    start, end = _same_day(first), _same_day(last)
    return start, end.replace(day=calendar.monthrange(end.year, end.month)[1]) if whole else end


def _same_day(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _change(value: float | None, before: float | None) -> float | None:
    if value is None or not before:
        return None
    return (value - before) / abs(before)
