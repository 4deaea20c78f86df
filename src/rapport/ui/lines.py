"""Draws what happened between two voices, and a run of figures, as SVG paths for every page that shows them.

Strokes come as (days ago, whose, weight): whose is "ours", "theirs" or "amber" (theirs while our word was late),
weight 1 to 3 says how much was said. Figures are true values; None is a gap and is drawn as one.

>>> rhythm([(10, "ours", 2)], kind="row").ours
'M89.1 11v-8'
>>> spark([1, None, 3]).runs
('M2 16', 'M52 2')
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

Stroke = tuple[float, str, int]
Figure = int | float | Decimal | None


@dataclass(frozen=True, slots=True)
class Kind:
    """One size of the rhythm line: the days it spans, its box, and how long strokes are."""

    days: int
    width: int
    height: int
    margin: float
    shortest: float
    step: float
    aside: float


KINDS = {
    "row": Kind(days=56, width=112, height=22, margin=4, shortest=6, step=1.0, aside=1.5),
    "cell": Kind(days=56, width=74, height=22, margin=2, shortest=6, step=1.0, aside=1.2),
    "head": Kind(days=84, width=372, height=60, margin=26, shortest=14, step=4.0, aside=3),
}


@dataclass(frozen=True, slots=True)
class Rhythm:
    width: int
    height: int
    base: int
    today: float
    ours: str
    theirs: str
    first: str
    due: tuple[float, float] | None  # x and width of the field from the due day to today


def rhythm(strokes: Iterable[Stroke], kind: str = "row", due: float | None = None) -> Rhythm:
    """The three paths of a rhythm line; `due` is how many days ago our word was due, None when it is not late."""
    k = KINDS[kind]
    base, today = k.height // 2, k.width - k.margin
    paths: dict[str, list[str]] = {"ours": [], "theirs": [], "amber": []}
    for ago, whose, weight in strokes:
        if 0 <= ago <= k.days:
            paths[whose if whose in paths else "theirs"].append(_stroke(kind, ago, whose, weight))
    field = None
    if due is not None and due > 0:
        left = max(today - due * (today - 2) / k.days, 1.0)
        field = (round(left, 1), round(today + k.aside - left, 1))
    return Rhythm(
        k.width, k.height, base, today, "".join(paths["ours"]), "".join(paths["theirs"]), "".join(paths["amber"]), field
    )


@lru_cache(maxsize=8192)
def _stroke(kind: str, ago: float, whose: str, weight: int) -> str:
    """One stroke. Pages draw thousands, and most of them anew."""
    k = KINDS[kind]
    base, today = k.height // 2, k.width - k.margin
    x = today - ago * (today - 2) / k.days
    tall = k.shortest + k.step * min(max(weight, 1), 3)
    if whose == "ours":
        return f"M{_n(x)} {base}v-{_n(tall)}"
    deep = k.shortest + 3 * k.step + 1 if whose == "amber" else tall - 2
    return f"M{_n(min(x + k.aside, k.width - 1))} {base}v{_n(deep)}"


@dataclass(frozen=True, slots=True)
class Spark:
    width: int
    height: int
    runs: tuple[str, ...]
    last: tuple[float, float] | None
    target: float | None


def spark(values: Sequence[Figure], width: int = 54, height: int = 18, target: Figure = None) -> Spark:
    """A line through the values between their least and greatest; a single value sits in the middle."""
    known = [float(v) for v in (*values, target) if v is not None]
    if not known:
        return Spark(width, height, (), None, None)
    low, high = min(known), max(known)
    stride = (width - 4) / max(len(values) - 1, 1)

    def y(value: Figure) -> float:
        return height / 2 if high == low else height - 2 - (float(value or 0) - low) / (high - low) * (height - 4)

    runs: list[str] = []
    last, pen = None, False
    for i, value in enumerate(values):
        if value is None:
            pen = False
            continue
        last = (round(2 + i * stride, 1), round(y(value), 1))
        point = f"{_n(last[0])} {_n(last[1])}"
        if pen:
            runs[-1] += f"L{point}"
        else:
            runs.append(f"M{point}")
        pen = True
    return Spark(width, height, tuple(runs), last, None if target is None else round(y(target), 1))


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
