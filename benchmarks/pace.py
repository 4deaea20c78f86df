"""How far off the pace to the end of a period is, against two dull rivals, on back data. Prints one JSON value.

    .venv/bin/python benchmarks/pace.py ../shared/data/kpi-anomaly-business
    .venv/bin/python benchmarks/pace.py ../shared/data/marketing-response
    .venv/bin/python benchmarks/pace.py --made-up 60

The figures of a folder are added up by day (a day counts with nine tenths of its points). Each period that lies wholly
in the data is asked at a quarter, a half and three quarters of its days, with nothing known of what came after. Periods
are calendar months where there are two in a row, else 28 days, else 14; a series of weeks is asked by 13 weeks, a row
as a "day". The error is a share of what the period came to; a series counts once, whatever its length.
The rivals: the share that the period before had reached by then, and a straight line. The few constants of the pace
were chosen with these folders and the made-up clients of seed 1 at hand; those of the default seed were not looked at.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

import rapport  # noqa: E402, F401, I001  (before numpy, as in the house)
import numpy as np  # noqa: E402

from rapport.reckon.pace import Daily, pace, pace_of_level, pace_of_ratio  # noqa: E402

CUTS = (0.25, 0.5, 0.75)
COUNTED = {"DATE", "date_week", "TimeStamp", "events", "facebook_I", "competitor_sales_B"}
Case = tuple[str, str, float, float, float, float, float, float]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--made-up", type=int, default=0, metavar="N", help="so many clients of benchmarks/feasible.py")
    parser.add_argument("--seed", type=int, default=2611)
    chosen = parser.parse_args()
    found: list[Case] = []
    if chosen.folder:
        for name, daily, weekly in series_of(chosen.folder):
            found += cases_of(name, daily, weekly)
    made_up = list(clients(chosen.made_up, chosen.seed)) if chosen.made_up else []
    for name, daily in made_up:
        found += cases_of(name, daily, weekly=False)
    told: dict[str, Any] = {}
    for kind in sorted({case[1] for case in found}):
        told[kind] = measured([case for case in found if case[1] == kind])
    told["all"] = measured(found)
    if made_up:
        told["ratio_of_two_months"] = ratios(made_up)
    if any(len(daily.values) > 60 for _name, daily in made_up):
        told["level_at_month_end"] = levels(made_up, chosen.seed)
    print(json.dumps(told, indent=1))
    return 0


def measured(cases: list[Case]) -> dict[str, Any]:
    """Each series counts once."""
    by_series: dict[str, list[list[float]]] = defaultdict(list)
    for name, _kind, came, ours, low, high, share, line in cases:
        row = [abs(guess - came) / abs(came) for guess in (ours, share, line)]
        by_series[name].append([*row, float(low <= came <= high), (high - low) / abs(came)])
    means = np.array([np.mean(rows, axis=0) for rows in by_series.values()])
    ours, share, line, inside, width = means.mean(axis=0)
    return {
        "series": len(means),
        "cases": len(cases),
        "error": round(float(ours), 4),
        "error_last_periods_share": round(float(share), 4),
        "error_straight_line": round(float(line), 4),
        "series_better_than_both": round(float((means[:, 0] <= means[:, 1:3].min(axis=1)).mean()), 3),
        "coverage_80": round(float(inside), 3),
        "width": round(float(width), 3),
    }


def cases_of(name: str, daily: Daily, weekly: bool) -> Iterator[Case]:
    for kind, begin, end in periods(daily, weekly):
        a, b = (begin - daily.first).days, (end - daily.first).days + 1
        whole = daily.values[a:b]
        came = float(np.nansum(whole))
        if np.isnan(whole).mean() > 0.1 or came <= 0:
            continue
        came *= len(whole) / (~np.isnan(whole)).sum()
        size = b - a
        before = daily.values[max(a - size, 0) : a]
        if kind == "month":
            last = (begin - timedelta(days=1)).replace(day=1)
            before = daily.values[max((last - daily.first).days, 0) : a]
        for cut in CUTS:
            gone = round(size * cut)
            known = daily.values[: a + gone]
            if (~np.isnan(known)).sum() < 14 or np.isnan(known[a:]).all():
                continue
            found = pace(Daily(daily.first, known), begin, end)
            if found.expected is None or found.low is None or found.high is None:
                continue
            so_far = float(np.nanmean(known[a:])) * gone
            line = so_far / gone * size
            total = float(np.nansum(before))
            reached = float(np.nansum(before[: round(len(before) * gone / size)]))
            share = so_far / (reached / total) if reached > 0 else line
            yield name, kind, came, found.expected, found.low, found.high, share, line


def periods(daily: Daily, weekly: bool) -> Iterator[tuple[str, date, date]]:
    after = daily.after
    if weekly:
        for at in range(13, len(daily.values) - 12, 13):
            yield "13 weeks", daily.first + timedelta(days=at), daily.first + timedelta(days=at + 12)
        return
    months = []
    month = daily.first.replace(day=1)
    while month < after:
        later = (month + timedelta(days=32)).replace(day=1)
        if month >= daily.first and later <= after:
            months.append((month, later - timedelta(days=1)))
        month = later
    if len(months) >= 2:
        yield from (("month", *one) for one in months[1:])
        return
    size = 28 if len(daily.values) >= 70 else 14
    for at in range(size, len(daily.values) - size + 1, 7):
        yield f"{size} days", daily.first + timedelta(days=at), daily.first + timedelta(days=at + size - 1)


# ── where the figures come from ───────────────────────────────────────────────────────────────────────────────────


def series_of(folder: Path) -> Iterator[tuple[str, Daily, bool]]:
    for path in sorted(folder.rglob("*.csv")):
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
        if "TimeStamp" in rows[0]:
            daily = added_up([(row["TimeStamp"], row["Value"]) for row in rows])
            if daily is not None:
                yield str(path.relative_to(folder)), daily, False
            continue
        day = "DATE" if "DATE" in rows[0] else "date_week"
        for column in rows[0]:
            if column in COUNTED:
                continue
            values = np.array([float(row[column]) for row in rows])
            yield f"{path.name}: {column}", Daily(date.fromisoformat(rows[0][day]), values), True


def added_up(points: list[tuple[str, str]]) -> Daily | None:
    """Sums by day; a day with less than nine tenths of its points is absent."""
    by_day: dict[date, list[float]] = defaultdict(list)
    for stamp, value in points:
        if value.strip():
            by_day[datetime.fromisoformat(stamp.replace("Z", "")).date()].append(float(value))
    first, last = min(by_day), max(by_day)
    whole = float(np.median([len(values) for values in by_day.values()]))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    sums = [sum(by_day[d]) if len(by_day.get(d, [])) >= 0.9 * whole else float("nan") for d in days]
    return Daily(first, np.array(sums)) if len(sums) >= 28 and np.nansum(sums) > 0 else None


def clients(many: int, seed: int) -> Iterator[tuple[str, Daily]]:
    from benchmarks.feasible import client

    n = made = 0
    while made < many:
        one = client(random.Random(seed * 100_003 + n))
        n += 1
        if one.history.step == 1:
            made += 1
            yield f"made up {n}", Daily(one.history.first, np.maximum(one.history.outcome, 0.0))


def ratios(made_up: list[tuple[str, Daily]]) -> dict[str, Any]:
    """Cost per outcome of two made-up clients' figures on the same days, at half of each month."""
    rows = []
    for (_a, top), (_b, bottom) in zip(made_up[::2], made_up[1::2], strict=False):
        size = min(len(top.values), len(bottom.values))
        first = top.first
        top, bottom = Daily(first, top.values[-size:]), Daily(first, bottom.values[-size:])
        for kind, begin, end in periods(top, weekly=False):
            if kind != "month":
                continue
            a, b = (begin - first).days, (end - first).days + 1
            part = [one.values[a:b] for one in (top, bottom)]
            if np.isnan(part).any():
                continue
            came, half = part[0].sum() / part[1].sum(), (a + b) // 2
            told = pace_of_ratio(Daily(first, top.values[:half]), Daily(first, bottom.values[:half]), begin, end)
            if told.expected is None or told.low is None or told.high is None or told.so_far is None:
                continue
            rows.append(
                [abs(told.expected / came - 1), abs(told.so_far / came - 1), float(told.low <= came <= told.high)]
            )
    ours, so_far, inside = np.mean(rows, axis=0)
    return {
        "cases": len(rows),
        "error": round(float(ours), 4),
        "error_of_the_ratio_so_far": round(float(so_far), 4),
        "coverage_80": round(float(inside), 3),
    }


