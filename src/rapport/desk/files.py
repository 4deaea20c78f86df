"""Takes a file of mail or chats that somebody dropped and leads to its report: one way in for every drop box."""

from __future__ import annotations

from typing import IO

from rapport.agency.models import Member
from rapport.conversations.chats import drop as chats
from rapport.conversations.files import Reader
from rapport.conversations.mail import drop as mail
from rapport.desk.onward import SeeOther, go


def read_by(reader: Reader, file: IO[bytes], *, name: str, by: Member) -> SeeOther | None:
    """Read the file and go to its report; None when no reader of ours takes it."""
    match reader.of:
        case "mail":
            return go("mail_file", mail.drop(file, name=name, by=by).pk)
        case "chats":
            return go("chat_file", chats.drop(file, name=name, by=by, kind=reader.kind).pk)
        case _:
            return None
