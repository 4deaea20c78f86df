"""Folded text: how "durda" finds "Đurđa" on every database. Stored beside the original, searched instead of it."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not decompose; й and ё are decomposed by NFKD, which is what a searcher types.
_LETTERS = str.maketrans({"đ": "d", "ł": "l", "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"})


def fold(text: str) -> str:
    """Lower-case, without marks, white space as single blanks.

    >>> fold("  Đurđa   ŠIMIĆ "), fold("Подъём"), fold("Łódź")
    ('durda simic', 'подъем', 'lodz')
    """
    if text.isascii():
        return " ".join(text.lower().split())
    # Marks go before letters are folded: "ǣ" comes apart into "æ" and its mark, "™" into capitals.
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().translate(_LETTERS).split())
