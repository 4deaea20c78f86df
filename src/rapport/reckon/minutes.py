"""What a line of minutes becomes, whose it is and by when, read as it was typed: for whoever types while others speak.

A sign in front says what it becomes: "!" a promise, "→" (or "->", ">") something to do, "=" a decision. The owner is
the first word, a name after "@", or the name before the date; the date follows "by", "until", "do" or stands last.

>>> from rapport.reckon.minutes import read
>>> line = read("-> Tin sends the keyword list by Friday", date(2026, 11, 17), ["Marta Kovač", "Tin Babić"])
>>> line.becomes, line.owner, line.due.isoformat(), line.text
('action', 1, '2026-11-20', 'Tin sends the keyword list by Friday')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rapport.reckon.folding import fold

SIGNS = (("->", "action"), ("→", "action"), (">", "action"), ("!", "promise"), ("=", "decision"))
FURTHEST = timedelta(days=2 * 366)

# Beginnings of the names of days and months in the four languages, folded; a longer word may follow its case.
_WEEKDAYS = (
    ("monday", "mon", "ponedjelj", "pondel", "понедельник"),
    ("tuesday", "tue", "utor", "вторник"),
    ("wednesday", "wed", "srijed", "stred", "среду", "среды", "среда", "среде"),
    ("thursday", "thu", "cetvrt", "stvrt", "четверг"),
    ("friday", "fri", "petak", "petka", "petku", "piatok", "piatk", "пятниц"),
    ("saturday", "sat", "subot", "sobot", "суббот"),
    ("sunday", "sun", "nedjelj", "nedel", "воскресен"),
)
_MONTHS = (
    ("jan", "sijec", "янв"), ("feb", "veljac", "фев"), ("mar", "ozuj", "мар"), ("apr", "trav", "апр"),
    ("may", "maj", "svib", "мая", "май"), ("jun", "lip", "июн"), ("jul", "srp", "июл"), ("aug", "kolov", "авг"),
    ("sep", "ruj", "сен"), ("oct", "okt", "listop", "окт"), ("nov", "studen", "ноя"), ("dec", "prosin", "дек"),
)  # fmt: skip
_DAYS = {
    "today": 0, "danas": 0, "dnes": 0, "сегодня": 0,
    "tomorrow": 1, "sutra": 1, "zajtra": 1, "завтра": 1,
}  # fmt: skip
_SHORT = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
_BY = {"by", "until", "till", "before", "on", "do", "до", "к", "ku", "k", "v", "vo", "u", "na", "в", "во"}
_WORD = re.compile(r"[^\s,;()]+")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Line:
    """`becomes` is "words", "decision", "promise" or "action"; `owner` the place of the name in the list given."""

    text: str
    becomes: str = "words"
    owner: int | None = None
    due: date | None = None


def read(text: str, today: date, names: Sequence[str] = ()) -> Line:
    """Read one typed line. Weekdays are those after today; a date without a year is the next such day.

    A name is known by its first word or as a whole, without regard to accents; two people of one first name are told
    apart only by the whole. Never raises: what is not understood stays words.
    """
    bare, becomes = " ".join(text.split()), "words"
    for sign, kind in SIGNS:
        if bare.startswith(sign):
            bare, becomes = bare[len(sign) :].strip(), kind
            break
    words = [(found[0], fold(found[0]).strip(".:!?@"), found.start()) for found in _WORD.finditer(bare)]
    due, at = _due(words, today)
    return Line(bare, becomes, _owner(bare, words, at, names), due)


Words = list[tuple[str, str, int]]  # as written, folded, where it begins


def _due(words: Words, today: date) -> tuple[date | None, int | None]:
    """The last date that follows a word such as "by" or stands at the end, and the place of its first word."""
    for n in range(len(words) - 1, -1, -1):
        day, used = _day(words, n, today)
        introduced = n > 0 and words[n - 1][1] in _BY
        if day and (introduced or n + used == len(words)) and abs(day - today) <= FURTHEST:
            return day, n - 1 if introduced else n
    return None, None


def _day(words: Words, n: int, today: date) -> tuple[date | None, int]:
    """The date that begins at this word, and how many words it takes."""
    raw, word, _at = words[n]
    if word in _DAYS:
        return today + timedelta(days=_DAYS[word]), 1
    if (weekday := _among(_WEEKDAYS, word, _SHORT)) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1), 1
    if found := _ISO.fullmatch(raw.strip(".")):
        return _real(int(found[1]), int(found[2]), int(found[3])), 1
    if found := _DOTTED.fullmatch(raw):
        return _next(int(found[2]), int(found[1]), found[3], today), 1
    if n + 1 < len(words) and word.isdecimal() and len(word) <= 2:
        month = _among(_MONTHS, words[n + 1][1], set())
        if month is not None:
            return _next(month + 1, int(word), None, today), 2
    return None, 1


def _among(names: Sequence[Sequence[str]], word: str, whole: set[str]) -> int | None:
    for n, begins in enumerate(names):
        if any(word == begin if begin in whole else word.startswith(begin) for begin in begins):
            return n if len(word) >= 3 else None
    return None


def _next(month: int, day: int, year: str | None, today: date) -> date | None:
    if year:
        return _real(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    for candidate in (today.year, today.year + 1):
        found = _real(candidate, month, day)
        if found and found >= today:
            return found
    return None


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _owner(bare: str, words: Words, date_at: int | None, names: Sequence[str]) -> int | None:
    """Whose it is: after "@", in front, or right before the date."""
    folded = [fold(name) for name in names]
    firsts = [name.split(" ")[0] for name in folded]
    places = [n for n, (raw, _word, _at) in enumerate(words) if raw.startswith("@")]
    places += [0] if words else []
    places += [date_at - 1] if date_at else []
    text = fold(bare)
    for n in places:
        rest = fold(bare[words[n][2] :]).lstrip("@")
        for who, name in enumerate(folded):
            if name and re.match(rf"{re.escape(name)}\b", rest):
                return who
        who_first = [who for who, first in enumerate(firsts) if first and first == words[n][1]]
        if len(who_first) == 1:
            return who_first[0]
    ending = [who for who, name in enumerate(folded) if name and date_at and _ends_before(text, name, words, date_at)]
    return ending[0] if len(ending) == 1 else None


def _ends_before(text: str, name: str, words: Words, date_at: int) -> bool:
    return text[: words[date_at][2]].rstrip(" ,").endswith(name)
