"""Which chat program wrote a file, and what it says: bytes in, chats or a question or a refusal out. For whoever takes
files in; the only module of this folder, with `values`, that others need."""

from __future__ import annotations

import io
import json
import re
from datetime import datetime, tzinfo
from typing import Any

from rapport.reckon.chats import archives
from rapport.reckon.chats.calls import looks_like_calls, read_calls
from rapport.reckon.chats.skype import is_skype, read_skype
from rapport.reckon.chats.telegram import is_telegram, is_telegram_page, read_telegram, read_telegram_pages
from rapport.reckon.chats.values import LIMITS, Limits, Opened, Refusal, Undecided
from rapport.reckon.chats.whatsapp import looks_like_whatsapp, read_whatsapp, title_of
from rapport.reckon.tables import encoding as encodings
from rapport.reckon.verdict import Reason, because

Found = tuple[str, Any, str]  # the kind, what its reader takes, the name that may tell a title

_NONE = because("No chat was found in this file: WhatsApp, Telegram and Skype exports and lists of calls are read.")
_LOOKS_LIKE: tuple[tuple[bytes, Reason], ...] = (
    (b"%PDF", because("This is a PDF document. Export the chat itself as text or JSON.")),
    (b"\x89PNG", because("This is a picture. Export the chat itself as text or JSON.")),
    (b"\xff\xd8\xff", because("This is a picture. Export the chat itself as text or JSON.")),
    (b"GIF8", because("This is a picture. Export the chat itself as text or JSON.")),
    (b"BEGIN:VCALENDAR", because("This is a calendar, neither mail nor a chat.")),
    (b"BEGIN:VCARD", because("These are address cards, neither mail nor a chat.")),
    (b"SQLite format 3", because("This is a database, as telephones keep it. Export the chat in the program itself.")),
    (b"\xd0\xcf\x11\xe0", because("This is an old Office document, neither mail nor a chat.")),
    (b"Rar!", because("This is an archive of another kind. Unpack it and drop the chat that is inside.")),
    (b"7z\xbc\xaf", because("This is an archive of another kind. Unpack it and drop the chat that is inside.")),
)


def kind_of(raw: bytes, name: str, *, limits: Limits = LIMITS) -> str:
    """whatsapp, telegram, skype or calls; empty for anything else. Never raises."""
    found = _find(raw, name, limits)
    return "" if isinstance(found, Refusal) else found[0]


def why_not(raw: bytes, name: str, *, limits: Limits = LIMITS) -> Reason | None:
    """What a file that holds no chat looks like; None for one that does."""
    found = _find(raw, name, limits)
    return found.sentence if isinstance(found, Refusal) else None


def open_chats(
    raw: bytes, name: str, *, zone: tzinfo, now: datetime, order: str = "", limits: Limits = LIMITS
) -> Opened | Undecided | Refusal:
    r"""Read a file. Never raises; time grows with its length only. `order` answers what was Undecided.

    >>> from datetime import UTC
    >>> raw = "[13/04/2026, 14:05:33] Ivana: Hello\n[13/04/2026, 14:06:00] Luka: Hi".encode()
    >>> opened = open_chats(raw, "WhatsApp Chat - Ivana.txt", zone=UTC, now=datetime(2026, 5, 1, tzinfo=UTC))
    >>> opened.order, opened.chats[0].title, [(line.who, line.text) for line in opened.chats[0].lines]
    ('dmy', 'Ivana', [('Ivana', 'Hello'), ('Luka', 'Hi')])
    """
    found = _find(raw, name, limits)
    if isinstance(found, Refusal):
        return found
    kind, content, title = found
    match kind:
        case "whatsapp":
            return read_whatsapp(content, title, zone=zone, now=now, order=order, limits=limits)
        case "telegram" if isinstance(content, list):
            return read_telegram_pages(content, zone=zone, limits=limits)
        case "telegram":
            return read_telegram(content, zone=zone, limits=limits)
        case "skype":
            return read_skype(content, limits=limits)
        case _:
            return read_calls(content, title, zone=zone, now=now, order=order, limits=limits)


def _find(raw: bytes, name: str, limits: Limits) -> Found | Refusal:
    packed = archives.is_archive(raw)
    if len(raw) > (most := limits.size if packed else limits.unpacked):
        most = most // 1024**2
        return Refusal("too_large", because("The file is larger than {most} MB. Export it without media.", most=most))
    if not raw.strip(b" \t\r\n\0\xef\xbb\xbf"):
        return Refusal("empty", because("The file is empty."))
    if packed:
        return _in_archive(raw, name, limits)
    for sign, sentence in _LOOKS_LIKE:
        if raw[:64].lstrip(b"\xef\xbb\xbf \r\n").startswith(sign):
            return Refusal("another_kind", sentence)
    return _in_text(raw, name) or Refusal("not_a_chat", _why_not(raw, name))


def _in_text(raw: bytes, name: str) -> Found | None:
    start = raw[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] == b"{":
        data = _json(raw)
        if is_skype(data):
            return "skype", data, name
        return ("telegram", data, name) if is_telegram(data) else None
    if start[:1] == b"<":
        text = raw.decode("utf-8", "replace")
        return ("telegram", [text], name) if is_telegram_page(text) else None
    text = _decoded(raw)
    if looks_like_whatsapp(text):
        return "whatsapp", text, name
    return ("calls", raw, name) if not _is_binary(raw) and looks_like_calls(raw, name) else None


def _in_archive(raw: bytes, name: str, limits: Limits) -> Found | Refusal:
    pages: list[tuple[str, str]] = []
    try:
        if raw[:2] == b"PK" and any(one.startswith(("xl/", "word/")) for one in archives.names(raw, limits)):
            return Refusal("another_kind", because("This is an Office document, neither mail nor a chat."))
        for inside, content in archives.members(raw, limits):
            found = _in_text(content, inside)
            if found is None or found[0] == "calls":
                continue
            if found[0] == "telegram" and isinstance(found[1], list):
                pages.append((inside, found[1][0]))
                continue
            return found[0], found[1], name if title_of(name) else inside
    except archives.TooMuch:
        return Refusal("too_much_inside", archives.SENTENCE)
    except archives.BROKEN:
        return Refusal("damaged", archives.DAMAGED)
    if pages:
        return "telegram", [text for _name, text in sorted(pages, key=lambda page: _page_number(page[0]))], name
    return Refusal("not_a_chat", because("No chat was found in this archive."))


def _page_number(name: str) -> int:
    found = re.search(r"messages(\d{1,6})\.html?$", name)
    return int(found[1]) if found else 1


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return None


def _decoded(raw: bytes) -> str:
    found = encodings.detect(io.BytesIO(raw))
    try:
        return raw.decode(found.name, "replace").lstrip("\ufeff").replace("\0", "")
    except (LookupError, UnicodeError):
        return raw.decode("utf-8", "replace")


def _is_binary(raw: bytes) -> bool:
    head = raw[:4000]
    return not encodings.is_wide(head) and b"\0" in head


def _why_not(raw: bytes, name: str) -> Reason:
    start = raw[:4000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] in (b"{", b"["):
        return because("This is JSON, but no export of Telegram or Skype that is whole.")
    if start[:1] == b"<":
        return because("This is a web page or XML, but no chat that Telegram exported.")
    if _is_binary(raw):
        return because("This is no text, and no archive of a chat.")
    if name.lower().endswith((".csv", ".tsv")):
        return because("This is a table, but no list of calls: it needs a day, a number and a direction.")
    return _NONE
