"""The words of a file, without its looks: plain text and the documents, decks and letters of office programs.

Outside bytes are hostile: what unpacks to too much is refused, XML is read by its tags alone and never resolved.

>>> text_of(b"Two lines.\\nThe second.", "text/plain")
'Two lines.\\nThe second.'
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib

MOST = 20_000_000  # bytes that may come out of one file
LONGEST = 400_000  # characters that are given back

_OFFICE = (  # which parts hold words, and what ends a line in them
    (re.compile(r"word/(document|footnotes|endnotes)\.xml"), re.compile(r"</w:p>|<w:br\b[^>]*/>|<w:tab\b[^>]*/>")),
    (re.compile(r"ppt/(slides/slide|notesSlides/notesSlide)\d+\.xml"), re.compile(r"</a:p>|<a:br\b[^>]*/>")),
    (re.compile(r"content\.xml"), re.compile(r"</text:(?:p|h)>|<text:line-break/>|<text:tab/>")),
)
_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"\d+")


class Unreadable(Exception):
    """`why` is "kind" (no words can be taken from such a file), "broken" or "large"."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def text_of(data: bytes, kind: str) -> str:
    """The words of a file of this kind (see file_kinds), line by line. Raises Unreadable."""
    if kind == "text/plain":
        return data.decode("utf-8-sig", "replace")[:LONGEST]
    if kind != "application/zip":
        raise Unreadable("kind")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _office(archive)[:LONGEST]
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as broken:
        raise Unreadable("broken") from broken


def _office(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    for wanted, line in _OFFICE:
        parts = sorted(filter(wanted.fullmatch, names), key=_in_order)
        if not parts:
            continue
        if sum(archive.getinfo(name).file_size for name in parts) > MOST:
            raise Unreadable("large")
        return "\n".join(_words(_bounded(archive, name), line) for name in parts).strip()
    raise Unreadable("kind")


def _bounded(archive: zipfile.ZipFile, name: str) -> str:
    """A part as text; its stated size may be a lie, so no more than MOST is unpacked."""
    with archive.open(name) as part:
        data = part.read(MOST + 1)
    if len(data) > MOST:
        raise Unreadable("large")
    return data.decode("utf-8", "replace")


def _words(xml: str, line: re.Pattern[str]) -> str:
    text = html.unescape(_TAG.sub("", line.sub("\n", xml)))
    return re.sub(r"\n{3,}", "\n\n", text)


def _in_order(name: str) -> tuple[str, int]:
    number = _NUMBER.search(name)
    return _NUMBER.sub("", name), int(number[0]) if number else 0
