"""Which days a message names, reckoned from the day it was written: a future reading first.

"Friday" is the next one after the day of writing, "next Friday" that of the week after; "next week" means its Friday,
"the weekend" its Saturday, for what is due then is late only afterwards. A date without a year that has passed this
year is that of the next one. Numbers are day first, unless only month first is possible.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rapport.reckon.hearing.heard import Heard
from rapport.reckon.hearing.phrases import Hit
from rapport.reckon.hearing.sentences import Sentence

_ISO = re.compile(r"(?<![\d.-])(20\d\d)-(\d\d)-(\d\d)(?![\d-])")
_NUMERIC = re.compile(
    r"(?<![\d.,/:-])(?P<a>\d{1,2})(?P<sign>[./])[ ]?(?P<b>\d{1,2})"
    r"(?:[./][ ]?(?P<year>20\d\d|\d\d(?!\d))\.?|(?P<end>\.))?"
    r"(?![\d/:%])"
)
_DAY_OF_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|ho|eho|go|го|ого)?$")
_KINDS = ("away", "weekdays", "months", "days.weekend", "days.day", "days.week", "days.month")
_FRIDAY, _SATURDAY = 4, 5


@dataclass(frozen=True, slots=True)
class Named:
    """A day and the words from `start` to `end` that name it."""

    start: int
    end: int
    day: date


def days_named(heard: Heard, written_on: date) -> list[Named]:
    """Each day the message names, in the order of the words; where two readings overlap, the longer."""
    found = [*_numeric(heard, written_on)]
    for sentence in heard.spoken.sentences:
        if not heard.has(sentence, *_KINDS):
            continue
        found += _by_months(heard, sentence, written_on)
        found += _by_words(heard, sentence, written_on)
    kept: list[Named] = []
    for named in sorted(found, key=lambda n: (n.start, -n.end)):
        if kept and _is_weekday_of(heard, kept[-1], named):
            kept[-1] = Named(kept[-1].start, named.end, named.day)
        elif not kept or named.start >= kept[-1].end:
            kept.append(named)
    return kept


def _is_weekday_of(heard: Heard, before: Named, named: Named) -> bool:
    """ "Friday, 13 March" is one day, and the figures say which."""
    words = heard.spoken.words
    between = words[before.end : named.start]
    return (
        len(between) <= 3
        and not between.strip(" ,(")
        and words[before.start : before.end].isalpha()
        and any(c.isdigit() for c in words[named.start : named.end])
    )


def _numeric(heard: Heard, today: date) -> Iterator[Named]:
    words = heard.spoken.words
    for found in _ISO.finditer(words):
        if day := _valid(int(found[1]), int(found[2]), int(found[3])):
            yield Named(found.start(), found.end(), day)
    for found in _NUMERIC.finditer(words):
        if not (found["year"] or found["end"] or found["sign"] == "/" or _stands_after_on(heard, found.start())):
            continue
        if found["sign"] == "/" and not found["year"] and _is_fraction(found["a"], found["b"]):
            continue
        if day := _day_first(int(found["a"]), int(found["b"]), found["year"], today):
            yield Named(found.start(), found.end(), day)


def _is_fraction(a: str, b: str) -> bool:
    return (a, b) in {("1", "2"), ("1", "3"), ("1", "4"), ("3", "4"), ("10", "10"), ("5", "5"), ("24", "7")}


def _stands_after_on(heard: Heard, start: int) -> bool:
    before = heard.spoken.words[max(0, start - 14) : start].split()
    return bool(before) and any(
        before[-1].lower() == heard.spoken.forms[hit.first]
        for kinds in heard.found.values()
        for hit in kinds.get("days.on", ())
    )


def _day_first(a: int, b: int, year: str | None, today: date) -> date | None:
    if year:
        full = int(year) if len(year) == 4 else 2000 + int(year)
        return _valid(full, b, a) or _valid(full, a, b)
    return _next_such(b, a, today) or _next_such(a, b, today)


def _by_months(heard: Heard, sentence: Sentence, today: date) -> Iterator[Named]:
    """ "15 March", "March 15th 2027", "15. ožujka"."""
    spoken = heard.spoken
    for hit in heard.hits(sentence, "months"):
        first, last = hit.first, hit.last
        number = _day_of_month(spoken.forms[first - 1]) if first > sentence.first else 0
        if number:
            first -= 1
        elif last < sentence.last and (number := _day_of_month(spoken.forms[last])):
            last += 1
        else:
            continue
        year = spoken.forms[last] if last < sentence.last else ""
        month = int(hit.tag)
        if len(year) == 4 and year.isdigit() and year.startswith("20"):
            day, last = _valid(int(year), month, number), last + 1
        else:
            day = _next_such(month, number, today)
        if day:
            yield Named(spoken.starts[first], spoken.ends[last - 1], day)


def _day_of_month(form: str) -> int:
    found = _DAY_OF_MONTH.match(form)
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else 0


def _by_words(heard: Heard, sentence: Sentence, today: date) -> Iterator[Named]:
    for hit in heard.hits(sentence, "away"):
        yield from _named(heard, hit.first, hit.last, _plus(today, int(hit.tag)))
    for hit in heard.hits(sentence, "weekdays"):
        yield from _weekday(heard, sentence, hit, today)
    for hit in heard.hits(sentence, "days.weekend"):
        yield from _named(heard, hit.first, hit.last, _plus(today, (_SATURDAY - today.weekday()) % 7))
    for kind in ("day", "week", "month"):
        for hit in heard.hits(sentence, f"days.{kind}"):
            yield from _stretch(heard, sentence, hit, kind, today)


def _weekday(heard: Heard, sentence: Sentence, hit: Hit, today: date) -> Iterator[Named]:
    which = _modifier(heard, sentence, hit)
    ahead = (int(hit.tag) - today.weekday() - 1) % 7 + 1
    if which == "last":
        yield from _named(heard, hit.first - 1, hit.last, _plus(today, ahead - 7 if ahead < 7 else -7))
    elif which == "next":
        yield from _named(heard, hit.first - 1, hit.last, _plus(today, 7 - today.weekday() + int(hit.tag)))
    else:
        yield from _named(heard, hit.first, hit.last, _plus(today, ahead))


def _stretch(heard: Heard, sentence: Sentence, hit: Hit, kind: str, today: date) -> Iterator[Named]:
    """ "end of the month", "next week", "in two weeks", "within 3 days"."""
    which = _modifier(heard, sentence, hit)
    first = hit.first - 1 if which else hit.first
    if end := _ending_at(heard, sentence, "days.end_of", first):
        if day := _end_of(kind, which, today):
            yield from _named(heard, end.first, hit.last, day)
    elif which in ("next", "this") and kind != "day":
        if day := _end_of(kind, which, today):
            yield from _named(heard, first, hit.last, day)
    elif not which:
        yield from _after(heard, sentence, hit, kind, today)


def _after(heard: Heard, sentence: Sentence, hit: Hit, kind: str, today: date) -> Iterator[Named]:
    first, count = hit.first, 1
    if number := _ending_at(heard, sentence, "numbers", first):
        first, count = number.first, int(number.tag)
    elif first > sentence.first and (number_word := heard.spoken.forms[first - 1]).isdecimal():
        first, count = first - 1, int(number_word[:3])
    if lead := _ending_at(heard, sentence, "days.within", first):
        day = _months_on(today, count) if kind == "month" else _plus(today, count * (7 if kind == "week" else 1))
        yield from _named(heard, lead.first, hit.last, day)


def _end_of(kind: str, which: str, today: date) -> date | None:
    if kind == "day":
        return today
    if kind == "month":
        month = _months_on(today.replace(day=1), 1 if which == "next" else 0)
        return month.replace(day=calendar.monthrange(month.year, month.month)[1])
    friday = _FRIDAY if today.weekday() <= _FRIDAY else 6
    return _plus(today, friday - today.weekday()) if which != "next" else _plus(today, 7 - today.weekday() + _FRIDAY)


def _modifier(heard: Heard, sentence: Sentence, hit: Hit) -> str:
    for which in ("next", "last", "this"):
        if any(m.last == hit.first for m in heard.hits(sentence, f"days.{which}")):
            return which
    return ""


def _ending_at(heard: Heard, sentence: Sentence, kind: str, at: int) -> Hit | None:
    return next((hit for hit in heard.hits(sentence, kind) if hit.last == at), None)


def _named(heard: Heard, first: int, last: int, day: date) -> Iterator[Named]:
    yield Named(heard.spoken.starts[first], heard.spoken.ends[last - 1], day)


def _next_such(month: int, number: int, today: date) -> date | None:
    """That day of this year, or of the next if it has passed; a 29 February waits for its year."""
    for year in range(today.year, today.year + 5):
        day = _valid(year, month, number)
        if day and day >= today:
            return day
    return None


def _valid(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _plus(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(year, date.max.year)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
