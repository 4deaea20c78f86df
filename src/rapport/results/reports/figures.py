"""The figures a report shows: of each service and goal, and what was spent, beside target, before and last year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from rapport.catalogue.metrics import all_metrics
from rapport.catalogue.models import Metric
from rapport.delivery.goals.models import Goal
from rapport.portfolio.models import Client
from rapport.reckon.figures.recognise import SOURCES
from rapport.reckon.report import content
from rapport.reckon.report.content import COUNT, SHARE, KeyFigure, Language, Period, Series, Strokes, Unit
from rapport.reckon.report.drafting import about, name_of
from rapport.reckon.report.words import METRICS, words_of
from rapport.results.readings.facts import metrics_of
from rapport.results.readings.load import Loaded, load
from rapport.results.readings.models import Target

COURSE = 12  # months
LEAST = 6  # known months of a chart
EDGE = 3  # days that may be missing at either end of a period
MOST_STROKES = 62
SPEND = "spend"
_LENGTHS = {"month": Target.Length.MONTH, "quarter": Target.Length.QUARTER, "year": Target.Length.YEAR}


@dataclass(frozen=True, slots=True)
class Figures:
    """`services` by the id of the metric's service, None for metrics of none; `spent`: its target is the budget."""

    services: Mapping[int | None, Sequence[KeyFigure]] = field(default_factory=dict)
    goals: Mapping[int, KeyFigure] = field(default_factory=dict)
    spent: Sequence[KeyFigure] = ()
    charts: Mapping[int | None, content.Chart] = field(
        default_factory=dict
    )  # by service: its first figure that adds up
    strokes: Strokes | None = None
    until: Mapping[int | None, date] = field(default_factory=dict)  # where the figures of a service end too early
    sources: str = ""
    metrics: Mapping[str, content.Metric] = field(default_factory=dict)  # by key, as a report names them


def figures_of(client: Client, goals: Sequence[Goal], period: Period, language: Language) -> Figures:
    """Nothing where nothing was read: a report then says so, and leaves those parts out. Five statements at most."""
    read = set(metrics_of(client.pk))
    if not read:
        return Figures()
    known = {key: one for key, one in all_metrics().items() if one.for_client and one.active}
    wanted = [key for key, one in known.items() if key in read or {one.numerator, one.denominator} <= read]
    first = min(period.year_before().first, _months_back(period.last, 2 * COURSE - 1))
    loaded = load(client.pk, wanted, first, period.last)
    targets = _targets(client.pk, period)
    services: dict[int | None, list[KeyFigure]] = {}
    charts: dict[int | None, content.Chart] = {}
    until: dict[int | None, date] = {}
    strokes: Strokes | None = None
    spent: list[KeyFigure] = []
    for key in wanted:
        made = _figure(known[key], loaded, period, targets.get(key), language)
        if made is None:
            continue
        if key == SPEND:
            spent.append(made)
            continue
        service = known[key].service_id
        services.setdefault(service, []).append(made)
        if made.value is not None and (ends := _ends_early(key, loaded, period)):
            until[service] = min(until.get(service, ends), ends)
        if known[key].adds == Metric.Adds.SUM and made.value:
            if service not in charts and (chart := _chart(known[key], made, loaded, period, language)):
                charts[service] = chart
            strokes = strokes or _strokes(known[key], made, loaded, period, language)
    named = {SOURCES.get(one, one) for key in wanted for one in loaded.sources.get(key, ())}
    metrics = {key: _named(one, language) for key, one in known.items()}
    goals_found = _of_goals(goals, known, loaded, period, language)
    return Figures(services, goals_found, spent, charts, strokes, until, ", ".join(sorted(named)), metrics)


def _figure(
    metric: Metric, loaded: Loaded, period: Period, target: float | None, language: Language
) -> KeyFigure | None:
    value = _total(metric.key, loaded, period, whole=False)
    if value is None and target is None:
        return None
    months = [_month(_months_back(period.last, back)) for back in range(COURSE - 1, -1, -1)]
    course = tuple(_total(metric.key, loaded, one) for one in months) if period.kind == "month" else ()
    return KeyFigure(
        metric=_named(metric, language),
        value=value,
        unit=_unit(metric, loaded.currency),
        target=_number(target),
        previous=_total(metric.key, loaded, period.before()),
        last_year=_total(metric.key, loaded, period.year_before()),
        course=course,
    )


def _chart(
    metric: Metric, figure: KeyFigure, loaded: Loaded, period: Period, language: Language
) -> content.Chart | None:
    """Twelve months beside the same ones a year before; the title says how the last one ended."""
    months = [_month(_months_back(period.last, back)) for back in range(COURSE - 1, -1, -1)]
    values = tuple(_total(metric.key, loaded, one) for one in months)
    if period.kind not in ("month", "quarter") or sum(value is not None for value in values) < LEAST:
        return None
    before = tuple(_total(metric.key, loaded, one.year_before()) for one in months)
    words = words_of(language)
    series = [Series(_("these 12 months"), values)]
    if any(value is not None for value in before):
        series.insert(0, Series(_("a year before"), before, "before"))
    told = replace(figure, target=None, course=(), last_year=None if figure.previous is not None else figure.last_year)
    return content.Chart(
        "bar", about(told, period, words), tuple(one.first for one in months), tuple(series), figure.unit
    )


