"""How far a figure is from what it was or should be, and whether that is good: for tables, sentences and goals.

Shares change in percentage points, everything else in per cent of what it was. What would be written as
nothing is "same".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from rapport.reckon.report.content import Better, Unit

Direction = Literal["up", "down", "same"]
Verdict = Literal["good", "bad", "neither"]
_SENSELESS = 1000  # times the base: from next to nothing, where per cent say no more than from nothing


@dataclass(frozen=True, slots=True)
class Change:
    """`size` is never negative: a share of the base (0.12), or points (0.3) where `points`; None: the base was
    zero, or next to it."""

    direction: Direction
    size: Decimal | None
    points: bool
    verdict: Verdict

    @property
    def signed(self) -> Decimal | None:
        return None if self.size is None else -self.size if self.direction == "down" else self.size


def change(now: Decimal | None, base: Decimal | None, unit: Unit, better: Better = "up") -> Change | None:
    """From `base` to `now`; None where either is unknown. Per cent are whole, points have one or two digits.

    >>> from rapport.reckon.report.content import COUNT, SHARE
    >>> change(Decimal(152), Decimal(140), COUNT)
    Change(direction='up', size=Decimal('0.09'), points=False, verdict='good')
    >>> change(Decimal("0.0083"), Decimal("0.0082"), SHARE)
    Change(direction='up', size=Decimal('0.01'), points=True, verdict='good')
    >>> change(Decimal("100.2"), Decimal(100), COUNT).direction, change(Decimal(5), Decimal(0), COUNT).size
    ('same', None)
    """
    if now is None or base is None:
        return None
    if unit.kind == "share":
        points = abs(now - base) * 100
        size: Decimal | None = points.quantize(Decimal("0.01") if points < 1 else Decimal("0.1"), ROUND_HALF_UP)
        fine = True
    else:
        fine = False
        size = (
            None
            if abs(now - base) > abs(base) * _SENSELESS
            else _whole_per_cent(abs(now - base) / abs(base or Decimal(1)))
        )
    direction: Direction = "same" if size == 0 or now == base else "up" if now > base else "down"
    verdict: Verdict = "neither"
    if direction != "same" and better != "neither":
        verdict = "good" if direction == better else "bad"
    return Change(direction, Decimal(0) if direction == "same" else size, fine, verdict)


def _whole_per_cent(share: Decimal) -> Decimal:
    return share.quantize(Decimal("0.01"), ROUND_HALF_UP)


def meets(now: Decimal, target: Decimal, better: Better) -> bool:
    """Whether the target is reached, for a figure that should rise, or fall.

    >>> meets(Decimal("19.4"), Decimal(22), "down"), meets(Decimal(31), Decimal(60), "up")
    (True, False)
    """
    return now <= target if better == "down" else now >= target
