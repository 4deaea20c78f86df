"""Extra work beside the contract: what is a mere favour, what must be said before it is told, what a year has cost us.

A favour is short and costs nothing: it is counted and nobody is bothered. The rest is told to the client and becomes a
quote, a gift with a price, or a no. Source: product.md D7.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from rapport.reckon.verdict import Counted, Reason, because, counted

Kind = Literal["request", "potential", "test"]
Money = Mapping[str, Decimal]  # by currency


class Extra(NamedTuple):
    """One piece of extra work as it stands; minutes and price are None where nobody knows them."""

    state: str  # captured, favour, told, quote, gift, refused
    minutes: int | None
    price: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Several of them together: how many, their minutes, their money by currency, and how many have no price."""

    number: int = 0
    minutes: int = 0
    money: Money = field(default_factory=dict)
    unpriced: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """A client's extra work over some time."""

    gifts: Sum
    favours: Sum
    quotes: Sum
    told: Sum
    untold: Sum
    refused: Sum
    reasons: tuple[Reason, ...]

    @property
    def total(self) -> int:
        parts = (self.gifts, self.favours, self.quotes, self.told, self.untold, self.refused)
        return sum(part.number for part in parts)


def is_favour(kind: Kind, minutes: int | None, price: Decimal | None, limit: int) -> bool:
    """Whether it is only counted: a request that takes less than `limit` minutes and that nobody has priced.

    >>> is_favour("request", 10, None, 15), is_favour("request", 15, None, 15), is_favour("request", None, None, 15)
    (True, False, False)
    >>> is_favour("request", 10, Decimal(40), 15), is_favour("test", 10, None, 15)
    (False, False)
    """
    return kind == "request" and minutes is not None and minutes < limit and not price


def missing(kind: Kind, minutes: int | None, price: Decimal | None, inside: str) -> list[Reason]:
    """What must be said before the client is told: what it takes, and what its kind asks for.

    >>> [reason.plain() for reason in missing("potential", None, None, "")]
    ['Say how long it takes or what it costs.', 'Say what can be done inside the contract, and what each may cause.']
    >>> missing("request", 90, None, "")
    []
    """
    reasons = []
    if minutes is None and price is None:
        reasons.append(because("Say how long it takes or what it costs."))
    if kind == "test" and price is None:
        reasons.append(because("Say how much of their money the test takes."))
    if kind == "potential" and not inside.strip():
        reasons.append(because("Say what can be done inside the contract, and what each may cause."))
    return reasons


def tally(extras: Iterable[Extra]) -> Tally:
    """Add them up by what became of them; money is never added across currencies.

    >>> hours = [Extra("gift", 90, Decimal(120), "EUR"), Extra("gift", 30, Decimal(40), "USD")]
    >>> year = tally([*hours, Extra("favour", 10, None, "EUR"), Extra("captured", 60, None, "EUR")])
    >>> year.gifts.number, year.gifts.minutes, dict(year.gifts.money)
    (2, 120, {'EUR': Decimal('120'), 'USD': Decimal('40')})
    >>> [reason.plain() for reason in year.reasons]
    ['2 gifts, 120 minutes together.', '1 favour, 10 minutes together.', '1 thing is not told yet.']
    """
    every = list(extras)

    def of(state: str) -> Sum:
        return _sum([one for one in every if one.state == state])

    gifts, favours, untold = of("gift"), of("favour"), of("captured")
    return Tally(
        gifts=gifts, favours=favours, quotes=of("quote"), told=of("told"), untold=untold, refused=of("refused"),
        reasons=tuple(_reasons(gifts, favours, untold)),
    )  # fmt: skip


def _sum(extras: list[Extra]) -> Sum:
    money: dict[str, Decimal] = {}
    for one in extras:
        if one.price is not None:
            money[one.currency] = money.get(one.currency, Decimal(0)) + one.price
    return Sum(
        number=len(extras),
        minutes=sum(one.minutes or 0 for one in extras),
        money=money,
        unpriced=sum(one.price is None for one in extras),
    )


def _reasons(gifts: Sum, favours: Sum, untold: Sum) -> list[Reason]:
    reasons = []
    if gifts.number:
        number = counted("{n} gift", "{n} gifts", gifts.number)
        reasons.append(because("{number}, {minutes} together.", number=number, minutes=_minutes(gifts)))
    if favours.number:
        number = counted("{n} favour", "{n} favours", favours.number)
        reasons.append(because("{number}, {minutes} together.", number=number, minutes=_minutes(favours)))
    if untold.number:
        number = counted("{n} thing is not told yet", "{n} things are not told yet", untold.number)
        reasons.append(because("{number}.", number=number))
    return reasons


def _minutes(some: Sum) -> Counted:
    return counted("{n} minute", "{n} minutes", some.minutes)
