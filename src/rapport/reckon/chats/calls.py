"""Reads a list of calls in CSV, as telephones and exchanges write it; headers in English, Croatian, Slovak, Russian."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

from rapport.reckon.chats.days import CLOCK, DAY, Stamp, in_zone, order_of, stamp
from rapport.reckon.chats.values import LIMITS, Call, Chat, Limits, Opened, Person, Refusal, Said, Skipped, Undecided
from rapport.reckon.folding import fold
from rapport.reckon.tables.opening import Table, open_table
from rapport.reckon.tables.recognise import recognise
from rapport.reckon.tables.refusal import Refused
from rapport.reckon.verdict import Reason, because

# What a header says, folded; the first column that says it is taken.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "when": ("date and time", "date time", "datetime", "timestamp", "call time", "start time", "started", "start",
             "datum i vrijeme", "datum a cas", "дата и время", "дата/время", "pocetak", "zaciatok", "начало"),
    "day": ("date", "call date", "datum", "дата", "дата звонка", "den"),
    "clock": ("time", "vrijeme", "cas", "время", "sat"),
    "way": ("direction", "type", "call type", "call direction", "smjer", "vrsta", "vrsta poziva", "smer", "typ",
            "typ hovoru", "тип", "тип звонка", "направление", "вид", "in/out"),
    "number": ("number", "phone", "phone number", "telephone", "caller id", "broj", "broj telefona", "telefon", "cislo",
               "telefonne cislo", "номер", "номер телефона", "телефон", "tel", "tel."),
    "name": ("name", "contact", "contact name", "ime", "ime i prezime", "kontakt", "meno", "meno kontaktu", "имя",
             "контакт", "абонент"),
    "lasts": ("duration", "length", "call duration", "duration (s)", "duration (sec)", "duration (seconds)",
              "duration in seconds", "trajanje", "trajanje poziva", "trvanie", "dlzka", "dlzka hovoru",
              "длительность", "продолжительность", "продолжительность звонка"),
    "state": ("status", "state", "result", "answered", "stanje", "stav", "статус", "результат"),
}  # fmt: skip
_IN = ("in", "incoming", "inbound", "received", "dolazni", "primljen", "primljeni", "ulazni", "prichadzajuci",
       "prijaty", "prijate", "входящий", "входящии", "входящие", "принятый", "принятыи", "принят")  # fmt: skip
_OUT = ("out", "outgoing", "outbound", "dialed", "dialled", "odlazni", "izlazni", "birani", "odchadzajuci", "volane",
        "volany", "исходящий", "исходящии", "исходящие", "набранный", "набранныи")  # fmt: skip
_MISSED = ("missed", "rejected", "no answer", "unanswered", "not answered", "declined", "blocked", "busy", "voicemail",
           "failed", "cancelled", "canceled", "propusten", "propusteni", "odbijen", "odbijeni", "neodgovoren",
           "neodgovoreni", "zmeskany", "zmeskane", "odmietnuty", "neprijaty", "nezdvihnuty", "пропущенный",
           "пропущенныи", "пропущенные", "пропущен", "отклоненный", "отклоненныи", "отклонен", "не отвечен",
           "неотвеченный", "неотвеченныи", "без ответа", "занято")  # fmt: skip
_WHEN = re.compile(rf"[ ]?{DAY}(?:[T,]?[ \u00a0\u202f]{{0,2}}{CLOCK}(?:\.\d{{1,6}})?)?(?P<zone>Z|[+-]\d\d:?\d\d)?\s*")
_HMS = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})")
_UNITS = re.compile(r"(\d{1,6})\s*(h|hr|hrs|hod|ч|час|m|min|мин|s|sec|sek|с|сек)?[a-zа-я.]{0,8}\s*")
_SECONDS = {"h": 3600, "ч": 3600, "m": 60, "м": 60}
NEEDED = 0.7  # share of the first rows whose direction is understood


def looks_like_calls(raw: bytes, name: str) -> bool:
    """Whether a table is a list of calls and no other export: a day, whom, and a direction in words that say so."""
    try:
        table = open_table(raw, name)
        columns = _columns(table.headers)
        if not {"way"} <= columns.keys() or not columns.keys() & {"number", "name"}:
            return False
        if not columns.keys() & {"when", "day"} or not columns.keys() & {"number", "lasts"}:
            return False
        if _is_another_export(table):
            return False
        ways = [_way(row.cells[columns["way"]]) for row in table.sample(50)]
    except Refused:
        return False
    return sum(bool(way) for way in ways) >= NEEDED * len(ways) > 0


def read_calls(
    raw: bytes, name: str, *, zone: tzinfo, now: datetime, order: str = "", limits: Limits = LIMITS
) -> Opened | Undecided | Refusal:
    """Read a list: one chat for each number (or name). Its times are the telephone's wall clock, that of `zone`.

    The line's words are empty; its call says how long both spoke. What we dialled has `who` "us".
    """
    try:
        table = open_table(raw, name)
        rows = list(table.rows())[: limits.lines + 1]
    except Refused as no:
        return Refusal("no_table", no.reason)
    if len(rows) > limits.lines:
        return Refusal("too_many_lines", because("The list has more than {most} lines.", most=limits.lines))
    columns = _columns(table.headers)
    stamps = [_stamp(row.cells, columns) for row in rows]
    known = [one for one in stamps if one]
    order = order or order_of(known, now)
    if not order:
        place = next(n for n, one in enumerate(stamps) if one)
        return Undecided("calls", rows[place].cells[columns.get("when", columns.get("day", 0))])
    calls: dict[str, list[Said]] = {}
    people: dict[str, Person] = {}
    refused = []
    for row, written in zip(rows, stamps, strict=True):
        wall = written.read(order) if written else None
        at = (_exact(row.cells, columns) or in_zone(wall, zone)) if wall else None
        person = _person(row.cells, columns)
        way = _way(row.cells[columns["way"]]) if "way" in columns else ""
        if row.wrong or at is None or person is None or not way:
            refused.append(Skipped(row.number, row.wrong or _why(at, person)))
            continue
        known_as = people.get(person.key)
        people[person.key] = known_as if known_as and known_as.name != known_as.phone else person
        calls.setdefault(person.key, []).append(_call(row.cells, columns, at, way, person.key))
    chats = tuple(_chat(people[key], sorted(said, key=lambda one: one.at)) for key, said in calls.items())
    if not chats and not refused:
        return Refusal("no_lines", because("This list holds no calls."))
    return Opened("calls", chats, order, tuple(refused[: limits.refused]), len(refused))


def _columns(headers: Sequence[str]) -> dict[str, int]:
    folded = [fold(header).strip(" :") for header in headers]
    found: dict[str, int] = {}
    for key, spellings in _COLUMNS.items():
        for place, header in enumerate(folded):
            if header in spellings and place not in found.values():
                found[key] = place
                break
    if "when" not in found and "day" not in found and "clock" in found:
        found["when"] = found.pop("clock")
    return found


def _is_another_export(table: Table) -> bool:
    try:
        return recognise(table.headers, table.preamble).source != "plain"
    except Refused:
        return True


def _stamp(cells: Sequence[str], columns: dict[str, int]) -> Stamp | None:
    if "when" in columns:
        written = cells[columns["when"]]
    elif "day" in columns:
        written = f"{cells[columns['day']]} {cells[columns['clock']] if 'clock' in columns else ''}"
    else:
        return None
    found = _WHEN.fullmatch(written.strip()[:60])
    if found is None:
        return None
    parts = found.groupdict()
    return stamp({**parts, "h": parts["h"] or "12", "m": parts["m"] or "0"})


def _exact(cells: Sequence[str], columns: dict[str, int]) -> datetime | None:
    """A moment that names its own zone ("2026-04-03T09:12:00+02:00")."""
    try:
        at = datetime.fromisoformat(cells[columns["when"]].strip().replace("Z", "+00:00"))
        return at.astimezone(UTC) if at.tzinfo else None
    except (KeyError, ValueError, OverflowError):
        return None


def _person(cells: Sequence[str], columns: dict[str, int]) -> Person | None:
    number = cells[columns["number"]].strip()[:60] if "number" in columns else ""
    name = cells[columns["name"]].strip()[:200] if "name" in columns else ""
    digits = re.sub(r"\D", "", number).removeprefix("00")
    if len(digits) >= 3:
        return Person(digits, name or number, number, ours=False)
    return Person(fold(name), name, ours=False) if name else None


def _way(cell: str) -> str:
    """in, out, missed; empty for what is not understood.

    >>> _way("Outgoing call"), _way("Propušteni"), _way("Входящий"), _way("meeting")
    ('out', 'missed', 'in', '')
    """
    said = fold(cell).strip(" .")
    for suffix in (" call", " poziv", " hovor", " звонок", " вызов"):
        said = said.removesuffix(suffix)
    return "missed" if said in _MISSED else "in" if said in _IN else "out" if said in _OUT else ""


def _call(cells: Sequence[str], columns: dict[str, int], at: datetime, way: str, key: str) -> Said:
    seconds = seconds_of(cells[columns["lasts"]]) if "lasts" in columns else None
    state = cells[columns["state"]] if "state" in columns else ""
    missed = way == "missed" or _way(state) == "missed" or fold(state) in ("no", "ne", "nie", "нет") or seconds == 0
    return Said(at, "us" if way == "out" else key, "", call=Call(0 if missed else seconds or 0, answered=not missed))


def seconds_of(cell: str) -> int | None:
    """How long a call was; a bare number is seconds; None for what says nothing.

    >>> [seconds_of(cell) for cell in ("00:03:25", "3:25", "205", "3 min 25 s", "1h 2m", "")]
    [205, 205, 205, 205, 3720, None]
    """
    said = cell.strip().lower()[:40]
    if found := _HMS.fullmatch(said):
        return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3])
    parts = list(_UNITS.finditer(said))
    if not parts or sum(len(part[0]) for part in parts) != len(said):
        return None
    return min(sum(int(part[1]) * _SECONDS.get((part[2] or "s")[0], 1) for part in parts), 10**6)


def _why(at: datetime | None, person: Person | None) -> Reason:
    if at is None:
        return because("Its date or time cannot be read.")
    return because("It names no number and nobody.") if person is None else because("Its direction is not understood.")


def _chat(person: Person, said: list[Said]) -> Chat:
    us = Person("us", "", ours=True)
    return Chat("calls", person.name, person.key, not person.phone, (person, us), tuple(said))
