"""What a file of figures says, as data and as text, without a database: for `rapport figures read`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from rapport.reckon.figures.metrics import METRICS
from rapport.reckon.figures.ratios import ratios_of
from rapport.reckon.figures.reading import Figures, last_day, read_figures
from rapport.reckon.figures.recognise import SOURCES
from rapport.reckon.tables.refusal import Refused

READINGS_AT_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Read:
    """One file and what it says, or why it is not taken."""

    path: Path
    figures: Figures | None
    refused: Refused | None = None


def read_file(path: Path, *, source: str, mapping: Mapping[str, str], answers: Mapping[str, str]) -> Read:
    """`mapping` is added to what was recognised. Raises OSError where there is no such file."""
    with path.open("rb") as file:
        try:
            figures = read_figures(file, path.name, source=source, also=mapping, answers=answers)
        except Refused as no:
            return Read(path, None, no)
    return Read(path, figures)


def as_data(read: Read) -> dict[str, Any]:
    """The shape docs/api/figures.md describes: the same keys whether the file was read or refused."""
    figures = read.figures
    if figures is None:
        assert read.refused is not None
        told: dict[str, Any] = dict.fromkeys(_KEYS)
        told |= {key: [] for key in _LISTS} | {key: {} for key in _DICTS}
        refusal = {"code": read.refused.looks_like or "refused", "reason": read.refused.reason.plain()}
        return {"path": str(read.path), "refusal": refusal} | told
    span, currencies = figures.span, figures.currencies
    return {
        "path": str(read.path),
        "refusal": None,
        "layout": {
            "source": figures.recognised.source,
            "name": SOURCES[figures.recognised.source],
            "format": figures.facts.format,
            "encoding": figures.facts.encoding,
            "separator": figures.facts.separator,
            "sheet": figures.facts.sheet,
            "preamble": list(figures.facts.preamble),
        },
        "header_line": figures.header_line,
        "mapping": dict(figures.recognised.mapping),
        "computed": list(figures.computed),
        "unknown": list(figures.recognised.unknown),
        "settled": figures.settled,
        "rows": figures.rows,
        "currency": currencies[0] if len(currencies) == 1 else None,
        "currencies": currencies,
        "since": span[0].isoformat() if span else None,
        "until": span[1].isoformat() if span else None,
        "grains": figures.grains,
        "daily": figures.grains == ["day"],
        "totals": totals_of(figures),
        "missing_days": [day.isoformat() for day in figures.missing_days()],
        "ignored_total_rows": figures.dropped_by_kind.get("total", 0),
        "dropped": [{"line": d.line, "kind": d.kind, "reason": d.reason.plain()} for d in figures.dropped],
        "dropped_by_kind": figures.dropped_by_kind,
        "questions": [
            {
                "key": q.key,
                "column": q.header,
                "question": q.reason.plain(),
                "options": {answer: words.plain() for answer, words in q.options},
            }
            for q in figures.questions
        ],
        "remarks": [remark.plain() for remark in figures.remarks],
        "readings": list(readings_of(figures)),
        "readings_in_all": len(figures.first),
    }


_LISTS = ("computed", "unknown", "currencies", "grains", "missing_days", "dropped", "questions", "remarks", "readings")
_DICTS = ("mapping", "settled", "totals", "dropped_by_kind")
_KEYS = (
    "layout", "header_line", "mapping", "computed", "unknown", "settled", "rows", "currency", "currencies", "since",
    "until", "grains", "daily", "totals", "missing_days", "ignored_total_rows", "dropped", "dropped_by_kind",
    "questions", "remarks", "readings", "readings_in_all",
)  # fmt: skip


def totals_of(figures: Figures) -> dict[str, float]:
    """Sums of what adds up; money only where the file has one currency."""
    several = len(figures.currencies) > 1
    return {
        key: round(float(np.nansum(column)), 6)
        for key, column in figures.values.items()
        if (metric := METRICS.get(key)) and metric.adds == "sum" and not (several and metric.unit == "money")
    }


def readings_of(figures: Figures) -> Iterator[dict[str, Any]]:
    """One object for each series and day in the order of days; absent figures are null."""
    ratios = ratios_of(figures.values)
    for n in np.argsort(figures.first, kind="stable")[:READINGS_AT_MOST].tolist():
        of, first = figures.dims[figures.of[n]], int(figures.first[n])
        yield {
            "since": date.fromordinal(first).isoformat(),
            "until": last_day(of, first).isoformat(),
            "grain": of.grain,
            "channel": of.channel,
            "campaign": of.campaign,
            "currency": of.currency,
            "figures": {key: _number(column[n]) for key, column in figures.values.items()},
            "ratios": {key: _number(column[n]) for key, column in ratios.items()},
        }


def as_text(read: Read, *, with_table: bool = True) -> Iterator[str]:
    """The same to be read by people: what was found, what is asked, and a plain table."""
    figures = read.figures
    yield f"== {read.path}"
    if figures is None:
        assert read.refused is not None
        yield f"Not read: {read.refused.reason.plain()}"
        return
    facts = figures.facts
    written = ", ".join(filter(None, (facts.format, facts.encoding, facts.sheet)))
    yield f"{SOURCES[figures.recognised.source]} ({written}), header in line {figures.header_line}"
    for header, key in figures.recognised.mapping.items():
        yield f"  {header} = {key}{' (computed from its parts)' if header in figures.computed else ''}"
    if figures.recognised.unknown:
        yield f"Left aside: {', '.join(figures.recognised.unknown)}"
    for dropped in figures.dropped:
        yield f"Line {dropped.line} is left out: {dropped.reason.plain()}"
    for remark in figures.remarks:
        yield remark.plain()
    for question in figures.questions:
        yield f"Asked: {question.reason.plain()}"
        for answer, words in question.options:
            yield f"  --answer '{question.key}={answer}'  {words.plain()}"
    if missing := figures.missing_days():
        named = ", ".join(day.isoformat() for day in missing[:10])
        yield f"Days the file says nothing about: {named}{' …' if len(missing) > 10 else ''}"
    if with_table:
        yield ""
        yield from _table(figures)


def _table(figures: Figures) -> Iterator[str]:
    keys = list(figures.values)
    rows = [["since", "until", "channel", "campaign", "currency", *keys]]
    for reading in readings_of(figures):
        said = reading["figures"]
        where = [reading[key] for key in ("since", "until", "channel", "campaign", "currency")]
        rows.append([*where, *("–" if said[key] is None else f"{said[key]:g}" if abs(said[key]) < 1e5
                               else f"{said[key]:.2f}" for key in keys)])  # fmt: skip
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        cells = (c.ljust(w) if n < 5 else c.rjust(w) for n, (c, w) in enumerate(zip(row, widths, strict=True)))
        yield "  ".join(cells).rstrip()
    if len(figures.first) > READINGS_AT_MOST:
        yield f"… and {len(figures.first) - READINGS_AT_MOST} more"


def _number(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 6)
