"""Compares the times found for meetings with brute force, over every zone of the IANA list and every sampled week.

    .venv/bin/python benchmarks/slots.py              every zone against the homes, every week: some minutes
    .venv/bin/python benchmarks/slots.py --homes all  every zone against every other, one week each: hours

Brute force asks each quarter of an hour by itself, with nothing but zoneinfo (tests/reckon/slots_by_hand.py).
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.reckon.slots_by_hand import (  # noqa: E402
    HOMES,
    NIGHTS,
    OFFICE,
    ROUND_THE_CLOCK,
    WEEKS,
    ZONES,
    Hours,
    as_week,
    by_hand,
)

from rapport.reckon.slots import Side, every  # noqa: E402
from rapport.reckon.timing import Calendar, Week  # noqa: E402

DAYS = 7
LENGTHS = (30, 60, 90, 240)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--homes", choices=["few", "all"], default="few")
    chosen = parser.parse_args()
    dice, begun, cases, times, wrong = random.Random(1), time.perf_counter(), 0, 0, 0
    homes = ZONES if chosen.homes == "all" else HOMES
    for home, away in itertools.product(homes, ZONES):
        for since in [dice.choice(WEEKS)] if chosen.homes == "all" else WEEKS:
            hours = dice.choice([(OFFICE, OFFICE), (OFFICE, OFFICE), (NIGHTS, NIGHTS), (OFFICE, ROUND_THE_CLOCK)])
            length = dice.choice(LENGTHS)
            found, expected = _both(home, hours[0], away, hours[1], since, length)
            cases, times = cases + 1, times + len(expected)
            if found != expected:
                wrong += 1
                print(f"differs: {home} {away} {since:%Y-%m-%d} {length} minutes")
    took = time.perf_counter() - begun
    print(f"{cases} cases, {times} times, {wrong} cases differ, {took:.0f} s")
    return 1 if wrong else 0


def _both(home: str, ours: Hours, away: str, theirs: Hours, since: datetime, length: int) -> tuple[list, list]:
    slots = every(
        [Side("We", Calendar(home, Week(as_week(ours))))],
        [Side("They", Calendar(away, Week(as_week(theirs))))],
        since=since,
        until=since + timedelta(days=DAYS),
        length=timedelta(minutes=length),
    )
    found = [(slot.start, slot.kind, slot.shift) for slot in slots]
    return found, by_hand(home, ours, away, theirs, since, DAYS, length)


if __name__ == "__main__":
    sys.exit(main())
