"""Reads a table of figures: which days, channels and campaigns it is about, what is left out and why, what is asked.

Nothing is stored wrongly in silence: a total, a period, a repeated day, a second currency, a formula, a credit and a
day on which the clocks change each have their sentence. Two walks over the file; what is kept of a row are its numbers.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from rapport.reckon.figures.channels import channel_of
from rapport.reckon.figures.columns import (
    DATE_ROLES,
    Column,
    Seen,
    columns_of,
    is_computed,
    is_part,
    result_metric,
    survey,
)
from rapport.reckon.figures.metrics import METRICS, Metric
from rapport.reckon.figures.recognise import LAYOUTS, Recognised, recognise, with_mapping
from rapport.reckon.figures.spans import Grain, Span, clock_change, grain_of, month_of, read_span, span_of_preamble
from rapport.reckon.folding import fold
from rapport.reckon.tables.columns import Question
from rapport.reckon.tables.layout import is_totals_row, signature
from rapport.reckon.tables.neutral import restored
from rapport.reckon.tables.opening import Facts, Line, Table, open_table
from rapport.reckon.tables.refusal import Refused
from rapport.reckon.tables.sources.figures import currency_of, header_of
from rapport.reckon.tables.values import Undecidable, Unreadable, is_empty, read_number
from rapport.reckon.verdict import Reason, because

NAMED_AT_MOST = 1_000
_FIRST_DAY, _LAST_DAY = date(1990, 1, 1), date(2100, 1, 1)
_FORMULA = re.compile(r"^=(?!\")")
_AS_TEXT = re.compile(r'^="(.*)"$')
_ERRORS = frozenset({"#div/0!", "#n/a", "#value!", "#ref!", "#name?", "#null!", "#num!"})
_MONEY = re.compile(r"^\s*([^\d\s.,()+-]{1,4})\s*[\d(]|\d\)?\s*([^\d\s.,()%]{1,4}\.?)\s*$")
_CLOCK = re.compile(r"^(?:(\d+):)?(\d{1,2}):(\d{2})(?:\.\d+)?$")
_ANSWERED = (
    "answered",
    "completed",
    "success",
    "yes",
    "true",
    "connected",
    "прин",
    "успеш",
    "отвеч",
    "да",
    "odgovoren",
)
_MISSED = ("not answered", "missed", "no answer", "unanswered", "no", "false", "busy", "failed", "voicemail", "пропущ")
_OUTGOING = ("out", "исход", "odlaz", "odchádz")


@dataclass(frozen=True, slots=True)
class Dropped:
    """A row that was left out: its line in the file, which kind of reason, and the reason in words."""

    line: int
    kind: str  # total, header, no_day, period, repeated, unreadable, outgoing
    reason: Reason


@dataclass(frozen=True, slots=True)
class Of:
    """What a series is of. `length` is the number of days where the grain is a period."""

    grain: Grain
    channel: str
    campaign: str
    currency: str
    length: int = 1


@dataclass(slots=True)
class Figures:
    """A table that was read. `of[n]`, `first[n]` (ordinal of the day) and `values[metric][n]` belong together; an
    absent figure is NaN, never 0. While `questions` are open nothing is in them."""

    recognised: Recognised
    facts: Facts
    signature: str
    header_line: int
    columns: list[Column] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    settled: dict[str, str] = field(default_factory=dict)
    remarks: list[Reason] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    dropped_by_kind: dict[str, int] = field(default_factory=dict)
    computed: tuple[str, ...] = ()
    rows: int = 0
    dims: list[Of] = field(default_factory=list)
    of: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    first: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    values: dict[str, NDArray[np.float64]] = field(default_factory=dict)

    def drop(self, line: int, kind: str, reason: Reason) -> None:
        self.dropped_by_kind[kind] = self.dropped_by_kind.get(kind, 0) + 1
        if len(self.dropped) < NAMED_AT_MOST:
            self.dropped.append(Dropped(line, kind, reason))

    def say(self, reason: Reason) -> None:
        if len(self.remarks) < 100 and reason not in self.remarks:
            self.remarks.append(reason)

    @property
    def currencies(self) -> list[str]:
        return sorted({dim.currency for dim in self.dims if dim.currency})

    @property
    def span(self) -> Span | None:
        if not len(self.first):
            return None
        last = max(last_day(self.dims[dim], day) for dim, day in _ends(self.of, self.first))
        return date.fromordinal(int(self.first.min())), last

    @property
    def grains(self) -> list[str]:
        return sorted({self.dims[dim].grain for dim in np.unique(self.of)}) if len(self.of) else []

    def missing_days(self) -> list[date]:
        """Days between the first and the last of which the file says nothing."""
        days = np.unique(self.first[np.isin(self.of, [n for n, d in enumerate(self.dims) if d.grain == "day"])])
        if len(days) < 2:
            return []
        absent = np.setdiff1d(np.arange(days[0], days[-1] + 1), days)
        return [date.fromordinal(int(day)) for day in absent[:NAMED_AT_MOST]]


def last_day(of: Of, first: int) -> date:
    """The last day of a reading that begins on the ordinal `first`."""
    day = date.fromordinal(int(first))
    if of.grain == "month":
        return month_of(day)[1]
    return day + timedelta(days=of.length - 1)


def read_figures(
    file: BinaryIO | bytes | Table,
    name: str = "",
    *,
    source: str = "",
    also: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    own: Mapping[str, Metric] | None = None,
) -> Figures:
    """Read a CSV or XLSX of figures. Raises `Refused` with a sentence where the file as a whole cannot be taken.

    `also` and `answers` are what a person said of columns (nothing leaves one aside) and to questions;
    `own` are the agency's own metrics by key.

    >>> got = read_figures(b"Date,Clicks,Impressions,CTR,Position\\n2026-04-13,0,9,0%,22.8\\n2026-04-15,2,17,12%,4\\n")
    >>> got.recognised.source, got.values["search_clicks"].tolist(), [str(day) for day in got.missing_days()]
    ('search_console', [0.0, 2.0], ['2026-04-14'])
    """
    table = file if isinstance(file, Table) else open_table(file, name)
    answers, own = answers or {}, own or {}
    headers, skip, header_line = _header(table)
    recognised = recognise(headers, table.preamble, source)
    if also:
        mapping = {header: key for header, key in {**recognised.mapping, **also}.items() if key}
        recognised = with_mapping(headers, recognised.source, mapping, tuple(own))
    figures = Figures(recognised, table.facts, signature(headers), header_line)
    figures.columns = columns = columns_of(headers, recognised, own)
    _refuse_without_figures(recognised, columns)
    if skip:
        figures.drop(skip, "header", because("The line is a second header; the two were read together."))
    seen = survey(columns, (line for line in table.rows() if line.number != skip), answers)
    figures.remarks.extend((*table.facts.warnings, *seen.remarks))
    figures.questions, figures.settled = seen.questions, seen.settled
    figures.computed = tuple(c.header for c in columns if is_computed(c, columns))
    walk = _Walk(figures, table, seen, answers, skip)
    walk.go()
    for line in table.totals:
        figures.drop(line, "total", because("The line sums the others up."))
    figures.dropped.sort(key=lambda dropped: dropped.line)
    return figures


def _header(table: Table) -> tuple[list[str], int, int]:
    """The headers, the line of a second header line where there is one, and the line of the (last) header."""
    headers, line = list(table.headers), table.facts.header_line
    below = next(table.rows(), None)
    if below is None or below.wrong or any(any(ch.isdigit() for ch in cell) for cell in below.cells):
        return headers, 0, line
    filled = [cell for cell in below.cells if cell.strip()]
    if len(filled) < 2:
        return headers, 0, line
    top = recognise(headers)
    lower = [cell.strip() or head for cell, head in zip(below.cells, headers, strict=True)]
    both = [
        " ".join(filter(None, (_without_number(head), cell.strip())))
        for head, cell in zip(headers, below.cells, strict=True)
    ]
    best = max((top, recognise(lower), recognise(both)), key=_knows)
    if _knows(best) > _knows(top):
        chosen = lower if _knows(recognise(lower)) >= _knows(best) else both
        return _unique(chosen), below.number, below.number
    words = sum(header_of(cell).name in _SECOND or bool(currency_of(cell)) for cell in filled)
    return headers, below.number if words == len(filled) else 0, line


_SECOND = {"eur", "usd", "%", "pcs", "count", "number", "шт", "шт.", "kom", "ks", "руб", "sum", "total"}


def _knows(recognised: Recognised) -> tuple[bool, int]:
    keys = set(recognised.mapping.values())
    return bool(keys & DATE_ROLES), len(keys)


def _without_number(header: str) -> str:
    return re.sub(r" ?\(\d+\)$", "", header)


def _unique(headers: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    named = []
    for header in headers:
        seen[header] = seen.get(header, 0) + 1
        named.append(header if seen[header] == 1 else f"{header} ({seen[header]})")
    return named


def _refuse_without_figures(recognised: Recognised, columns: Sequence[Column]) -> None:
    if not any(c.metric or c.key == "results" for c in columns) and not LAYOUTS[recognised.source].events:
        raise Refused(
            because(
                "No column of this table is known to hold figures. Its columns: {columns}. Say what they mean, or "
                "choose another file.",
                columns=", ".join((*recognised.mapping, *recognised.unknown)[:20]),
            ),
            "no figures",
        )


class _Walk:
    """The second walk: rows become numbers in columns of equal length."""

    def __init__(self, figures: Figures, table: Table, seen: Seen, answers: Mapping[str, str], skip: int) -> None:
        self.figures, self.table, self.seen, self.answers, self.skip = figures, table, seen, answers, skip
        self.layout = LAYOUTS[figures.recognised.source]
        columns = figures.columns
        self.place = {c.key: c.place for c in columns if c.key != "segment"}
        self.segments = [c.place for c in columns if c.key == "segment"]
        self.order = {c.key: c.order for c in columns if c.key in DATE_ROLES}
        self.whole = span_of_preamble(table.preamble)
        if told := answers.get("period"):
            self.whole = _told_period(told)
        self.parts = {c.key: c for c in columns if is_part(c, columns)}
        self.measured = [c for c in columns if c.metric is not None and not is_computed(c, columns)]
        self.money = next((c.head.currency for c in columns if c.head.currency), "")
        self.lines, self.days, self.dim_of, self.hashes = array("i"), array("i"), array("i"), array("q")
        self.columns: dict[str, array[float]] = {}
        self.dim_ids: dict[Of, int] = {}
        self.spans: dict[Any, Span | Reason | None] = {}
        self.hours: dict[int, set[str]] = {}
        self.credits: list[int] = []
        self.last_currency = ""
        self.readers = {c.key: _reader(c) for c in self.measured}
        if (results := self.place.get("results")) is not None:
            column = next(c for c in columns if c.key == "results")
            self.readers["results"] = _reader(column)
            self.results_place = results
        for column in self.measured:
            self.columns[column.key] = array("d")
        if self.layout.events:
            self.columns |= {"calls": array("d"), "answered_calls": array("d"), "call_time": array("d")}
        if "results" in self.place:
            for key in ("leads", "orders", "calls", "goals"):
                self.columns.setdefault(key, array("d"))
        self.has_day = (
            bool(self.place.keys() & {"day", "started", "week", "month"})
            or {"since", "until"} <= self.place.keys()
            or ("nth_day" in self.place and self.whole is not None)
        )
        self.nan = float("nan")

    def go(self) -> None:
        if not self.has_day and self.whole is None:
            raise Refused(
                because(
                    "The table has no column of days, and no line above it says which days it is about. Export it with "
                    "a column for the day."
                ),
                "no days",
            )
        open_dates = any(q.key.startswith(("date:", "number:", "share:", "results")) for q in self.figures.questions)
        if open_dates:  # cells that cannot be read yet would all be rows with an error
            self.figures.rows = self.seen.rows
            return
        for line in self.table.rows():
            if line.number == self.skip:
                continue
            if line.wrong:
                self.figures.drop(line.number, "unreadable", line.wrong)
            else:
                self._row(line)
        self._finish()

    # ── one row ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _row(self, line: Line) -> None:
        cells = line.cells
        span = self._span(line)
        if span is None:
            return
        place = self.place
        channel = channel_of(restored(cells[place["channel"]])) if "channel" in place else self.layout.channel
        campaign = restored(cells[place["campaign"]].strip())[:200] if "campaign" in place else ""
        row: dict[str, float] = {}
        currency = currency_of(cells[place["currency"]]) if "currency" in place else ""
        currency = currency or self.money
        try:
            if self.layout.events and not self._call(line, row):
                return
            for column in self.measured:
                value, money = self._value(column, cells[column.place], line)
                if money:
                    if currency and "currency" in place and money != currency:
                        raise _Bad(
                            column.header,
                            because("The cell is in {one} and the row in {other}.", one=money, other=currency),
                        )
                    currency = money
                row[column.key] = value
            if "results" in place:
                self._results(cells, row)
        except _Bad as bad:
            self.figures.drop(
                line.number,
                "unreadable",
                because("In the column “{column}”: {reason}", column=bad.column, reason=bad.reason),
            )
            return
        for key, column in self.parts.items():
            self._part(key, column, row)
        self._currency_changes(line.number, currency)
        self._keep(line, span, channel, campaign, currency, row)

    def _span(self, line: Line) -> Span | None:
        place, cells = self.place, line.cells
        if not self.has_day:
            names = [cells[c.place] for c in self.figures.columns if c.key in ("channel", "campaign", "segment")]
            if names and not any(name.strip() for name in names):
                self.figures.drop(line.number, "total", because("The line names neither campaign nor channel."))
                return None
            return self.whole
        key: Any
        if "since" in place and "until" in place:
            key = (cells[place["since"]], cells[place["until"]])
        else:
            role = next(r for r in ("day", "started", "week", "month", "nth_day") if r in place)
            key = cells[place[role]]
        span = self.spans.get(key, 0)
        if span == 0:
            span = self._read_span(key)
            if len(self.spans) > 100_000:
                self.spans.clear()
            self.spans[key] = span
        if isinstance(span, Reason):
            kind = "total" if is_totals_row(cells, strictly=False) else "unreadable"
            self.figures.drop(
                line.number, kind, span if kind == "unreadable" else because("The line sums the others up.")
            )
            return None
        if span is None:
            said = is_totals_row(cells, strictly=False) or is_totals_row(cells[::-1], strictly=False)
            if said:
                self.figures.drop(line.number, "total", because("The line sums the others up."))
            else:
                self.figures.drop(line.number, "no_day", because("The line names no day."))
            return None
        return span  # type: ignore[return-value]

    def _read_span(self, key: Any) -> Span | Reason | None:
        try:
            span = self._span_of(key)
        except Unreadable as no:
            return no.reason
        except Undecidable as two:
            return because("It may be {first} or {second}.", first=two.first, second=two.second)
        if span and (span[0] < _FIRST_DAY or span[1] >= _LAST_DAY):
            return because("The year {year} cannot be right.", year=str(span[0].year))
        return span

    def _span_of(self, key: Any) -> Span | None:
        order: Any = self.order
        if isinstance(key, tuple):
            since, until = read_span(_bare(key[0]), order["since"]), read_span(_bare(key[1]), order["until"])
            if since is None or until is None:
                return since or until
            if until[1] < since[0]:
                raise Unreadable(because("It ends before it begins."))
            return since[0], until[1]
        text = _bare(key)
        if "nth_day" in self.place and not self.place.keys() & {"day", "started", "week", "month"}:
            assert self.whole is not None
            if not text.isdecimal() or len(text) > 5:
                return None
            day = self.whole[0] + timedelta(days=int(text))
            return day, day
        role = next(r for r in ("day", "started", "week", "month") if r in self.place)
        span = read_span(text, order[role])
        if span is None:
            return None
        first, last = span
        if self.seen.settled.get("utc_midnight") == "next":
            first, last = first + timedelta(days=1), last + timedelta(days=1)
        if first == last and role == "week":
            return first, first + timedelta(days=6)
        if first == last and role == "month":
            return month_of(first)
        return first, last

    def _value(self, column: Column, cell: str, line: Line) -> tuple[float, str]:
        """The figure and the currency its cell names. Raises _Bad."""
        if not cell:
            return self.nan, ""
        metric = column.metric
        assert metric is not None
        value, money = self.readers[column.key](cell)
        if value < 0:
            if metric.unit == "money":
                self.credits.append(line.number)
            else:
                raise _Bad(column.header, because("“{value}” is less than nothing.", value=cell.strip()[:40]))
        return value, money if metric.unit == "money" else ""

    def _part(self, key: str, column: Column, row: dict[str, float]) -> None:
        """A ratio becomes its numerator: what is kept can be added up."""
        metric = column.metric
        assert metric is not None
        ratio = row.pop(key)
        if metric.numerator not in row:
            row[metric.numerator] = ratio * row[metric.denominator] / metric.factor

    def _results(self, cells: list[str], row: dict[str, float]) -> None:
        cell = cells[self.results_place]
        kind = cells[self.place["result_kind"]] if "result_kind" in self.place else ""
        key = result_metric(kind) or self.answers.get(f"results:{kind}" if kind else "results", "")
        if not cell or key in ("", "aside") or key in row:
            return
        row[key], _ = self.readers["results"](cell)

    def _call(self, line: Line, row: dict[str, float]) -> bool:
        place, cells = self.place, line.cells
        if "call_type" in place and fold(cells[place["call_type"]]).startswith(_OUTGOING):
            self.figures.drop(
                line.number, "outgoing", because("The call went out; only calls that came in are counted.")
            )
            return False
        length = _seconds(cells[place["duration"]]) if "duration" in place else None
        answered = bool(length)
        if "call_status" in place and (said := fold(cells[place["call_status"]])):
            if said.startswith(_MISSED):
                answered = False
            elif said.startswith(_ANSWERED):
                answered = True
        row["calls"], row["answered_calls"] = 1.0, float(answered)
        row["call_time"] = length if answered and length is not None else 0.0
        return True

    def _currency_changes(self, number: int, currency: str) -> None:
        if currency and currency != self.last_currency:
            if self.last_currency:
                self.figures.say(
                    because(
                        "In line {line} the currency changes from {one} to {other}; each row keeps its own, and they "
                        "are not added up.",
                        line=number,
                        one=self.last_currency,
                        other=currency,
                    )
                )
            self.last_currency = currency

    def _keep(self, line: Line, span: Span, channel: str, campaign: str, currency: str, row: dict[str, float]) -> None:
        first, last = span
        cells = line.cells
        length = (last - first).days + 1
        of = Of(grain_of(first, last), channel, campaign, currency, length)
        if of.grain == "month":
            of = Of("month", channel, campaign, currency, 1)
        dim = self.dim_ids.get(of)
        if dim is None:
            dim = self.dim_ids[of] = len(self.dim_ids)
            self.figures.dims.append(of)
        if self.layout.events:
            told: Any = tuple(cells)
        else:
            told = (dim, first, tuple([cells[place] for place in self.segments]))
            stamp = self._stamp(cells, first)
            if stamp:
                told = (*told, stamp)
        self.hashes.append(hash(told))
        self.lines.append(line.number)
        self.days.append(first.toordinal())
        self.dim_of.append(dim)
        for key, value in row.items():
            column = self.columns.get(key)
            if column is None:
                column = self.columns[key] = array("d", [self.nan]) * (len(self.lines) - 1)
            column.append(value)
        if len(row) != len(self.columns):
            many = len(self.lines)
            for column in self.columns.values():
                if len(column) < many:
                    column.append(self.nan)

    def _stamp(self, cells: list[str], day: date) -> str:
        """The hour of a row; on a day that has one hour twice the second one is told from the first."""
        place = self.place
        hour = cells[place["hour"]] if "hour" in place else ""
        if not hour and "day" in place and len(cells[place["day"]]) > 12:
            hour = cells[place["day"]]
        if not hour:
            return ""
        self.hours.setdefault(day.toordinal(), set()).add(hour)
        return hour

    # ── all rows ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _finish(self) -> None:
        figures = self.figures
        many = len(self.lines)
        if not many:
            return
        values = {key: np.frombuffer(column, np.float64) for key, column in self.columns.items() if len(column) == many}
        values = {key: column for key, column in values.items() if not np.isnan(column).all()}
        self.columns = {}  # a million rows are let go as soon as they are added up
        dims, days = np.frombuffer(self.dim_of, np.int32), np.frombuffer(self.days, np.int32)
        kept = self._without_repeated(values, days)
        if self.credits:
            figures.say(
                because(
                    "Money below zero in line {lines}: read as a credit that lowers the sum.",
                    lines=", ".join(map(str, self.credits[:10])) + (" …" if len(self.credits) > 10 else ""),
                )
            )
        self._say_of_clocks(days)
        figures.rows = int(kept.sum()) if kept is not None else many
        if figures.questions:
            return
        if kept is not None:
            dims, days = dims[kept], days[kept]
            values = {key: column[kept] for key, column in values.items()}
        self.hashes, self.lines = array("q"), array("i")
        figures.of, figures.first, figures.values = self._added_up(dims, days, values)
        self._say_of_grains()
        if not figures.currencies and any(_unit(figures.columns, key) == "money" for key in figures.values):
            figures.say(because("The file does not say in which currency its money is."))

    def _without_repeated(self, values: Mapping[str, NDArray[np.float64]], days: NDArray[np.int32]) -> Any:
        """Which rows count, where some stand twice; None where all do."""
        hashes = np.frombuffer(self.hashes, np.int64)
        order = np.argsort(hashes, kind="stable")
        same = hashes[order[1:]] == hashes[order[:-1]]
        if not same.any():
            return None
        kept = np.ones(len(hashes), bool)
        lines = np.frombuffer(self.lines, np.int32)
        answer = self.answers.get("twice", "")
        asked = False
        later = np.flatnonzero(same) + 1
        for at in later.tolist():
            start = at - 1
            while start and same[start - 1]:
                start -= 1
            one, other = int(order[start]), int(order[at])
            day = date.fromordinal(int(days[other]))
            if all(v[one] == v[other] or (np.isnan(v[one]) and np.isnan(v[other])) for v in values.values()):
                if self.hours and clock_change(day) == "back":
                    continue
                kept[other] = False
                self.figures.drop(
                    int(lines[other]),
                    "repeated",
                    because("The line says the same as line {line}; it counts once.", line=int(lines[one])),
                )
                continue
            if self.hours and clock_change(day) == "back":
                continue  # the hour that comes twice that night
            if answer == "first":
                kept[other] = False
            elif answer == "last":
                kept[int(order[at - 1])] = False
            elif answer != "sum" and not asked:
                asked = True
                self._ask_twice(day, int(lines[one]), int(lines[other]), values, one, other)
                continue
            if answer in ("first", "last"):
                out = other if answer == "first" else int(order[at - 1])
                self.figures.drop(
                    int(lines[out]),
                    "repeated",
                    because("{day} stands there twice; the {which} line counts, as you said.", day=day,
                            which=because("first") if answer == "first" else because("last")),
                )  # fmt: skip
        return kept

    def _ask_twice(
        self, day: date, line: int, other_line: int, values: Mapping[str, Any], one: int, other: int
    ) -> None:
        key = next(
            k for k, v in values.items() if not (v[one] == v[other] or (np.isnan(v[one]) and np.isnan(v[other])))
        )
        header = next((c.header for c in self.figures.columns if c.key == key), key)
        self.figures.questions.append(
            Question(
                "twice",
                header,
                because(
                    "{day} stands in lines {line} and {other} with different figures: “{column}” is {first} and "
                    "{second}, and nothing tells the lines apart. Which counts?",
                    day=day,
                    line=line,
                    other=other_line,
                    column=header,
                    first=_short(values[key][one]),
                    second=_short(values[key][other]),
                ),
                (
                    ("last", because("The last line: it corrects the first")),
                    ("first", because("The first line")),
                    ("sum", because("Both, added up")),
                ),
            )
        )

    def _added_up(
        self, dims: NDArray[np.int32], days: NDArray[np.int32], values: dict[str, NDArray[np.float64]]
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], dict[str, NDArray[np.float64]]]:
        """One reading for each series and day, taking `values` apart. What does not add up is left out where a day has
        several rows."""
        key = dims.astype(np.int64) << 32 | days
        order = np.argsort(key, kind="stable")
        sorted_key = key[order]
        starts = np.flatnonzero(np.r_[True, sorted_key[1:] != sorted_key[:-1]])
        summed: dict[str, NDArray[np.float64]] = {}
        several = len(starts) < len(order)
        del sorted_key, key
        for name in list(values):
            ordered = values.pop(name)[order]
            if not several:
                summed[name] = ordered
                continue
            there = ~np.isnan(ordered)
            counts = np.add.reduceat(there.astype(np.int32), starts)
            total = np.add.reduceat(np.where(there, ordered, 0.0), starts)
            total[counts == 0] = np.nan
            metric = _metric(self.figures.columns, name)
            if metric is not None and metric.adds != "sum" and (counts > 1).any():
                total[counts > 1] = np.nan
                self.figures.say(
                    because(
                        "“{metric}” of several lines of one day does not add up and is left out there.",
                        metric=next((c.header for c in self.figures.columns if c.key == name), name),
                    )
                )
            summed[name] = total
        at = order[starts]
        return dims[at].astype(np.int32), days[at].astype(np.int32), summed

    def _say_of_clocks(self, days: NDArray[np.int32]) -> None:
        for ordinal, hours in sorted(self.hours.items()):
            day = date.fromordinal(ordinal)
            if clock_change(day) == "forward" and len(hours) == 23:
                self.figures.say(
                    because("{day} has 23 hours, since the clocks went forward; nothing is missing.", day=day)
                )
            if clock_change(day) == "back" and int((days == ordinal).sum()) > len(hours):
                self.figures.say(
                    because("{day} has one hour twice, since the clocks went back; both are counted.", day=day)
                )

    def _say_of_grains(self) -> None:
        figures = self.figures
        grains = {figures.dims[dim].grain for dim in np.unique(figures.of)}
        if "period" in grains:
            figures.say(
                because(
                    "Some rows are about several days at once. They are shown, but only days, weeks and months are "
                    "kept: export them with a column for the day."
                )
            )
        if len(grains) > 1:
            figures.say(because("The file mixes days with longer periods; they are kept apart and never added up."))
        weeks = figures.first[np.isin(figures.of, [n for n, d in enumerate(figures.dims) if d.grain == "week"])]
        if len(weeks) and (weeks % 7 != 1).any():  # the ordinal of a Monday leaves 1
            figures.say(
                because("Weeks do not begin on Monday; each is kept under the week that holds most of its days.")
            )


class _Bad(Exception):
    def __init__(self, column: str, reason: Reason) -> None:
        super().__init__(column)
        self.column, self.reason = column, reason


def _reader(column: Column) -> Any:
    """Cell -> (number, currency), quick for plain numbers; a cell that was read before is looked up."""
    metric = column.metric
    mark: Any = column.mark
    soft = metric is not None and metric.adds in ("ratio", "level")
    plain = not column.is_share

    @lru_cache(maxsize=2048)
    def slow(cell: str) -> tuple[float, str]:
        text = _bare(cell)
        if is_empty(text) or fold(text) in _ERRORS:
            if soft or is_empty(text):
                return float("nan"), ""
            raise _Bad(column.header, because("The cell holds an error, “{value}”.", value=text[:40]))
        if _FORMULA.match(text):
            raise _Bad(
                column.header,
                because("The cell holds a formula, “{value}”, and not its result.", value=text[:40]),
            )
        if metric is not None and metric.unit == "seconds":
            seconds = _seconds(text)
            if seconds is not None:
                return seconds, ""
        try:
            number = read_number(text, mark)
        except Unreadable as no:
            if soft:
                return float("nan"), ""
            raise _Bad(column.header, no.reason) from None
        except Undecidable as two:
            raise _Bad(
                column.header, because("It may be {first} or {second}.", first=two.first, second=two.second)
            ) from None
        if number is None:
            return float("nan"), ""
        value = float(number)
        if column.is_share:
            value *= 0.01 if text.rstrip().endswith("%") else column.scale
        return value, _money_of(text)

    def read(cell: str) -> tuple[float, str]:
        digits = cell.replace(".", "", 1) if mark == "." else cell
        if plain and digits.isdigit() and len(cell) < 15 and cell.isascii():
            return float(cell), ""
        return slow(cell)

    return read


def _bare(cell: str) -> str:
    """The words of a cell without what keeps a spreadsheet from reading them."""
    text = restored(cell.strip())
    found = _AS_TEXT.match(text)
    return found[1] if found else text


def _money_of(text: str) -> str:
    found = _MONEY.search(text)
    return currency_of(found[1] or found[2]) if found else ""


def _seconds(text: str) -> float | None:
    """How long, in seconds: "0:02:14", "2:14", "134", "2m 14s".

    >>> _seconds("0:01:50"), _seconds("2m 14s"), _seconds("")
    (110.0, 134.0, None)
    """
    plain = text.strip()
    if found := _CLOCK.match(plain):
        return int(found[1] or 0) * 3600.0 + int(found[2]) * 60 + int(found[3])
    found = re.fullmatch(r"(?i)(?:(\d+) ?h)? ?(?:(\d+) ?m(?:in)?)? ?(?:(\d+) ?s(?:ec)?)?", plain)
    if found and any(found.groups()):
        return int(found[1] or 0) * 3600.0 + int(found[2] or 0) * 60 + int(found[3] or 0)
    return float(plain.replace(",", ".")) if re.fullmatch(r"[0-9]{1,12}([.,][0-9]{1,9})?", plain) else None


def _told_period(text: str) -> Span:
    try:
        span = read_span(text.replace("..", " .. "))
    except (Unreadable, Undecidable):
        span = None
    if span is None:
        raise Refused(because("“{value}” is no period. Write it like 2026-07-01..2026-07-31.", value=text[:60]))
    return span


def _metric(columns: Sequence[Column], key: str) -> Metric | None:
    return next((c.metric for c in columns if c.key == key and c.metric), None) or METRICS.get(key)


def _unit(columns: Sequence[Column], key: str) -> str:
    metric = _metric(columns, key)
    return metric.unit if metric else ""


def _short(number: float) -> str:
    return "–" if np.isnan(number) else f"{number:g}" if abs(number) < 1e6 else f"{number:.0f}"


def _ends(of: NDArray[np.int32], first: NDArray[np.int32]) -> Iterator[tuple[int, int]]:
    """The latest beginning of each series."""
    for dim in np.unique(of).tolist():
        yield dim, int(first[of == dim].max())
