"""Rows of an XLSX workbook, streamed, for readers that must not hold a hundred thousand rows in memory.

The sheet is read as XML row by row and shared texts lie in one block of bytes; python-calamine, which holds a
whole sheet, reads only old XLS files. A workbook is judged by its directory before anything is unpacked.
"""

from __future__ import annotations

import re
import zipfile
from array import array
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO, BinaryIO
from xml.parsers import expat

from rapport.reckon.tables.refusal import CELLS_AT_MOST, COLUMNS_AT_MOST, UNPACKED_AT_MOST, Refused
from rapport.reckon.verdict import because

_BLOCK = 1 << 17
_RATIO_AT_MOST = 250
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    part: str
    hidden: bool


def open_workbook(file: BinaryIO) -> Workbook:
    """Refuses what is no workbook or would not fit; nothing but the directory is read before that is known."""
    try:
        pack = zipfile.ZipFile(file)
        _refuse_bombs(pack)
        return Workbook(pack)
    except (zipfile.BadZipFile, KeyError, expat.ExpatError, NotImplementedError, RuntimeError, EOFError) as error:
        raise Refused(
            because("This workbook is damaged or protected by a password, so it cannot be opened.")
        ) from error


class Workbook:
    """One open workbook: its sheets in order, and the rows of one of them."""

    def __init__(self, pack: zipfile.ZipFile) -> None:
        self._pack = pack
        self._names = set(pack.namelist())
        if "xl/workbook.xml" not in self._names:
            raise Refused(
                because("This is a ZIP archive, not a table. Unpack it and choose the CSV or XLSX file inside."), "zip"
            )
        self.sheets, self._from_1904 = self._read_book()
        self._date_styles = self._read_styles()
        self._texts: _Texts | None = None

    def rows(self, sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
        """Row number from 1 and its cells as text; dates are ISO, a number has no grouping and a point."""
        if self._texts is None:
            self._texts = self._read_texts()
        reader = _Rows(self._texts, self._date_styles, self._from_1904)
        with self._pack.open(sheet.part) as part:
            try:
                yield from reader.read(part)
            except (zipfile.BadZipFile, expat.ExpatError, EOFError, ValueError, IndexError) as error:
                raise Refused(
                    because("The sheet “{sheet}” is damaged, so it cannot be read.", sheet=sheet.name)
                ) from error

    def _read_book(self) -> tuple[list[Sheet], bool]:
        targets: dict[str, str] = {}
        found: list[tuple[str, str, bool]] = []
        date1904 = False

        def relation(name: str, given: dict[str, str]) -> None:
            if name == "Relationship":
                target = given.get("Target", "")
                targets[given.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

        def element(name: str, given: dict[str, str]) -> None:
            nonlocal date1904
            if name == "sheet":
                key = next((v for k, v in given.items() if k.endswith(":id")), "")
                found.append((given.get("name", ""), key, given.get("state", "visible") != "visible"))
            elif name == "workbookPr":
                date1904 = given.get("date1904") in {"1", "true"}

        self._parse("xl/_rels/workbook.xml.rels", relation)
        self._parse("xl/workbook.xml", element)
        sheets = [Sheet(name, targets.get(key, ""), hidden) for name, key, hidden in found]
        sheets = [s for s in sheets if s.part in self._names and "chartsheet" not in s.part]
        if not sheets:
            raise Refused(because("This workbook has no sheet with a table."))
        return sheets, date1904

    def _read_styles(self) -> set[int]:
        formats: dict[int, str] = {}
        used: list[int] = []
        inside = False

        def element(name: str, given: dict[str, str]) -> None:
            nonlocal inside
            if name == "numFmt":
                formats[int(given.get("numFmtId", 0))] = given.get("formatCode", "")
            elif name in {"cellXfs", "cellStyleXfs", "dxfs"}:
                inside = name == "cellXfs"
            elif name == "xf" and inside:
                used.append(int(given.get("numFmtId", 0)))

        if "xl/styles.xml" in self._names:
            self._parse("xl/styles.xml", element)
        return {place for place, number in enumerate(used) if _is_date_format(number, formats.get(number, ""))}

    def _read_texts(self) -> _Texts:
        texts = _Texts()
        if "xl/sharedStrings.xml" in self._names:
            with self._pack.open("xl/sharedStrings.xml") as part:
                texts.read(part)
        return texts

    def _parse(self, part: str, element: Callable[[str, dict[str, str]], None]) -> None:
        parser = _parser()
        parser.StartElementHandler = lambda name, given: element(_bare(name), given)
        with self._pack.open(part) as stream:
            while block := stream.read(_BLOCK):
                parser.Parse(block)
            parser.Parse(b"", True)


def _refuse_bombs(pack: zipfile.ZipFile) -> None:
    parts = pack.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if (
        unpacked > UNPACKED_AT_MOST
        or (unpacked > 20_000_000 and unpacked > packed * _RATIO_AT_MOST)
        or len(parts) > 20_000
    ):
        raise Refused(
            because(
                "This workbook of {packed} MB would unpack to {size} MB, which no honest table does; it stays closed.",
                size=max(1, unpacked // 1_000_000),
                packed=max(1, packed // 1_000_000),
            ),
            "zip bomb",
        )


class _Texts:
    """Shared texts in one block of bytes with the place where each ends."""

    def __init__(self) -> None:
        self._block = bytearray()
        self._ends = array("Q", [0])

    def __getitem__(self, place: int) -> str:
        return self._block[self._ends[place] : self._ends[place + 1]].decode()

    def read(self, part: IO[bytes]) -> None:
        parser = _parser()
        state = {"text": False, "phonetic": False}

        def start(name: str, given: dict[str, str]) -> None:
            bare = _bare(name)
            state["phonetic"] = state["phonetic"] or bare == "rPh"
            state["text"] = bare == "t" and not state["phonetic"]

        def words(text: str) -> None:
            if state["text"]:
                self._block += text.encode(errors="replace")

        def end(name: str) -> None:
            bare = _bare(name)
            if bare == "si":
                self._ends.append(len(self._block))
            elif bare == "rPh":
                state["phonetic"] = False
            state["text"] = False

        parser.StartElementHandler, parser.CharacterDataHandler, parser.EndElementHandler = start, words, end
        while block := part.read(_BLOCK):
            parser.Parse(block)
        parser.Parse(b"", True)


class _Rows:
    """The state of reading one sheet; `read` yields rows as soon as they are whole."""

    def __init__(self, texts: _Texts, dates: set[int], from_1904: bool) -> None:
        self._texts, self._dates = texts, dates
        self._zero = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 (a wall date)
        self._ready: list[tuple[int, list[str]]] = []
        self._row: list[str] = []
        self._line = self._cells = self._column = self._style = 0
        self._kind = ""
        self._value: list[str] = []
        self._reading = False

    def read(self, part: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
        parser = _parser()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._words
        while block := part.read(_BLOCK):
            parser.Parse(block)
            yield from self._ready
            self._ready.clear()
        parser.Parse(b"", True)
        yield from self._ready

    def _start(self, name: str, given: dict[str, str]) -> None:
        bare = _bare(name)
        if bare == "c":
            place = given.get("r")
            self._column = _column(place) if place else len(self._row)
            self._kind = given.get("t", "n")
            self._style = int(given.get("s", 0))
            self._value = []
        elif bare in {"v", "t"}:
            self._reading = True
        elif bare == "row":
            self._row = []
            self._line = int(given.get("r", self._line + 1))

    def _words(self, text: str) -> None:
        if self._reading:
            self._value.append(text)

    def _end(self, name: str) -> None:
        bare = _bare(name)
        if bare in {"v", "t"}:
            self._reading = False
        elif bare == "c":
            if self._value:
                self._keep(self._text("".join(self._value)))
        elif bare == "row" and self._row:
            self._ready.append((self._line, self._row))

    def _keep(self, text: str) -> None:
        if self._column >= COLUMNS_AT_MOST:
            raise Refused(
                because("The table has {n} columns; at most {most} are read.", n=self._column + 1, most=COLUMNS_AT_MOST)
            )
        self._cells += 1
        if self._cells > CELLS_AT_MOST * 4:
            raise Refused(
                because("The table is too large: more than {n} million cells.", n=CELLS_AT_MOST * 4 // 1_000_000)
            )
        row, column = self._row, self._column
        if column >= len(row):
            row.extend([""] * (column - len(row) + 1))
        row[column] = text

    def _text(self, value: str) -> str:
        match self._kind:
            case "s":
                return self._texts[int(value)]
            case "n" | "":
                return self._date(value) if self._style in self._dates else _number(value)
            case "b":
                return "TRUE" if value.strip() == "1" else "FALSE"
            case "e":
                return ""  # #N/A and its kin say that there is no value
            case _:
                return value

    def _date(self, value: str) -> str:
        with suppress(ValueError, OverflowError):
            days = float(value)
            if days < 1 and self._zero.year == 1899:
                return (datetime(2000, 1, 1) + timedelta(days=days)).strftime("%H:%M:%S")  # noqa: DTZ001
            moment = self._zero + timedelta(seconds=round(days * 86_400))
            return moment.strftime("%Y-%m-%d" if moment.time() == moment.min.time() else "%Y-%m-%d %H:%M:%S")
        return value


def _number(value: str) -> str:
    """The shortest honest text. Three decimals get a zero, so that nobody takes 1.234 for a thousand.

    >>> [_number(x) for x in ("45631", "9001.0", "0.30000000000000004", "1.234", "1E+3")]
    ['45631', '9001', '0.3', '1.2340', '1000']
    """
    text = value.strip()
    if text.isdigit():
        return text
    try:
        figure = float(text)
    except ValueError:
        return value
    if figure == int(figure) and abs(figure) < 1e15:
        return str(int(figure))
    short = f"{figure:.15g}"
    return short + "0" if re.fullmatch(r"-?\d+\.\d{3}", short) else short


def _is_date_format(number: int, code: str) -> bool:
    if code:
        plain = _NOT_FORMAT.sub("", code.split(";")[0]).lower()
        return any(letter in plain for letter in "dyhs") or ("m" in plain and "0" not in plain and "#" not in plain)
    return number in _BUILT_IN_DATES


def _column(place: str) -> int:
    number = 0
    for letter in place:
        if letter.isdigit():
            break
        number = number * 26 + ord(letter) - 64
    return number - 1


def _bare(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_doctype
    return parser


def _no_doctype(*_: object) -> None:
    raise Refused(
        because("This workbook defines its own XML entities, which no spreadsheet program does, so it was not opened.")
    )
