"""What every judgement answers with: reasons a person can read, made by the lines that made the number.

A `Reason` is a sentence in English with named values in braces. It is data: the page that shows it looks
the sentence up in the reader's language and writes each value in the reader's format (dates, money, shares,
counted things). Nothing here knows a language or a clock.

>>> because("Last word {ago}, due every {every}.", ago=counted("{n} day ago", "{n} days ago", 18), every=14).plain()
'Last word 18 days ago, due every 14.'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Value = "Reason | Counted | str | int | float | Decimal | date | datetime"


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted thing, such as "3 days": `n` is given to both forms as `{n}`."""

    one: str
    many: str
    n: int

    def plain(self) -> str:
        return (self.one if self.n == 1 else self.many).format(n=self.n)


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence (or clause) with its values; `plain()` is English without any formatting, for tests and logs."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def plain(self) -> str:
        said = {k: v.plain() if isinstance(v, Reason | Counted) else v for k, v in self.values.items()}
        return self.text.format(**said)


def because(text: str, /, **values: Any) -> Reason:
    """Make a reason. The name is what the extraction of translatable strings looks for."""
    return Reason(text, values)


def counted(one: str, many: str, n: int, /) -> Counted:
    """Make a counted thing. Extraction reads both forms."""
    return Counted(one, many, n)


def as_data(thing: Any) -> Any:
    """Reason -> plain JSON values, so that it can be stored with the row it explains; `from_data` brings it back."""
    match thing:
        case Reason():
            return {"say": thing.text, "with": {k: as_data(v) for k, v in thing.values.items()}}
        case Counted():
            return {"one": thing.one, "many": thing.many, "n": thing.n}
        case datetime():
            return {"at": thing.isoformat()}
        case date():
            return {"on": thing.isoformat()}
        case Decimal():
            return {"decimal": str(thing)}
        case _:
            return thing


def from_data(data: Any) -> Any:
    """The inverse of `as_data`. An unknown shape is refused with ValueError, since a stored reason is ours."""
    match data:
        case {"say": str(text)}:
            return Reason(text, {k: from_data(v) for k, v in data.get("with", {}).items()})
        case {"one": str(one), "many": str(many), "n": int(n)}:
            return Counted(one, many, n)
        case {"at": str(at)}:
            return datetime.fromisoformat(at)
        case {"on": str(on)}:
            return date.fromisoformat(on)
        case {"decimal": str(number)}:
            return Decimal(number)
        case dict():
            raise ValueError(f"not a stored reason: {sorted(data)}")
        case _:
            return data
