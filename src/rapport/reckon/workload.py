"""How much a manager carries, and whether one client more is too many: for the head and for whoever takes a client on.

Rule: product.md A3, clients and engagements weighted by tier against a cap of 15. The weights are ours: a client counts
A 1.5, B 1, C 0.5, so that fifteen B clients with one engagement each fill a manager; every engagement beyond a client's
first adds a third of the client's weight, since it is a project more with people who are known already.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapport.reckon.verdict import Reason, because

TIER_WEIGHT: Mapping[str, float] = {"A": 1.5, "B": 1.0, "C": 0.5}
USUAL_WEIGHT = TIER_WEIGHT["B"]  # a client whose tier nobody has said
FURTHER_ENGAGEMENT = 1 / 3
CAP = 15.0


@dataclass(frozen=True, slots=True)
class LoadVerdict:
    """`load` and `cap` in B clients with one engagement; `share` = load/cap; `over` if the load passes the cap."""

    load: float
    cap: float
    share: float
    over: bool
    reasons: tuple[Reason, ...]


def load(clients: Iterable[tuple[str | None, int]]) -> float:
    """The load of a manager's clients, given as (tier, running engagements); in B clients with one engagement.

    An unknown tier weighs as B; a client without an engagement still counts once. ValueError for a negative count.

    >>> load([("A", 1), ("B", 4), ("C", 0), (None, 1)])
    5.0
    """
    total = 0.0
    for tier, engagements in clients:
        if engagements < 0:
            raise ValueError(f"{engagements} engagements cannot be.")
        further = max(engagements - 1, 0)
        total += TIER_WEIGHT.get(tier or "", USUAL_WEIGHT) * (1 + further * FURTHER_ENGAGEMENT)
    return round(total, 9)


def check(before: float, added: float, cap: float = CAP) -> LoadVerdict:
    """Does what is added still fit? Exactly the cap fits. ValueError for a cap that is not above 0.

    >>> verdict = check(14.5, 1.5, 15)
    >>> verdict.over, [reason.plain() for reason in verdict.reasons]
    (True, ['The load would be 16.0 against a cap of 15.', 'It was 14.5 before.'])
    """
    if cap <= 0:
        raise ValueError("A cap is above 0.")
    total = round(before + added, 9)
    return LoadVerdict(
        load=total, cap=cap, share=total / cap, over=total > cap, reasons=_reasons(before, added, total, cap)
    )


def _reasons(before: float, added: float, total: float, cap: float) -> tuple[Reason, ...]:
    if not added:
        return (because("The load is {load} against a cap of {cap}.", load=round(total, 1), cap=_whole(cap)),)
    return (
        because("The load would be {load} against a cap of {cap}.", load=round(total, 1), cap=_whole(cap)),
        because("It was {load} before.", load=round(before, 1)),
    )


def _whole(cap: float) -> float | int:
    return int(cap) if float(cap).is_integer() else cap
