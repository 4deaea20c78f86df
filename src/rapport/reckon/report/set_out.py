"""Sets a report out for reading: every number written in its language, every chart drawn, nothing left to decide but
where on the paper, the page or the slide it goes.

>>> from datetime import date
>>> from rapport.reckon.report.content import Agency, Metric
>>> report = Report("Vila", Period(date(2026, 10, 1), date(2026, 10, 31)), "hr", Agency("Us"),
...     sections=(Section("figures", (KeyFigures((KeyFigure(Metric("clicks"), Decimal(9), target=Decimal(8)),)),)),))
>>> shown = set_out(report)
>>> shown.title, shown.sections[0].title, [cell.text for cell in shown.sections[0].blocks[0].rows[0]]
('Izvješće za listopad 2026.', 'Brojke', ['Klikovi', '9', '8', '+13\\xa0%'])
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from babel import dates

from rapport.reckon.report.changes import Change, change
from rapport.reckon.report.content import (
    SHARE,
    Amount,
    Block,
    Cell,
    Chart,
    Column,
    Goal,
    Goals,
    KeyFigure,
    KeyFigures,
    Listing,
    Paragraph,
    Period,
    Report,
    Row,
    Rows,
    Section,
    Series,
    Table,
    Unit,
)
from rapport.reckon.report.drafting import better, name_of
from rapport.reckon.report.drawing import Drawing, draw, labels_of, spark, strokes
from rapport.reckon.report.dress import Dress, dress
from rapport.reckon.report.words import Words, words_of
from rapport.reckon.report.writing import digits_for

PAGE = 666  # px of an A4 page between its margins
GUTTER = 28
Tone = Literal["", "good", "bad", "warn", "quiet"]
_TONES: dict[str, Tone] = {
    "reached": "good",
    "on the way": "good",
    "behind": "bad",
    "missed": "bad",
    "unknown": "quiet",
}
_SPARKED = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell: `icon` is "check", "up", "down", "same" or empty; a drawing instead of text where there is one."""

    text: str
    tone: Tone = ""
    icon: str = ""
    strong: bool = False
    drawing: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Head:
    text: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Grid:
    heads: tuple[Head, ...]
    rows: tuple[tuple[Shown, ...], ...]
    title: str = ""
    foot: tuple[Shown, ...] = ()
    kind: Literal["grid"] = "grid"


@dataclass(frozen=True, slots=True)
class Card:
    """One goal, or one great figure: `way` from 0 to 1 fills its bar, None draws none."""

    title: str
    value: str
    beside: str = ""
    state: str = ""
    tone: Tone = ""
    icon: str = ""
    way: float | None = None
    notes: tuple[Shown, ...] = ()
    drawing: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Cards:
    cards: tuple[Card, ...]
    kind: Literal["cards"] = "cards"


@dataclass(frozen=True, slots=True)
class Key:
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart drawn for paper, for a wide screen and for a phone; `behind` are its figures as a table."""

    title: str
    text: str
    alt: str
    keys: tuple[Key, ...]
    notes: tuple[str, ...]
    paper: Drawing
    screen: Drawing
    phone: Drawing
    behind: Grid
    chart: Chart
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class Pictures:
    """Charts side by side, never more than two."""

    pictures: tuple[Picture, ...]
    kind: Literal["pictures"] = "pictures"


@dataclass(frozen=True, slots=True)
class Strip:
    title: str
    detail: str = ""
    right: str = ""
    right_detail: str = ""


@dataclass(frozen=True, slots=True)
class Strips:
    strips: tuple[Strip, ...]
    style: str
    title: str = ""
    kind: Literal["strips"] = "strips"


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[str, ...]
    numbered: bool
    kind: Literal["items"] = "items"


Laid = Text | Grid | Cards | Pictures | Strips | Items


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    kind: str
    blocks: tuple[Laid, ...]
    service: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Laidout:
    """`maker` names the agency with its place; `foot` and `checked` stand under each page."""

    language: str
    title: str
    client: str
    headline: str
    maker: str
    foot: str
    checked: str
    sources: str
    strokes: Drawing | None
    strokes_text: str
    sections: tuple[Part, ...]
    words: Words
    dress: Dress
    report: Report


def set_out(report: Report) -> Laidout:
    words = words_of(report.language)
    agency, labels = report.agency, words.labels
    title = labels.report_for.format(period=words.whole(report.period))
    checked = ""
    if report.checked_by:
        day = words.write.day(report.checked_on) if report.checked_on else ""
        checked = labels.checked.format(name=report.checked_by, day=day).rstrip(", ")
    return Laidout(
        language=report.language,
        title=title,
        client=report.client,
        headline=report.headline,
        maker=", ".join(one for one in (agency.name, agency.place) if one),
        foot=f"{agency.name} · {report.client}, {_of_period(report.period, words)}",
        checked=checked,
        sources=labels.sources.format(sources=report.sources) if report.sources else "",
        strokes=strokes(report.strokes.values, PAGE, 72) if report.strokes else None,
        strokes_text=report.strokes.caption if report.strokes else "",
        sections=tuple(_part(section, report, words) for section in report.sections),
        words=words,
        dress=dress(agency.colour),
        report=report,
    )


def _of_period(period: Period, words: Words) -> str:
    """The period's plain name, for heads of columns and feet of pages."""
    if period.kind == "month":
        return f"{words.write.month(period.first.month)} {period.first.year}" + ("." if words.language == "hr" else "")
    return words.whole(period)


