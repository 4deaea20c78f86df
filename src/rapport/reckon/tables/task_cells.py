"""Reads the cells of exported tasks: moments, people, spans of time, comments and checklists written as JSON.

A cell without an honest reading raises `values.Unreadable` with a sentence; whoever reads tasks keeps such a cell aside
and takes the task all the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Any

from rapport.reckon.folding import fold
from rapport.reckon.tables.values import Order, Undecidable, Unreadable, is_empty, read_date, read_list, read_text
from rapport.reckon.verdict import Reason, because

EARLIEST = date(1990, 1, 1)
FURTHEST = timedelta(days=5 * 366)

_FIGURES = re.compile(r"(-?\d{9,16})(?:\.0+)?")
_SERIAL = re.compile(r"(\d{5})\.(\d+)")
_SHORTENED = re.compile(r"(\d(?:[.,]\d+)?)[eE]\+?(\d{1,2})")
_CLOCK = re.compile(r"\b(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([AaPp])?\.?[Mm]?\.?\s*(.*)$")
_OFFSET = re.compile(r"(?:GMT|UTC)?\s*([+-])(\d{1,2}):?(\d{2})?$")
_HOURS_OF = {  # what exports write behind the hour; what is not here is the clock of the agency
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_DAY_ONLY = (time(0), time(4))  # a due date without an hour is written as four in the morning


# ── moments ───────────────────────────────────────────────────────────────────────────────────────────────────────


def read_moment(text: str, order: Order = "") -> date | datetime | None:
    """A day; or an instant in UTC, of milliseconds or a named zone; or a day and hour without a zone (naive).

    >>> read_moment("1754470800000").isoformat(), read_moment("2025-08-06").isoformat(), read_moment("null")
    ('2025-08-06T09:00:00+00:00', '2025-08-06', None)
    >>> read_moment("8/16/2025, 9:00:00 AM").isoformat(), read_moment("3/25/2026, 9:00:00 AM CDT", "mdy").isoformat()
    ('2025-08-16T09:00:00', '2026-03-25T14:00:00+00:00')
    """
    if is_empty(text):
        return None
    plain = " ".join(text.replace("\u202f", " ").split())
    if figures := _FIGURES.fullmatch(plain):
        return _of_figures(int(figures[1]), plain)
    if short := _SHORTENED.fullmatch(plain):
        return _of_shortened(short[1].replace(",", "."), int(short[2]), plain)
    if serial := _SERIAL.fullmatch(plain):
        into_day = timedelta(days=int(serial[1]), seconds=round(float("0." + serial[2]) * 86_400))
        return _checked(datetime.combine(date(1899, 12, 30), time(0)) + into_day, plain)
    try:
        day = read_date(plain, order)
    except Unreadable:
        if plain.isdigit():  # of no number that is no date a month can be blamed
            raise Unreadable(because("“{value}” is no date.", value=_short(plain))) from None
        raise
    return day and _with_clock(day, plain)


def at_home(moment: date | datetime, zone: tzinfo) -> tuple[date, time | None]:
    """The day and hour of a moment by a clock; an hour that only stands for "that day" is None.

    >>> at_home(datetime(2025, 8, 5, 22, 30, tzinfo=UTC), timezone(timedelta(hours=2)))
    (datetime.date(2025, 8, 6), datetime.time(0, 30))
    >>> at_home(datetime(2025, 8, 6, 2, tzinfo=UTC), timezone(timedelta(hours=2)))
    (datetime.date(2025, 8, 6), None)
    """
    if not isinstance(moment, datetime):
        return moment, None
    local = moment.astimezone(zone) if moment.tzinfo else moment
    hour = local.time().replace(microsecond=0)
    return local.date(), None if hour in _DAY_ONLY else hour


def instant(moment: date | datetime, zone: tzinfo) -> datetime:
    """The instant of a moment; a day begins at midnight, and what names no zone is by this clock.

    >>> instant(date(2025, 8, 6), UTC).isoformat()
    '2025-08-06T00:00:00+00:00'
    """
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(0), zone)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def absurd(day: date, today: date, *, past: bool = False) -> Reason | None:
    """Why a day cannot be right: too long ago, too far ahead, or ahead at all for what has been (`past`).

    >>> absurd(date(1970, 1, 1), date(2026, 3, 2)).plain()
    '1970-01-01 is too long ago to be right.'
    """
    if day < EARLIEST:
        return because("{day} is too long ago to be right.", day=day)
    if past and day > today + timedelta(days=1):
        return because("{day} is still ahead, so it cannot have been then.", day=day)
    if day > today + FURTHEST:
        return because("{day} is more than five years ahead.", day=day)
    return None


def _of_figures(number: int, text: str) -> datetime:
    seconds = number / 1000 if abs(number) >= 10**11 else number
    try:
        return _checked(datetime.fromtimestamp(seconds, UTC).replace(microsecond=0), text)
    except (OverflowError, OSError, ValueError):
        raise Unreadable(because("“{value}” is no date.", value=_short(text))) from None


def _of_shortened(mantissa: str, power: int, text: str) -> datetime:
    """A spreadsheet writes 1754470800000 as 1.75447E+12: that is honest only where no figure was cut off."""
    digits = len(mantissa.replace(".", ""))
    if digits < 10 or not 9 <= power <= 13:
        raise Unreadable(
            because(
                "A spreadsheet has shortened this to “{value}”, and the day is lost. Take the file as it was exported.",
                value=_short(text),
            )
        )
    return _of_figures(round(float(f"{mantissa}e{power}")), text)


def _checked(at: datetime, text: str) -> datetime:
    if not 1900 <= at.year <= 2200:
        raise Unreadable(
            because("The year {year} in “{value}” cannot be right.", year=str(at.year), value=_short(text))
        )
    return at


def _with_clock(day: date, text: str) -> date | datetime:
    found = _CLOCK.search(text.replace("T", " ", 1) if re.match(r"\d{4}-", text) else text)
    if not found:
        return day
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        hour = hour % 12 + (12 if found[4].lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return day
    at = datetime.combine(day, time(hour, minute, second))
    offset = _offset(found[5].strip())
    return at if offset is None else at.replace(tzinfo=timezone(offset)).astimezone(UTC)


def _offset(words: str) -> timedelta | None:
    if words.upper() in _HOURS_OF:
        return timedelta(hours=_HOURS_OF[words.upper()])
    if found := _OFFSET.fullmatch(words.upper()):
        size = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        if size < timedelta(hours=15):
            return size if found[1] == "+" else -size
    return None


# ── spans, priorities, places ─────────────────────────────────────────────────────────────────────────────────────

_SPAN = re.compile(
    r"(?:(\d+(?:[.,]\d+)?)\s*(?:h|hr|hrs|hours?|st|sat|sata|sati|hod|ч|час\w*)\.?)?\s*(?:(\d+)\s*(?:m|min|mins|minutes?|мин)\.?)?"
)
_SPAN_CLOCK = re.compile(r"(\d{1,4}):(\d{2})(?::\d{2})?")
_LONGEST = 60 * 24 * 366


def read_span(text: str) -> int | None:
    """Minutes of a span of time: milliseconds, "2h 30m", "1:30"; less than a minute is one. None for nothing.

    >>> read_span("5400000"), read_span("2h 30m"), read_span("1:30"), read_span("0"), read_span("12000")
    (90, 150, 90, None, 1)
    """
    if is_empty(text) or text.strip().strip("0.") == "":
        return None
    plain = text.strip().lower()
    if re.fullmatch(r"\d+(\.0+)?", plain):
        milliseconds = int(plain.partition(".")[0])
        if milliseconds < 1000:
            raise Unreadable(because("“{value}” is no span of time: a bare number counts milliseconds.", value=plain))
        minutes = max(1, round(milliseconds / 60_000))
    elif found := _SPAN_CLOCK.fullmatch(plain):
        minutes = int(found[1]) * 60 + int(found[2])
    elif (found := _SPAN.fullmatch(plain)) and (found[1] or found[2]):
        minutes = round(float((found[1] or "0").replace(",", ".")) * 60) + int(found[2] or 0)
    else:
        raise Unreadable(because("“{value}” is no span of time.", value=_short(text)))
    if minutes > _LONGEST:
        raise Unreadable(because("“{value}” is longer than a year.", value=_short(text)))
    return minutes or None


_PRIORITIES = {
    word: key
    for key, words in {
        "urgent": "1, urgent, critical, hitno, urgentno, surne, срочно, срочныи, dringend, urgente",
        "high": "2, high, important, visok, visoka, visoko, vysoka, высокии, hoch, alta, alto",
        "normal": "3, normal, medium, normalan, srednji, normalna, stredna, обычныи, среднии, mittel, media",
        "low": "4, low, nizak, niska, nisko, nizka, низкии, niedrig, baja, bajo",
    }.items()
    for word in words.split(", ")
}


def read_priority(text: str) -> str | None:
    """ "urgent", "high", "normal" or "low"; None for nothing.

    >>> read_priority("2"), read_priority("Urgent"), read_priority("null")
    ('high', 'urgent', None)
    """
    if is_empty(text) or text.strip() == "0":
        return None
    found = _PRIORITIES.get(fold(text).removesuffix(".0"))
    if found is None:
        raise Unreadable(because("“{value}” is no priority we know.", value=_short(text)))
    return found


def read_path(text: str) -> str:
    """The name of a list, or of folders from the outermost in; "hidden" is the folder of lists without one.

    >>> read_path('["Clients", "Adria Dental"]'), read_path("SEO"), read_path("hidden"), read_path("[]")
    ('Clients / Adria Dental', 'SEO', '', '')
    """
    if is_empty(text):
        return ""
    found = _json(text) if text.lstrip().startswith("[") else None
    if not isinstance(found, list):
        inner = text.strip()
        found = [inner[1:-1] if inner.startswith("[") and inner.endswith("]") else inner]
    parts = (" ".join(clean(str(part)).split()) for part in found if isinstance(part, str | int))
    return " / ".join(part for part in parts if part and fold(part) != "hidden")


# ── people and words ──────────────────────────────────────────────────────────────────────────────────────────────

_ADDRESSED = re.compile(r"<\s*([^<>\s]+@[^<>\s]+)\s*>")
_NOBODY = frozenset({"", "unassigned", "none", "null", "nobody", "-"})


def read_people(text: str) -> list[str]:
    """Names or mail addresses, each once, in their order.

    >>> read_people("[Ana Vidović, Tin]"), read_people('[{"username": "Tin", "email": "tin@x.example"}]')
    (['Ana Vidović', 'Tin'], ['tin@x.example'])
    """
    if is_empty(text):
        return []
    found = _json(text) if text.lstrip()[:1] in ("[", "{") else None
    if isinstance(found, dict):
        found = [found]
    told = [_person(one) for one in found] if isinstance(found, list) else read_list(clean(text))
    named = ((mail[1] if (mail := _ADDRESSED.search(one)) else " ".join(one.split())) for one in told)
    return list(dict.fromkeys(one for one in named if fold(one) not in _NOBODY))


def read_comments(text: str) -> list[dict[str, str]]:
    """What was said: [{"words", "by", "at"}], `at` as ISO text (without a zone where none is named) or "".

    >>> read_comments('[{"text": "Sent.", "by": "ana@x.example", "date": "3/25/2026, 9:00:00 AM CDT"}]')
    [{'words': 'Sent.', 'by': 'ana@x.example', 'at': '2026-03-25T14:00:00+00:00'}]
    """
    if is_empty(text):
        return []
    if text.lstrip()[:1] not in ("[", "{"):
        return [{"words": read_words(text), "by": "", "at": ""}]
    found = _json(text)
    if isinstance(found, dict):
        found = [found]
    if not isinstance(found, list):
        raise Unreadable(because("The comments cannot be read; the cell may have been cut off."))
    said = []
    for one in found:
        told: Mapping[str, Any] = one if isinstance(one, dict) else {"text": one}
        words = read_words(_first(told, "text", "comment_text", "comment", "words", "content"))
        if words:
            by = " ".join(_person(told.get("by") or told.get("user") or told.get("author") or "").split())
            said.append(
                {"words": words, "by": by, "at": _said_at(_first(told, "date", "at", "created", "date_created"))}
            )
    return said


def read_checklists(text: str) -> list[list[Any]]:
    """Steps and whether they are done: [[text, done]]; of several checklists each step names its own.

    >>> read_checklists('{"Steps": ["Hook", {"name": "Bio", "resolved": true}]}')
    [['Hook', False], ['Bio', True]]
    >>> read_checklists('{"A": ["x"], "B": ["[x] y"]}')
    [['A: x', False], ['B: y', True]]
    """
    if is_empty(text):
        return []
    if text.lstrip()[:1] not in ("[", "{") or re.match(r"\s*\[[ xX]\]", text):
        return [_step(part) for part in re.split(r"[\n;|]", clean(text)) if part.strip()]
    found = _json(text)
    if isinstance(found, dict) and not isinstance(found.get("items"), list):
        lists = [(str(name), items) for name, items in found.items()]
    elif isinstance(found, dict | list):
        lists = _named_lists([found] if isinstance(found, dict) else found)
    else:
        raise Unreadable(because("The checklists cannot be read; the cell may have been cut off."))
    several = len([name for name, items in lists if items]) > 1
    steps = []
    for name, items in lists:
        for item in items if isinstance(items, list) else [items]:
            words, done = _step(item)
            if words:
                steps.append([f"{' '.join(clean(name).split())}: {words}" if several and name else words, done])
    return steps


def read_words(text: str) -> str:
    r"""Words in paragraphs; HTML becomes text, and line ends written as \n become line ends.

    >>> read_words(r"First.\nSecond."), read_words("<p>Big &amp; bold</p>"), read_words(r"in C:\new")
    ('First.\nSecond.', 'Big & bold', 'in C:\\new')
    """
    plain = clean(text)
    if "\\n" in plain and "\n" not in plain and not re.search(r"(?i)\b[a-z]:\\|\\\\", plain):
        plain = plain.replace("\\n", "\n")
    return read_text(plain)


def clean(text: str) -> str:
    """Without what no database keeps: zero bytes and halves of letters, which JSON can smuggle in."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


