"""Turns the rows of a recognised table into things with read values, and says of each row what was wrong with it.

The table is walked twice: once to learn of whole columns (`survey`), once to read (`Reader.read`), so memory
stays small however many rows there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from rapport.reckon.folding import fold
from rapport.reckon.tables import task_cells, values
from rapport.reckon.tables.columns import Evidence, Question
from rapport.reckon.tables.fields import FIELDS, SEEN_TOGETHER
from rapport.reckon.tables.neutral import restored
from rapport.reckon.tables.opening import Line
from rapport.reckon.tables.recognise import Recognised
from rapport.reckon.tables.sources.salesforce import long_id
from rapport.reckon.tables.values import Mark, Order, Undecidable, Unreadable
from rapport.reckon.verdict import Reason, because


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a row is not taken: the column and its cell, where one cell is the cause."""

    reason: Reason
    header: str = ""
    value: str = ""


@dataclass(slots=True)
class Record:
    """One row read: its things by kind, the cells of unknown columns, and what was wrong with it."""

    line: int
    cells: list[str]
    things: dict[str, dict[str, Any]] = field(default_factory=dict)
    aside: dict[str, str] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)
    odd: list[Wrong] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Survey:
    """What one walk over the rows found: how many there are, what columns said, examples.

    `told`: for each group of SEEN_TOGETHER the different cells that stand there together, and how often.
    """

    rows: int
    settled: Mapping[str, str]
    questions: tuple[Question, ...]
    examples: Mapping[str, tuple[str, ...]]
    told: Mapping[tuple[str, ...], Mapping[tuple[str, ...], int]] = field(default_factory=dict)


def survey(headers: Sequence[str], lines: Iterable[Line], mapping: Mapping[str, str]) -> Survey:
    """Walk the whole table once. `settled` holds "date:Header" -> "dmy" and "number:Header" -> ","."""
    watched = [
        (place, Evidence(header, _DECIDED[FIELDS[mapping[header]].reads]))
        for place, header in enumerate(headers)
        if header in mapping and FIELDS[mapping[header]].reads in _DECIDED
    ]
    told = _Together(headers, mapping)
    examples: list[list[str]] = [[] for _ in headers]
    rows = 0
    for line in lines:
        rows += 1
        if line.wrong is not None:
            continue
        for place, evidence in watched:
            evidence.see(line.cells[place])
        told.see(line.cells)
        if rows <= 200:
            for place, cell in enumerate(line.cells):
                if cell and len(examples[place]) < 3 and cell[:80] not in examples[place]:
                    examples[place].append(cell[:80])
    found = [evidence for _, evidence in watched]
    return Survey(
        rows,
        {e.key: e.settled() for e in found if e.settled()},
        tuple(q for e in found if (q := e.question()) is not None),
        {header: tuple(seen) for header, seen in zip(headers, examples, strict=True)},
        told.found,
    )


_DECIDED = {"date": "date", "moment": "date", "number": "number"}


class _Together:
    """Gathers which cells of SEEN_TOGETHER there are; what comes after the first few thousand is left out."""

    def __init__(self, headers: Sequence[str], mapping: Mapping[str, str]) -> None:
        place_of = {mapping[header]: place for place, header in enumerate(headers) if header in mapping}
        self._watched = [
            (group, tuple(place_of.get(key) for key in group))
            for group in SEEN_TOGETHER
            if any(key in place_of for key in group)
        ]
        self.found: dict[tuple[str, ...], dict[tuple[str, ...], int]] = {group: {} for group, _ in self._watched}

    def see(self, cells: Sequence[str]) -> None:
        for group, places in self._watched:
            told = tuple("" if place is None else restored(cells[place][:_LONGEST_TOLD]) for place in places)
            seen = self.found[group]
            if told in seen or len(seen) < _MOST_TOLD:
                seen[told] = seen.get(told, 0) + 1


_MOST_TOLD = 2_000
_LONGEST_TOLD = 1_000


