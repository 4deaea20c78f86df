"""Times for a meeting by brute force: every quarter of an hour asked one by one, with nothing but zoneinfo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

QUARTER = timedelta(minutes=15)
ZONES = tuple(sorted(available_timezones()))
HOMES = ("Europe/Zagreb", "Asia/Kathmandu", "America/New_York")
WEEKS = (  # a Sunday or Monday before the clocks change somewhere, and two weeks in which they mostly do not
    datetime(2026, 3, 8, tzinfo=UTC),  # North America
    datetime(2026, 3, 28, tzinfo=UTC),  # Europe
    datetime(2026, 4, 4, tzinfo=UTC),  # Australia, New Zealand, Chile; Lord Howe by half an hour
    datetime(2026, 10, 3, tzinfo=UTC),
    datetime(2026, 10, 24, tzinfo=UTC),
    datetime(2026, 10, 31, tzinfo=UTC),
    datetime(2026, 2, 14, tzinfo=UTC),  # Morocco, which is the other way round
    datetime(2026, 6, 15, tzinfo=UTC),
    datetime(2011, 12, 27, tzinfo=UTC),  # Samoa leaves a day out
)
Hours = tuple[tuple[int, int] | None, ...]  # minutes since midnight by weekday, Monday first
OFFICE: Hours = ((540, 1020),) * 5 + (None, None)
NIGHTS: Hours = ((0, 480),) * 7  # the hours in which clocks jump
ROUND_THE_CLOCK: Hours = ((0, 1440),) * 7


@lru_cache(maxsize=4000)
def distances(zone: str, hours: Hours, since: datetime, quarters: int) -> tuple[tuple[int, int, bool] | None, ...]:
    """For each quarter of an hour: minutes before the opening, minutes after the closing, and whether inside."""
    return tuple(_distances(ZoneInfo(zone), hours, since, quarters))


def _distances(zone: ZoneInfo, hours: Hours, since: datetime, quarters: int) -> Iterator[tuple[int, int, bool] | None]:
    for n in range(quarters):
        wall = (since + n * QUARTER).astimezone(zone)
        span = hours[wall.weekday()]
        if span is None:
            yield None
            continue
        minute = wall.hour * 60 + wall.minute
        yield span[0] - minute, minute + 15 - span[1], span[0] <= minute < span[1]


def may_move(told: tuple[int, int, bool] | None, hours: Hours, wall: datetime, by: int) -> bool:
    span = hours[wall.weekday()]
    if told is None or span is None:
        return False
    minute = wall.hour * 60 + wall.minute
    return told[2] or (told[0] <= by and minute >= 360 and told[0] > 0) or (0 < told[1] <= by and minute + 15 <= 1320)


def by_hand(
    home: str, ours: Hours, away: str, theirs: Hours, since: datetime, days: int, length: int, step: int = 30
) -> list[tuple[datetime, str, float]]:
    """Start, kind and hours shifted of every time that fits; our day may move by four hours, theirs by two."""
    quarters = days * 96
    here, there = distances(home, ours, since, quarters), distances(away, theirs, since, quarters)
    zone, other = ZoneInfo(home), ZoneInfo(away)
    found: list[tuple[datetime, str, float]] = []
    for n in range(quarters - length // 15 + 1):
        start = since + n * QUARTER
        wall = start.astimezone(zone)
        if (wall.hour * 60 + wall.minute) % step:
            continue
        span = range(n, n + length // 15)
        inside = all(here[q] is not None and here[q][2] for q in span)  # type: ignore[index]
        inside_there = all(there[q] is not None and there[q][2] for q in span)  # type: ignore[index]
        if inside and inside_there:
            found.append((start, "both in hours", 0.0))
        elif inside_there and _movable(here, ours, zone, since, span, 240):
            found.append((start, "our day shifted", _furthest(here, span)))
        elif inside and _movable(there, theirs, other, since, span, 120):
            found.append((start, "their early or late", _furthest(there, span)))
    return found


def _movable(told: tuple, hours: Hours, zone: ZoneInfo, since: datetime, span: range, by: int) -> bool:
    return all(may_move(told[q], hours, (since + q * QUARTER).astimezone(zone), by) for q in span)


def _furthest(told: tuple, span: range) -> float:
    return max(max(told[q][0], told[q][1], 0) for q in span) / 60


def as_week(hours: Hours) -> tuple[tuple[time, time] | None, ...]:
    return tuple(span and (_time(span[0]), _time(span[1])) for span in hours)


def _time(minutes: int) -> time:
    return time.max if minutes == 1440 else time(minutes // 60, minutes % 60)
