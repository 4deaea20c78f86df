"""Makes a client's or an agency's own colour fit to be read: white on it, and itself on our paper."""

from __future__ import annotations

import re
from dataclasses import dataclass

ENOUGH = 4.5  # contrast of WCAG 2.2 AA for text
SEEN = 3.0  # the same for what is no text: a button on its ground
LIGHT, DARK = "#fbfaf7", "#16171b"  # the canvas of the look, light and dark
SUNKEN, RAISED = "#f5f3ee", "#1d1f24"  # the worst grounds that words stand on there: quotes, and cards in the dark
WHITE = "#ffffff"
_STEPS = 256
_HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Brand:
    """`fill` bears white words, `hover` is a little darker; `ink` are words in the colour. Each for light paper and for
    dark. `was` is what was chosen; it is `fill` too when nothing had to be darkened."""

    was: str
    fill: str
    hover: str
    ink: str
    fill_dark: str
    hover_dark: str
    ink_dark: str

    @property
    def darkened(self) -> bool:
        return self.fill != self.was


def brand(chosen: str) -> Brand | None:
    """The colour made legible, or None for what is no colour: six or three hexadecimal digits, with or without "#".

    White on each fill has at least 4.5:1 (WCAG 2.2): a lighter colour is darkened, its hue kept, until it has. On dark
    paper a fill that could not be told from it (3:1) is lightened as little as that takes.

    >>> brand("#0f5c56").fill, brand("#0f5c56").hover, brand("#0f5c56").ink_dark
    ('#0f5c56', '#0c4b47', '#5a8f8b')
    >>> found = brand("ffd400")  # a yellow on which white cannot be read
    >>> found.fill, found.darkened, round(contrast(found.fill, "#ffffff"), 2)
    ('#8c7500', True, 4.51)
    >>> brand("reddish") is None
    True
    """
    if (plain := colour(chosen)) is None:
        return None
    fill = darker(plain, against=WHITE)
    fill_dark = lighter(fill, against=DARK, enough=SEEN)
    return Brand(
        was=plain,
        fill=fill,
        hover=_mixed(fill, (0, 0, 0), 0.18),
        ink=darker(fill, against=SUNKEN),
        fill_dark=fill_dark,
        hover_dark=_mixed(fill_dark, (0, 0, 0), 0.12),
        ink_dark=lighter(plain, against=RAISED),
    )


def colour(written: str) -> str | None:
    """The colour as "#rrggbb" in small letters, or None.

    >>> colour("#FC0"), colour(" 1F6F54 "), colour("#12345"), colour("")
    ('#ffcc00', '#1f6f54', None, None)
    """
    hit = _HEX.fullmatch(written.strip())
    if hit is None:
        return None
    digits = hit.group(1).lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def contrast(one: str, other: str) -> float:
    """How well the one is read on the other, 1 (not at all) to 21.

    >>> round(contrast("#ffffff", "#000000"), 1), round(contrast("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def darker(chosen: str, *, against: str, enough: float = ENOUGH) -> str:
    """The colour, or the first darker one of its hue that is read on `against` (a light ground)."""
    return _first(chosen, (0, 0, 0), against, enough)


def lighter(chosen: str, *, against: str, enough: float = ENOUGH) -> str:
    """The colour, or the first lighter one of its hue that is read on `against` (a dark ground)."""
    return _first(chosen, (255, 255, 255), against, enough)


def _first(chosen: str, towards: Rgb, against: str, enough: float) -> str:
    steps = (_mixed(chosen, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next(step for step in steps if contrast(step, against) >= enough)


def _mixed(chosen: str, towards: Rgb, share: float) -> str:
    parts = zip(_rgb(chosen), towards, strict=True)
    return "#" + "".join(f"{round(part + (end - part) * share):02x}" for part, end in parts)


def _rgb(chosen: str) -> Rgb:
    return int(chosen[1:3], 16), int(chosen[3:5], 16), int(chosen[5:7], 16)


def _luminance(chosen: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _rgb(chosen))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