class Reader:
    """Reads lines by one mapping; `answers` decide what the columns left open ("date:Start" -> "dmy")."""

    def __init__(self, headers: Sequence[str], recognised: Recognised, answers: Mapping[str, str]) -> None:
        self._headers = tuple(headers)
        self._source = recognised.source
        self._steps = [
            (
                place,
                header,
                FIELDS[key].kind,
                FIELDS[key].name,
                _reader(FIELDS[key].reads, header, answers),
                FIELDS[key].reads,
            )
            for place, header in enumerate(headers)
            if (key := recognised.mapping.get(header)) is not None
        ]
        self._aside = [(place, header) for place, header in enumerate(headers) if header in recognised.unknown]
        self._fix_ids = recognised.source == "salesforce"

    def read(self, lines: Iterable[Line]) -> Iterator[Record]:
        for line in lines:
            yield self.read_one(line)

    def read_one(self, line: Line) -> Record:
        record = Record(line.number, line.cells)
        if line.wrong is not None:
            record.wrong.append(Wrong(line.wrong))
            return record
        cells = line.cells
        things = record.things
        for place, header, kind, name, read, reads in self._steps:
            cell = cells[place]
            if not cell:
                continue
            if cell[0] == "'":
                cell = restored(cell)
            try:
                value = read(cell)
            except Undecidable as two:
                record.wrong.append(Wrong(_two_readings(two), header, _short(cell)))
                continue
            except Unreadable as no:
                record.wrong.append(Wrong(no.reason, header, _short(cell)))
                continue
            if value is None or value == "" or value == []:
                continue
            if isinstance(value, _Odd):
                record.odd.append(Wrong(value.reason, header, _short(cell)))
                record.aside[header] = cell
                if (value := value.value) in (None, "", []):
                    continue
            thing = things.get(kind)
            if thing is None:
                things[kind] = thing = {}
            if reads in _MANY and name in thing:
                thing[name] = thing[name] + [v for v in value if v not in thing[name]]
            elif name not in thing:
                thing[name] = value
        for place, header in self._aside:
            if cells[place]:
                record.aside[header] = cells[place]
        if self._fix_ids:
            _lengthen(things)
        return record


_MANY = frozenset({"mails", "phones", "ids", "names", "list", "people"})


@dataclass(frozen=True, slots=True)
class _Odd:
    """A value that was not understood but costs nothing: the cell is kept aside and named."""

    reason: Reason
    value: Any = None


