"""Drafts a report's sentences from its figures, in its language: the manager proofreads them, none is final.

What is not known is not said; a figure without anything to compare is only stated.

>>> from rapport.reckon.report.content import Metric
>>> october = Period(date(2026, 10, 1), date(2026, 10, 31))
>>> clicks = KeyFigure(Metric("clicks"), Decimal(18420), previous=Decimal(16446), last_year=Decimal(14960))
>>> about(clicks, october, words_of("en"))
'In October, clicks rose by 12% compared with September, to 18,420. That is 23% more than in October 2025.'
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rapport.reckon.report.changes import Direction, change
from rapport.reckon.report.content import Better, Goal, KeyFigure, Metric, Period, Unit
from rapport.reckon.report.words import METRICS, Noun, Words, words_of
from rapport.reckon.report.writing import digits_for

_FEW = 400  # up to here a count is told by how many more, beyond it in per cent
_MONTHS_BACK = 12
__all__ = ["about", "better", "in_short", "money_spent", "name_of", "unusual", "words_of"]


def name_of(metric: Metric, words: Words) -> str:
    """The metric's name as a label: its own, or the language's, with a capital."""
    noun = words.noun(metric.key)
    name = metric.name or (noun.name if noun else metric.key)
    return name[:1].upper() + name[1:]


def better(metric: Metric) -> Better:
    return METRICS.get(metric.key, metric.better)


def about(figure: KeyFigure, period: Period, words: Words) -> str:
    """What to say of one figure: what it did since before, then against last year and target."""
    noun = None if figure.metric.name else words.noun(figure.metric.key)
    name = name_of(figure.metric, words)
    if figure.value is None:
        return words.no_figures(name if noun is None else noun.name, period)
    now = words.write.amount(figure.value, figure.unit, _digits(figure))
    said = [_since_before(figure, noun, name, now, period, words)]
    said += _beside(figure, period, words)
    if (best := _record(figure)) is not None:
        said.append(words.best_in(best, _MONTHS_BACK))
    return " ".join(said)


def _beside(figure: KeyFigure, period: Period, words: Words) -> list[str]:
    """Against last year and against the target, in one sentence where both are known."""
    clauses, after, way = [], [], better(figure.metric)
    year = change(figure.value, figure.last_year, figure.unit, way) if figure.previous is not None else None
    if year and year.size is not None:
        clauses.append(words.than(year, period, period.year_before()))
    to_target = change(figure.value, figure.target, figure.unit, way)
    if to_target and to_target.size is not None:
        target = words.write.amount(figure.target, figure.unit, _digits(figure))
        if to_target.direction == "same":
            after.append(words.met_exactly(target))
        else:
            clauses.append(words.beside_target(to_target, target))
    return [*([words.that_is(*clauses)] if clauses else []), *after]


def _digits(figure: KeyFigure) -> int:
    return digits_for([figure.value, figure.target, figure.previous, figure.last_year], figure.unit)


def _since_before(figure: KeyFigure, noun: Noun | None, name: str, now: str, period: Period, words: Words) -> str:
    base, was = (period.before(), figure.previous)
    if was is None and figure.last_year is not None:
        base, was = period.year_before(), figure.last_year
    moved = change(figure.value, was, figure.unit, better(figure.metric))
    assert figure.value is not None
    whole = figure.unit.kind == "count" and figure.value == int(figure.value) and (was is None or was == int(was))
    if noun is not None and noun.counted and whole and abs(figure.value) <= _FEW and (was is None or was <= _FEW):
        return words.recorded(noun, int(figure.value), None if was is None else int(figure.value - was), period, base)
    # a position that falls has got better: verbs of rising and falling would mislead
    if noun is None or moved is None or moved.size is None or figure.metric.key == "position":
        written = words.write.amount(was, figure.unit, _digits(figure))
        plain = None if figure.metric.key == "position" else moved
        return words.stated(name, now, plain, written, period, base if was is not None else None)
    if figure.previous is None:
        return words.compared(noun, moved, period, base)
    return words.changed(noun, moved, now, period, base)


def _record(figure: KeyFigure) -> Direction | None:
    """Whether the last of twelve known values is above or below all the others."""
    course = figure.course[-_MONTHS_BACK:]
    if len(course) < _MONTHS_BACK or figure.value is None or course[-1] != figure.value:
        return None
    others = [value for value in course[:-1] if value is not None]
    if len(others) < _MONTHS_BACK - 1:
        return None
    return "up" if figure.value > max(others) else "down" if figure.value < min(others) else None


def unusual(metric: Metric, since: date, off: Decimal, words: Words) -> str:
    """A finding in words: `off` is how far from its usual level it has been, as a share (−0.4)."""
    moved = change(1 + off, Decimal(1), Unit("number"), better(metric))
    assert moved is not None
    noun = None if metric.name else words.noun(metric.key)
    return words.unusual(noun, name_of(metric, words), since, moved)


def money_spent(spent: Decimal, budget: Decimal, currency: str, period: Period, words: Words) -> str:
    """How much of a budget is spent; ValueError for a budget that is not positive."""
    if budget <= 0:
        raise ValueError("A budget is more than nothing.")
    unit = Unit("money", currency=currency, digits=0 if spent == int(spent) and budget == int(budget) else None)
    over = words.write.amount(spent - budget, unit) if spent > budget else ""
    share = words.write.share(spent / budget)
    return words.spent(words.write.amount(spent, unit), words.write.amount(budget, unit), share, over, period)


def in_short(goals: tuple[Goal, ...], tasks: int, period: Period, words: Words) -> str:
    """The first lines of a report: how many goals were reached, how many tasks were finished."""
    judged = [goal for goal in goals if goal.state != "unknown"]
    said = []
    if judged:
        said.append(words.goals_reached(sum(goal.state == "reached" for goal in judged), len(judged), period))
    if tasks:
        said.append(words.tasks_done(tasks, period))
    return " ".join(said)
