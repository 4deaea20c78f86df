"""What the whole of a column says about its cells: the order of its dates, its decimal mark, or a question to ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from rapport.reckon.tables.values import (
    Mark,
    Order,
    Undecidable,
    Unreadable,
    date_order_of,
    decimal_mark_of,
    is_empty,
    read_date,
    read_number,
)
from rapport.reckon.verdict import Reason, because


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person can decide. `key` is what the answer is kept under, `options` maps answers to words.

    `among` says of what ("client", "member") a name may be told instead of an option. `known` is the answer that holds
    until another is given; `unmet` says that the answer given so far leads nowhere.
    """

    key: str
    header: str
    reason: Reason
    options: tuple[tuple[str, Reason], ...]
    example: str = ""
    among: str = ""
    known: str = ""
    unmet: bool = False


@dataclass(slots=True)
class Evidence:
    """Gathered while the rows pass by; `settled()` is asked at the end. Memory does not grow with the rows."""

    header: str
    kind: str  # "date" or "number"
    votes: dict[str, int] = field(default_factory=dict)
    example: str = ""
    first: date | Decimal | None = None
    second: date | Decimal | None = None

    def see(self, cell: str) -> None:
        if is_empty(cell):
            return
        told = date_order_of(cell) if self.kind == "date" else decimal_mark_of(cell)
        if told:
            self.votes[told] = self.votes.get(told, 0) + 1
        elif not self.example:
            self._try(cell)

    def _try(self, cell: str) -> None:
        try:
            _ = read_date(cell) if self.kind == "date" else read_number(cell)
        except Undecidable as two:
            self.example, self.first, self.second = cell.strip(), two.first, two.second  # type: ignore[assignment]
        except Unreadable:
            return

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.header}"

    def settled(self) -> str:
        """ "dmy" or "mdy", "." or ","; "" where nothing in the column decides."""
        if len(self.votes) == 1:
            return next(iter(self.votes))
        return ""

    def question(self) -> Question | None:
        """None where no cell needs an answer, or the column has given it."""
        if not self.example or self.settled():
            return None
        if self.kind == "date":
            return Question(
                self.key,
                self.header,
                because(
                    "In the column “{column}”, is {example} the {first} or the {second}?",
                    column=self.header,
                    example=self.example,
                    first=self.first,
                    second=self.second,
                ),
                (
                    ("dmy", because("Day first: {date}", date=self.first)),
                    ("mdy", because("Month first: {date}", date=self.second)),
                ),
                self.example,
            )
        sign = "," if "," in self.example else "."
        other = "." if sign == "," else ","
        return Question(
            self.key,
            self.header,
            because(
                "In the column “{column}”, is {example} about {first} or {second}?",
                column=self.header,
                example=self.example,
                first=self.first,
                second=self.second,
            ),
            (
                (sign, because("The sign marks decimals: {number}", number=self.first)),
                (other, because("The sign groups thousands: {number}", number=self.second)),
            ),
            self.example,
        )


def judge_column(header: str, kind: str, cells: Iterable[str]) -> Evidence:
    """The evidence of a whole column at once.

    >>> judge_column("Start", "date", ["03/04/2026", "25/04/2026"]).settled()
    'dmy'
    >>> judge_column("Fee", "number", ["1,234"]).question().options[0][0]
    ','
    """
    evidence = Evidence(header, kind)
    for cell in cells:
        evidence.see(cell)
    return evidence


__all__ = ["Evidence", "Mark", "Order", "Question", "judge_column"]
