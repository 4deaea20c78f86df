"""What a report says, as values, before anybody decides how it looks: for the page, the PDF and the slides alike.

Numbers stay Decimals with their unit until a renderer writes them in the report's language; texts are plain data and
never markup. An empty title means the usual one of that kind of section, in the report's language.

>>> october = Period(date(2026, 10, 1), date(2026, 10, 31))
>>> october.kind, october.year_before(), october.before().first
('month', Period(first=datetime.date(2025, 10, 1), last=datetime.date(2025, 10, 31)), datetime.date(2026, 9, 1))
>>> Amount(Decimal("19.40"), Unit("money", currency="EUR")).unit.kind
'money'
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

Language = Literal["en", "hr", "sk", "ru"]
LANGUAGES: tuple[Language, ...] = ("en", "hr", "sk", "ru")
UnitKind = Literal["count", "money", "share", "number", "seconds", "hours"]
Better = Literal["up", "down", "neither"]
PeriodKind = Literal["month", "quarter", "year", "days"]
SectionKind = Literal[
    "goals", "summary", "figures", "findings", "done", "tasks", "spend", "next", "requests", "appendix", "other"
]
State = Literal["reached", "on the way", "behind", "missed", "unknown"]


@dataclass(frozen=True, slots=True)
class Unit:
    """`share` is 0.12 for 12 %; `symbol` stands after a plain number ("km"); `digits` None: as many as fit the kind."""

    kind: UnitKind = "count"
    currency: str = ""
    symbol: str = ""
    digits: int | None = None


COUNT, SHARE = Unit("count"), Unit("share")


@dataclass(frozen=True, slots=True)
class Amount:
    value: Decimal | None
    unit: Unit = COUNT


@dataclass(frozen=True, slots=True)
class Period:
    """Both days belong to it."""

    first: date
    last: date

    @property
    def kind(self) -> PeriodKind:
        a, b = self.first, self.last
        if a.day != 1 or b.day != monthrange(b.year, b.month)[1] or a.year != b.year:
            return "days"
        match b.month - a.month:
            case 0:
                return "month"
            case 2 if a.month % 3 == 1:
                return "quarter"
            case 11:
                return "year"
            case _:
                return "days"

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def before(self) -> Period:
        """The period of the same kind that ends the day before this one begins."""
        last = self.first - timedelta(days=1)
        match self.kind:
            case "month":
                return Period(last.replace(day=1), last)
            case "quarter":
                return Period(last.replace(month=last.month - 2, day=1), last)
            case "year":
                return Period(last.replace(month=1, day=1), last)
            case _:
                return Period(last - timedelta(days=self.days - 1), last)

    def year_before(self) -> Period:
        return Period(_a_year_back(self.first), _a_year_back(self.last))


def _a_year_back(day: date) -> date:
    last = monthrange(day.year - 1, day.month)[1]
    whole = day.day == monthrange(day.year, day.month)[1]
    return day.replace(year=day.year - 1, day=last if whole else min(day.day, last))


@dataclass(frozen=True, slots=True)
class Metric:
    """`key` is one of the words' metrics ("clicks"); an own metric has no key but a `name` in the report's language."""

    key: str = ""
    name: str = ""
    better: Better = "up"


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One metric in the report's period, beside what it was and should be; `course` is oldest first, None is a gap."""

    metric: Metric
    value: Decimal | None
    unit: Unit = COUNT
    target: Decimal | None = None
    previous: Decimal | None = None
    last_year: Decimal | None = None
    course: tuple[Decimal | None, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """`title` says it in the client's words; `pace` is where the figure should stand by now."""

    title: str
    figure: KeyFigure
    state: State = "unknown"
    pace: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


ColumnKind = Literal["text", "number", "money", "share", "change", "date", "course"]
Cell = str | Decimal | date | tuple[Decimal | None, ...] | None


@dataclass(frozen=True, slots=True)
class Column:
    """How the cells below are written: `change` is a share written with its sign, green or red by `better`."""

    title: str
    kind: ColumnKind = "text"
    unit: Unit = COUNT
    better: Better = "neither"


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    foot: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """`place`: "main" in the brand's colour, "before" hollow beside it (last year), "second", "third" in quiet inks."""

    name: str
    values: tuple[Decimal | None, ...]
    place: Literal["main", "before", "second", "third"] = "main"


@dataclass(frozen=True, slots=True)
class Note:
    """A remark at one point of a chart: what we shipped, a holiday."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """`labels` are months, days or words, one for each value; `target` is one value for all or one for each.

    `title` states the finding. `wide` False sets two charts side by side where there is room.
    """

    kind: Literal["line", "bar"]
    title: str
    labels: tuple[str | date, ...]
    series: tuple[Series, ...]
    unit: Unit = COUNT
    target: tuple[Decimal | None, ...] = ()
    notes: tuple[Note, ...] = ()
    text: str = ""
    wide: bool = True


@dataclass(frozen=True, slots=True)
class KeyFigures:
    figures: tuple[KeyFigure, ...]
    style: Literal["table", "tiles"] = "table"


@dataclass(frozen=True, slots=True)
class Goals:
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Something done, proposed or asked for; `right` is what it brought, costs, or by when it is due."""

    title: str
    detail: str = ""
    right: str | Amount | date = ""
    right_detail: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """`results`: what we did, and what it brought; `numbered`: proposals; `plain`: tasks done, requests."""

    rows: tuple[Row, ...]
    style: Literal["results", "numbered", "plain"] = "plain"
    title: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple[str, ...]
    numbered: bool = False


Block = Paragraph | Table | Chart | KeyFigures | Goals | Rows | Listing


@dataclass(frozen=True, slots=True)
class Section:
    kind: SectionKind
    blocks: tuple[Block, ...] = ()
    title: str = ""
    service: str = ""
    spoken: str = ""  # what to say to it: speaker notes of the slides


@dataclass(frozen=True, slots=True)
class Font:
    """A family and the bytes of its TrueType or OpenType files; slides only name it."""

    family: str
    files: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Agency:
    name: str
    place: str = ""
    colour: str = ""
    logo: bytes = b""
    font: Font | None = None


@dataclass(frozen=True, slots=True)
class Strokes:
    """The rhythm on the cover: one stroke for each day (or week), its height a true value."""

    values: tuple[Decimal | None, ...]
    caption: str


@dataclass(frozen=True, slots=True)
class Report:
    client: str
    period: Period
    language: Language
    agency: Agency
    headline: str = ""
    sections: tuple[Section, ...] = ()
    strokes: Strokes | None = None
    checked_by: str = ""
    checked_on: date | None = None
    sources: str = ""


class ReportRefused(ValueError):
    """The content cannot be set; the message says where and why, for whoever wrote it."""