def levels(made_up: list[tuple[str, Daily]], seed: int) -> dict[str, Any]:
    """A stock that the figures flow into, less what leaves it, at half of each month."""
    rng = np.random.default_rng(seed)
    rows = []
    for _name, flow in made_up:
        filled = np.nan_to_num(flow.values, nan=float(np.nanmean(flow.values)))
        mean = filled.mean()
        stock = 200 * mean + np.cumsum(filled - mean * rng.uniform(0.7, 1.1) + rng.normal(0, 0.3 * mean, len(filled)))
        for kind, begin, end in periods(flow, weekly=False):
            a, b = (begin - flow.first).days, (end - flow.first).days + 1
            if kind != "month":
                continue
            half = (a + b) // 2
            told = pace_of_level(Daily(flow.first, stock[:half]), begin, end)
            if told.expected is None or told.low is None or told.high is None or a < 1:
                continue
            came = stock[b - 1]
            line = stock[half - 1] + (stock[half - 1] - stock[a - 1]) / (half - a) * (b - half)
            rows.append(
                [abs(told.expected - came), abs(stock[half - 1] - came), abs(line - came), 0.0, 0.0] / np.abs(came)
                + np.array([0, 0, 0, float(told.low <= came <= told.high), 0])
            )
    ours, last, line, inside, _ = np.mean(rows, axis=0)
    return {
        "cases": len(rows),
        "error": round(float(ours), 4),
        "error_of_the_last_value": round(float(last), 4),
        "error_of_a_straight_line": round(float(line), 4),
        "coverage_80": round(float(inside), 3),
    }


if __name__ == "__main__":
    sys.exit(main())
