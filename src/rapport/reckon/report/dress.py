"""The colours a report wears: the agency's own made legible and the house's quiet ones, on paper and on dark screens.

>>> worn = dress("#ffd400")
>>> worn.brand, worn.pale, dress("").brand
('#8c7500', '#f1eee0', '#2b3fbf')
"""

from __future__ import annotations

from dataclasses import dataclass

from rapport.reckon.colours import DARK, LIGHT, SEEN, WHITE, brand, contrast

HOUSE = "#2b3fbf"
# Inks by the names that drawings use; on paper. Screens have their own sheet, which knows light and dark.
PAPER = {
    "ink": "#1b1c22", "ink-2": "#50515b", "ink-3": "#696a73", "line": "#e6e2d9", "line-2": "#d6d1c5", "axis": "#8c877b",
    "track": "#cfcabd", "sunken": "#f5f3ee", "good": "#1b744b", "good-mark": "#34905f", "warn": "#8a5600",
    "warn-mark": "#bf7900", "bad": "#b3261e", "bad-mark": "#d8473d", "second": "#696a73", "third": "#a39b8a",
    "white": WHITE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dress:
    """`brand` bears white words; `text` are words in it; `pale` and `edge` are last year's hollow bars; the dark ones
    are for dark screens."""

    brand: str
    hover: str
    text: str
    pale: str
    edge: str
    on_brand: str
    on_brand_quiet: str
    stroke_1: str
    stroke_2: str
    brand_dark: str
    text_dark: str
    pale_dark: str
    edge_dark: str

    def inks(self) -> dict[str, str]:
        return {**PAPER, "brand": self.brand, "text": self.text, "pale": self.pale, "edge": self.edge}


def dress(chosen: str) -> Dress:
    """What is no colour wears the house's."""
    worn = brand(chosen) or brand(HOUSE)
    assert worn is not None
    return Dress(
        brand=worn.fill,
        hover=worn.hover,
        text=worn.ink,
        pale=tinted(worn.fill, WHITE, 0.88),
        edge=_edge(worn.fill, LIGHT),
        on_brand=WHITE,
        on_brand_quiet=_quiet_on(worn.fill),
        stroke_1=tinted(WHITE, worn.fill, 0.55),
        stroke_2=tinted(WHITE, worn.fill, 0.3),
        brand_dark=worn.fill_dark,
        text_dark=worn.ink_dark,
        pale_dark=tinted(worn.fill_dark, DARK, 0.72),
        edge_dark=_edge(worn.ink_dark, DARK),
    )


def tinted(colour: str, towards: str, share: float) -> str:
    """The colour, mixed with that share of another."""
    parts = ((int(colour[i : i + 2], 16), int(towards[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(one + (other - one) * share):02x}" for one, other in parts)


def _edge(colour: str, ground: str) -> str:
    """As light as an edge may be that is still seen on its ground."""
    steps = (tinted(colour, ground, share / 100) for share in range(45, -1, -5))
    return next((step for step in steps if contrast(step, ground) >= SEEN), colour)


def _quiet_on(fill: str) -> str:
    """White mixed with as much of the fill as leaves it legible."""
    steps = (tinted(WHITE, fill, share / 100) for share in range(28, -1, -4))
    return next((step for step in steps if contrast(step, fill) >= 4.5), WHITE)
