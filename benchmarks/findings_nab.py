"""NAB's score of the findings, with the settings the product runs with.

    .venv/bin/python benchmarks/findings_nab.py FOLDER

FOLDER is laid out as NAB's data: folders of CSV files (timestamp, value) and labels_windows.json beside them.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from time import process_time

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.findings_scores import PROFILES, Flags, Floats, nab_normalised, nab_raw  # noqa: E402

from rapport.reckon.series import WEEK, course  # noqa: E402

BATCH = 256
SECONDS_A_DAY = 86_400


def read(path: Path) -> tuple[list[datetime], Floats]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if row][1:]
    return [datetime.fromisoformat(row[0]) for row in rows], np.array([float(row[1] or "nan") for row in rows])


def turn_of(times: list[datetime]) -> int:
    """Values in one turn: a day's for series that are measured more often than daily, else a week's."""
    if len(times) < 3:
        return WEEK
    step = float(np.median([(later - one).total_seconds() for one, later in pairwise(times)]))
    return round(SECONDS_A_DAY / step) if 0 < step <= SECONDS_A_DAY / 2 else WEEK


def windows_of(folder: Path) -> dict[str, list[tuple[datetime, datetime]]]:
    told = json.loads((folder / "labels_windows.json").read_text(encoding="utf-8"))
    return {
        name: [(datetime.fromisoformat(first), datetime.fromisoformat(last)) for first, last in spans]
        for name, spans in told.items()
        if (folder / name).is_file()
    }


def rows_within(times: list[datetime], spans: list[tuple[datetime, datetime]]) -> list[tuple[int, int]]:
    """First and last row of each span."""
    found = []
    for first, last in spans:
        rows = [row for row, at in enumerate(times) if first <= at <= last]
        if rows:
            found.append((rows[0], rows[-1]))
    return found


def detections(values: Floats, turn: int) -> Flags:
    """Where the product opens a finding, the series handed over in batches as they would come."""
    state, parts = course(turn), [np.zeros(0, dtype=bool)]
    for start in range(0, len(values), BATCH):
        judged, state = state.take(values[start : start + BATCH])
        parts.append(judged.opens)
    return np.concatenate(parts)


def measure(folder: Path) -> dict[str, float]:
    raw, windows, points, seconds = dict.fromkeys(PROFILES, 0.0), 0, 0, 0.0
    for name, spans in sorted(windows_of(folder).items()):
        times, values = read(folder / name)
        inside, turn = rows_within(times, spans), turn_of(times)
        begun = process_time()
        found = detections(values, turn)
        seconds += process_time() - begun
        points, windows = points + len(values), windows + len(inside)
        for profile in PROFILES:
            raw[profile] += nab_raw(found, inside, profile)
    if not windows:
        sys.exit(f"No labelled window in {folder}: labels_windows.json names none of its files.")
    figures = {profile: round(nab_normalised(raw[profile], windows, profile), 2) for profile in PROFILES}
    return figures | {"windows": windows, "points": points, "points_per_second": round(points / seconds)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    print(json.dumps(measure(parser.parse_args().folder), indent=2))


if __name__ == "__main__":
    main()
