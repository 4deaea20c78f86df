"""What a mail becomes once it is read, a Letter or a Refusal, for everyone who judges or keeps mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rapport.reckon.verdict import Reason


@dataclass(frozen=True, slots=True)
class Address:
    """`mail` is in small letters, and empty when what stood there is no address; `name` then holds what stood there."""

    name: str
    mail: str


@dataclass(frozen=True, slots=True)
class Attached:
    """`kind` is a media type, by the content where its first bytes tell; `name` is a bare file name, never a path."""

    name: str
    kind: str
    size: int
    content: bytes
    content_id: str
    inline: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """One message. `new_words`, `quoted` and `signature` together hold every word of `text`.

    `message_id`, `in_reply_to` and `references` are without their angle brackets, and empty when absent.
    `date` is aware and in UTC, None when it is absent or absurd; `html` is raw and uncleaned; `language` is empty when
    the new words do not tell.
    """

    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    date: datetime | None
    subject: str
    text: str
    html: str
    new_words: str
    quoted: str
    signature: str
    attachments: tuple[Attached, ...]
    language: str
    is_automatic: bool
    is_bounce: bool
    is_list: bool
    size: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a message is not read: `reason` is a short code for programs, `sentence` is for people."""

    reason: str
    sentence: Reason


@dataclass(frozen=True, slots=True)
class Limits:
    """What a message may be before it is set aside. Sizes are in bytes. Real mail stays far below every one of them."""

    size: int = 25 * 1024 * 1024
    header: int = 1024 * 1024  # of any one part
    parts: int = 1_000
    depth: int = 30
    body: int = 2 * 1024 * 1024  # of text; what is longer is kept as an attachment
    addresses: int = 2_000  # in one header; more are cut off


LIMITS = Limits()
