"""Where the table begins and ends in a text: its separator, the lines before its header, the header, its totals.

For whoever reads a table and says to a person what was found.
"""

from __future__ import annotations

import csv
import hashlib
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapport.reckon.folding import fold

SEPARATORS = (",", ";", "\t", "|")
_HEADER_WITHIN = 30
_FIGURES = re.compile(r"^[\s\d.,:/%€$£+()-]+$")
_TOTALS = {
    "total", "totals", "grand total", "sum", "gesamt", "gesamtsumme", "summe", "insgesamt", "total general", "suma",
    "итого", "всего", "итого и средние", "ukupno", "sveukupno", "spolu", "celkom", "celkem", "razem", "totale",
}  # fmt: skip
_TOTAL_STARTS = tuple(f"{word}:" for word in _TOTALS) + ("итого ",)


@dataclass(frozen=True, slots=True)
class Layout:
    """`header_line` counts from 1; `headers` are unique, a repeated one is numbered ("Mail", "Mail (2)")."""

    separator: str
    header_line: int
    headers: tuple[str, ...]
    preamble: tuple[str, ...] = ()
    repeated: tuple[str, ...] = field(default=())

    @property
    def signature(self) -> str:
        return signature(self.headers)


def signature(headers: Sequence[str]) -> str:
    """What a remembered mapping is found by: the same folded headers in the same order.

    >>> signature(["Name", "E-Mail"]) == signature([" name", "E-MAIL"])
    True
    """
    return hashlib.sha256("\x1f".join(fold(h) for h in headers).encode()).hexdigest()[:32]


def find_separator(lines: Sequence[str]) -> str:
    """The separator that cuts most of the lines into the same number of cells, quotes respected.

    >>> find_separator(["a;b;c\\n", "1,5;2,5;x\\n", "1;2;y\\n"])
    ';'
    """
    if lines and (told := re.fullmatch(r"\ufeff?sep=(.)\s*", lines[0], re.IGNORECASE)):
        return told[1]
    return max(SEPARATORS, key=lambda sep: _evenness(lines, sep))


def find_layout(rows: Sequence[tuple[int, list[str]]], separator: str) -> Layout | None:
    """The header is the first row nearly as wide as the table that reads like words; None where no row does."""
    rows = [(line, [c.strip() for c in row]) for line, row in rows]
    rows = [(line, row) for line, row in rows if any(row)]
    if rows and len(rows[0][1]) <= 2 and re.fullmatch(r"sep=.?", "".join(rows[0][1]), re.IGNORECASE):
        rows = rows[1:]
    if not rows:
        return None
    wide = _usual_width([row for _, row in rows])
    for place, (line, row) in enumerate(rows[:_HEADER_WITHIN]):
        if _reads_like_header(row, wide):
            headers, repeated = _numbered(_trimmed(row))
            return Layout(separator, line, headers, tuple(" ".join(filter(None, r)) for _, r in rows[:place]), repeated)
    return None


def is_totals_row(row: Sequence[str], *, strictly: bool = True) -> bool:
    """A row that sums the others: its first filled cell says so and no other cell holds words of its own.

    >>> is_totals_row(["Total: Account", "", "12"]), is_totals_row(["Total Wine", "shop", "12"])
    (True, False)
    >>> is_totals_row(["Total", "info@total.example", "Paris"])
    False
    """
    first = next((c for c in row if c and not c.isspace()), "")
    if not first or len(first) > 60:
        return False
    word = fold(first)
    if not (word in _TOTALS or word.startswith(_TOTAL_STARTS)):
        return False
    others = [c for c in row if c.strip() and c != first]
    if not strictly:
        return True
    words = sum(not _FIGURES.match(c) and c.strip() not in {"--", "—", "×", "-"} for c in others)
    return words == 0 or (word.startswith(_TOTAL_STARTS) and words <= 2)


def _evenness(lines: Sequence[str], separator: str) -> float:
    try:
        rows = [row for row in csv.reader(lines, delimiter=separator) if any(row)]
    except csv.Error:
        return 0.0
    if not rows:
        return 0.0
    usual, times = max(Counter(len(row) for row in rows).items(), key=lambda pair: (pair[1] * (pair[0] > 1), pair[0]))
    if usual == 1:
        return 0.0
    return times / len(rows) * math.sqrt(usual - 1)


def _usual_width(rows: Sequence[list[str]]) -> int:
    return max(Counter(len(_trimmed(row)) for row in rows).items(), key=lambda pair: (pair[1], pair[0]))[0]


def _reads_like_header(row: list[str], wide: int) -> bool:
    filled = [c for c in row if c]
    if len(filled) < max(1, min(wide, len(row)) * 0.6) or len(_trimmed(row)) < wide * 0.6:
        return False
    figures = sum(bool(_FIGURES.match(c)) for c in filled)
    return figures <= len(filled) * 0.2 and max(len(c) for c in filled) < 300


def _trimmed(row: list[str]) -> list[str]:
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _numbered(row: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    seen: set[str] = set()
    headers, repeated = [], []
    for place, cell in enumerate(row, start=1):
        plain = " ".join(cell.lstrip("\ufeff").split()) or f"({place})"
        name, times = plain, 1
        while fold(name) in seen:
            times += 1
            name = f"{plain} ({times})"
        if times == 2:
            repeated.append(plain)
        seen.add(fold(name))
        headers.append(name)
    return tuple(headers), tuple(repeated)
