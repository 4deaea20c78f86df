"""Why a figure moved: which channel or campaign made it, and what we or others changed near it, ranked with reasons.

Contributions are arithmetic and add up to the change exactly. What happened near it is no proof: nearness in time, the
channel it touched and the way it would push rank it, and each line says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rapport.reckon.finding import Finding, rounded
from rapport.reckon.verdict import Reason, because, counted

DAYS_BEFORE, DAYS_AFTER = 14, 2
HALF_AFTER_DAYS = 3.0
AFTERWARDS = 0.3
ELSEWHERE, EVERYWHERE = 0.2, 0.75  # a channel without part in the change; something that touches all channels
AGAINST = 0.2  # a budget that was raised before a drop
SILENT = ("gap", "zeros", "no_conversions")

Kind = Literal["tracking", "budget", "holiday", "task", "other"]
WEIGHTS: Mapping[Kind, float] = {"tracking": 0.95, "budget": 0.9, "holiday": 0.8, "task": 0.6, "other": 0.5}
WEIGHTS_OF_SILENCE: Mapping[Kind, float] = {"tracking": 1.0, "budget": 0.6, "holiday": 0.3, "task": 0.7, "other": 0.4}


@dataclass(frozen=True, slots=True)
class Part:
    """What one channel or campaign did to the whole: `effect` = `of_numerator` + `of_denominator`, in the whole's unit.

    For a sum `before`, `after` are its values and `of_denominator` is 0; for a ratio they are its own ratios, None
    where it had no denominator.
    """

    name: str
    before: float | None
    after: float | None
    of_numerator: float
    of_denominator: float

    @property
    def effect(self) -> float:
        return self.of_numerator + self.of_denominator


@dataclass(frozen=True, slots=True)
class Happening:
    """What changed on a day. `channel` None touches all; `change` is a budget's, as a share (-0.5: halved)."""

    kind: Kind
    on: date
    what: str
    channel: str | None = None
    change: float | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """A part (`happening` None) or a happening (`part` None). `weight` (0 to 1) orders them; it is no probability."""

    weight: float
    part: Part | None
    happening: Happening | None
    reasons: tuple[Reason, ...]


def parts_of_sum(before: Mapping[str, float], after: Mapping[str, float]) -> tuple[Part, ...]:
    """Each part's change, the largest first; their effects add up to the change of the sum.

    Values are for equally long times (or means a day); Decimal and Fraction work as well as float, and then to the last
    digit. A part that is missing on one side is 0 there.

    >>> [(part.name, part.effect) for part in parts_of_sum({"search": 60, "social": 40}, {"search": 30, "mail": 5})]
    [('social', -40), ('search', -30), ('mail', 5)]
    """
    names = {**before, **after}
    told = [Part(name, before.get(name, 0), after.get(name, 0), _less(after, before, name), 0) for name in names]
    return _largest_first(told)


def parts_of_ratio(
    before: Mapping[str, tuple[float, float]], after: Mapping[str, tuple[float, float]]
) -> tuple[Part, ...]:
    """What each part's numerator and denominator did to the ratio of the sums, the largest first.

    Values are (numerator, denominator), such as (spend, orders). With N, D the sums before and N', D' after, a change n
    of a numerator does n (1/D + 1/D')/2 and a change d of a denominator does -d (N + N')/(2 D D'): together exactly
    N'/D' - N/D, whichever is thought to have changed first. A part that grows at the unchanged ratio does nothing.
    ValueError where a sum of denominators is 0: there is no ratio to explain.

    >>> from fractions import Fraction
    >>> then = {"search": (Fraction(600), Fraction(20)), "social": (Fraction(400), Fraction(20))}
    >>> now = {"search": (Fraction(600), Fraction(10)), "social": (Fraction(400), Fraction(20))}
    >>> [(part.name, str(part.effect)) for part in parts_of_ratio(then, now)]
    [('search', '25/3'), ('social', '0')]
    """
    n_then, d_then = _sum(n for n, _ in before.values()), _sum(d for _, d in before.values())
    n_now, d_now = _sum(n for n, _ in after.values()), _sum(d for _, d in after.values())
    if not d_then or not d_now:
        raise ValueError("A ratio needs a denominator on both sides.")
    by_numerator = (1 / d_then + 1 / d_now) / 2
    by_denominator = (n_then + n_now) / (2 * d_then * d_now)
    told = []
    for name in {**before, **after}:
        n0, d0 = before.get(name, (0, 0))
        n1, d1 = after.get(name, (0, 0))
        ratios = (n0 / d0 if d0 else None, n1 / d1 if d1 else None)
        told.append(Part(name, *ratios, (n1 - n0) * by_numerator, -(d1 - d0) * by_denominator))
    return _largest_first(told)


