"""Which reader takes a file somebody gives: mail, chats, or neither. For the drop boxes and `rapport import`."""

from __future__ import annotations

from typing import IO, Literal, NamedTuple

from rapport.conversations.mail.drop import looks_like_mail
from rapport.reckon.chats.opening import kind_of, why_not
from rapport.reckon.chats.values import LIMITS
from rapport.reckon.verdict import Reason

TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls")


class Reader(NamedTuple):
    """Who takes the file. `kind` says what kind of chat; `why_not` what a file that nobody takes looks like."""

    of: Literal["mail", "chats", "nobody"]
    kind: str = ""
    why_not: Reason | None = None


def reader_of(file: IO[bytes], name: str) -> Reader:
    """Look at a file; it is left at its beginning. Mail is known by its head, so a large one is not read for it."""
    head = file.read(64)
    file.seek(0)
    if looks_like_mail(name, head) and not name.lower().endswith(TABLES):
        return Reader("mail")
    raw = file.read(LIMITS.size + 1)
    file.seek(0)
    kind = kind_of(raw, name)
    return Reader("chats", kind) if kind else Reader("nobody", why_not=why_not(raw, name))
