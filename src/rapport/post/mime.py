"""Builds the message of a letter, byte for byte the same until it is sent: for the mail server and for the copy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.utils import format_datetime, formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from rapport.documents.keep import path_of
from rapport.documents.models import Document
from rapport.journal import clock
from rapport.post.models import Outgoing
from rapport.post.put import one_line

_KIND = re.compile(r"[a-z]+/[\w.+-]{1,80}")


def message_of(letter: Outgoing) -> EmailMultiAlternatives:
    """What goes out. Django's message refuses a line break in every header, and ours were cleaned when it was put."""
    sender = letter.sender
    mail = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=formataddr((one_line(sender.name), sender.address)) if sender else settings.DEFAULT_FROM_EMAIL,
        to=[_written(one) for one in letter.to_all] or [letter.to],
        cc=[_written(one) for one in letter.cc],
        headers={**_by_whom(letter), **letter.headers, "Date": format_datetime(letter.taken_at or clock.now())},
    )
    if letter.html:
        mail.attach_alternative(letter.html, "text/html")
    if letter.calendar:
        method = f"; method={letter.method}" if letter.method else ""
        mail.attach_alternative(letter.calendar, f"text/calendar{method}")
    for document in letter.files.all():
        mail.attach(one_line(document.name) or "file", path_of(document.digest).read_bytes(), _kind_of(document))
    return mail


def bytes_of(letter: Outgoing) -> bytes:
    """As it is handed to a server: lines end in CR LF."""
    return re.sub(rb"\r\n|\r|\n", b"\r\n", message_of(letter).message().as_bytes())


def recipients_of(letter: Outgoing) -> list[str]:
    """Every address it goes to, copies included."""
    return [address for _name, address in [*letter.to_all, *letter.cc]] or [letter.to]


def _by_whom(letter: Outgoing) -> dict[str, str]:
    """What a machine wrote says so, and no machine answers it (RFC 3834)."""
    return {} if letter.sender else {"Auto-Submitted": "auto-generated"}


def _kind_of(document: Document) -> str:
    """The media type it was given with, where that is one; a mail inside a mail goes as bytes, unread."""
    plain = _KIND.fullmatch(document.kind) and not document.kind.startswith(("message/", "multipart/", "text/"))
    return document.kind if plain else "application/octet-stream"


def _written(one: Sequence[Any]) -> str:
    return formataddr((str(one[0]), str(one[1])))
