"""How a report of figures is told: the header words it must have, and what each of its columns means.

A meaning is a key of `reckon/figures/metrics.py`, or one of `ROLES` for a column that says when, where or in which
money. A unit behind a header, such as "(USD)" or ", %", is no part of its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapport.reckon.folding import fold
from rapport.reckon.verdict import Reason, because

ROLES: dict[str, Reason] = {
    "day": because("Day"),
    "week": because("Week"),
    "month": because("Month"),
    "since": because("First day"),
    "until": because("Last day"),
    "nth_day": because("Number of the day"),
    "hour": because("Hour"),
    "started": because("Day and time of a call"),
    "duration": because("Length of a call"),
    "call_status": because("What became of a call"),
    "call_type": because("Who called whom"),
    "channel": because("Channel"),
    "campaign": because("Campaign"),
    "currency": because("Currency"),
    "result_kind": because("What counts as a result"),
    "results": because("Results"),
    "segment": because("Parts of a day that add up"),
}
_SIGNS = {
    "€": "EUR", "$": "USD", "us$": "USD", "£": "GBP", "₽": "RUB", "руб": "RUB", "руб.": "RUB", "р.": "RUB", "₴": "UAH",
    "kč": "CZK", "zł": "PLN", "kn": "HRK", "ft": "HUF", "chf": "CHF", "₸": "KZT",
}  # fmt: skip
_BRACKET = re.compile(r"\s*[\[(]([^\[\]()]*)[\])]\s*$")
_COMMA = re.compile(r"\s*,\s*([^,\s]{1,6})\s*$")
_CODES = frozenset(
    "AED AMD ARS AUD AZN BAM BGN BRL BYN CAD CHF CLP CNY COP CZK DKK EGP EUR GBP GEL HKD HRK HUF IDR ILS INR ISK JPY "
    "KGS KRW KZT MDL MKD MXN MYR NOK NZD PEN PHP PLN RON RSD RUB SAR SEK SGD THB TRY TWD UAH USD UZS VND ZAR".split()
)


@dataclass(frozen=True, slots=True)
class Header:
    """A header in its parts: the folded `name`, the `currency` or the "%" that was written behind it."""

    name: str
    currency: str = ""
    percent: bool = False


def header_of(written: str) -> Header:
    """Cut the unit off a header.

    >>> header_of("Amount spent (USD)")
    Header(name='amount spent', currency='USD', percent=False)
    >>> header_of("Расход (руб.)").currency, header_of("Отказы, %").percent, header_of("Cost per lead").name
    ('RUB', True, 'cost per lead')
    """
    text = " ".join(written.split())
    for cut in (_BRACKET, _COMMA):
        found = cut.search(text)
        if not found:
            continue
        unit = found[1].strip()
        name = fold(text[: found.start()])
        if unit == "%":
            return Header(name, percent=True)
        if money := currency_of(unit):
            inner = _BRACKET.search(text[: found.start()])  # "CPM (cost per 1,000 impressions) (USD)"
            return Header(fold(text[: inner.start()]) if inner else name, money)
    if text.endswith(("%", "€", "$", "£", "₽")):
        return Header(fold(text[:-1]), _SIGNS.get(text[-1], ""), text[-1] == "%")
    return Header(fold(text))


def currency_of(written: str) -> str:
    """The three letters of a currency as they, a sign or a short word says it; "" for anything else.

    >>> currency_of("usd"), currency_of("руб."), currency_of("per click")
    ('USD', 'RUB', '')
    """
    plain = written.strip().lower()
    if plain in _SIGNS:
        return _SIGNS[plain]
    return plain.upper() if plain.upper() in _CODES else ""


@dataclass(frozen=True)
class FigureLayout:
    """`needs`: of each group at least one spelling must be a header. `fields`: meaning -> its spellings, best first.

    `channel` is what all its figures come by where no column says it.
    """

    source: str
    needs: tuple[tuple[str, ...], ...]
    fields: Mapping[str, tuple[str, ...]]
    never: tuple[str, ...] = ()
    channel: str = ""
    events: bool = False  # each row is one call, not the figures of a day
    titles: tuple[str, ...] = field(default=())  # how the lines above the header may begin, folded

    @cached_property
    def by_name(self) -> dict[str, tuple[str, int]]:
        named: dict[str, tuple[str, int]] = {}
        for key, spellings in self.fields.items():
            for rank, spelling in enumerate(spellings):
                named.setdefault(fold(spelling), (key, rank))
        return named

    def fits(self, names: frozenset[str], preamble: Sequence[str] = ()) -> bool:
        if any(fold(word) in names for word in self.never):
            return False
        if self.titles and any(fold(line).startswith(self.titles) for line in preamble):
            return len(names & self.by_name.keys()) >= 3
        return all(any(fold(spelling) in names for spelling in group) for group in self.needs)

    def mapping(self, headers: Sequence[str]) -> dict[str, str]:
        """Header -> meaning; each once, the best spelling wins. Segments may be many."""
        found: dict[str, str] = {}
        best: dict[str, tuple[int, str]] = {}
        for header in headers:
            key, rank = self.by_name.get(header_of(header).name) or self.by_name.get(fold(header)) or ("", 0)
            if not key:
                continue
            if key != "segment":
                if key in best and rank >= best[key][0]:
                    continue
                if key in best:
                    del found[best[key][1]]
                best[key] = (rank, header)
            found[header] = key
        return found
