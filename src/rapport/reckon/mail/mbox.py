"""The messages of an mbox file, one after the other, however large the file: for imports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rapport.reckon.mail.values import LIMITS

_FROM = re.compile(rb"From (?:\S.*?|)(?:\d{1,2}:\d{2}|\s\d{4}\b)")
_STUFFED = re.compile(rb">+From ")


def letters_of_mbox(raw: Iterable[bytes], *, most: int = LIMITS.size) -> Iterator[bytes]:
    """Yield each message without its From_ line.

    `raw` is a file opened for bytes, or any chunks of bytes. A message begins at a "From " line that stands first or
    after an empty line and names a time or a year; ">From " written by mboxrd loses one ">". Of a message larger than
    `most` bytes only the first `most` + 1 are given, enough for `read_letter` to refuse it by its size.

    >>> chunks = [b"From a@b.hr Thu Jan  1 00:00:00 2026\\nSubject: 1\\n\\n>From here\\n\\nFrom ", b"c 2026\\n\\nHi\\n"]
    >>> list(letters_of_mbox(chunks))
    [b'Subject: 1\\n\\nFrom here\\n', b'\\nHi\\n']
    """
    kept: list[bytes] = []
    size, began, after_empty = 0, False, True
    for line in _lines(raw):
        if after_empty and _FROM.match(line):
            if began and kept:
                yield _whole(kept)
            kept, size, began, after_empty = [], 0, True, False
            continue
        after_empty = not line.strip()
        began = began or not after_empty
        if size <= most:
            line = line[1:] if _STUFFED.match(line) else line
            kept.append(line[: most + 1 - size])
            size += len(kept[-1])
    if began and kept:
        yield _whole(kept)


def _whole(lines: list[bytes]) -> bytes:
    """The empty line before the next From_ belongs to the mbox, not to the message."""
    if len(lines) > 1 and not lines[-1].strip():
        lines = lines[:-1]
    return b"".join(lines)


def _lines(raw: Iterable[bytes], longest: int = 1024 * 1024) -> Iterator[bytes]:
    """Lines with their ends; a line longer than `longest` is given in pieces, so that memory stays bounded."""
    rest = b""
    for chunk in raw:
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield line + b"\n"
        if len(rest) > longest:
            yield rest
            rest = b""
    if rest:
        yield rest
