"""Writes dates, times, numbers, money and reasons the way the reader does, for pages, mail and files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale, dates, numbers
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _

from rapport.journal import clock
from rapport.reckon.shares import Share
from rapport.reckon.verdict import Counted, Reason

_chosen: ContextVar[str] = ContextVar("formats", default="")
_OF_LANGUAGE = {"en": "en_GB", "hr": "hr", "sk": "sk", "ru": "ru"}
CHOICES = {"en": ("en_GB", "en_US", "en_IE", "en_AU", "en_CA"), "hr": ("hr",), "sk": ("sk",), "ru": ("ru",)}


@contextmanager
def formats(name: str) -> Iterator[None]:
    """Write in the formats of this locale (a Member's choice) as long as the block lasts."""
    token = _chosen.set(name)
    try:
        yield
    finally:
        _chosen.reset(token)


def locale() -> Locale:
    """The reader's locale: their choice where it goes with the active language, else the language's usual one."""
    language = (get_language() or "en")[:2]
    chosen = _chosen.get()
    return _locale(chosen if chosen[:2] == language else _OF_LANGUAGE.get(language, "en_GB"))


@lru_cache(maxsize=16)
def _locale(name: str) -> Locale:
    return Locale.parse(name)


def number(value: Any, digits: int | None = None) -> str:
    """1234.5 -> "1,234.5", "1.234,5", "1 234,5"; an unknown value is an en dash."""
    return "–" if value is None else _number(value, digits, locale())


@lru_cache(maxsize=8192)
def _number(value: Any, digits: int | None, place: Locale) -> str:
    if digits is None:
        return str(numbers.format_decimal(value, locale=place))
    return str(numbers.format_decimal(value, format=f"#,##0.{'0' * digits}" if digits else "#,##0", locale=place))


def size(bytes_: int | None) -> str:
    """How large a file is: "640 kB", "1.2 MB"."""
    if bytes_ is None:
        return ""
    for unit, one in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        if bytes_ >= one * 0.95:
            return f"{number(round(bytes_ / one, 1 if bytes_ < 10 * one else 0))}\u00a0{unit}"
    return f"{number(bytes_)}\u00a0B"


def money(value: Decimal | int | None, currency: str = "EUR", cents: bool | None = None) -> str:
    """Money with its sign where the reader puts it; cents only when there are some, unless told."""
    return "–" if value is None else _money(value, currency, cents, locale())


@lru_cache(maxsize=8192)
def _money(value: Decimal | int, currency: str, cents: bool | None, place: Locale) -> str:
    whole = value == int(value) if cents is None else not cents
    pattern = _whole_pattern(place) if whole else None
    return str(numbers.format_currency(value, currency, format=pattern, locale=place, currency_digits=not whole))


@lru_cache(maxsize=16)
def _whole_pattern(place: Locale) -> str:
    return str(place.currency_formats["standard"].pattern).replace(".00", "")


def share(value: float | Share | None, digits: int = 0) -> str:
    """0.788 -> "79 %" as the reader writes it."""
    if isinstance(value, Share):
        value = value.share
    return "–" if value is None else _share(value, digits, locale())


@lru_cache(maxsize=4096)
def _share(value: float, digits: int, place: Locale) -> str:
    return str(numbers.format_percent(value, format=None if digits == 0 else f"#,##0.{'0' * digits}%", locale=place))


def day(value: date | datetime | None, form: str = "") -> str:
    """A date in short words: "Mon 16 Nov", with the year when it is not this one. Forms: long, full, plain, month."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return _day(value, form, locale(), value.year == clock.today().year)


@lru_cache(maxsize=8192)
def _day(value: date, form: str, place: Locale, this_year: bool) -> str:
    match form:
        case "full":
            return str(dates.format_date(value, "full", locale=place))
        case "long":
            return str(dates.format_date(value, "long", locale=place))
        case "plain":
            return str(dates.format_date(value, "short", locale=place))
        case "month":
            return str(dates.format_skeleton("yMMM", value, locale=place))
        case "noday":
            return str(dates.format_skeleton("MMMd" if this_year else "yMMMd", value, locale=place))
        case _:
            if place.language == "en" and place.territory != "US":  # else a comma comes and goes with the country
                return str(dates.format_date(value, "EEE d MMM" if this_year else "EEE d MMM y", locale=place))
            said = str(dates.format_skeleton("MMMEd" if this_year else "yMMMEd", value, locale=place))
            return said.replace(", ", " ") if place.territory == "GB" else said


def clock_time(value: datetime | time | None, zone: str = "") -> str:
    """Hours and minutes: "08:10", "8:10 AM" where that is the custom; in a named zone when one is given."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        value = timezone.localtime(value, clock.zone_of(zone) if zone else None)
    return _clock_time(value.hour, value.minute, locale())


@lru_cache(maxsize=4096)
def _clock_time(hour: int, minute: int, place: Locale) -> str:
    return str(dates.format_time(time(hour, minute), "short", locale=place))


def city(zone: str) -> str:
    """The city that a zone is named after, as the reader writes it."""
    return _city(zone, locale()) if zone in clock.ZONES else zone


@lru_cache(maxsize=1024)
def _city(zone: str, place: Locale) -> str:
    return str(dates.get_timezone_location(zone, locale=place, return_city=True))


def moment(value: datetime | None, form: str = "") -> str:
    """Date and time together."""
    return "–" if value is None else f"{day(value, form)}, {clock_time(value)}"


def ago(value: datetime | date | None) -> str:
    """How long since or until: "today", "yesterday", "3 days ago", "in 2 days", "3 h ago" for today's instants."""
    if value is None:
        return "–"
    now = clock.now()
    if isinstance(value, datetime):
        gone = (now - value).total_seconds()
        if abs(gone) < 60:
            return _("just now")
        if abs(gone) < 8 * 3600:
            return _delta(int(abs(gone) // 60), gone >= 0)
        value = timezone.localtime(value).date()
    days = (clock.today() - value).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days == -1:
        return _("tomorrow")
    if days > 0:
        return ngettext("%(num)s day ago", "%(num)s days ago", days) % {"num": number(days)}
    return ngettext("in %(num)s day", "in %(num)s days", -days) % {"num": number(-days)}


def lasting(minutes: int) -> str:
    """How long something takes: "45 min", "3 h", "7 h 20 min"."""
    hours, rest = divmod(minutes, 60)
    if hours == 0:
        return _("%(minutes)s min") % {"minutes": rest}
    if rest == 0:
        return _("%(hours)s h") % {"hours": number(hours)}
    return _("%(hours)s h %(minutes)s min") % {"hours": number(hours), "minutes": rest}


def _delta(minutes: int, past: bool) -> str:
    words = lasting(minutes if minutes < 240 else minutes // 60 * 60)
    return (_("%(span)s ago") if past else _("in %(span)s")) % {"span": words}


def one_stop(sentence: str) -> str:
    """A date that ends in a full stop ("23. 11.") ends its sentence too."""
    return re.sub(r"(?<!\.)\.(</b>)?\.(?!\.)", r".\1", sentence)


def say(thing: Any) -> str:
    """A reason (or one of its values) as a sentence in the reader's language and formats.

    A value that cannot be written is shown as it is; a translation that lacks a name falls back to English.
    """
    match thing:
        case None:
            return ""
        case Reason():
            values = {key: say(value) for key, value in thing.values.items()}
            try:
                return one_stop(gettext(thing.text).format(**values))
            except (KeyError, IndexError, ValueError):
                return thing.text.format(**values)
        case Counted():
            return ngettext(thing.one, thing.many, thing.n).format(n=number(thing.n))
        case Share():
            return share(thing)
        case datetime():
            return moment(thing)
        case date():
            return day(thing)
        case time():
            return clock_time(thing)
        case bool() | str():
            return str(thing)
        case int() | float() | Decimal():
            return number(thing)
        case _:
            return str(thing)
