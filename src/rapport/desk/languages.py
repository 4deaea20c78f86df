"""Languages people can be written to in, named in the reader's own and sorted by its alphabet."""

from __future__ import annotations

from rapport.reckon.folding import fold
from rapport.ui.formats import locale


def languages(empty: str = "", also: str = "") -> list[tuple[str, str]]:
    """(code, name); with `empty` a first line without a code; `also` is a stored code that must not get lost."""
    named = {code: name for code, name in locale().languages.items() if len(code) == 2}
    if also and also not in named:
        named[also] = also
    listed = sorted(named.items(), key=lambda pair: fold(pair[1]))
    return ([("", empty)] if empty else []) + listed


def language_name(code: str) -> str:
    return str(locale().languages.get(code, code))