def _part(section: Section, report: Report, words: Words) -> Part:
    title = section.title or section.service or words.labels.sections[section.kind]
    service = section.service if section.title and section.service != section.title else ""
    blocks = tuple(_laid(section.blocks, report, words))
    return Part(title, section.kind, blocks, service, section.spoken)


def _laid(blocks: tuple[Block, ...], report: Report, words: Words) -> Iterator[Laid]:
    beside: list[Picture] = []
    for block in blocks:
        if isinstance(block, Chart) and not block.wide:
            beside.append(_picture(block, words))
            if len(beside) == 2:
                yield Pictures(tuple(beside))
                beside = []
            continue
        if beside:
            yield Pictures(tuple(beside))
            beside = []
        yield _one(block, report, words)
    if beside:
        yield Pictures(tuple(beside))


def _one(block: Block, report: Report, words: Words) -> Laid:
    match block:
        case Paragraph():
            return Text(block.text)
        case Chart():
            return Pictures((_picture(block, words),))
        case Table():
            return _grid(block, words)
        case KeyFigures():
            return (_figures if block.style == "table" else _tiles)(block, report.period, words)
        case Goals():
            return Cards(tuple(_goal(goal, words) for goal in block.goals))
        case Rows():
            return Strips(tuple(_strip(row, words) for row in block.rows), block.style, block.title)
        case Listing():
            return Items(block.items, block.numbered)


def _figures(block: KeyFigures, period: Period, words: Words) -> Grid:
    """The figures under one another; a column nobody has a value for is left out."""
    labels, figures = words.labels, block.figures
    brief = _brief_period(period, words)
    has = {
        "target": any(one.target is not None for one in figures),
        "previous": any(one.previous is not None for one in figures),
        "last_year": any(one.last_year is not None for one in figures),
    }
    course = any(len([v for v in one.course if v is not None]) > 1 for one in figures)
    heads = [Head(labels.figure), Head(brief, True)]
    if has["target"]:
        heads += [Head(_capital(labels.target), True), Head(labels.to_target, True)]
    if has["previous"]:
        before = _brief_period(period.before(), words, period)
        heads += [Head(before, True)] * (not (has["target"] and has["last_year"])) + [Head(labels.to_previous, True)]
    if has["last_year"]:
        heads += [Head(_brief_period(period.year_before(), words, period), True), Head(labels.to_last_year, True)]
    if course:
        heads.append(Head(labels.course, True))
    return Grid(tuple(heads), tuple(_figure_row(one, words, has, course) for one in figures))


def _figure_row(figure: KeyFigure, words: Words, has: dict[str, bool], course: bool) -> tuple[Shown, ...]:
    unit, way = figure.unit, better(figure.metric)
    digits = digits_for([figure.value, figure.target, figure.previous, figure.last_year], unit)

    def amount(value: Decimal | None, strong: bool = False) -> Shown:
        return Shown(words.write.amount(value, unit, digits), "" if strong else "quiet", strong=strong)

    cells = [Shown(name_of(figure.metric, words), strong=True), amount(figure.value, True)]
    if has["target"]:
        cells += [amount(figure.target), judged(change(figure.value, figure.target, unit, way), words, target=True)]
    if has["previous"]:
        if not (has["target"] and has["last_year"]):  # all of it would not fit a page
            cells.append(amount(figure.previous))
        cells.append(judged(change(figure.value, figure.previous, unit, way), words))
    if has["last_year"]:
        cells += [amount(figure.last_year), judged(change(figure.value, figure.last_year, unit, way), words)]
    if course:
        cells.append(Shown("", drawing=spark(figure.course[-_SPARKED:])))
    return tuple(cells)


