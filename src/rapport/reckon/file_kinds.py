"""What a file is, by its first bytes, and what it may be called: for whoever keeps files and hands them out again.

A name says nothing of a file: "plan.png" may hold a page with a script. What is not known by its content is "",
and is only ever handed out as bytes.

>>> kind_of(b"\\x89PNG\\r\\n\\x1a\\n"), kind_of(b"%PDF-1.7"), kind_of("Über uns".encode()), kind_of(b"<svg onload='x'>")
('image/png', 'application/pdf', 'text/plain', 'text/markup')
>>> plain_name("../../etc/plan\\u202egnp.exe"), plain_name("C:\\\\texts\\\\  Offer  2.pdf "), plain_name("\\0")
('plangnp.exe', 'Offer 2.pdf', 'file')
"""

from __future__ import annotations

import codecs
import re

from rapport.reckon.mail.charsets import without_controls

HEAD = 4096  # bytes that are enough to tell
LONGEST_NAME = 160
IMAGES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
TEXT, MARKUP = "text/plain", "text/markup"  # markup is SVG, HTML, XML: shown by nobody, handed out as bytes

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),  # also the files of today's office programs
    (b"PK\x05\x06", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),  # those of earlier ones
)
_MARKUP = re.compile(r"\s*<[!?a-zA-Z]")
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SLASHES = re.compile(r"[/\\]")
_BLANKS = re.compile(r"\s+")
_WITH_ENDING = re.compile(r"(.*?)(\.[A-Za-z0-9]{1,10})?", re.DOTALL)


def kind_of(head: bytes) -> str:
    """The kind of a file from its first bytes (HEAD of them are enough); "" when it is none that we know."""
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return _text(head[:HEAD])


def plain_name(name: str) -> str:
    """A file's name as text: no folder before it, nothing that cannot be seen or turns its direction, not too long."""
    last = _SLASHES.split(without_controls(name))[-1]
    last = _BLANKS.sub(" ", last).strip(" .")
    hit = _WITH_ENDING.fullmatch(last)
    stem, ending = (hit[1], hit[2] or "") if hit else (last, "")
    return f"{stem[: LONGEST_NAME - len(ending)].rstrip()}{ending}" or "file"


def without_ending(name: str) -> str:
    """What a document is called whose file has this name.

    >>> without_ending("Autumn pages v2.pdf"), without_ending("notes"), without_ending("1.5 percent")
    ('Autumn pages v2', 'notes', '1.5 percent')
    """
    hit = _WITH_ENDING.fullmatch(name)
    return hit[1].strip() if hit and hit[1].strip() and hit[2] else name


def _text(head: bytes) -> str:
    try:  # the last sign may be cut in the middle
        said = codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return ""
    if not said or _BINARY.search(said):
        return ""
    return MARKUP if _MARKUP.match(said) else TEXT
