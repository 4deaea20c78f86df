"""Opens any file that may hold a table: what it is, how it is written, and its rows one after another.

For importers, here and above: `open_table` refuses with a sentence, or gives a `Table` whose facts can be shown
to a person (encoding, separator, lines before the header, repeated headers, odd lines).
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from rapport.reckon.tables import encoding as encodings
from rapport.reckon.tables.layout import Layout, find_layout, find_separator, is_totals_row
from rapport.reckon.tables.refusal import BYTES_AT_MOST, CELL_AT_MOST, COLUMNS_AT_MOST, Refused
from rapport.reckon.tables.workbook import Sheet, Workbook, open_workbook
from rapport.reckon.verdict import Reason, because

_SAMPLE_LINES = 200
_SAMPLE_CHARS = 2_000_000
csv.field_size_limit(max(csv.field_size_limit(), 64_000_000))

_OTHER_FORMATS: tuple[tuple[bytes, str, Reason], ...] = (
    (b"%PDF", "PDF", because("This is a PDF document, not a table. Export it as CSV or XLSX and choose that file.")),
    (b"\x89PNG", "image", because("This is a picture, not a table. Choose a CSV or XLSX file.")),
    (b"\xff\xd8\xff", "image", because("This is a picture, not a table. Choose a CSV or XLSX file.")),
    (b"GIF8", "image", because("This is a picture, not a table. Choose a CSV or XLSX file.")),
    (b"\x1f\x8b", "gzip", because("This is a packed file. Unpack it and choose the CSV or XLSX file inside.")),
    (b"7z\xbc\xaf", "7z", because("This is a packed file. Unpack it and choose the CSV or XLSX file inside.")),
    (b"Rar!", "rar", because("This is a packed file. Unpack it and choose the CSV or XLSX file inside.")),
    (
        b"SQLite format 3",
        "database",
        because("This is a database, not a table. Export the table you need as CSV or XLSX."),
    ),
    (b"BEGIN:VCALENDAR", "calendar", because("This is a calendar, not a table of clients. Choose a CSV or XLSX file.")),
    (
        b"BEGIN:VCARD",
        "address cards",
        because("These are address cards, not a table. Export them as CSV and choose that file."),
    ),
    (b"{\\rtf", "RTF", because("This is a text document, not a table. Choose a CSV or XLSX file.")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its line in the file (from 1), its cells as long as the header, or why it cannot be one."""

    number: int
    cells: list[str]
    wrong: Reason | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found out about the writing of the table, to be shown."""

    format: str
    encoding: str
    separator: str
    header_line: int
    preamble: tuple[str, ...]
    repeated: tuple[str, ...]
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    warnings: tuple[Reason, ...] = field(default=())


class Table:
    """An opened table. `rows()` may be asked again and reads the file anew; memory does not grow with the rows."""

    def __init__(self, facts: Facts, layout: Layout, source: _Text | _Book | _Held) -> None:
        self.facts = facts
        self.headers = layout.headers
        self.signature = layout.signature
        self.preamble = layout.preamble
        self._layout = layout
        self._source = source
        self.totals: list[int] = []

    def rows(self) -> Iterator[Line]:
        """Rows below the header, blank ones left out, totals left out and noted in `totals`."""
        wide = len(self.headers)
        header_line = self._layout.header_line
        self.totals = totals = []
        for number, cells in self._source.rows():
            if number <= header_line:
                continue
            if len(cells) != wide:
                if len(cells) > wide and any(c and not c.isspace() for c in cells[wide:]):
                    if not any(cells):
                        continue
                    yield Line(number, cells, _too_wide(cells, wide))
                    continue
                cells = cells[:wide] + [""] * (wide - len(cells))
            first = cells[0]
            if (not first or first.isspace()) and not any(c and not c.isspace() for c in cells):
                continue
            if (not first or first[0] in "TtSsGgIiИиВвUuCcRr") and is_totals_row(cells):
                totals.append(number)
                continue
            yield Line(number, cells, self._source.wrong(number, cells))

    def sample(self, many: int = 50) -> list[Line]:
        return list(itertools.islice(self.rows(), many))


def open_table(file: BinaryIO | bytes, name: str = "", *, encoding: str = "", separator: str = "") -> Table:
    """Refuses what is no table; `encoding` and `separator` overrule what would be detected."""
    stream: BinaryIO = io.BytesIO(file) if isinstance(file, bytes) else file
    head = _head(stream)
    if head.startswith(b"PK"):
        return _open_xlsx(stream)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _open_xls(stream)
    _refuse_other_formats(head)
    return _open_text(stream, encoding, separator)


def _head(stream: BinaryIO) -> bytes:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if size > BYTES_AT_MOST:
        raise Refused(
            because(
                "The file has {size} MB; at most {most} MB are read. Split it and import the parts one after another.",
                size=size // 1_000_000,
                most=BYTES_AT_MOST // 1_000_000,
            )
        )
    head = stream.read(65_536)
    stream.seek(0)
    if not head.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe\0"):
        if size <= len(head):
            raise Refused(because("The file is empty."), "empty")
        raise Refused(because("The file begins with nothing but blanks, so it is no table."), "empty")
    return head


def _refuse_other_formats(head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    for mark, kind, sentence in _OTHER_FORMATS:
        if start.startswith(mark):
            raise Refused(sentence, kind)
    if head[:4] == b"RIFF" or head[4:8] == b"ftyp":
        raise Refused(because("This is a picture or a film, not a table. Choose a CSV or XLSX file."), "image")
    low = start[:4096].lower()
    if b"camt.05" in low or b"<bktocstmr" in low:
        raise Refused(
            because("This looks like a bank statement (CAMT), not an export of clients."),
            "bank statement",
        )
    if re.match(rb"(\{1:|:\d\d[A-Z]?:)", start) or re.search(rb"(?m)^:(20|25|28C?|6[0-5][FM]?):", head):
        raise Refused(
            because("This looks like a bank statement (MT940), not an export of clients."),
            "bank statement",
        )
    if low.startswith((b"<!doctype html", b"<html")):
        raise Refused(because("This is a web page, not a table. Export the table as CSV or XLSX."), "web page")
    if low.startswith((b"<?xml", b"<document")):
        raise Refused(because("This is an XML document, not a table. Export the table as CSV or XLSX."), "XML")
    if re.match(rb"[\[{]\s*[\"{\[\]}]", start):
        raise Refused(because("This is a JSON document, not a table. Export the table as CSV or XLSX."), "JSON")
    if re.match(rb"(return-path|received|from|message-id|delivered-to|mime-version): ", low):
        raise Refused(because("This is a letter, not a table. Choose a CSV or XLSX file."), "mail")
    if encodings.is_wide(head):
        return
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head if byte)
    if controls > len(head) * 0.02 + 2:
        raise Refused(
            because("This is no text and no workbook, so no table can be read from it. Choose a CSV or XLSX file."),
            "binary",
        )


# ── text ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Text:
    def __init__(self, stream: BinaryIO, encoding: encodings.Encoding, separator: str) -> None:
        self._stream, self._encoding, self._separator = stream, encoding, separator
        self._odd = frozenset(encoding.odd_lines)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        return _csv_rows(encodings.lines(self._stream, self._encoding), self._separator, first=1)

    def wrong(self, number: int, cells: Sequence[str]) -> Reason | None:
        return _too_long(cells)


def _open_text(stream: BinaryIO, encoding: str, separator: str) -> Table:
    found = encodings.detect(stream)
    if encoding and encoding.lower() != found.name:
        found = encodings.Encoding(encoding.lower(), with_nul=found.with_nul)
    sample = _sample(stream, found)
    if not any(line.strip() for line in sample):
        raise Refused(because("The file is empty."), "empty")
    separator = separator or find_separator(sample[:100])
    _refuse_too_many_columns(sample, separator)
    source = _Text(stream, found, separator)
    layout = find_layout(list(itertools.islice(_csv_rows(iter(sample), separator, first=1), 60)), separator)
    if layout is None:
        raise Refused(
            because("No line of this file reads like a header, so its columns cannot be told apart."), "no header"
        )
    warnings = _warnings(found, layout)
    facts = Facts("CSV", _encoding_label(found.name), separator, layout.header_line, layout.preamble, layout.repeated)
    return _with_rows(Table(replace(facts, warnings=warnings), layout, source))


def _sample(stream: BinaryIO, found: encodings.Encoding) -> list[str]:
    stream.seek(0)
    cut = io.BytesIO(stream.read(_SAMPLE_CHARS))
    stream.seek(0)
    loose = found if found.fallback else replace(found, fallback="cp1252") if found.name.startswith("utf-8") else found
    return list(itertools.islice(encodings.lines(cut, loose), _SAMPLE_LINES))


def _refuse_too_many_columns(sample: Sequence[str], separator: str) -> None:
    widest = max((line.count(separator) for line in sample), default=0)
    if widest < COLUMNS_AT_MOST:
        return
    rows = list(csv.reader(sample, delimiter=separator))
    widest = max(len(row) for row in rows)
    if widest > COLUMNS_AT_MOST:
        raise Refused(
            because("The table has {n} columns; at most {most} are read.", n=widest, most=COLUMNS_AT_MOST),
            "too many columns",
        )


def _csv_rows(lines: Iterator[str], separator: str, *, first: int) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line each begins at. A quotation mark that never closes costs its own line, not the rest."""
    fed: list[str] = []
    ended = False

    def feeding() -> Iterator[str]:
        nonlocal ended
        for line in lines:
            fed.append(line)
            yield line
        ended = True

    reader = csv.reader(feeding(), delimiter=separator)
    number = first
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = ["\0"]  # a field beyond every limit
        if len(fed) > 1 and ended and _never_closes(fed):
            yield number, [c.strip('"') for c in fed[0].rstrip("\n").split(separator)]
            yield from _csv_rows(iter(fed[1:]), separator, first=number + 1)
            return
        yield number, cells
        number += len(fed)
        fed.clear()


