"""Draws a chart as plain marks in pixels, once, for whoever puts them on paper or on a screen.

Axes begin at zero. A gap between known values is a pale field and never a zero; what has not happened yet is not drawn.

>>> from rapport.reckon.report.content import Series
>>> bars = Chart("bar", "", ("Jan", "Feb"), (Series("2026", (Decimal(3), Decimal(4))),))
>>> drawn = draw(bars, Writer("en"), width=300, height=150)
>>> [mark.text for mark in drawn.marks if isinstance(mark, Word)]
['0', '1', '2', '3', '4', 'Feb', 'Jan', '3', '4']
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise
from typing import Literal

from rapport.reckon.report.content import Chart, Series
from rapport.reckon.report.writing import Writer, digits_for

Anchor = Literal["start", "middle", "end"]
SMALL = 11.5  # px, labels of axes
_EM = 0.56  # how wide a character is for its size, as an estimate
_SERIES_INK = {"main": "brand", "before": "edge", "second": "second", "third": "third"}
_CANVAS_TOP = 18
_LONGEST = 18  # characters of a word below an axis


@dataclass(frozen=True, slots=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    ink: str
    width: float = 1
    dash: bool = False
    kind: Literal["line"] = "line"


@dataclass(frozen=True, slots=True)
class Path:
    points: tuple[tuple[float, float], ...]
    ink: str
    width: float = 2
    dash: bool = False
    kind: Literal["path"] = "path"


@dataclass(frozen=True, slots=True)
class Box:
    """`edge` is the ink of its outline, empty for none."""

    x: float
    y: float
    width: float
    height: float
    ink: str
    edge: str = ""
    radius: float = 0
    kind: Literal["box"] = "box"


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    radius: float
    ink: str
    edge: str = ""
    kind: Literal["dot"] = "dot"


@dataclass(frozen=True, slots=True)
class Word:
    """`y` is the baseline."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    ink: str = "ink-2"
    size: float = SMALL
    bold: bool = False
    kind: Literal["word"] = "word"


Point = tuple[float, float]
Height = Callable[[Decimal], float]  # how deep in the picture a value lies
Mark = Line | Path | Box | Dot | Word


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    low: Decimal
    high: Decimal
    step: Decimal

    def ticks(self) -> list[Decimal]:
        return [self.low + self.step * n for n in range(int((self.high - self.low) / self.step) + 1)]


def axis_of(values: Sequence[Decimal], at_most: int = 5) -> Axis:
    """A scale from zero (or below it) in steps of 1, 2 or 5 that holds all values.

    >>> [int(tick) for tick in axis_of([Decimal(243)]).ticks()]
    [0, 50, 100, 150, 200, 250]
    """
    low, high = min([Decimal(0), *values]), max([Decimal(0), *values])
    if low == high:
        high = low + 1
    rough = (high - low) / at_most
    size = Decimal(1).scaleb(rough.adjusted())
    step = next(size * n for n in (1, 2, 5, 10) if size * n >= rough)
    down, up = (low / step).to_integral_value(ROUND_FLOOR), (high / step).to_integral_value(ROUND_CEILING)
    return Axis(down * step, up * step, step)