def likely(finding: Finding, parts: Sequence[Part] = (), happenings: Iterable[Happening] = ()) -> tuple[Cause, ...]:
    """The likely causes of a finding, the likeliest first; the order in which things are handed in does not matter.

    Only parts that pushed the way the figure went are causes, and of what happened only what lies from two weeks before
    its first day to two days after.

    >>> drop = Finding("level", date(2026, 5, 4), date(2026, 5, 8), date(2026, 5, 5), False, 100.0, 65.0, -0.35, -175.0,
    ...                0.9, ())
    >>> parts = parts_of_sum({"search": 60, "social": 40}, {"search": 27, "social": 38})
    >>> near = [Happening("budget", date(2026, 5, 3), "Budget of search", "search", -0.5),
    ...         Happening("task", date(2026, 4, 24), "New banners", "social")]
    >>> for cause in likely(drop, parts, near):
    ...     print(round(cause.weight, 2), cause.reasons[0].plain())
    0.94 search made -33 of -35.
    0.68 Budget of search: -50 % on 2026-05-03, 1 day before it began.
    0.06 social made -2 of -35.
    0.01 New banners on 2026-04-24, 10 days before it began.
    """
    total = float(_sum(part.effect for part in parts)) if parts else 0.0
    pushing = [part for part in parts if float(part.effect) * total > 0]
    size = sum(abs(float(part.effect)) for part in pushing)
    shares = {part.name: abs(float(part.effect)) / size for part in pushing}
    made = [_made(part, shares[part.name], total) for part in pushing]
    near = [_near(finding, one, shares) for one in happenings if _is_near(finding, one)]
    return tuple(sorted([*made, *near], key=_order))


def _made(part: Part, share: float, total: float) -> Cause:
    shown = {"part": part.name, "effect": rounded(float(part.effect)), "total": rounded(total)}
    reasons = [because("{part} made {effect} of {total}.", **shown)]
    if part.of_denominator:
        numerator, denominator = rounded(float(part.of_numerator)), rounded(float(part.of_denominator))
        reasons.append(
            because(
                "{above} by what stands above the line, {below} by what stands below.",
                above=numerator,
                below=denominator,
            )
        )
    return Cause(share, part, None, tuple(reasons))


def _is_near(finding: Finding, one: Happening) -> bool:
    if one.kind == "holiday":
        return finding.since <= one.on <= finding.until or 0 <= (finding.since - one.on).days <= 1
    return -DAYS_AFTER <= (finding.since - one.on).days <= DAYS_BEFORE


def _near(finding: Finding, one: Happening, shares: Mapping[str, float]) -> Cause:
    earlier = (finding.since - one.on).days
    weights = WEIGHTS_OF_SILENCE if finding.kind in SILENT else WEIGHTS
    weight = weights[one.kind]
    if one.kind != "holiday":
        weight *= 2 ** (-earlier / HALF_AFTER_DAYS) if earlier >= 0 else AFTERWARDS
    reasons = [_when(one, earlier)]
    if one.channel is None:
        weight *= EVERYWHERE if shares else 1.0
    elif shares:
        share = shares.get(one.channel, 0.0)
        weight *= ELSEWHERE + (1 - ELSEWHERE) * share
        if share:
            reasons.append(
                because("{channel} has {share} % of the change.", channel=one.channel, share=round(100 * share))
            )
        else:
            reasons.append(because("{channel} has no part in the change.", channel=one.channel))
    if one.change is not None and one.change * finding.size < 0:
        weight *= AGAINST
        reasons.append(because("It would push the other way."))
    return Cause(weight, None, one, tuple(reasons))


def _when(one: Happening, earlier: int) -> Reason:
    what = one.what
    if one.change is not None:
        change = round(100 * one.change)
        what_day = because("{what}: {change} % on {day}", what=what, change=f"{change:+d}", day=one.on)
    else:
        what_day = because("{what} on {day}", what=what, day=one.on)
    if earlier > 0:
        return because("{what}, {days} before it began.", what=what_day, days=counted("{n} day", "{n} days", earlier))
    if earlier == 0:
        return because("{what}, the day it began.", what=what_day)
    return because("{what}, {days} after it began.", what=what_day, days=counted("{n} day", "{n} days", -earlier))


def _order(cause: Cause) -> tuple[float, str, str]:
    if cause.part:
        return -cause.weight, "", cause.part.name
    assert cause.happening
    return -cause.weight, cause.happening.on.isoformat(), cause.happening.what


def _less(after: Mapping[str, float], before: Mapping[str, float], name: str) -> float:
    return after.get(name, 0) - before.get(name, 0)


def _sum(numbers: Iterable[float]) -> float:
    return sum(numbers)


def _largest_first(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda part: (-abs(part.effect), part.name)))