def as_text(value: Any) -> Any:
    """Plain JSON of a read value."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _reader(reads: str, header: str, answers: Mapping[str, str]) -> Callable[[str], Any]:
    match reads:
        case "date":
            order: Order = answers.get(f"date:{header}", "")  # type: ignore[assignment]
            return lambda cell: values.read_date(cell, order)
        case "number":
            mark: Mark = answers.get(f"number:{header}", "")  # type: ignore[assignment]
            return lambda cell: values.read_number(cell, mark)
        case "moment":
            by: Order = answers.get(f"date:{header}", "")  # type: ignore[assignment]
            return _gently(lambda cell: task_cells.read_moment(cell, by))
        case _:
            return _READERS[reads]


def _gently(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """A cell that cannot be read costs no task: it is kept aside and named."""

    def reading(cell: str) -> Any:
        try:
            return read(cell)
        except Unreadable as no:
            return _Odd(no.reason)

    return reading


def _line(cell: str) -> str:
    if values.is_empty(cell):
        return ""
    return " ".join(cell.split())


def _code(cell: str) -> str:
    text = _line(cell)
    return text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text


def _mails(cell: str) -> Any:
    found = values.read_mails(cell)
    if found.odd:
        return _Odd(because("“{value}” is no mail address.", value=_short(", ".join(found.odd))), list(found.good))
    return list(found.good)


def _country(cell: str) -> Any:
    if values.is_empty(cell):
        return None
    return values.read_country(cell) or _Odd(because("“{value}” is no country we know.", value=_short(cell)))


_TIERS = {
    word: code
    for code, words in {
        "A": "a, 1, а, key, key account, vip, gold, high, hot, hoch",
        "B": "b, 2, в, б, silver, medium, warm, mittel",
        "C": "c, 3, с, bronze, low, cold, niedrig",
    }.items()
    for word in words.split(", ")
}


def _tier(cell: str) -> Any:
    if values.is_empty(cell):
        return None
    word = fold(cell).removeprefix("tier ").removeprefix("klasa ").removeprefix("klasse ").strip()
    return _TIERS.get(word) or _Odd(because("“{value}” is no tier: A, B or C.", value=_short(cell)))


_STATUSES = {
    "prospect": (
        "prospect, lead, potential, target, open, interessent, potencial, potencijalni, potencialny, "
        "zaujemca, лид, потенциальныи, потенциальныи клиент, cliente potencial"
    ),
    "onboarding": ("onboarding, new, starting, kick-off, neu, nuevo, novi, novy, uvodenje, новыи, запуск, подключение"),
    "active": (
        "active, client, customer, current, live, won, aktiv, aktivan, aktivni, aktivny, activo, cliente, "
        "klijent, klient, kunde, zakaznik, активныи, клиент, деиствующии, в работе, деиствует, работает, "
        "yes, true, 1"
    ),
    "paused": (
        "paused, on hold, hold, inactive, pausiert, inaktiv, pausado, pauza, pauziran, na cekanju, "
        "neaktivan, pozastaveny, neaktivny, пауза, на паузе, приостановлен, неактивныи, no, false, 0"
    ),
    "leaving": (
        "leaving, notice, cancelling, canceling, in kundigung, gekundigt, u otkazu, odlazi, vo vypovedi, "
        "odchadza, уходит, расторжение"
    ),
    "gone": (
        "gone, lost, former, churned, closed, cancelled, canceled, ended, archived, ehemalig, verloren, "
        "beendet, perdido, antiguo, bivsi, izgubljen, zavrsen, byvaly, strateny, ukonceny, ушел, потерян, "
        "бывшии, закрыт, завершен, архив"
    ),
}
_STATUS_OF = {fold(word.strip()): status for status, words in _STATUSES.items() for word in words.split(",")}


def _status(cell: str) -> Any:
    if values.is_empty(cell):
        return None
    return _STATUS_OF.get(fold(cell)) or _Odd(because("“{value}” is no status we know.", value=_short(cell)))


_CURRENCIES = {
    word: code
    for code, words in {
        "EUR": "€, euro, eura, евро",
        "USD": "$, доллар",
        "GBP": "£",
        "RUB": "₽, руб, руб., р., рублей, рубль",
        "CZK": "kč",
        "HRK": "kn",
        "PLN": "zł",
        "CHF": "fr.",
    }.items()
    for word in words.split(", ")
}


def _currency(cell: str) -> Any:
    if values.is_empty(cell):
        return None
    word = cell.strip()
    if len(word) == 3 and word.isascii() and word.isalpha():
        return word.upper()
    return _CURRENCIES.get(word.lower()) or _Odd(because("“{value}” is no currency we know.", value=_short(cell)))


_LANGUAGES = {
    "en": "en, english, englisch, inglés, engleski, anglický, angličtina, английский",
    "hr": "hr, croatian, kroatisch, croata, hrvatski, chorvátsky, chorvátčina, хорватский",
    "sk": "sk, slovak, slowakisch, eslovaco, slovački, slovenský, slovenčina, словацкий",
    "ru": "ru, russian, russisch, ruso, ruski, ruský, ruština, русский",
    "de": "de, german, deutsch, alemán, njemački, nemecký, nemčina, немецкий",
    "es": "es, spanish, spanisch, español, španjolski, španielsky, španielčina, испанский",
    "fr": "fr, french, französisch, francés, francuski, francúzsky, французский",
    "it": "it, italian, italienisch, italiano, talijanski, taliansky, итальянский",
    "cs": "cs, cz, czech, tschechisch, checo, češki, český, čeština, чешский",
    "sl": "sl, slovenian, slowenisch, esloveno, slovenski, slovinský, словенский",
    "sr": "sr, serbian, serbisch, serbio, srpski, srbský, сербский",
    "pl": "pl, polish, polnisch, polaco, poljski, poľský, польский",
    "hu": "hu, hungarian, ungarisch, húngaro, mađarski, maďarský, венгерский",
    "uk": "uk, ua, ukrainian, ukrainisch, ucraniano, ukrajinski, ukrajinský, украинский",
}
_LANGUAGE_OF = {fold(word.strip()): code for code, words in _LANGUAGES.items() for word in words.split(",")}


def _language(cell: str) -> Any:
    if values.is_empty(cell):
        return None
    word = fold(cell)
    found = _LANGUAGE_OF.get(word) or _LANGUAGE_OF.get(word.replace("_", "-").partition("-")[0])
    return found or _Odd(because("“{value}” is no language we know.", value=_short(cell)))


def _potential(cell: str) -> Any:
    number = values.read_number(cell.partition("/")[0] if "/" in cell else cell, ".")
    if number is None:
        return None
    if not 0 <= number <= 10:
        return _Odd(because("A potential lies between 0 and 10, not at {value}.", value=_short(cell)))
    return int(number.to_integral_value())


def _flag(cell: str) -> bool:
    return fold(cell) in {"1", "true", "yes", "y", "да", "da", "ja", "si", "ano", "x", "wahr", "verdadero", "истина"}


_READERS: dict[str, Callable[[str], Any]] = {
    "line": _line,
    "code": _code,
    "id": _code,
    "text": values.read_text,
    "mails": _mails,
    "phones": values.read_phones,
    "list": values.read_list,
    "names": lambda cell: [part.strip() for part in cell.split(";") if part.strip()],
    "ids": values.read_ids,
    "country": _country,
    "tier": _tier,
    "status": _status,
    "currency": _currency,
    "language": _language,
    "zone": _line,
    "potential": _potential,
    "flag": _flag,
    "words": task_cells.read_words,
    "people": task_cells.read_people,
    "path": task_cells.read_path,
    "priority": _gently(task_cells.read_priority),
    "span": _gently(task_cells.read_span),
    "checklists": _gently(task_cells.read_checklists),
    "comments": _gently(task_cells.read_comments),
}


def _lengthen(things: dict[str, dict[str, Any]]) -> None:
    for thing in things.values():
        for name in ("source_id", "merged_into"):
            if name in thing:
                thing[name] = long_id(thing[name])
        for name in ("company_ids", "contact_ids"):
            if name in thing:
                thing[name] = [long_id(one) for one in thing[name]]


def _two_readings(two: Undecidable) -> Reason:
    return because(
        "This may be {first} or {second}. Say which on the columns page.", first=two.first, second=two.second
    )


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
