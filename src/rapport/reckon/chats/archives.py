"""Takes the one text that matters out of an archive (.zip, .tar) without being blown up by it."""

from __future__ import annotations

import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from rapport.reckon.chats.values import Limits
from rapport.reckon.verdict import because


class TooMuch(Exception):
    """The archive holds more than is read."""


BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError,
          RuntimeError, NotImplementedError, KeyError, IndexError, OverflowError, MemoryError)  # fmt: skip
SENTENCE = because("This archive holds more than is read. Unpack it and drop the chat that is inside.")
DAMAGED = because("This archive is damaged or locked. Export the chat again.")


def is_archive(raw: bytes) -> bool:
    return raw[:4] == b"PK\x03\x04" or raw[257:262] == b"ustar" or raw[:2] == b"\x1f\x8b"


def members(raw: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each .txt, .json and .html inside, shortest path first; pictures are not touched.

    Raises TooMuch over a limit, and any of BROKEN for what cannot be unpacked.
    """
    left = limits.unpacked
    for name, file in _zip(raw, limits) if raw[:2] == b"PK" else _tar(raw, limits):
        content = file.read(left + 1)
        left -= len(content)
        if left < 0:
            raise TooMuch
        yield name, content


def names(raw: bytes, limits: Limits) -> list[str]:
    """What lies in a .zip."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return [one.filename for one in archive.infolist()[: limits.members]]


def _zip(raw: bytes, limits: Limits) -> Iterator[tuple[str, IO[bytes]]]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        there = archive.infolist()
        if len(there) > limits.members:
            raise TooMuch
        for one in sorted(there, key=lambda one: (one.filename.count("/"), one.filename)):
            if _may_be_text(one.filename) and not one.is_dir():
                with archive.open(one) as file:
                    yield one.filename, file


def _tar(raw: bytes, limits: Limits) -> Iterator[tuple[str, IO[bytes]]]:
    if raw[:2] == b"\x1f\x8b":
        unpacking = zlib.decompressobj(31)
        raw = unpacking.decompress(raw, limits.unpacked + 1)
        if len(raw) > limits.unpacked:
            raise TooMuch
    with tarfile.open(fileobj=io.BytesIO(raw), mode="r:") as archive:
        for number, one in enumerate(archive):
            if number >= limits.members:
                raise TooMuch
            if one.isreg() and _may_be_text(one.name) and (file := archive.extractfile(one)):
                yield one.name, file


def _may_be_text(name: str) -> bool:
    return name.lower().endswith((".txt", ".json", ".html", ".htm")) and not name.startswith("__MACOSX")
