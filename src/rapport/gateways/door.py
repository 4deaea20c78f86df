"""The way to a mail server, for imap and smtp beside it: address, encryption, key, and all that can go wrong there."""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal

Security = Literal["tls", "starttls", "none"]

# What can go wrong, one word each; the sentence a person reads is made of it in `in_words`.
KINDS = {
    "no_such_host": "the name of the server leads nowhere",
    "unreachable": "nobody answers there, or only after too long",
    "certificate": "the server cannot prove that it is the one named",
    "no_encryption": "the server offers no encryption, or another kind than was chosen",
    "refused_password": "user name or password is wrong, or the server wants an app password",
    "refused_token": "the OAuth2 token is expired, withdrawn or meant for something else",
    "no_way_in": "the server does not take the kind of key we have",
    "too_many_connections": "the server wants fewer visits at once, or a pause",
    "cut": "the connection broke in the middle",
    "server": "the server answered with an error of its own",
    "bad_address": "an address is none",
    "sender_refused": "the server does not send for this sender",
    "recipients_refused": "not one recipient was taken",
    "message_refused": "the server does not take this message",
    "too_large": "the server does not take messages of this size",
    "in_doubt": "the connection broke after the message was handed over: it may have been sent",
}
PASSES_BY_ITSELF = frozenset({"no_such_host", "unreachable", "too_many_connections", "cut", "server"})


@dataclass(frozen=True)
class Door:
    """A server and the key to it: a password, or an OAuth2 token, which goes first where both are there.

    Without encryption only a server on this machine is spoken to, unless `plain_allowed` says that somebody decided
    otherwise. `timeout` is in seconds and holds for connecting and for every single answer.
    """

    host: str
    port: int
    security: Security = "tls"
    user: str = ""
    password: str = field(default="", repr=False)
    oauth_token: str = field(default="", repr=False)
    timeout: float = 30.0
    plain_allowed: bool = False

    @property
    def xoauth2(self) -> str:
        """The words of the second way in, before they are coded."""
        return f"user={self.user}\1auth=Bearer {self.oauth_token}\1\1"

    def without_secrets(self, words: str) -> str:
        """What the server said, in one line, cut to a readable length, with the key blotted out if it echoed it."""
        for secret in filter(None, (self.password, self.oauth_token)):
            words = words.replace(secret, "…")
        return " ".join(re.sub(r"[\x00-\x1f\x7f]+", " ", words).split())[:300]


class Trouble(Exception):
    """A visit that did not succeed: `kind` of KINDS, `words` of the server, and data such as the folder and the uid.

    `temporary` says whether the same visit may go well later without anybody changing anything.
    """

    def __init__(self, kind: str, door: Door, words: str = "", *, temporary: bool | None = None, **data: Any) -> None:
        self.kind = kind
        self.host = door.host
        self.words = door.without_secrets(words)
        self.temporary = kind in PASSES_BY_ITSELF if temporary is None else temporary
        self.data: Mapping[str, Any] = data
        super().__init__(kind, self.host, self.words)

    def __str__(self) -> str:
        return f"{self.host}: {KINDS.get(self.kind, self.kind)}" + (f" ({self.words})" if self.words else "")


def connected(door: Door) -> socket.socket:
    """A socket to the first address that answers, TLS already spoken where the door says "tls"."""
    addresses = _addresses(door)
    if door.security == "none" and not door.plain_allowed and not all(map(_is_loopback, addresses)):
        raise Trouble("no_encryption", door, "without encryption only this machine is spoken to")
    plain = _first_that_answers(door, addresses)
    return encrypted(door, plain) if door.security == "tls" else plain


def encrypted(door: Door, plain: socket.socket) -> ssl.SSLSocket:
    """The same connection under TLS, with the server's certificate and name checked."""
    # SSL_CERT_FILE names the authorities of a house that has its own.
    rules = ssl.create_default_context()
    try:
        return rules.wrap_socket(plain, server_hostname=door.host.strip().strip("[]"))
    except ssl.SSLCertVerificationError as refusal:
        raise Trouble("certificate", door, refusal.verify_message) from None
    except ssl.SSLError as refusal:
        raise Trouble("no_encryption", door, refusal.reason or str(refusal)) from None
    except TimeoutError:
        raise Trouble("unreachable", door, "no answer in time") from None
    except OSError as refusal:
        raise Trouble("no_encryption", door, refusal.strerror or "the connection ended") from None


def _addresses(door: Door) -> list[tuple[Any, ...]]:
    name = door.host.strip().strip("[]")
    try:
        if not name or not 0 < door.port < 65536:
            raise OSError("no such name or port")
        found = socket.getaddrinfo(name, door.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as refusal:
        raise Trouble("no_such_host", door, str(refusal)) from None
    return list(dict.fromkeys((each[0], each[4]) for each in found))


def _is_loopback(address: tuple[Any, ...]) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(address[1][0].split("%")[0]).is_loopback
    return False


def _first_that_answers(door: Door, addresses: list[tuple[Any, ...]]) -> socket.socket:
    refusal: OSError = OSError("no address")
    until = time.monotonic() + door.timeout  # for all addresses together: a dead one must not cost a minute each
    for family, address in addresses:
        line = socket.socket(family, socket.SOCK_STREAM)
        try:
            line.settimeout(max(1.0, until - time.monotonic()))
            line.connect(address)
            line.settimeout(door.timeout)
            return line
        except OSError as each:
            line.close()
            refusal = each
    words = "no answer in time" if isinstance(refusal, TimeoutError) else refusal.strerror or str(refusal)
    raise Trouble("unreachable", door, words)
