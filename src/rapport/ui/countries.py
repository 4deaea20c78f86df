"""Countries by their two letters, in the reader's language and alphabet order."""

from __future__ import annotations

from rapport.reckon.folding import fold
from rapport.ui.formats import locale


def countries(empty: str = "") -> list[tuple[str, str]]:
    """(code, name) for a choice field; with `empty`, a first line without a code."""
    named = [
        (code, name)
        for code, name in locale().territories.items()
        if len(code) == 2 and code not in ("EU", "EZ", "UN", "XA", "XB", "ZZ", "QO")
    ]
    return ([("", empty)] if empty else []) + sorted(named, key=lambda pair: fold(pair[1]))


def country(code: str) -> str:
    """The name of one country; the code itself when nobody knows it."""
    return str(locale().territories.get(code, code))
