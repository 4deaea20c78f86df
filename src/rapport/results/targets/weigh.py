"""Whether a figure can be promised to a client: judged from its own history of that figure and of what was spent."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from rapport.catalogue.models import Metric
from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.reckon.feasible import Promise, judge
from rapport.reckon.response import History
from rapport.reckon.verdict import Reason
from rapport.results.readings.load import load
from rapport.results.readings.models import Target
from rapport.results.targets.set_target import beginning, last_day_of

HISTORY = timedelta(days=750)
SPEND = "spend"


DOUBTFUL = ("a stretch", "out of reach")


def doubts(client: Client, metric: Metric, wanted: float, first: date, length: str) -> tuple[Reason, ...]:
    """What speaks against a target before it is set: the reasons of a stretch or of what is out of reach."""
    begins = beginning(first, length)
    last = last_day_of(Target(first=begins, length=length))
    if metric.better != Metric.Better.UP or last < clock.today():
        return ()
    try:
        told = weigh(client, metric, wanted, days=(last - begins).days + 1)
    except ValueError:
        return ()
    return told.reasons if told is not None and told.verdict in DOUBTFUL else ()


def weigh(client: Client, metric: Metric, promised: float, *, days: int, spend: float | None = None) -> Promise | None:
    """The judgement for so many days from the end of the history on; None for figures that do not add up.

    `spend` is what would be spent in those days; None: as lately. One statement. ValueError for figures that cannot be.
    """
    if metric.adds != Metric.Adds.SUM or metric.key == SPEND:
        return None
    today = clock.today()
    loaded = load(client.pk, [metric.key, SPEND], today - HISTORY, today - timedelta(days=1))
    outcome, spent = loaded.values.get(metric.key), loaded.values.get(SPEND)
    if outcome is None or spent is None:
        return judge(History(loaded.first, np.empty(0), np.empty(0)), promised, days=days, spend=spend)
    known = np.flatnonzero(np.isfinite(outcome) & np.isfinite(spent))
    if not len(known):
        return judge(History(loaded.first, np.empty(0), np.empty(0)), promised, days=days, spend=spend)
    begin, end = int(known[0]), int(known[-1]) + 1
    first = loaded.first + timedelta(days=begin)
    return judge(History(first, outcome[begin:end], np.maximum(spent[begin:end], 0)), promised, days=days, spend=spend)
