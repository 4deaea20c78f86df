"""The times found between a few homes and every zone of the IANA list are those that brute force finds."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest

from rapport.reckon.slots import Side, every
from rapport.reckon.timing import Calendar, Week
from tests.reckon.slots_by_hand import (
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

DAYS = 4


def reckoned(
    home: str, ours: Hours, away: str, theirs: Hours, since: datetime, length: int
) -> list[tuple[datetime, str, float]]:
    found = every(
        [Side("We", Calendar(home, Week(as_week(ours))))],
        [Side("They", Calendar(away, Week(as_week(theirs))))],
        since=since,
        until=since + timedelta(days=DAYS),
        length=timedelta(minutes=length),
    )
    return [(slot.start, slot.kind, slot.shift) for slot in found]


@pytest.mark.parametrize("home", HOMES)
def test_every_zone_gets_the_times_that_brute_force_finds(home: str) -> None:
    kinds: Counter[str] = Counter()
    for n, away in enumerate(ZONES):
        since = WEEKS[n % len(WEEKS)]
        case = (home, OFFICE, away, OFFICE, since)
        found = reckoned(*case, 60)
        assert found == by_hand(*case, days=DAYS, length=60), (away, since)
        kinds.update(kind for _, kind, _ in found)
    assert min(kinds.values()) > 500  # of each of the three kinds
    assert len(kinds) == 3


@pytest.mark.parametrize("theirs", [NIGHTS, ROUND_THE_CLOCK], ids=["nights", "round the clock"])
def test_hours_in_which_the_clocks_jump_are_reckoned_as_brute_force_does(theirs: Hours) -> None:
    for n, away in enumerate(ZONES):
        since = WEEKS[(n * 2 + 1) % len(WEEKS)]
        case = ("Europe/Zagreb", NIGHTS, away, theirs, since)
        assert reckoned(*case, 90) == by_hand(*case, days=DAYS, length=90), (away, since)
