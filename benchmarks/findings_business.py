"""What the findings catch on labelled business counters, with the settings the product runs with.

    .venv/bin/python benchmarks/findings_business.py FOLDER

FOLDER holds folders of CSV files: TimeStamp, Value (may be empty), Label (0 or 1).
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from datetime import datetime
from pathlib import Path
from time import process_time

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.findings_nab import BATCH, turn_of  # noqa: E402
from benchmarks.findings_scores import Flags, Floats, Watched, average_precision, caught, vus_pr  # noqa: E402

from rapport.reckon.series import WEEK, Judged, course, judged  # noqa: E402

SECONDS_A_WEEK = 604_800


def read(path: Path) -> tuple[list[datetime], Floats, Flags]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if row and row[0].strip()][1:]
    times = [datetime.fromisoformat(row[0].strip()).replace(tzinfo=None) for row in rows]
    values = np.array([float(row[1].strip() or "nan") for row in rows])
    return times, values, np.array([float(row[2].strip() or 0) > 0 for row in rows])


def by_batches(values: Floats, turn: int) -> Judged:
    state, parts = course(turn), []
    for start in range(0, len(values), BATCH):
        told, state = state.take(values[start : start + BATCH])
        parts.append(told)
    joined = [np.concatenate([getattr(part, name) for part in parts]) for name in ("strength", "habit", "sureness")]
    return Judged(*joined, np.concatenate([part.opens for part in parts]))


def daily(times: list[datetime], values: Floats, labels: Flags) -> tuple[Floats, Flags]:
    """Sums by day, NaN for a day without a value; a day is labelled if one of its rows is."""
    first = times[0].date()
    place = np.array([(at.date() - first).days for at in times])
    days = int(place.max()) + 1
    sums, known, marks = np.zeros(days), np.zeros(days), np.zeros(days, dtype=bool)
    present = np.isfinite(values)
    np.add.at(sums, place[present], values[present])
    np.add.at(known, place[present], 1)
    np.logical_or.at(marks, place, labels)
    return np.where(known > 0, sums, np.nan), marks


def measure(folder: Path) -> dict[str, float]:
    rows, days, precisions, volumes = [], [], [], []
    points, seconds = 0, 0.0
    for path in sorted(folder.glob("*/*.csv")):
        times, values, labels = read(path)
        turn, weeks = turn_of(times), (times[-1] - times[0]).total_seconds() / SECONDS_A_WEEK
        begun = process_time()
        told = by_batches(values, turn)
        seconds, points = seconds + process_time() - begun, points + len(values)
        rows.append(Watched(told.opens, told.standing, labels, weeks))
        if labels.any():
            precisions.append(average_precision(told.strength, labels))
            volumes.append(vus_pr(told.strength, labels, turn))
        sums, marks = daily(times, values, labels)
        by_day = judged(sums, WEEK)
        days.append(Watched(by_day.opens, by_day.standing, marks, weeks))
    if not precisions:
        sys.exit(f"No labelled series in {folder}: FOLDER holds folders of CSV files with a Label column.")
    weekly, rare = caught(rows, 1.0), caught(days, 1 / 40)
    return {
        "average_precision": round(float(np.mean(precisions)), 4),
        "vus_pr": round(float(np.mean(volumes)), 4),
        "recall_at_one_per_series_week": round(weekly.recall, 4),
        "precision_at_one_per_series_week": round(weekly.precision, 4),
        "alarms_at_one_per_series_week": weekly.alarms,
        "recall_at_one_per_40_series_weeks_daily": round(rare.recall, 4),
        "precision_at_one_per_40_series_weeks_daily": round(rare.precision, 4),
        "alarms_at_one_per_40_series_weeks_daily": rare.alarms,
        "series": len(rows),
        "labelled_series": len(precisions),
        "points": points,
        "points_per_second": round(points / seconds),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    print(json.dumps(measure(parser.parse_args().folder), indent=2))


if __name__ == "__main__":
    main()
