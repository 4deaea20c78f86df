"""Which letters some bytes of a mail are: by the charset they state, or by what they most likely are."""

from __future__ import annotations

import codecs
import io
import re
from functools import lru_cache

from rapport.reckon.tables import encoding

# What mail programs write, and what they mean by it.
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "ansi_x3.4-1968": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-9": "cp1254",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "ksc5601": "cp949",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "windows-31j": "cp932",
    "iso-2022-jp": "iso2022_jp_2",
    "big5": "big5hkscs",
    "unicode-1-1-utf-7": "utf-7",
    "utf8mb4": "utf-8",
    "utf-8-mac": "utf-8",
    "x-unknown": "",
    "unknown-8bit": "",
    "8bit": "",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "koi8-ru": "koi8-u",
}
# Text codecs that are no charset of a mail; some take quadratic time.
_NEVER = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem", "palmos"}
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_GUESSED_FROM = 64 * 1024


def readable(raw: bytes, charset: str) -> str:
    """Decode, whatever comes: never raises, and never gives up a letter that can be told.

    Stated charset, then UTF-8, then the likeliest old code page. A text stated as ASCII or Latin-1 that is UTF-8 is
    read as UTF-8, since that is what it is. `tables.encoding` tells cp1250 from cp1251, KOI8-R and cp1252.

    >>> readable("Šime".encode("cp1250"), "x-nobody-knows"), readable("Да".encode(), "us-ascii")
    ('Šime', 'Да')
    """
    name = _codec(charset.strip().strip("\"'").lower()[:60])
    if (
        raw.isascii()
        and name not in ("utf-7", "iso2022_jp_2", "hz")
        and not name.startswith(("utf-16", "utf-32", "iso2022"))
    ):
        return raw.decode("ascii")
    if name in ("", "cp1252"):
        return _utf8(raw) or _as(raw, _likeliest(raw) if not name or charset.endswith("ascii") else name)
    try:
        return raw.decode(name)
    except (UnicodeError, ValueError):
        return _utf8(raw) or _as(raw, name)


def without_controls(text: str) -> str:
    """Without NUL, control characters, lone surrogates, and marks that turn the direction of what is read."""
    return _CONTROLS.sub("", text) if not text.isprintable() else text


@lru_cache(maxsize=256)
def _codec(charset: str) -> str:
    """Python's name of the codec; empty when nobody knows it."""
    charset = _MEANT.get(charset, charset)
    try:
        found = codecs.lookup(charset) if charset else None
    except (LookupError, ValueError):
        return ""
    # the only way to tell a codec of letters from rot13, zip and hex
    if found is None or found.name.replace("-", "_") in _NEVER or not getattr(found, "_is_text_encoding", True):
        return ""
    return charset


def _utf8(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _as(raw: bytes, name: str) -> str:
    try:
        return raw.decode(name, "replace")
    except (UnicodeError, ValueError, LookupError):
        return raw.decode("latin-1")


def _likeliest(raw: bytes) -> str:
    found = encoding.detect(io.BytesIO(raw[:_GUESSED_FROM]))
    return found.fallback or ("cp1252" if found.name.startswith("utf") else found.name)