def judged(moved: Change | None, words: Words, target: bool = False) -> Shown:
    """A change with its sign. Only what is judged against a target is coloured: colour is rationed."""
    written = words.write.signed(moved)
    if moved is None or not target:
        return Shown(written, "quiet" if moved is None else "")
    if moved.direction == "same":
        return Shown(written)
    icon = "check" if moved.verdict == "good" else moved.direction
    tones: dict[str, Tone] = {"good": "good", "bad": "bad", "neither": ""}
    return Shown(written, tones[moved.verdict], icon if moved.verdict != "neither" else "", strong=True)


def _brief_period(period: Period, words: Words, beside: Period | None = None) -> str:
    if period.kind == "month":
        if beside is None:
            return _capital(words.write.month(period.first.month))
        year = f" {period.first.year}" if beside.first.year != period.first.year else ""
        name = _capital(words.write.day(period.first, "month")) + year
        return name + ("." if year and words.language == "hr" else "")
    if period.kind == "year":
        return str(period.first.year)
    if period.kind == "quarter":
        return str(dates.format_skeleton("yQQQ", period.first, locale=words.write.locale))
    return (
        words.labels.period
        if beside is None
        else words.labels.previous
        if beside.before() == period
        else str(period.first.year)
    )


def _tiles(block: KeyFigures, period: Period, words: Words) -> Cards:
    return Cards(tuple(_tile(one, period, words) for one in block.figures))


def _tile(figure: KeyFigure, period: Period, words: Words) -> Card:
    unit, way = figure.unit, better(figure.metric)
    notes = []
    for base, to in (
        (figure.target, words.labels.to_target),
        (figure.previous, words.labels.to_previous),
        (figure.last_year, words.labels.to_last_year),
    ):
        moved = change(figure.value, base, unit, way)
        if moved is not None and moved.size is not None:
            shown = judged(moved, words, target=base is figure.target)
            notes.append(Shown(f"{shown.text} {to}", shown.tone, shown.icon))
    drawing = spark(figure.course, 150, 30) if len(figure.course) > 1 else None
    if figure.note:
        notes.append(Shown(figure.note))
    return Card(
        name_of(figure.metric, words), words.write.amount(figure.value, unit), notes=tuple(notes), drawing=drawing
    )


def _goal(goal: Goal, words: Words) -> Card:
    figure, labels = goal.figure, words.labels
    digits = digits_for([figure.value, figure.target, goal.pace], figure.unit)
    beside = []
    if figure.target is not None:
        beside.append(labels.of_target.format(target=words.write.amount(figure.target, figure.unit, digits)))
    if goal.pace is not None:
        beside.append(labels.pace.format(pace=words.write.amount(goal.pace, figure.unit, digits)))
    icons = {"good": "check", "bad": "alert"}
    tone = _TONES[goal.state]
    return Card(
        title=goal.title,
        value=words.write.amount(figure.value, figure.unit, digits),
        beside=", ".join(beside),
        state=labels.states[goal.state],
        tone=tone,
        icon=icons.get(tone, "unknown"),
        way=_way(goal),
        notes=(Shown(goal.note),) if goal.note else (),
    )


def _way(goal: Goal) -> float | None:
    """How much of the way to the target is gone; where less is better, a reached target is all of it."""
    value, target = goal.figure.value, goal.figure.target
    if value is None or target is None or target <= 0:
        return None
    if better(goal.figure.metric) == "down":
        return 1.0 if value <= target else float(target / value)
    return min(max(float(value / target), 0.0), 1.0)


def _grid(table: Table, words: Words) -> Grid:
    columns = list(zip(*table.rows, strict=True)) if table.rows else [()] * len(table.columns)
    digits = [
        digits_for([cell for cell in cells if isinstance(cell, Decimal)], _unit(column))
        for column, cells in zip(table.columns, columns, strict=True)
    ]

    def row(cells: tuple[Cell, ...], strong: bool = False) -> tuple[Shown, ...]:
        return tuple(
            _cell(cell, column, digits[i], words, strong or i == 0)
            for i, (cell, column) in enumerate(zip(cells, table.columns, strict=True))
        )

    return Grid(
        heads=tuple(Head(column.title, column.kind not in ("text", "date")) for column in table.columns),
        rows=tuple(row(cells) for cells in table.rows),
        title=table.title,
        foot=row(table.foot, True) if table.foot else (),
    )


