"""Whether a goal is on the way: where its figure stands, and where it should stand by now to arrive in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from rapport.reckon.verdict import Reason, because

State = Literal["reached", "on the way", "behind", "missed", "unknown"]
SLACK = 0.1  # of the whole way that a goal may lag before it is called behind


@dataclass(frozen=True, slots=True)
class Way:
    """`gone` is the share of the way from the baseline to the target (below 0: further off than at the beginning),
    `wanted` the share that should be gone by now; None where it cannot be told. `pace` is the figure of `wanted`."""

    state: State
    gone: float | None
    wanted: float | None
    pace: float | None
    reason: Reason


def way(
    value: float | None,
    *,
    baseline: float | None,
    target: float | None,
    since: date | None,
    due: date | None,
    today: date,
) -> Way:
    """How far it is, beside a straight line in time (our decision: a goal says no other course).

    A target below the baseline is reached downwards. Without a baseline only reached or not is known.

    >>> found = way(17, baseline=9, target=25, since=date(2026, 1, 1), due=date(2026, 12, 31), today=date(2026, 7, 2))
    >>> found.state, found.gone, round(found.pace)
    ('on the way', 0.5, 17)
    >>> way(30, baseline=40, target=20, since=None, due=None, today=date(2026, 7, 2)).gone
    0.5
    """
    if target is None:
        return Way("unknown", None, None, None, because("No figure says when it is reached."))
    if value is None:
        return Way("unknown", None, None, None, because("Nothing has been read of its figure yet."))
    down = baseline is not None and target < baseline
    if (value <= target) if down else (value >= target):
        return Way("reached", 1.0, None, None, because("It has reached what was aimed at."))
    over = due is not None and today > due
    if baseline is None or baseline == target:
        state: State = "missed" if over else "unknown"
        return Way(state, None, None, None, because("Nothing says where it began, so only the end can be told."))
    gone = (value - baseline) / (target - baseline)
    if over:
        return Way(
            "missed",
            gone,
            1.0,
            target,
            because("Its day has passed with {share} % of the way gone.", share=round(100 * gone)),
        )
    if since is None or due is None or due <= since:
        return Way(
            "unknown",
            gone,
            None,
            None,
            because("{share} % of the way is gone; no days say how much should be.", share=round(100 * gone)),
        )
    wanted = min(max((today - since).days / (due - since).days, 0.0), 1.0)
    pace = baseline + wanted * (target - baseline)
    shown = {"share": round(100 * gone), "wanted": round(100 * wanted)}
    if gone >= wanted - SLACK:
        return Way(
            "on the way",
            gone,
            wanted,
            pace,
            because("{share} % of the way is gone, with {wanted} % of its time.", **shown),
        )
    return Way(
        "behind",
        gone,
        wanted,
        pace,
        because("Only {share} % of the way is gone, with {wanted} % of its time.", **shown),
    )
