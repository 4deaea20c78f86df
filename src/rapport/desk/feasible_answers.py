"""Whether a promise is feasible, as data and as text, from a file or a unit price, without a database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapport.reckon.feasible import Next, Promise, Rough, judge, next_amount, promise
from rapport.reckon.response import Curve, History, TooLittle, learn
from rapport.reckon.tables.opening import open_table
from rapport.reckon.tables.series import Series, read_series
from rapport.reckon.tables.values import Mark, Order
from rapport.reckon.verdict import Reason
from rapport.ui import formats


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a file; names of columns as they stand in its header."""

    spend: str
    outcome: str
    promised: float
    days: int
    upcoming: float | None
    second: str = ""
    more: float | None = None
    day: str = ""
    order: Order = ""
    mark: Mark = ""


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """The verdict, the series it rests on, and what the next amount brings where that was asked."""

    series: Series
    promise: Promise
    next: Next | None


def answer(path: Path, asked: Asked) -> Answer:
    """Read and judge. Raises OSError, Refused (of the table) and ValueError (of the figures), each with its words."""
    names = [asked.outcome, asked.spend, *([asked.second] if asked.second else [])]
    if len(set(names)) < len(names):
        raise ValueError("Spend and outcome are different columns.")
    with path.open("rb") as file:
        table = open_table(file, path.name)
        series = read_series(table, names, day=asked.day, order=asked.order, mark=asked.mark)
    outcome, spend, *second = series.columns
    history = History(series.first, outcome, spend, second[0] if second else None, step=series.step)
    try:
        learnt = learn(history)
    except TooLittle:
        told = judge(history, asked.promised, days=asked.days, spend=asked.upcoming)
        return Answer(series, told, None)
    told = promise(learnt, asked.promised, days=asked.days, spend=asked.upcoming)
    more = next_amount(learnt, asked.more, days=asked.days) if asked.more is not None else None
    return Answer(series, told, more)


def as_data(found: Answer, asked: Asked) -> dict[str, Any]:
    """The shape docs/api/feasible.md describes."""
    told = found.promise
    return {
        "verdict": told.verdict,
        "promised": asked.promised,
        "days": asked.days,
        "budget": _number(told.spend),
        "probability": None if told.probability is None else round(told.probability, 4),
        "expected": _number(told.expected),
        "low": _number(told.low),
        "high": _number(told.high),
        "budget_that_would_do": _number(told.would_do),
        "budget_that_would_do_extrapolated": told.would_do_extrapolated,
        "month": told.month.isoformat() if told.month else None,
        "by": told.by.isoformat() if told.by else None,
        "extrapolated": told.extrapolated,
        "curve": _curve_as_data(told.curve),
        "next": _next_as_data(found.next),
        "history": {
            "first": found.series.first.isoformat(),
            "step_days": found.series.step,
            "entries": len(found.series.columns[0]),
        },
        "reasons": [reason.plain() for reason in (*told.reasons, *found.series.notes)],
    }


def rough_as_data(found: Rough, promised: float) -> dict[str, Any]:
    """The same keys where there are any, and the range of the budget."""
    return {
        "verdict": found.verdict,
        "promised": promised,
        "probability": None,
        "low": _number(found.outcome_low),
        "high": _number(found.outcome_high),
        "budget_low": _number(found.spend_low),
        "budget_high": _number(found.spend_high),
        "reasons": [reason.plain() for reason in found.reasons],
    }


def as_text(verdict: str, reasons: tuple[Reason, ...]) -> Iterator[str]:
    """The verdict, and each reason on its line."""
    yield verdict[0].upper() + verdict[1:] + "."
    yield from (f"  {formats.say(reason)}" for reason in reasons)


def _curve_as_data(curve: Curve | None) -> dict[str, Any] | None:
    if curve is None:
        return None
    return {
        "spend": [_number(x) for x in curve.spend.tolist()],
        "brings": [_number(x) for x in curve.brings.tolist()],
        "low": [_number(x) for x in curve.low.tolist()],
        "high": [_number(x) for x in curve.high.tolist()],
        "error_expected": round(curve.error, 4),
    }


def _next_as_data(found: Next | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "better": found.better,
        "probability_first": round(found.probability, 4),
        **{
            name: {
                "expected": _number(one.expected),
                "low": _number(one.low),
                "high": _number(one.high),
                "extrapolated": one.extrapolated,
                "known": one.known,
            }
            for name, one in (("first", found.first), ("second", found.second))
        },
        "reasons": [reason.plain() for reason in found.reasons],
    }


def _number(value: float | None) -> float | None:
    return None if value is None else round(float(value), 4)