def spark(values: Sequence[Decimal | None], width: int = 80, height: int = 22) -> Drawing:
    """A course without axes, between its least and greatest, a dot at its last known value."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return Drawing(width, height, ())
    low, high = min(known), max(known)
    stride = (width - 6) / max(len(values) - 1, 1)

    def at(i: int, value: Decimal) -> tuple[float, float]:
        share = float((value - low) / (high - low)) if high > low else 0.5
        return round(3 + i * stride, 2), round(height - 4 - share * (height - 8), 2)

    runs = [tuple(at(i, value) for i, value in run) for run in _runs(values)]
    marks: list[Mark] = [Path(run, "brand", 1.5) for run in runs if len(run) > 1]
    end = runs[-1][-1]
    return Drawing(width, height, (*marks, Dot(*end, 2.2, "brand")))


def strokes(values: Sequence[Decimal | None], width: int, height: int) -> Drawing:
    """The rhythm of a cover: a stroke for each value from the ground line up, quiet ones paler, gaps left out."""
    most = max((value for value in values if value is not None), default=Decimal(0))
    marks: list[Mark] = []
    stride = width / max(len(values), 1)
    for i, value in enumerate(values):
        if value is None or most <= 0 or value <= 0:
            continue
        share = float(value / most)
        x, top = round(stride * (i + 0.5), 2), round(height - 4 - share * (height - 8), 2)
        ink = "stroke-3" if share > 0.8 else "stroke-2" if share > 0.5 else "stroke-1"
        marks.append(Line(x, height - 4, x, top, ink, 3))
    return Drawing(width, height, (*marks, Line(0, height - 0.5, width, height - 0.5, "stroke-1")))


def draw(chart: Chart, write: Writer, *, width: int, height: int) -> Drawing:
    """Bars stand unless their names need more room than they have; then they lie."""
    if chart.kind == "bar" and lies(chart, write, width):
        return _lying(chart, write, width)
    return _upright(chart, write, width, height)


def labels_of(chart: Chart, write: Writer) -> list[str]:
    """Dates that are all firsts of months are months; other days are days."""
    days = [label for label in chart.labels if isinstance(label, date)]
    form = "month" if all(day.day == 1 for day in days) and len(days) > 1 else "brief"
    return [write.day(label, form) if isinstance(label, date) else label for label in chart.labels]


def by_name(chart: Chart) -> bool:
    """Whether the labels are things beside one another and not days."""
    return chart.kind == "bar" and not any(isinstance(label, date) for label in chart.labels)


def wide(text: str, size: float = SMALL) -> float:
    """About how wide a text is, in pixels."""
    return len(text) * size * _EM


def lies(chart: Chart, write: Writer, width: int) -> bool:
    if not by_name(chart) or not chart.labels:
        return False
    room, labels = (width - 50) / len(chart.labels) - 6, labels_of(chart, write)
    return max(map(wide, labels)) > room or max(map(len, labels)) > _LONGEST


def _upright(chart: Chart, write: Writer, width: int, height: int) -> Drawing:
    axis = axis_of(_values(chart), at_most=5 if height > 165 else 4)
    ticks = axis.ticks()
    said = [write.axis(tick, chart.unit, axis.step, axis.high) for tick in ticks]
    left = round(max(wide(one) for one in said) + 10)
    top, bottom = _CANVAS_TOP, height - 22

    def y(value: Decimal) -> float:
        return round(bottom - float((value - axis.low) / (axis.high - axis.low)) * (bottom - top), 2)

    marks: list[Mark] = []
    for tick, label in zip(ticks, said, strict=True):
        zero = tick == 0
        marks.append(Line(left, y(tick), width, y(tick), "axis" if zero else "line"))
        marks.append(Word(left - 8, y(tick) + 4, label, "end", "ink-3"))
    slot = (width - left) / max(len(chart.labels), 1)
    marks += _below(chart, write, left, slot, height - 6, width)
    if chart.kind == "bar":
        marks += _bars(chart, write, left, slot, y, width)
    else:
        marks += _lines(chart, write, left, slot, y, (top, bottom), width)
    marks += _notes(chart, left, slot, top, bottom)
    return Drawing(width, height, tuple(marks))


def _below(chart: Chart, write: Writer, left: float, slot: float, y: float, width: int) -> Iterator[Mark]:
    labels = [_short(label, _LONGEST) for label in labels_of(chart, write)]
    last = None if by_name(chart) else _last(chart)
    every = next((n for n in range(1, len(labels) + 1) if slot * n >= max(map(wide, labels)) + 8), 1) if labels else 1
    # the latest value keeps its label, and the others are counted back from it
    keep = {i for i in range(len(labels)) if (last if last is not None else 0) % every == i % every}
    free = float(width) + 8
    for i in sorted(keep, reverse=True):
        half = wide(labels[i]) / 2
        x = left + slot * (i + 0.5)
        x = min(max(x, left + half - 4), width - half) if slot < half * 2 else x
        if x + half + 4 <= free:
            yield Word(round(x, 2), y, labels[i], "middle", "ink" if i == last else "ink-2", bold=i == last)
            free = x - half


def _bars(chart: Chart, write: Writer, left: float, slot: float, y: Height, width: int) -> Iterator[Mark]:
    shown = sorted(chart.series, key=lambda one: one.place != "before")
    gap = 4 if slot > 34 else 2
    room = min(slot * (0.56 if len(shown) == 1 else 0.72), 26 * len(shown))
    one = max((room - gap * (len(shown) - 1)) / max(len(shown), 1), 1.5)
    # of what runs in time the latest value is told, of things beside one another each
    told = set(range(len(chart.labels))) if by_name(chart) else {_last(chart)}
    for i in range(len(chart.labels)):
        start = left + slot * (i + 0.5) - (one * len(shown) + gap * (len(shown) - 1)) / 2
        for n, series in enumerate(shown):
            x, value = start + n * (one + gap), series.values[i]
            if value is not None:
                top, foot = sorted((y(value), y(Decimal(0))))
                hollow = series.place == "before"
                ink = "pale" if hollow else _SERIES_INK[series.place]
                inset = 0.5 if hollow else 0
                box = (round(x, 2), top + inset, round(one, 2), round(max(foot - top - inset, 0.5), 2))
                yield Box(*box, ink, "edge" if hollow else "", min(2, one / 4))
            if series.place == "main" and (target := _target(chart, i)) is not None:
                yield Line(round(x - 3, 2), y(target), round(x + one + 3, 2), y(target), "warn-mark", 2)
            if series.place == "main" and i in told and value is not None:
                over = min(y(value), y(target) if target is not None and target > value else y(value))
                text = _said(value, chart, write)
                yield Word(
                    min(round(x + one / 2, 2), width - wide(text, 12) / 2), over - 6, text, "middle", "ink", 12, True
                )


def _lines(
    chart: Chart, write: Writer, left: float, slot: float, y: Height, plot: tuple[float, float], width: int
) -> Iterator[Mark]:
    def x(i: int) -> float:
        return round(left + slot * (i + 0.5), 2)

    for series in chart.series:
        if series.place == "main":
            for begin, end in _gaps(series.values):
                yield Box(x(begin), plot[0], x(end) - x(begin), plot[1] - plot[0], "sunken")
    if len(set(chart.target)) == 1 and chart.target[0] is not None:
        yield Line(left, y(chart.target[0]), width, y(chart.target[0]), "warn-mark", 1.5, True)
    elif chart.target:
        for run in _runs([_target(chart, i) for i in range(len(chart.labels))]):
            yield Path(tuple((x(i), y(value)) for i, value in run), "warn-mark", 1.5, True)
    for series in sorted(chart.series, key=lambda one: one.place == "main"):
        ink = _SERIES_INK[series.place]
        for run in _runs(series.values):
            points = tuple((x(i), y(value)) for i, value in run)
            if len(points) == 1:
                yield Dot(*points[0], 2, ink)
            else:
                yield Path(points, ink, 2.2 if series.place == "main" else 1.5, series.place == "third")
        if series.place == "main" and (last := _last(chart)) is not None and (value := series.values[last]) is not None:
            yield Dot(x(last), y(value), 3.4, ink, "paper")
            paths = [[(x(i), y(v)) for i, v in run] for one in chart.series for run in _runs(one.values)]
            yield _beside(x(last), y(value), _said(value, chart, write), paths, plot, width)


def _beside(
    x: float, y: float, text: str, paths: list[list[tuple[float, float]]], plot: tuple[float, float], width: int
) -> Word:
    """The value at the end of a line, where it lies on no line."""
    long, tall = wide(text, 12) + 4, 13
    middle = min(x, width - long / 2)
    places: list[tuple[Anchor, float, float]] = [
        ("middle", middle, y - 9), ("middle", middle, y + 19), ("start", x + 8, y + 4), ("middle", middle, y - 22),
        ("middle", middle, y + 32), ("end", x - 8, y - 9), ("end", x - 8, y + 19),
    ]  # fmt: skip

    def covered(anchor: Anchor, at: float, base: float) -> int:
        left = at - {"start": 0.0, "middle": long / 2, "end": long}[anchor]
        if left + long > width + 1 or base > plot[1] - 2 or base - tall < plot[0] - _CANVAS_TOP:
            return 1000
        return sum(left - 2 <= px <= left + long and base - tall <= py <= base + 3 for px, py in _along(paths))

    anchor, at, base = min(places, key=lambda place: covered(*place))
    return Word(round(at, 2), round(base, 2), text, anchor, "ink", 12, True)


def _along(paths: list[list[Point]]) -> Iterator[Point]:
    """Points on all lines, near enough to one another that no label slips between."""
    for path in paths:
        for (x1, y1), (x2, y2) in pairwise(path):
            steps = max(int(abs(x2 - x1) // 4), int(abs(y2 - y1) // 4), 1)
            yield from ((x1 + (x2 - x1) * n / steps, y1 + (y2 - y1) * n / steps) for n in range(steps + 1))


def _notes(chart: Chart, left: float, slot: float, top: float, bottom: float) -> Iterator[Mark]:
    for n, note in enumerate(chart.notes, 1):
        x = round(left + slot * (note.at + 0.5), 2)
        yield Line(x, top, x, bottom, "axis", 1, True)
        yield Dot(x, top - 8, 7.5, "ink-2")
        yield Word(x, top - 4.3, str(n), "middle", "white", 10, True)


def _lying(chart: Chart, write: Writer, width: int) -> Drawing:
    """Names at the left, bars to the right of them, each with its value; the row is as high as it needs."""
    labels = labels_of(chart, write)
    names = [_in_lines(label, int(width * 0.36 / (SMALL * _EM))) for label in labels]
    left = round(max(wide(line) for lines in names for line in lines) + 12)
    axis = axis_of(_values(chart))
    said = [_said(value, chart, write) for one in chart.series for value in one.values if value is not None]
    room = width - left - max(map(wide, said), default=0) - 14
    thick = 14 if len(chart.series) == 1 else 9
    row = max((thick + 2) * len(chart.series) + 12, 34 if any(len(lines) > 1 for lines in names) else 0)
    marks: list[Mark] = []
    for i, lines in enumerate(names):
        middle = row * (i + 0.5)
        first_line = middle + 4 - 7 * (len(lines) - 1)
        marks += (Word(0, round(first_line + 14 * n, 2), line, "start", "ink") for n, line in enumerate(lines))
        for n, series in enumerate(chart.series):
            value = series.values[i]
            y = round(middle - (thick + 2) * len(chart.series) / 2 + n * (thick + 2) + 1, 2)
            if value is None:
                continue
            # what is under nothing grows to the left of it
            begin, end = sorted(float((v - axis.low) / (axis.high - axis.low)) * room for v in (Decimal(0), value))
            hollow = series.place == "before"
            ink = "pale" if hollow else _SERIES_INK[series.place]
            box = (round(left + begin, 2), y, round(max(end - begin, 1), 2), thick)
            marks.append(Box(*box, ink, "edge" if hollow else "", 2))
            first = n == 0
            size = SMALL if first else 10
            text = _said(value, chart, write)
            place = round(left + end + 8, 2)
            ink = "ink" if first else "ink-3"
            marks.append(Word(place, y + thick / 2 + size * 0.36, text, "start", ink, size, first))
        if (target := _target(chart, i)) is not None:
            x = round(left + float((target - axis.low) / (axis.high - axis.low)) * room, 2)
            marks.append(Line(x, middle - row / 2 + 4, x, middle + row / 2 - 4, "warn-mark", 2))
    zero = round(left + float((0 - axis.low) / (axis.high - axis.low)) * room, 2)
    marks.append(Line(zero, 0, zero, row * len(names), "axis"))
    return Drawing(width, max(round(row * len(names)), 1), tuple(marks))


def _in_lines(text: str, most: int) -> list[str]:
    """A name in at most two lines."""
    lines = textwrap.wrap(text, most) or [""]
    return lines if len(lines) < 3 else [lines[0], _short(" ".join(lines[1:]), most)]


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _said(value: Decimal, chart: Chart, write: Writer) -> str:
    digits = digits_for([v for one in chart.series if one.place == "main" for v in one.values], chart.unit)
    return write.amount(value, chart.unit, digits)


def _values(chart: Chart) -> list[Decimal]:
    return [v for values in (chart.target, *(one.values for one in chart.series)) for v in values if v is not None]


def _target(chart: Chart, i: int) -> Decimal | None:
    if len(chart.target) == 1:
        return chart.target[0]
    return chart.target[i] if i < len(chart.target) else None


def _main(chart: Chart) -> Series | None:
    return next((one for one in chart.series if one.place == "main"), None)


def _last(chart: Chart) -> int | None:
    """Where the main series has its last known value."""
    main = _main(chart)
    return max((i for i, value in enumerate(main.values) if value is not None), default=None) if main else None


def _runs(values: Sequence[Decimal | None]) -> list[list[tuple[int, Decimal]]]:
    runs: list[list[tuple[int, Decimal]]] = []
    pen = False
    for i, value in enumerate(values):
        if value is None:
            pen = False
        elif pen:
            runs[-1].append((i, value))
        else:
            runs.append([(i, value)])
            pen = True
    return runs


def _gaps(values: Sequence[Decimal | None]) -> Iterator[tuple[int, int]]:
    """Between which known values there is nothing."""
    runs = _runs(values)
    for before, after in pairwise(runs):
        yield before[-1][0], after[0][0]
