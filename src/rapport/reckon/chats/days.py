"""In which order a file writes its dates: decided from all of them together, or asked. For its readers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise

ORDERS = ("dmy", "mdy", "ymd")
_HALVES = {"a": 0, "p": 12, "d": 0, "o": 12, "д": 0, "п": 12}  # AM, PM; dop., odp.; ДП, ПП
HALF = r"[AaPp][ \u00a0\u202f]?\.?[ \u00a0\u202f]?[Mm]\.?|dop\.?|odp\.?|[ДдПп][Пп]"
DAY = r"(?P<a>\d{1,4})[ ]?(?P<sep>[./-])[ ]?(?P<b>\d{1,2})[ ]?[./-][ ]?(?P<c>\d{2,4})\.?"
CLOCK = rf"(?P<h>\d{{1,2}})[:.](?P<m>\d{{2}})(?:[:.](?P<s>\d{{2}}))?(?:[ \u00a0\u202f]{{0,2}}(?P<half>{HALF}))?"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date and a time as they were written: three numbers in the file's own order, the separator, the clock."""

    a: int
    b: int
    c: int
    sep: str
    hour: int
    minute: int
    second: int

    def read(self, order: str) -> datetime | None:
        """The wall clock in this order, whatever its zone; None when there is no such day or hour."""
        day, month, year = {
            "dmy": (self.a, self.b, self.c), "mdy": (self.b, self.a, self.c), "ymd": (self.c, self.b, self.a)
        }[order]  # fmt: skip
        try:
            return datetime(
                year + 2000 if year < 100 else year, month, day, self.hour, self.minute, self.second, tzinfo=UTC
            )
        except (ValueError, OverflowError):
            return None


def stamp(found: re.Match[str] | Mapping[str, str]) -> Stamp:
    """From a match of DAY and CLOCK, or its parts by name. An impossible hour is refused when it is read."""
    hour = int(found["h"])
    if half := found["half"]:
        hour = hour % 12 + _HALVES[half[0].lower()] if hour <= 12 else hour
    return Stamp(
        int(found["a"]), int(found["b"]), int(found["c"]), found["sep"], hour, int(found["m"]), int(found["s"] or 0)
    )


def order_of(stamps: Sequence[Stamp], now: datetime) -> str:
    """The order of all dates together; empty when both readings are possible and only a person knows.

    A number over 12 decides; then dots, which nobody writes month first; then which reading keeps the lines in time;
    then that nothing was said after `now` (aware or not, the day is enough).

    >>> def at(a, b): return Stamp(a, b, 26, "/", 9, 0, 0)
    >>> late = datetime(2026, 12, 31, tzinfo=UTC)
    >>> [order_of(some, late) for some in ([at(3, 4), at(13, 4)], [at(1, 4), at(2, 4), at(1, 5)], [at(3, 4)])]
    ['dmy', 'dmy', '']
    """
    if not stamps:
        return "dmy"
    year_first = sum(one.a > 31 for one in stamps)
    if year_first * 2 > len(stamps):
        return "ymd"
    day_first, month_first = sum(12 < one.a <= 31 for one in stamps), sum(12 < one.b <= 31 for one in stamps)
    if day_first != month_first:
        return "dmy" if day_first > month_first else "mdy"
    if sum(one.sep == "." for one in stamps) * 2 > len(stamps):
        return "dmy"
    falls = {order: _falls(stamps, order) for order in ("dmy", "mdy")}
    if min(falls.values()) == 0 < max(falls.values()):
        return min(falls, key=lambda order: falls[order])
    ahead = {order: _ahead(stamps, order, now) for order in ("dmy", "mdy")}
    if ahead["dmy"] != ahead["mdy"]:
        return "mdy" if ahead["dmy"] else "dmy"
    return "dmy" if all(one.a == one.b for one in stamps) else ""


def in_zone(wall: datetime, zone: tzinfo) -> datetime | None:
    """The moment a wall clock shows in its zone; None where the calendar ends."""
    try:
        return wall.replace(tzinfo=zone).astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def _falls(stamps: Sequence[Stamp], order: str) -> int:
    """How often the day goes backward in this reading (a minute or an hour may, when a clock is set back)."""
    days = [read.date() for one in stamps if (read := one.read(order))]
    up = sum(later < earlier for earlier, later in pairwise(days))
    down = sum(later > earlier for earlier, later in pairwise(days))
    return min(up, down)  # a list may stand newest first


def _ahead(stamps: Sequence[Stamp], order: str, now: datetime) -> bool:
    latest = (now + timedelta(days=1)).date()
    return any(read.date() > latest for one in stamps if (read := one.read(order)))