def _never_closes(fed: Sequence[str]) -> bool:
    return sum(line.count('"') for line in fed) % 2 == 1


def _too_wide(cells: Sequence[str], wide: int) -> Reason:
    return because(
        "The row has {n} cells and the header {wide}: perhaps a separator inside a cell is not in quotation marks.",
        n=len(cells),
        wide=wide,
    )


def _too_long(cells: Sequence[str]) -> Reason | None:
    if sum(map(len, cells)) <= CELL_AT_MOST:
        return None
    longest = max(map(len, cells))
    if longest <= CELL_AT_MOST:
        return None
    return because("A cell holds {n} characters; at most {most} are kept.", n=longest, most=CELL_AT_MOST)


def _warnings(found: encodings.Encoding, layout: Layout) -> tuple[Reason, ...]:
    said: list[Reason] = []
    if found.odd:
        named = ", ".join(map(str, found.odd_lines[:20])) + (" …" if found.odd > 20 else "")
        said.append(
            because(
                "The file mixes two encodings. Lines {lines} were read as {encoding}; look at their letters.",
                lines=named,
                encoding=_encoding_label(found.fallback),
            )
        )
    if found.with_nul:
        said.append(because("The file holds NUL characters; they were left out."))
    if layout.repeated:
        said.append(
            because(
                "Several columns have the same name; they were numbered: {names}.", names=", ".join(layout.repeated)
            )
        )
    return tuple(said)


