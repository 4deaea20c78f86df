"""Which encoding the bytes of a table are in, for the reader of any text file: UTF-8, UTF-16 or an old code page.

A file that is UTF-8 but for a few lines is *mixed*: those lines are read with the likeliest old code page and
named, so that nothing is lost and somebody may look.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_BLOCK = 1 << 20
_ODD_NAMED_AT_MOST = 1_000

# What a letter is worth as evidence, where the two Latin code pages read the same byte differently.
_CENTRAL = dict.fromkeys("čćđřěłČĆĐŘĚŁ", 3.0) | dict.fromkeys("ęąůňľťďŠŽšžőű", 2.0) | dict.fromkeys("ńŕĺ", 0.5)
_WESTERN = (
    dict.fromkeys("ñàøÑÀØ", 3.0) | dict.fromkeys("êåãÅœ", 2.0) | dict.fromkeys("èÈ", 1.4) | dict.fromkeys("õòùûæÆ", 1.0)
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """`name` as Python knows it; `fallback` and `odd_lines` (from 1) only where the file is mixed."""

    name: str
    fallback: str = ""
    odd_lines: tuple[int, ...] = ()
    odd: int = 0
    with_nul: bool = False


def detect(file: BinaryIO) -> Encoding:
    """Read the whole file once in blocks, from its beginning; the file is left at its beginning.

    >>> import io
    >>> detect(io.BytesIO("Дата;Клиент".encode("cp1251"))).name, detect(io.BytesIO("Kovač".encode("cp1250"))).name
    ('cp1251', 'cp1250')
    """
    try:
        return _detect(file)
    finally:
        file.seek(0)


def is_wide(head: bytes) -> bool:
    """Whether the text is UTF-16 or UTF-32, in which half of the bytes are no letters."""
    return head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or bool(_utf16_without_mark(head))


def lines(file: BinaryIO, encoding: Encoding) -> Iterator[str]:
    """Decoded physical lines ending in \\n, without NUL characters, from the beginning of the file."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding.name, errors=_errors(encoding), newline=None)
    try:
        for line in text:  # not "yield from", which would close the file when the reader stops early
            yield line.replace("\0", "") if encoding.with_nul else line
    finally:
        text.detach()  # else the file would be closed with it


def _detect(file: BinaryIO) -> Encoding:
    file.seek(0)
    head = file.read(_BLOCK)
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return _utf8(file, name) if name == "utf-8-sig" else Encoding(name)
    if name := _utf16_without_mark(head):
        return Encoding(name)
    return _utf8(file, "utf-8")


def _utf16_without_mark(head: bytes) -> str:
    start = head[: min(4096, len(head) // 2 * 2)]
    if len(start) < 4:
        return ""
    half = len(start) // 2
    if start[1::2].count(0) > half * 0.6 and start[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if start[::2].count(0) > half * 0.6 and start[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def _utf8(file: BinaryIO, name: str) -> Encoding:
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    with_nul = False
    try:
        while block := file.read(_BLOCK):
            with_nul = with_nul or b"\0" in block
            decoder.decode(block)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return _old_or_mixed(file, name)
    return Encoding(name, with_nul=with_nul)


def _old_or_mixed(file: BinaryIO, name: str) -> Encoding:
    file.seek(0)
    marked: list[int] = []
    odd, good, with_nul = 0, 0, False
    evidence = bytearray()
    for number, line in enumerate(_byte_lines(file), start=1):
        with_nul = with_nul or b"\0" in line
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            good += 1
        except UnicodeDecodeError:
            odd += 1
            if len(marked) < _ODD_NAMED_AT_MOST:
                marked.append(number)
            if len(evidence) < _BLOCK:
                evidence += line[:20_000]
    old = _old_code_page(bytes(evidence))
    if good > odd or (name == "utf-8-sig" and good):
        return Encoding(name, fallback=old, odd_lines=tuple(marked), odd=odd, with_nul=with_nul)
    if name == "utf-8-sig":  # a mark that lies: some tools put it before any bytes
        return Encoding(name, fallback=old, odd_lines=tuple(marked), odd=odd, with_nul=with_nul)
    return Encoding(old, with_nul=with_nul)


def _byte_lines(file: BinaryIO) -> Iterator[bytes]:
    """Like iterating the file, but a line longer than a block comes in pieces, so that memory stays small."""
    while line := file.readline(_BLOCK * 16):
        yield line


def _old_code_page(sample: bytes) -> str:
    high = bytes(b for b in sample if b > 127)
    if not high:
        return "cp1252"
    cyrillic, name = max((_cyrillic(high.decode(page, "replace")), page) for page in ("koi8_r", "cp1251"))
    if cyrillic > 0.6 and _runs(sample) > 2.2:
        return name
    central = sum(_CENTRAL.get(c, 0.0) for c in high.decode("cp1250", "replace"))
    western = sum(_WESTERN.get(c, 0.0) for c in high.decode("cp1252", "replace"))
    # š and ž stand at one byte in both pages, and no western language writes them
    return "cp1250" if central > western else "cp1252"


def _cyrillic(text: str) -> float:
    small = sum("а" <= c <= "я" or c == "ё" for c in text)
    great = sum("А" <= c <= "Я" or c == "Ё" for c in text)
    # mostly small letters with a few great ones is a text; the other way round is a text read with the wrong page
    return (small + min(great, small * 0.7 + 4)) / max(1, len(text))


def _runs(sample: bytes) -> float:
    """Mean length of runs of bytes over 127: words in Cyrillic, single letters in Latin scripts."""
    runs = count = 0
    inside = False
    for byte in sample[:200_000]:
        if byte > 127:
            count += 1
            runs += not inside
        inside = byte > 127
    return count / max(1, runs)


def _errors(encoding: Encoding) -> str:
    if not encoding.fallback:
        return "replace"
    name = f"rapport-{encoding.fallback}"
    try:
        codecs.lookup_error(name)
    except LookupError:
        codecs.register_error(name, _reading_with(encoding.fallback))
    return name


def _reading_with(page: str):  # type: ignore[no-untyped-def]
    def read(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        return error.object[error.start : error.end].decode(page, "replace"), error.end

    return read