_TOLD_BELOW = ("subtasks ids", "subtask ids")  # each part names the task above it


def telling(aside: Mapping[str, str], mapped: Mapping[str, str]) -> dict[str, str]:
    """What is worth keeping of columns without a place: no empty lists, no twins in words of dates that were read.

    >>> telling({"Due Date Text": "8/9/2025", "Attachments": "[]", "Wave": "0"}, {"Due Date": "task.due"})
    {'Wave': '0'}
    """
    kept = {}
    for header, cell in aside.items():
        if fold(header) in _TOLD_BELOW and "task.parent" in mapped.values():
            continue
        twin = header.removesuffix(" Text")
        if twin != header and twin in mapped and twin not in aside:
            continue
        none = "0" if fold(header).startswith(("rolled up", "time ")) else ""
        if not is_empty(cell) and cell.strip().removesuffix(".0") not in ("[]", "{}", none):
            kept[clean(header)] = clean(cell)
    return kept


def _said_at(text: str) -> str:
    try:
        moment = read_moment(text, "mdy") if text else None
    except (Unreadable, Undecidable):
        return ""
    return moment.isoformat() if moment else ""


def _step(item: Any) -> list[Any]:
    if isinstance(item, dict):
        done = any(item.get(key) in (True, 1, "true") for key in ("resolved", "done", "checked", "completed"))
        return [
            _one_line(_first(item, "name", "text", "title")),
            done or fold(str(item.get("state", ""))) == "complete",
        ]
    words = _one_line(item if isinstance(item, str) else "" if item is None else str(item))
    ticked = re.match(r"\[([ xX✓])\]\s*|([✓☑✔])\s*", words)
    if ticked:
        return [words[ticked.end() :], (ticked[1] or ticked[2]) != " "]
    return [words, False]


def _named_lists(found: list[Any]) -> list[tuple[str, Any]]:
    loose = [one for one in found if not (isinstance(one, dict) and isinstance(one.get("items"), list))]
    lists = [(str(one.get("name") or ""), one["items"]) for one in found if one not in loose]
    return [*lists, ("", loose)] if loose else lists


def _person(one: Any) -> str:
    if isinstance(one, dict):
        return clean(_first(one, "email", "mail", "username", "name"))
    return clean(one) if isinstance(one, str) else ""


def _first(told: Mapping[str, Any], *names: str) -> str:
    for name in names:
        if isinstance(value := told.get(name), str | int) and value != "" and not isinstance(value, bool):
            return str(value)
    return ""


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
