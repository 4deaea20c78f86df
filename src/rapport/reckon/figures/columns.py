"""What whole columns of figures say about their cells before one of them is read: marks, orders, per cents, questions.

The first of two walks over a table. Memory does not grow with its rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapport.reckon.figures.metrics import METRICS, Metric
from rapport.reckon.figures.recognise import Recognised
from rapport.reckon.tables.columns import Evidence, Question
from rapport.reckon.tables.opening import Line
from rapport.reckon.tables.sources.figures import Header, header_of
from rapport.reckon.tables.sources.meta_ads import RESULT_KINDS
from rapport.reckon.verdict import Reason, because

DATE_ROLES = frozenset({"day", "week", "month", "since", "until", "started"})
_UTC_MIDNIGHT = re.compile(r"T2[23]:00(:00(\.0+)?)?Z$")
_MAY_BE_TINY = frozenset({"ctr", "search_ctr", "conversion", "site_conversion"})  # less than one in a hundred is usual
_RESULTS_AS = ("leads", "orders", "calls", "goals")


@dataclass(slots=True)
class Column:
    """One column that means something; `metric` where it holds figures. What the walk sees is gathered in it."""

    place: int
    header: str
    key: str
    head: Header
    metric: Metric | None
    evidence: Evidence | None = None
    mark: str = ""
    order: str = ""
    percents: int = 0
    fractions: int = 0
    over_one: int = 0
    bare: str = ""  # a bare share up to 1, which is an example of what may be asked
    scale: float = 1.0  # what a bare share is multiplied by

    @property
    def is_share(self) -> bool:
        return self.metric is not None and self.metric.unit == "share"


@dataclass(slots=True)
class Seen:
    """What the first walk found out. `settled` is what columns decided themselves, by the key of the question."""

    columns: list[Column]
    rows: int = 0
    utc_midnights: int = 0
    days: int = 0
    result_kinds: set[str] = field(default_factory=set)
    questions: list[Question] = field(default_factory=list)
    settled: dict[str, str] = field(default_factory=dict)
    remarks: list[Reason] = field(default_factory=list)

    def of(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.key == key), None)


def columns_of(headers: Sequence[str], recognised: Recognised, own: Mapping[str, Metric]) -> list[Column]:
    """The columns that mean something, in their order."""
    return [
        Column(place, header, key, header_of(header), own.get(key) or METRICS.get(key))
        for place, header in enumerate(headers)
        if (key := recognised.mapping.get(header))
    ]


def survey(columns: list[Column], rows: Iterable[Line], answers: Mapping[str, str]) -> Seen:
    """Walk over all rows once and settle, or ask, what single cells cannot say."""
    seen = Seen(columns)
    dates, numbers = [], []
    kind = next((c.place for c in columns if c.key == "result_kind"), None)
    for column in columns:
        if column.key in DATE_ROLES:
            column.evidence = Evidence(column.header, "date")
            dates.append(column)
        elif (column.metric is not None or column.key == "results") and not is_computed(column, columns):
            column.evidence = Evidence(column.header, "number")
            numbers.append(column)
    for line in rows:
        if line.wrong:
            continue
        seen.rows += 1
        for column in dates:
            cell = line.cells[column.place]
            if cell:
                seen.days += 1
                if cell[4:5] == "-":
                    if len(cell) > 10 and _UTC_MIDNIGHT.search(cell):
                        seen.utc_midnights += 1
                else:
                    column.evidence.see(cell)  # type: ignore[union-attr]
        for column in numbers:
            cell = line.cells[column.place]
            if not cell or (cell.isdigit() and not column.is_share):
                continue
            _see_number(column, cell)
        if kind is not None and (told := line.cells[kind]):
            seen.result_kinds.add(told)
    _settle_dates(seen, dates, answers)
    _settle_marks(seen, numbers, answers)
    _settle_shares(seen, answers)
    _ask_results(seen, answers)
    return seen


def _see_number(column: Column, cell: str) -> None:
    points, commas = cell.count("."), cell.count(",")
    evidence = column.evidence
    assert evidence is not None
    if points + commas == 1 and len(cell) - max(cell.rfind("."), cell.rfind(",")) != 4:
        mark = "." if points else ","
        evidence.votes[mark] = evidence.votes.get(mark, 0) + 1
    elif points + commas:
        evidence.see(cell)
    if column.is_share:
        _see_share(column, cell)


def _see_share(column: Column, cell: str) -> None:
    if cell.rstrip().endswith("%"):
        column.percents += 1
        return
    try:
        value = float(cell.strip().replace(",", "."))
    except ValueError:
        return
    if value > 1:
        column.over_one += 1
    elif value > 0:
        column.fractions += 1
        column.bare = column.bare or cell.strip()


def _settle_dates(seen: Seen, dates: list[Column], answers: Mapping[str, str]) -> None:
    told = {order for column in dates if (order := column.evidence.settled())}  # type: ignore[union-attr]
    for column in dates:
        evidence = column.evidence
        assert evidence is not None
        question = evidence.question()
        column.order = _answer(answers, evidence.key, ("dmy", "mdy")) or evidence.settled()
        if question is not None and not column.order:
            if len(told) == 1:  # another column of the same file has decided
                column.order = next(iter(told))
            else:
                seen.questions.append(question)
        if evidence.example and column.order:
            seen.settled[evidence.key] = column.order
    if seen.utc_midnights and seen.utc_midnights == seen.days:
        if answers.get("utc_midnight") in ("next", "same"):
            seen.settled["utc_midnight"] = answers["utc_midnight"]
        else:
            seen.questions.append(_utc_question(dates[0].header))


def _answer(answers: Mapping[str, str], key: str, known: Sequence[str]) -> str:
    """What was answered, when it is an answer."""
    said = answers.get(key, "")
    return said if said in known else ""


def _utc_question(header: str) -> Question:
    return Question(
        "utc_midnight",
        header,
        because(
            "In the column “{column}” every time is 22:00 or 23:00 in UTC: midnights of a summer and a winter clock. "
            "Which day is meant?",
            column=header,
        ),
        (("next", because("The day that begins then")), ("same", because("The day as it is written"))),
    )


def _settle_marks(seen: Seen, numbers: list[Column], answers: Mapping[str, str]) -> None:
    own = {column.key: column.evidence.settled() for column in numbers}  # type: ignore[union-attr]
    of_file = {mark for mark in own.values() if mark}
    mixed = any(len(column.evidence.votes) > 1 for column in numbers)  # type: ignore[union-attr]
    for column in numbers:
        evidence = column.evidence
        assert evidence is not None
        column.mark = _answer(answers, evidence.key, (".", ",")) or evidence.settled()
        if len(evidence.votes) > 1:
            seen.remarks.append(
                because(
                    "The column “{column}” writes decimals now with a comma, now with a point; each is read alone.",
                    column=column.header,
                )
            )
        if not evidence.example or column.mark:
            continue
        if len(of_file) == 1 and not mixed:
            column.mark = next(iter(of_file))
        elif column.metric is not None and column.metric.whole:
            column.mark = "," if "." in evidence.example else "."  # what can hold no fraction is grouped
        elif question := evidence.question():
            seen.questions.append(question)
            continue
        if column.mark:
            seen.settled[evidence.key] = column.mark


def _settle_shares(seen: Seen, answers: Mapping[str, str]) -> None:
    """Cells with "%" say it themselves. Bare ones are per cents when the header says so or one is over 1."""
    for column in seen.columns:
        if not column.is_share or is_computed(column, seen.columns):
            continue
        key = f"share:{column.header}"
        said = answers.get(key, "")
        if said not in ("percent", "fraction"):
            if column.head.percent or (column.over_one and not column.fractions):
                said = "percent"
            elif column.over_one and not column.percents:
                said = "percent"  # one column, one way: 18.3 beside 0.9 are per cents
            elif column.fractions and (column.percents or column.over_one or column.key in _MAY_BE_TINY):
                seen.questions.append(_share_question(column, key))
                continue
            else:
                said = "fraction"
        column.scale = 0.01 if said == "percent" else 1.0
        if column.fractions or column.over_one:
            seen.settled[key] = said


def _share_question(column: Column, key: str) -> Question:
    return Question(
        key,
        column.header,
        because(
            "In the column “{column}”, is {example} a part of 1, or is it per cent?",
            column=column.header,
            example=column.bare,
        ),
        (
            ("fraction", because("A part of 1, as 0.18 is 18 per cent")),
            ("percent", because("Per cent, as 0.18 is less than one in a hundred")),
        ),
        column.bare,
    )


def _ask_results(seen: Seen, answers: Mapping[str, str]) -> None:
    """Results that nobody names are asked about: leads and orders must not be one."""
    column = seen.of("results")
    if column is None:
        return
    for kind in sorted(seen.result_kinds) or [""]:
        key = f"results:{kind}" if kind else "results"
        if result_metric(kind) or answers.get(key) in (*_RESULTS_AS, "aside"):
            continue
        words = (
            because("What is counted in “{column}” as “{kind}”?", column=column.header, kind=kind)
            if kind
            else because("What is counted in “{column}”?", column=column.header)
        )
        options = (
            ("leads", because("Leads")),
            ("orders", because("Orders")),
            ("calls", because("Calls")),
            ("goals", because("Goals reached on the site")),
            ("aside", because("Nothing that we keep")),
        )
        seen.questions.append(Question(key, column.header, words, options, kind))


def result_metric(kind: str) -> str:
    """The metric that an indicator of Meta names.

    >>> result_metric("actions:lead"), result_metric("actions:offsite_conversion.fb_pixel_purchase")
    ('leads', 'orders')
    """
    last = kind.rpartition(":")[2].strip().lower().replace(" ", "_")
    return RESULT_KINDS.get(last) or RESULT_KINDS.get(last.rpartition(".")[2], "")


def is_computed(column: Column, columns: Sequence[Column]) -> bool:
    """A ratio whose two parts stand in the same table is not taken from it: it is computed."""
    metric = column.metric
    if metric is None or metric.adds != "ratio":
        return False
    keys = {c.key for c in columns}
    if "results" in keys and metric.key in ("cpl", "cpo"):
        return True
    return metric.numerator in keys and metric.denominator in keys


def is_part(column: Column, columns: Sequence[Column]) -> bool:
    """A ratio whose denominator stands in the same table gives its numerator: bounce times visits are bounces."""
    metric = column.metric
    if metric is None or metric.adds != "ratio" or is_computed(column, columns):
        return False
    return any(c.key == metric.denominator for c in columns)