def _unit(column: Column) -> Unit:
    if column.kind == "money":
        return Unit("money", column.unit.currency or "EUR", digits=column.unit.digits)
    return SHARE if column.kind == "share" else column.unit


def _cell(cell: Cell, column: Column, digits: int, words: Words, strong: bool) -> Shown:
    match cell:
        case None:
            return Shown("" if strong and column.kind == "text" else words.write.amount(None, column.unit), "quiet")
        case Decimal() if column.kind == "change":
            moved = change(1 + cell, Decimal(1), Unit("number"), column.better)
            shown = judged(moved, words, target=column.better != "neither")
            return Shown(shown.text, shown.tone, shown.icon, strong or shown.strong)
        case Decimal():
            return Shown(words.write.amount(cell, _unit(column), digits), strong=strong)
        case date():
            return Shown(words.write.day(cell, "brief"), strong=strong)
        case tuple():
            return Shown("", drawing=spark(cell))
        case _:
            return Shown(str(cell), strong=strong)


def _strip(row: Row, words: Words) -> Strip:
    match row.right:
        case Amount(value=value, unit=unit):
            right = words.write.amount(value, unit)
        case date():
            right = words.write.day(row.right, "noyear")
        case _:
            right = str(row.right)
    return Strip(row.title, row.detail, right, row.right_detail)


def _picture(chart: Chart, words: Words) -> Picture:
    write = words.write
    keys = [Key(one.name, one.place) for one in chart.series]
    if chart.target:
        keys.append(Key(words.labels.target, "target"))
    labels = labels_of(chart, write)
    notes = tuple(f"{labels[note.at]}: {note.text}" if note.at < len(labels) else note.text for note in chart.notes)
    paper = (
        draw(chart, write, width=PAGE, height=178) if chart.wide else draw(chart, write, width=_half(PAGE), height=156)
    )
    screen = 860 if chart.wide else (860 - 40) // 2
    return Picture(
        title=chart.title,
        text=chart.text,
        alt=_alt(chart, labels, words),
        keys=tuple(keys) if len(keys) > 1 else (),
        notes=notes,
        paper=paper,
        screen=draw(chart, write, width=screen, height=230 if chart.wide else 190),
        phone=draw(chart, write, width=328, height=190),
        behind=_behind(chart, labels, words),
        chart=chart,
    )


def _half(width: int) -> int:
    return (width - GUTTER) // 2


def _alt(chart: Chart, labels: list[str], words: Words) -> str:
    """What the chart shows, for who cannot see it: each value, or the ends and extremes of a long course."""
    kind = words.labels.bar_chart if chart.kind == "bar" else words.labels.line_chart
    return f"{kind}. {chart.title}. " + " ".join(_told(one, chart, labels, words) for one in chart.series)


def _told(series: Series, chart: Chart, labels: list[str], words: Words) -> str:
    known = [(label, value) for label, value in zip(labels, series.values, strict=True) if value is not None]
    if len(known) > 12:
        least, most = min(known, key=lambda one: one[1]), max(known, key=lambda one: one[1])
        known = [one for one in known if one in (known[0], least, most, known[-1])]
    digits = digits_for([value for _label, value in known], chart.unit)
    said = "; ".join(f"{label} {words.write.amount(value, chart.unit, digits)}" for label, value in known)
    return f"{series.name}: {said}."


def _behind(chart: Chart, labels: list[str], words: Words) -> Grid:
    columns = [*((one.name, one.values) for one in chart.series)]
    if chart.target:
        target = chart.target * len(labels) if len(chart.target) == 1 else chart.target
        columns.append((words.labels.target, target))
    digits = digits_for([value for _name, values in columns for value in values], chart.unit)
    rows = tuple(
        (Shown(label), *(Shown(words.write.amount(values[i], chart.unit, digits)) for _name, values in columns))
        for i, label in enumerate(labels)
    )
    return Grid((Head(""), *(Head(_capital(name), True) for name, _values in columns)), rows)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
