"""Writes figures, money, changes and days the way the report's language does, for every renderer.

A minus is a true minus sign and units stand after a space that does not break.

>>> hr, en = Writer("hr"), Writer("en")
>>> hr.amount(Decimal("18420.5"), Unit("money", currency="EUR")), en.amount(Decimal("0.0083"), Unit("share"))
('18.421\\xa0€', '0.83%')
>>> en.signed(Change("down", Decimal("0.12"), False, "good")), hr.day(date(2026, 11, 3))
('−12%', '3. studenoga 2026.')
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import Locale, dates, numbers

from rapport.reckon.report.changes import Change
from rapport.reckon.report.content import Language, Unit

LOCALES = {"en": "en_GB", "hr": "hr", "sk": "sk", "ru": "ru"}
HOUR = {"en": "h", "hr": "h", "sk": "h", "ru": "ч"}
POINTS = {"en": "pt", "hr": "pb", "sk": "p. b.", "ru": "п. п."}
NOTHING = "–"
_COMPACT_FROM = 10_000


@lru_cache(maxsize=8)
def locale_of(language: Language) -> Locale:
    return Locale.parse(LOCALES[language])


class Writer:
    """One language's hand. Digits of an amount follow its kind and size unless told."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.locale = locale_of(language)

    def plain(self, value: Decimal | int, digits: int = 0) -> str:
        return self._minus(numbers.format_decimal(value, format=_pattern(digits), locale=self.locale))

    def amount(self, value: Decimal | None, unit: Unit, digits: int | None = None) -> str:
        """An unknown value is a dash; it is never a zero."""
        if value is None:
            return NOTHING
        digits = digits_for([value], unit) if digits is None else digits
        if unit.kind == "money":
            return self._minus(self._money(value, unit.currency or "EUR", digits))
        if unit.kind == "share":
            return self._percent(value, digits)
        if unit.kind == "seconds":
            return self._lasting(value)
        written = self.plain(value, digits)
        symbol = HOUR[self.language] if unit.kind == "hours" else unit.symbol
        return f"{written}\u00a0{symbol}" if symbol else written

    def signed(self, change: Change | None) -> str:
        """With its sign: "+9%", "−0.3 pt"; "=" where nothing changed."""
        if change is None or change.size is None:
            return NOTHING
        if change.direction == "same":
            return "="
        sign = "+" if change.direction == "up" else "\u2212"
        if change.points:
            return f"{sign}{self.points(change.size)}\u00a0{POINTS[self.language]}"
        return sign + self.share(change.size)

    def share(self, value: Decimal) -> str:
        """A whole per cent, or one digit under one."""
        return self._percent(value, 1 if 0 < abs(value) < Decimal("0.01") else 0)

    def points(self, value: Decimal) -> str:
        return self.plain(value, max(0, -int(value.normalize().as_tuple().exponent)))

    def axis(self, value: Decimal, unit: Unit, step: Decimal, high: Decimal) -> str:
        """A label beside the grid: short, the same digits and the same kind up to its highest."""
        if unit.kind == "seconds":
            return self._lasting(value)
        if unit.kind == "share":
            return self._percent(value, max(0, -_exponent(step * 100)))
        digits = max(0, -_exponent(step))
        if high >= _COMPACT_FROM and step >= 1000 and value:
            whole = 0 if step % 1000 == 0 else 1
            written = str(numbers.format_compact_decimal(float(value), locale=self.locale, fraction_digits=whole))
            written = written.replace("K", "k") if self.language == "en" else written
        else:
            written = self.plain(value, digits)
        return self._minus(written)

    def day(self, value: date, form: str = "long") -> str:
        """ "3 November 2026"; "noyear" without the year, "short" in figures, "month" the short name of its month."""
        match form:
            case "short":
                return str(dates.format_date(value, "short", locale=self.locale))
            case "noyear":
                return str(dates.format_skeleton("MMMMd", value, locale=self.locale))
            case "month":
                return str(dates.get_month_names("abbreviated", "stand-alone", self.locale)[value.month]).rstrip(".")
            case "brief":
                return str(dates.format_skeleton("MMMd", value, locale=self.locale))
            case _:
                return str(dates.format_date(value, "long", locale=self.locale))

    def month(self, number: int) -> str:
        """The name of a month by itself: "listopad"."""
        return str(dates.get_month_names("wide", "stand-alone", self.locale)[number])

    def plural(self, value: Decimal | int) -> str:
        # 3.0 is three, and takes its form
        return str(self.locale.plural_form(int(value) if value == int(value) else Decimal(value).normalize()))

    def _money(self, value: Decimal, currency: str, digits: int) -> str:
        pattern = str(self.locale.currency_formats["standard"].pattern)
        pattern = pattern.replace(".00", "." + "0" * digits if digits else "")
        value = _rounded(value, digits)
        return str(numbers.format_currency(value, currency, format=pattern, locale=self.locale, currency_digits=False))

    def _percent(self, value: Decimal, digits: int) -> str:
        # the language's own pattern says whether a space stands before the sign
        pattern = str(self.locale.percent_formats[None].pattern).replace("0", "0." + "0" * digits if digits else "0")
        return self._minus(numbers.format_percent(_rounded(value, digits + 2), format=pattern, locale=self.locale))

    def _lasting(self, seconds: Decimal) -> str:
        whole = int(seconds.quantize(Decimal(1), ROUND_HALF_UP))
        return f"{whole // 60}:{whole % 60:02d}"

    @staticmethod
    def _minus(written: object) -> str:
        return str(written).replace("-", "\u2212")


def digits_for(values: Iterable[Decimal | None], unit: Unit) -> int:
    """The digits that all of these should share, so that they stand under one another.

    >>> digits_for([Decimal("19.4"), Decimal(22)], Unit("money")), digits_for([Decimal("0.0083")], Unit("share"))
    (2, 2)
    """
    if unit.digits is not None:
        return unit.digits
    known = [abs(value) for value in values if value is not None]
    most = max(known, default=Decimal(0))
    broken = any(value != value.to_integral_value() for value in known)
    match unit.kind:
        case "money":
            return 2 if broken and most < 1000 else 0
        case "share":
            return 2 if most < Decimal("0.02") else 1 if most < 1 and any((v * 100) % 1 for v in known) else 0
        case "seconds":
            return 0
        case _:
            needed = max((-_exponent(value) for value in known), default=0)
            return 0 if not broken or most >= 1000 else min(needed, 1 if most >= 10 else 2)


def _rounded(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _exponent(value: Decimal) -> int:
    return int(value.normalize().as_tuple().exponent)


@lru_cache(maxsize=16)
def _pattern(digits: int) -> str:
    return "#,##0." + "0" * digits if digits else "#,##0"
