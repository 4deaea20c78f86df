"""Daily findings on made-up figures whose truth is known: false ones, what is noticed, and how loud a week becomes.

    .venv/bin/python benchmarks/findings_daily.py

Forty series of each kind, 400 days; from day 300 on thirty days bring a half, or seven tenths, of what they would. Then
one manager with twenty clients and ten metrics each, 43 weeks, with none, two or six incidents a client.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from rapport.reckon.alarms import Candidate, choose  # noqa: E402
from rapport.reckon.drops import Finding, findings  # noqa: E402
from rapport.reckon.series import Floats  # noqa: E402

FIRST, DAYS, BEGINS, LASTS = date(2025, 1, 6), 400, 300, 30
SHAPES = ([1.2, 1.1, 1, 1.1, 1, 0.5, 0.4], [1] * 7, [1, 1, 1, 1, 1.2, 1.4, 1.3])
COUNTS = ("few", "rare")
KINDS = ("noisy", "sluggish", "growing", "seasonal", "wild", *COUNTS)
METRICS = ("noisy", "sluggish", "growing", "few", "seasonal", "wild", "noisy", "sluggish", "wild", "rare")
IMPORTANCE = (1.0, 0.9, 0.8, 0.7, 0.6, 0.6, 0.5, 0.5, 0.4, 0.3)


def made_up(kind: str, seed: int) -> Floats:
    dice, days = np.random.default_rng(seed), np.arange(DAYS)
    week = np.resize(SHAPES[dice.integers(3)], DAYS)
    drift = np.zeros(DAYS)
    for day in range(1, DAYS):
        drift[day] = 0.6 * drift[day - 1] + dice.normal(0, 0.05)
    match kind:
        case "noisy":
            return 500 * week * np.exp(dice.normal(0, 0.15, DAYS))
        case "sluggish":
            return 500 * week * np.exp(drift + dice.normal(0, 0.08, DAYS))
        case "growing":
            return 300 * week * np.exp(days / 400 + dice.normal(0, 0.12, DAYS))
        case "seasonal":
            return 500 * week * (1 + 0.35 * np.sin(2 * np.pi * days / 365)) * np.exp(dice.normal(0, 0.12, DAYS))
        case "wild":
            return 200 * week * np.exp(dice.standard_t(3, DAYS) * 0.12)
        case _:
            return dice.poisson((3 if kind == "few" else 0.3) * week).astype(float)


def lowered(values: Floats, kind: str, begins: int, lasts: int, factor: float) -> Floats:
    values = values.copy()
    part = values[begins : begins + lasts] * factor
    values[begins : begins + lasts] = np.floor(part) if kind in COUNTS else part
    return values


def noticed(kind: str, values: Floats, factor: float) -> int | None:
    """Days until the drop is seen, None if it is not."""
    told = findings(lowered(values, kind, BEGINS, LASTS, factor), FIRST, counts=kind in COUNTS)
    seen = [(one.seen_on - FIRST).days - BEGINS for one in told if one.size < 0 and one.kind == "level"]
    return min((lag for lag in seen if -3 <= lag < LASTS), default=None)


def of_kind(kind: str) -> dict[str, float]:
    series = [made_up(kind, seed) for seed in range(40)]
    quiet = sum(len(findings(values, FIRST, counts=kind in COUNTS)) for values in series)
    figures = {"false_per_series_week": round(quiet / len(series) / (DAYS / 7), 3)}
    for name, factor in (("halving", 0.5), ("three_tenths_less", 0.7)):
        lags = [noticed(kind, values, factor) for values in series]
        known = [max(lag, 0) for lag in lags if lag is not None]
        figures[f"{name}_noticed"] = round(len(known) / len(lags), 2)
        figures[f"{name}_after_days"] = round(float(np.mean(known)), 1) if known else -1
    return figures


def manager(incidents: int) -> dict[str, float]:
    """Incidents lower the first four metrics of a client for twelve days."""
    dice, found = np.random.default_rng(5), dict[date, list[tuple[str, int, Finding]]]()
    for client in range(20):
        drops = [(int(dice.integers(150, 380)), float(dice.choice([0.3, 0.5, 0.7]))) for _ in range(incidents)]
        for number, kind in enumerate(METRICS):
            values = made_up(kind, 1000 * client + number)
            for begins, factor in drops if number < 4 else []:
                values = lowered(values, kind, begins, 12, factor)
            for one in findings(values, FIRST, counts=kind in COUNTS):
                found.setdefault(one.seen_on, []).append((str(client), number, one))
    told: list[date] = []
    for n in range(100, DAYS):
        day = FIRST + timedelta(days=n)
        rivals = [
            Candidate(f"{client} {number}", client, one.sureness, one.size, IMPORTANCE[number])
            for client, number, one in found.get(day, [])
        ]
        told += [day] * len(choose(rivals, today=day, told_on=told).told)
    weeks = Counter((day - FIRST).days // 7 for day in told)
    on_the_page = sum(len(ones) for day, ones in found.items() if (day - FIRST).days >= 100)
    span = (DAYS - 100) / 7
    return {
        "findings_a_week": round(on_the_page / span, 1),
        "alarms_a_week": round(len(told) / span, 1),
        "most_alarms_in_a_week": max(weeks.values(), default=0),
    }


def main() -> None:
    kinds = {kind: of_kind(kind) for kind in KINDS}
    print(json.dumps({"series": kinds, "manager": {str(n): manager(n) for n in (0, 2, 6)}}, indent=2))


if __name__ == "__main__":
    main()
