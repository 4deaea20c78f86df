"""What every language of a report must be able to say: labels, metrics with their grammar, and whole sentences.

A language is one module, `words_{language}.py`; what it leaves out does not type-check. Metrics the words do not know
are said by constructions that agree with nothing.

>>> words_of("hr").labels.target, words_of("en").noun("clicks").name
('cilj', 'clicks')
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib import import_module
from typing import ClassVar, Literal, cast

from rapport.reckon.report.changes import Change, Direction
from rapport.reckon.report.content import Better, Language, Period, SectionKind, State
from rapport.reckon.report.writing import Writer

# What is better for each metric that all four languages know.
METRICS: Mapping[str, Better] = {
    "clicks": "up", "impressions": "up", "visits": "up", "users": "up", "sessions": "up", "conversions": "up",
    "leads": "up", "orders": "up", "bookings": "up", "calls": "up", "views": "up", "downloads": "up", "nights": "up",
    "followers": "up", "subscribers": "up", "new_customers": "up", "engagement": "up", "reach": "up",
    "revenue": "up", "average_order": "up", "roas": "up", "ctr": "up", "conversion_rate": "up", "open_rate": "up",
    "time_on_site": "up", "bounce_rate": "down", "position": "down", "spend": "neither", "cost_per_click": "down",
    "cost_per_lead": "down", "cost_per_order": "down", "cost_per_booking": "down", "cost_per_conversion": "down",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Noun:
    """A metric as the subject of a sentence, with gender and number; `counted` is what stands after "we recorded 5",
    by plural form (one, few, many, other; a language uses those it has), empty for what is not counted."""

    name: str
    gender: Literal["m", "f", "n"] = "n"
    plural: bool = False
    counted: tuple[str, str, str, str] | None = None
    animate: bool = False

    def after(self, form: str) -> str:
        """The counted form for a plural category of Unicode's."""
        assert self.counted is not None
        return self.counted[("one", "few", "many", "other").index(form)]


@dataclass(frozen=True, slots=True)
class Labels:
    report_for: str
    contents: str
    sections: Mapping[SectionKind, str]
    states: Mapping[State, str]
    figure: str
    target: str
    to_target: str
    previous: str
    to_previous: str
    to_last_year: str
    course: str
    of_target: str
    pace: str
    period: str
    page: str
    checked: str
    sources: str
    line_chart: str
    bar_chart: str
    chart_data: str
    total: str
    logo_of: str


class Words(ABC):
    """`within` and its like are phrases of a period; `year` says whether the year is told with a month or quarter."""

    language: ClassVar[Language]
    labels: ClassVar[Labels]
    nouns: ClassVar[Mapping[str, Noun]]

    def __init__(self) -> None:
        self.write = Writer(self.language)

    def noun(self, key: str) -> Noun | None:
        return self.nouns.get(key)

    def size(self, change: Change) -> str:
        """How large a change is: "12 %", or "0.3 percentage points"."""
        assert change.size is not None
        return self.points(change.size) if change.points else self.write.share(change.size)

    # phrases of a period
    @abstractmethod
    def within(self, period: Period, year: bool = False) -> str: ...
    @abstractmethod
    def against(self, period: Period, year: bool = False) -> str: ...
    @abstractmethod
    def level(self, period: Period, year: bool = False) -> str: ...
    @abstractmethod
    def whole(self, period: Period, year: bool = True) -> str: ...
    @abstractmethod
    def points(self, size: Decimal) -> str: ...

    # sentences
    @abstractmethod
    def changed(self, noun: Noun, change: Change, now: str, within: Period, base: Period) -> str:
        """ "In October, clicks rose by 12% compared with September, to 18,420."""

    @abstractmethod
    def compared(self, noun: Noun, change: Change, within: Period, base: Period) -> str:
        """ "In October, cost per click was 8% lower than in October 2025."""

    @abstractmethod
    def recorded(self, noun: Noun, now: int, more: int | None, within: Period, base: Period) -> str:
        """ "In October we recorded 152 bookings, 31 more than in September."""

    @abstractmethod
    def stated(self, name: str, now: str, change: Change | None, was: str, within: Period, base: Period | None) -> str:
        """ "Phone enquiries: 340 in October, 12% more than in September.", for what nothing agrees with."""

    @abstractmethod
    def than(self, change: Change, within: Period, base: Period) -> str:
        """ "26% more than in October 2025", a clause for `that_is`."""

    @abstractmethod
    def beside_target(self, change: Change, target: str) -> str:
        """ "9% above the target of 140", a clause for `that_is`."""

    @abstractmethod
    def that_is(self, *clauses: str) -> str:
        """ "That is 26% more than in October 2025 and 9% above the target of 140."""

    @abstractmethod
    def met_exactly(self, target: str) -> str: ...

    @abstractmethod
    def unusual(self, noun: Noun | None, name: str, since: date, change: Change) -> str:
        """ "Since 12 October, clicks have been 40% below their usual level."""

    @abstractmethod
    def best_in(self, direction: Direction, months: int) -> str:
        """ "It is the highest value of the last 12 months.", for 5 to 20 months."""

    @abstractmethod
    def spent(self, spent: str, budget: str, share: str, over: str, within: Period) -> str: ...
    @abstractmethod
    def tasks_done(self, count: int, within: Period) -> str: ...
    @abstractmethod
    def goals_reached(self, reached: int, of: int, within: Period) -> str: ...
    @abstractmethod
    def most_from(self, name: str, gain: str) -> str: ...
    @abstractmethod
    def no_figures(self, name: str, within: Period) -> str: ...


@lru_cache(maxsize=8)
def words_of(language: Language) -> Words:
    module = import_module(f"rapport.reckon.report.words_{language}")
    return cast(Words, module.IN_WORDS)


def sentence(*pieces: str, end: str = ".") -> str:
    """The pieces that say something, a capital first and one full stop last.

    >>> sentence("u listopadu 2025.", ""), sentence("in October,", "clicks rose")
    ('U listopadu 2025.', 'In October, clicks rose.')
    """
    said = " ".join(piece for piece in pieces if piece).strip()
    said = said[:1].upper() + said[1:]
    return said if said.endswith((".", "!", "?")) else said + end


def differs(within: Period, base: Period) -> bool:
    """Whether the base's year has to be told."""
    return within.first.year != base.first.year


def more_or_less(change: Change, more: str, less: str) -> str:
    return more if change.direction == "up" else less
