"""A figure as people read it: money with its currency, shares in per cent, time, positions; unknown is a dash."""

from __future__ import annotations

from decimal import Decimal

from rapport.ui import formats


def figure(value: float | None, unit: str, currency: str = "") -> str:
    """In the reader's format."""
    if value is None:
        return "–"
    match unit:
        case "money":
            exact = Decimal(str(round(value, 2)))
            return formats.money(exact, currency) if currency else formats.number(exact, 2)
        case "share":
            return formats.share(value, 1)
        case "seconds":
            return f"{int(value) // 60}:{int(value) % 60:02d}"
        case "position" | "times":
            return formats.number(round(value, 1), 1)
    return formats.number(round(value), 0) if float(value).is_integer() else formats.number(round(value, 1), 1)


def tone(change: float | None, better: str) -> str:
    """ "good", "bad" or nothing: a change under one in a hundred is none."""
    if change is None or better == "neither" or abs(change) < 0.01:
        return ""
    return "good" if (change > 0) == (better == "up") else "bad"
