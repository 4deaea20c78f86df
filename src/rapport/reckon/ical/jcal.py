"""Content lines as jCal (RFC 7265) and jCard (RFC 7095): for programs that want everything a file holds, typed.

A value that is not of its type becomes what a lenient reader takes it for: FALSE, 0, or the text as written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from rapport.reckon.ical.lines import Line, Part, parted, text_of

_CALENDAR_TYPES = {
    **dict.fromkeys("DTSTART DTEND DUE RECURRENCE-ID EXDATE RDATE COMPLETED CREATED DTSTAMP LAST-MODIFIED".split(),
                    "date-time"),
    **dict.fromkeys("ORGANIZER ATTENDEE".split(), "cal-address"),
    **dict.fromkeys("ATTACH URL TZURL SOURCE IMAGE CONFERENCE".split(), "uri"),
    **dict.fromkeys("PERCENT-COMPLETE PRIORITY REPEAT SEQUENCE".split(), "integer"),
    **dict.fromkeys("TZOFFSETFROM TZOFFSETTO".split(), "utc-offset"),
    **dict.fromkeys("DURATION TRIGGER REFRESH-INTERVAL".split(), "duration"),
    "FREEBUSY": "period", "GEO": "float", "RRULE": "recur", "EXRULE": "recur",
    **dict.fromkeys(
        "CALSCALE METHOD PRODID VERSION CATEGORIES CLASS COMMENT DESCRIPTION LOCATION RESOURCES STATUS SUMMARY TRANSP "
        "TZID TZNAME CONTACT RELATED-TO UID ACTION REQUEST-STATUS NAME COLOR".split(), "text"),
}  # fmt: skip
_CARD_TYPES = {
    **dict.fromkeys(
        "VERSION FN N NICKNAME ADR LABEL EMAIL MAILER TITLE ROLE ORG CATEGORIES NOTE PRODID SORT-STRING CLASS GENDER "
        "KIND RELATED XML UID".split(), "text"),
    **dict.fromkeys("PHOTO LOGO SOUND KEY URL SOURCE MEMBER FBURL CALADRURI CALURI IMPP".split(), "uri"),
    **dict.fromkeys("BDAY ANNIVERSARY REV DEATHDATE".split(), "date-and-or-time"),
    "TEL": "phone-number", "TZ": "utc-offset", "GEO": "float", "LANG": "language-tag", "AGENT": "vcard",
}  # fmt: skip
_MANY = {"CATEGORIES", "RESOURCES", "EXDATE", "RDATE", "FREEBUSY", "NICKNAME"}
_PARTED = {"N", "ADR", "ORG", "REQUEST-STATUS", "GENDER"}
_LONGEST = 200_000
_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_DATE_TIME = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})T(\d{2}):?(\d{2}):?(\d{2})(Z|[+-]\d{2}(?::?\d{2})?)?")
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})(?::?(\d{2}))?")


def as_jcal(parts: Sequence[Part]) -> list[Any]:
    """One component as jCal or jCard; several as a list of them.

    >>> as_jcal([Part("VCALENDAR", [Line("X-INTEGER", "105", (("VALUE", ("INTEGER",)),))])])
    ['vcalendar', [['x-integer', {}, 'integer', 105]], []]
    """
    told = [_part(part) for part in parts]
    return told[0] if len(told) == 1 else told


def _part(part: Part) -> list[Any]:
    is_card = part.name == "VCARD"
    lines = [_line(line, is_card) for line in part.lines]
    return [part.name.lower(), lines, [_part(inner) for inner in part.parts]]


def _line(line: Line, is_card: bool) -> list[Any]:
    kind = _kind(line, is_card)
    params: dict[str, Any] = {"group": line.group} if line.group else {}
    for name in dict.fromkeys(name for name, _ in line.params if name != "VALUE"):
        values = list(line.all(name))
        params[name.lower()] = values[0] if len(values) == 1 else values
    if kind in ("date-time", "date-and-or-time", "date") and "," not in line.value:
        value = line.value.strip()
        kind = "date-time" if _DATE_TIME.fullmatch(value) else "date" if _DATE.fullmatch(value) else kind
    return [line.name.lower(), params, kind, *_values(line, kind)]


def _kind(line: Line, is_card: bool) -> str:
    named = line.first("VALUE").lower()
    if named:
        return named
    if any(encoding.upper() in ("B", "BASE64") for encoding in line.all("ENCODING")):
        return "binary"
    kind = (_CARD_TYPES if is_card else _CALENDAR_TYPES).get(line.name, "unknown")
    if kind == "utc-offset" and not _OFFSET.fullmatch(line.value.strip()):
        return "text"
    return kind


def _values(line: Line, kind: str) -> list[Any]:
    if len(line.value) > _LONGEST:  # a picture, or somebody who wants to keep us busy
        return [line.value]
    if line.name in _PARTED and kind == "text" and (line.name != "ORG" or ";" in line.value):
        return [[_alternatives(part) for part in parted(line.value, ";")]]
    if line.name in _MANY or kind in ("date", "date-time", "period"):
        return [_value(part, kind) for part in parted(line.value, ",")]
    if kind == "float" and ";" in line.value:
        return [[_value(part, kind) for part in line.value.split(";")]]
    return [_value(line.value, kind)]


def _alternatives(part: str) -> str | list[str]:
    found = [text_of(one) for one in parted(part, ",")]
    return found[0] if len(found) == 1 else found


def _value(value: str, kind: str) -> Any:
    match kind:
        case "text" | "vcard":
            return text_of(value)
        case "boolean":
            return value.strip().upper() == "TRUE"
        case "integer":
            return int(value) if re.fullmatch(r"\s*[+-]?[0-9]{1,18}\s*", value) else 0
        case "float":
            return float(value) if re.fullmatch(r"\s*[+-]?[0-9]{1,18}(\.[0-9]{1,18})?\s*", value) else 0.0
        case "recur":
            return _recur(value)
        case "period":
            return [_dated(end) for end in value.split("/", 1)]
        case "utc-offset":
            found = _OFFSET.fullmatch(value.strip())
            return f"{found[1]}{found[2]}:{found[3]}{':' + found[4] if found[4] else ''}" if found else value
        case "date" | "date-time" | "date-and-or-time":
            return _dated(value)
    return value


def _dated(value: str) -> str:
    value = value.strip()
    if found := _DATE_TIME.fullmatch(value):
        offset = found[7] or ""
        return f"{found[1]}-{found[2]}-{found[3]}T{found[4]}:{found[5]}:{found[6]}{offset}"
    if found := _DATE.fullmatch(value):
        return f"{found[1]}-{found[2]}-{found[3]}"
    return value


def _recur(value: str) -> dict[str, Any]:
    rule: dict[str, Any] = {}
    for part in value.split(";"):
        name, _, told = part.partition("=")
        name = name.strip().lower()
        if name == "until":
            rule[name] = _dated(told)
        elif name:
            many = [int(one) if re.fullmatch("[+-]?[0-9]{1,9}", one) else one for one in told.split(",")]
            rule[name] = many[0] if len(many) == 1 else many
    return rule