def _encoding_label(name: str) -> str:
    return {
        "utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16",
        "cp1250": "Windows-1250", "cp1251": "Windows-1251", "cp1252": "Windows-1252", "koi8_r": "KOI8-R",
    }.get(name, name)  # fmt: skip


# ── workbooks ─────────────────────────────────────────────────────────────────────────────────────────────────────


class _Book:
    def __init__(self, book: Workbook, sheet: Sheet) -> None:
        self._book, self._sheet = book, sheet

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        return self._book.rows(self._sheet)

    def wrong(self, number: int, cells: Sequence[str]) -> Reason | None:
        return _too_long(cells)


class _Held:
    """Rows of an old XLS file, which has at most 65,536 of them."""

    def __init__(self, held: list[tuple[int, list[str]]]) -> None:
        self._held = held

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        return iter(self._held)

    def wrong(self, number: int, cells: Sequence[str]) -> Reason | None:
        return _too_long(cells)


def _open_xlsx(stream: BinaryIO) -> Table:
    book = open_workbook(stream)
    for sheet in sorted(book.sheets, key=lambda s: s.hidden):
        source = _Book(book, sheet)
        layout = find_layout(list(itertools.islice(source.rows(), 60)), "")
        if layout is None:
            continue
        others = tuple(s.name for s in book.sheets if s is not sheet)
        facts = Facts("XLSX", "", "", layout.header_line, layout.preamble, layout.repeated, sheet.name, others)
        return _with_rows(Table(replace(facts, warnings=_book_warnings(layout, sheet, others)), layout, source))
    raise Refused(because("This workbook has no sheet with a table."), "empty")


def _book_warnings(layout: Layout, sheet: Sheet, others: Sequence[str]) -> tuple[Reason, ...]:
    said = list(_warnings(encodings.Encoding("utf-8"), layout))
    if others:
        said.append(
            because(
                "Only the sheet “{sheet}” was read. Other sheets: {others}.",
                sheet=sheet.name,
                others=", ".join(others[:10]),
            )
        )
    return tuple(said)


def _open_xls(stream: BinaryIO) -> Table:
    from python_calamine import CalamineError, CalamineWorkbook

    stream.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(stream.read()))
        sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
        held = {name: [(n, [_cell(c) for c in row]) for n, row in enumerate(s.iter_rows(), 1)] for name, s in sheets}
    except (CalamineError, ValueError, OSError) as error:
        raise Refused(
            because("This old Excel or Office file cannot be read. Save it as XLSX or CSV and choose that file."), "xls"
        ) from error
    for name, rows in held.items():
        layout = find_layout(rows[:60], "")
        if layout is not None:
            sheet = Sheet(name, "", False)
            others = tuple(n for n in held if n != name)
            facts = Facts("XLS", "", "", layout.header_line, layout.preamble, layout.repeated, name, others)
            return _with_rows(
                Table(replace(facts, warnings=_book_warnings(layout, sheet, others)), layout, _Held(rows))
            )
    raise Refused(because("This workbook has no sheet with a table."), "empty")


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        from rapport.reckon.tables.workbook import _number

        return _number(repr(value))
    text = str(value)
    return text.removesuffix(" 00:00:00") if hasattr(value, "isoformat") else text


def _with_rows(table: Table) -> Table:
    if len(table.headers) > COLUMNS_AT_MOST:
        raise Refused(
            because("The table has {n} columns; at most {most} are read.", n=len(table.headers), most=COLUMNS_AT_MOST)
        )
    if next(table.rows(), None) is None:
        raise Refused(because("The file holds a header and no rows."), "header only")
    return table
