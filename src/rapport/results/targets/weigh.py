"""Whether a figure can be promised to a client: judged from its own history of that figure and of what was spent."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from rapport.catalogue.models import Metric
from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.reckon.feasible import Promise, judge
from rapport.reckon.response import History
from rapport.results.readings.load import load

HISTORY = timedelta(days=750)
SPEND = "spend"


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
