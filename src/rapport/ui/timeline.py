"""The drawing of a plan over its days: bars, the days first agreed beneath them, what follows what, and today.

Across, everything is a share of the width (0 to 100), so that the drawing fits any page; down, it is pixels.

>>> from datetime import date
>>> words = Bar(1, "Words", date(2026, 3, 2), date(2026, 3, 6))
>>> pages = Bar(2, "Pages", date(2026, 3, 9), date(2026, 3, 13), after=(1,))
>>> drawn = timeline([words, pages], today=date(2026, 3, 4))
>>> [(row.x, row.width) for row in drawn.rows], drawn.links[0].x, round(drawn.today)
([(2.0, 40.0), (58.0, 40.0)], 42.0, 22)
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

HEAD, ROW, FOOT = 26, 44, 6  # pixels: the line of days, one row, and what is left below
BAR, TALL, AGREED, THIN = 19, 12, 34, 3  # within a row: where the bar begins and how tall it is, and the agreed days
MARGIN = 2.0  # left free at both ends, in percent
FEW, MANY = 35, 120  # days up to which each Monday, and each second one, is named; beyond, each month
NEAR = 21  # days by which today may lie outside the plan and still be drawn


@dataclass(frozen=True, slots=True)
class Bar:
    """One stage; `tone` is a class of the style sheet, `agreed` the days first agreed where they were others."""

    key: int
    title: str
    first: date
    last: date
    after: Collection[int] = ()
    tone: str = ""
    agreed: tuple[date, date] | None = None
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    title: str
    tone: str
    y: int
    x: float
    width: float
    text_x: float
    at_end: bool  # the title ends where the bar ends, since it would not fit to its right
    agreed: tuple[float, float] | None
    critical: bool


@dataclass(frozen=True, slots=True)
class Link:
    """From the end of one bar down to the beginning of another."""

    x: float
    y: int
    to_x: float
    to_y: int


@dataclass(frozen=True, slots=True)
class Timeline:
    height: int
    ticks: tuple[tuple[float, date, bool], ...]  # where, which day, whether it stands for its month
    rows: tuple[Row, ...]
    links: tuple[Link, ...]
    today: float | None


def timeline(bars: Sequence[Bar], today: date) -> Timeline | None:
    """The drawing, one row a bar in their order; nothing to draw is None."""
    if not bars:
        return None
    days: list[date] = [day for bar in bars for day in (bar.first, bar.last, *(bar.agreed or ()))]
    first, last = min(days), max(days)
    if first - timedelta(days=NEAR) <= today <= last + timedelta(days=NEAR):
        first, last = min(first, today), max(last, today)
    span = (last - first).days + 1

    def x(day: date, after: bool = False) -> float:
        share = ((day - first).days + int(after)) / span
        return round(MARGIN + share * (100 - 2 * MARGIN), 2)

    rows, places = [], {}
    for n, bar in enumerate(bars):
        y, begin, end = HEAD + n * ROW, x(bar.first), x(bar.last, after=True)
        at_end = begin > 55
        agreed = (x(bar.agreed[0]), round(x(bar.agreed[1], True) - x(bar.agreed[0]), 2)) if bar.agreed else None
        rows.append(
            Row(bar.title, bar.tone, y, begin, round(end - begin, 2), end if at_end else begin, at_end, agreed,
                bar.critical)
        )  # fmt: skip
        places[bar.key] = (begin, end, y + BAR + TALL // 2)
    return Timeline(
        HEAD + len(bars) * ROW + FOOT,
        tuple((x(day), day, month) for day, month in _ticks(first, last)),
        tuple(rows),
        tuple(_links(bars, places)),
        round(x(today) + (x(today, True) - x(today)) / 2, 2) if first <= today <= last else None,
    )


def _links(bars: Sequence[Bar], places: dict[int, tuple[float, float, int]]) -> Iterator[Link]:
    for bar in bars:
        begin, _end, y = places[bar.key]
        for key in sorted(bar.after):
            if key in places and places[key][2] < y:
                _begin, end, above = places[key]
                yield Link(end, above, begin, y)


def _ticks(first: date, last: date) -> Iterator[tuple[date, bool]]:
    """Mondays of a short plan, every second Monday of a longer one, the first of each month of a long one."""
    span = (last - first).days + 1
    if span > MANY:
        every = 1 + span // 800  # of a plan of years, not each month
        day = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        while day <= last:
            if (day.month - 1) % every == 0:
                yield day, True
            day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return
    day = first + timedelta(days=(7 - first.weekday()) % 7)
    while day <= last:
        yield day, False
        day += timedelta(days=7 if span <= FEW else 14)