def _strokes(metric: Metric, figure: KeyFigure, loaded: Loaded, period: Period, language: Language) -> Strokes | None:
    """Each day of the period; nothing where days are not known, or are too many to be told apart."""
    begin = (period.first - loaded.first).days
    values = tuple(_number(float(one)) for one in loaded.values[metric.key][begin : begin + period.days])
    if period.days > MOST_STROKES or sum(value is not None for value in values) * 2 < period.days:
        return None
    words = words_of(language)
    caption = _("Each stroke is one day; its height is what was counted on it: %(metric)s, %(total)s in all.") % {
        "metric": name_of(figure.metric, words), "total": words.write.amount(figure.value, figure.unit),
    }  # fmt: skip
    return Strokes(values, caption)


def _of_goals(
    goals: Sequence[Goal], known: Mapping[str, Metric], loaded: Loaded, period: Period, language: Language
) -> dict[int, KeyFigure]:
    """Goals that name a metric by its key or its name. A sum of several months is no answer to a monthly goal."""
    by_name = {name.casefold(): one for one in known.values() for name in (one.key, *one.names.values())}
    found = {}
    for goal in goals:
        metric = by_name.get(goal.metric.strip().casefold())
        if metric is None or (metric.adds == Metric.Adds.SUM and period.kind != "month"):
            continue
        figure = _figure(metric, loaded, period, None, language)
        if figure is not None:
            target = None if goal.target is None else _number(float(goal.target))
            found[goal.pk] = replace(figure, target=target)
    return found


def _targets(client_id: int, period: Period) -> dict[str, float]:
    if period.kind not in _LENGTHS:
        return {}
    rows = Target.objects.filter(client=client_id, length=_LENGTHS[period.kind], first=period.first, ended_at=None)
    return dict(rows.values_list("metric", "wanted"))


def _total(key: str, loaded: Loaded, period: Period, *, whole: bool = True) -> Decimal | None:
    """`whole`: unknown where readings begin or end within the period, so that a part is not held against a whole."""
    if period.first < loaded.first or (whole and not _covers(key, loaded, period)):
        return None
    return _number(loaded.total(key, period.first, period.last))


def _covers(key: str, loaded: Loaded, period: Period) -> bool:
    """Whether it is known from about the first day to about the last; a ratio by both of its parts."""
    one = loaded.known[key]
    parts = (one.numerator, one.denominator) if one.adds == "ratio" else (key,)
    days = [_days(part, loaded, period) for part in parts if part in loaded.values]
    return bool(days) and all(
        first is not None and first <= EDGE and last >= period.days - 1 - EDGE for first, last in days
    )


def _ends_early(key: str, loaded: Loaded, period: Period) -> date | None:
    """The last day that is known, where it lies too far before the end of the period."""
    if key not in loaded.values:
        return None
    last = _days(key, loaded, period)[1]
    return period.first + timedelta(days=last) if 0 <= last < period.days - 1 - EDGE else None


def _days(key: str, loaded: Loaded, period: Period) -> tuple[int | None, int]:
    """The first and the last day of the period with a reading, counted from 0; None for none."""
    begin = (period.first - loaded.first).days
    known = [n for n, one in enumerate(loaded.values[key][begin : begin + period.days].tolist()) if one == one]
    return (known[0], known[-1]) if known else (None, -1)


def _number(value: float | None) -> Decimal | None:
    """Six digits that count: readings are floats, and what is written of them is rounded anyway."""
    if value is None or value != value:
        return None
    return Decimal(repr(round(value, 6))) if value != int(value) else Decimal(int(value))


def _named(metric: Metric, language: Language) -> content.Metric:
    better = metric.better if metric.better in ("up", "down") else "neither"
    if metric.key in METRICS:
        return content.Metric(metric.key, better=METRICS[metric.key])
    name = metric.names.get(language) or metric.names.get("en") or metric.key
    return content.Metric(name=name, better="up" if better == "up" else "down" if better == "down" else "neither")


def _unit(metric: Metric, currency: str) -> Unit:
    match metric.unit:
        case Metric.Unit.MONEY:
            return Unit("money", currency=currency or "EUR")
        case Metric.Unit.SHARE:
            return SHARE
        case Metric.Unit.SECONDS:
            return Unit("seconds")
        case Metric.Unit.POSITION:
            return Unit("number", digits=1)
        case Metric.Unit.TIMES:
            return Unit("number", symbol="×", digits=1)
        case _:
            return COUNT


def _months_back(day: date, number: int) -> date:
    for _one in range(number):
        day = day.replace(day=1) - timedelta(days=1)
    return day.replace(day=1)


def _month(first: date) -> Period:
    return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
