"""What an attachment is: by its first bytes where they tell, otherwise as stated; and a name without a path."""

from __future__ import annotations

import re

_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-executable"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"\x78\x9f\x3e\x22", "application/vnd.ms-tnef"),
    (b"BEGIN:VCALENDAR", "text/calendar"),
    (b"BEGIN:VCARD", "text/vcard"),
)
_IN_ZIP = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"opendocument.text", "application/vnd.oasis.opendocument.text"),
    (b"opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet"),
)
_OLE = {"doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint"}
_ENDINGS = {
    "text/plain": ".txt",
    "text/html": ".html",
    "text/calendar": ".ics",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
    "text/csv": ".csv",
    "message/rfc822": ".eml",
    "message/delivery-status": ".txt",
    "text/rfc822-headers": ".txt",
    "application/pdf": ".pdf",
    "application/ms-tnef": ".dat",
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "application/zip": ".zip",
}
_LONGEST_NAME = 200
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*]+')


def kind_of(content: bytes, stated: str, name: str) -> str:
    """The media type. A stated one yields to first bytes that are another's.

    >>> kind_of(b"%PDF-1.7", "image/png", "a.png"), kind_of(b"Hi", "text/plain", ""), kind_of(b"??", "", "")
    ('application/pdf', 'text/plain', 'application/octet-stream')
    """
    for magic, kind in _MAGIC:
        # two letters alone prove nothing: a text may well begin with "BM" or "MZ"
        if content.startswith(magic) and (len(magic) > 2 or b"\0" in content[:64] or magic[0] > 127):
            return kind
    if content[:4] == b"RIFF" and content[8:12] in (b"WEBP", b"WAVE"):
        return "image/webp" if content[8:12] == b"WEBP" else "audio/wav"
    if content[4:8] == b"ftyp":
        return "image/heic" if content[8:11] == b"hei" else "video/mp4"
    if content.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _IN_ZIP if mark in content[:4000]), _zip(content, stated))
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        ending = name.rpartition(".")[2].lower()
        return _OLE.get(ending, stated if stated in _OLE.values() else "application/x-ole-storage")
    if b"<svg" in content[:1000].lower():
        return "image/svg+xml"
    if stated in ("", "application/octet-stream", "application/octetstream", "application/binary"):
        ending = "." + name.rpartition(".")[2].lower()
        return next((kind for kind, known in _ENDINGS.items() if known == ending), "application/octet-stream")
    return stated


def bare_name(name: str, kind: str, number: int) -> str:
    r"""A file name without any path; "part 3.pdf" when it has none.

    >>> bare_name("C:\\temp\\../Ponuda.pdf", "application/pdf", 1), bare_name("..", "text/calendar", 2)
    ('Ponuda.pdf', 'part 2.ics')
    """
    last = re.split(r"[/\\]", name)[-1]
    last = " ".join(_FORBIDDEN.sub(" ", last).split()).strip(". ")
    if not last:
        return f"part {number}{_ENDINGS.get(kind, '')}"
    if len(last) > _LONGEST_NAME:
        stem, dot, ending = last.rpartition(".")
        last = stem[: _LONGEST_NAME - len(ending) - 1] + dot + ending if 0 < len(ending) < 10 else last[:_LONGEST_NAME]
    return last


def _zip(content: bytes, stated: str) -> str:
    # the names stand at the end of large files
    tail = content[-4000:]
    return next((kind for mark, kind in _IN_ZIP[:3] if mark in tail), stated if "zip" in stated else "application/zip")
