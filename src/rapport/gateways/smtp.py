"""Sends one message through a member's own mail server, and says exactly what became of it, for whoever sends mail."""

from __future__ import annotations

import base64
import re
import smtplib
import socket
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from rapport.gateways.door import Door, Trouble, connected, encrypted
from rapport.gateways.imap_wire import TOO_MANY

ADDRESS = re.compile(r"[^\s<>()\[\]\",;:\\@\x00-\x1f\x7f]+@[^\s<>()\[\]\",;:\\@\x00-\x1f\x7f]+")

MOST = 200_000  # bytes of one answer
PATIENCE = 20  # times the timeout of a single reading, for a whole answer


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a server did not take a recipient; `temporary` where the same may go well later."""

    code: int
    words: str
    temporary: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """The server has taken the message and answers for it, but for the recipients it refused."""

    refused: Mapping[str, Refusal] = field(default_factory=dict)


def send(door: Door, raw: bytes, *, sender: str, recipients: Iterable[str]) -> Sent:
    """Hand one message over for all recipients. `raw` goes out as it is, Bcc lines included, with true line ends.

    Raises Trouble. Its `temporary` tells whether to try again; "in_doubt" is neither: the message was handed over and
    the answer never came, so to send it again may send it twice. Where not one recipient is taken, `data["refused"]`
    is as in Sent.
    """
    receivers = list(dict.fromkeys(recipients))
    for address in (sender, *receivers):
        if not ADDRESS.fullmatch(address):
            raise Trouble("bad_address", door, address)
    if not receivers:
        raise Trouble("bad_address", door, "nobody to send to")
    with _visiting(door, sender) as line:
        body = _with_true_ends(raw)
        _begin(line, door, body, sender, receivers)
        refused = {address: refusal for address in receivers if (refusal := _refusal(line, door, address))}
        if len(refused) == len(receivers):
            passing = any(refusal.temporary for refusal in refused.values())
            first = next(iter(refused.values())).words
            raise Trouble("recipients_refused", door, first, temporary=passing, refused=refused)
        _hand_over(line, door, body)
        return Sent(refused)


def try_key(door: Door) -> None:
    """Go in and out again: raises the Trouble that sending would meet."""
    with _visiting(door, door.user):
        pass


class _Line(smtplib.SMTP):
    def __init__(self, door: Door, name: str) -> None:
        self.door = door
        super().__init__(door.host, door.port, local_hostname=name, timeout=door.timeout)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return connected(self.door)

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None:
            self.file = _Ear(self.sock)
        self.file.until = time.monotonic() + PATIENCE * self.door.timeout
        self.file.left = MOST
        return super().getreply()

    def encrypt(self) -> None:
        if not self.has_extn("starttls") or self.docmd("STARTTLS")[0] != 220:
            raise Trouble("no_encryption", self.door, "the server does not offer STARTTLS")
        assert self.sock is not None
        self.sock = encrypted(self.door, self.sock)
        self.file = None  # what was said before TLS was said by anybody
        self.ehlo_resp = self.helo_resp = None
        self.esmtp_features = {}
        self.does_esmtp = False
        self.ehlo_or_helo_if_needed()


class _Ear:
    """Hears what a server answers, line by line, for a bounded time and amount: it may be hostile, or drip."""

    def __init__(self, line: Any) -> None:
        self.line, self.heard, self.until, self.left = line, bytearray(), 0.0, 0

    def readline(self, longest: int) -> bytes:
        while b"\n" not in self.heard and len(self.heard) < longest:
            if self.left <= 0 or time.monotonic() > self.until:
                raise TimeoutError("no answer in time")
            piece = self.line.recv(4096)
            if not piece:
                break
            self.heard += piece
            self.left -= len(piece)
        end = min(self.heard.find(b"\n") + 1 or longest, longest)
        said = bytes(self.heard[:end])
        del self.heard[:end]
        return said

    def close(self) -> None:
        self.heard.clear()


@contextmanager
def _visiting(door: Door, sender: str) -> Iterator[_Line]:
    # We introduce ourselves by the sender's domain: the machine's own name is nobody's business.
    name = _by_ascii(sender).rpartition("@")[2] if "@" in sender else "localhost"
    if not name.isascii():
        name = "localhost"
    with _plainly(door, opening=True):
        line = _Line(door, name or "localhost")
    try:
        with _plainly(door):
            line.ehlo_or_helo_if_needed()
            if door.security == "starttls":
                line.encrypt()
            if door.user or door.oauth_token:
                _sign_in(line, door)
            yield line
    finally:
        with suppress(Exception):
            if line.sock is not None:
                line.sock.settimeout(min(3.0, door.timeout))
            line.docmd("QUIT")
        line.close()


def _sign_in(line: _Line, door: Door) -> None:
    offered = set(line.esmtp_features.get("auth", "").upper().replace("=", " ").split())
    kind = "refused_token" if door.oauth_token else "refused_password"
    if any(ord(sign) < 32 for sign in door.user + door.password + door.oauth_token):
        raise Trouble(kind, door, "a control character")
    if door.oauth_token and "XOAUTH2" in offered:
        answer = line.docmd("AUTH", f"XOAUTH2 {_coded(door.xoauth2)}")
        if answer[0] == 334:  # what is wrong with the token, in a question that wants an empty answer
            answer = line.docmd("")
    elif not door.oauth_token and "PLAIN" in offered:
        answer = line.docmd("AUTH", f"PLAIN {_coded(f'{chr(0)}{door.user}{chr(0)}{door.password}')}")
    elif not door.oauth_token and "LOGIN" in offered:
        answer = line.docmd("AUTH", f"LOGIN {_coded(door.user)}")
        if answer[0] == 334:
            answer = line.docmd(_coded(door.password))
    else:
        raise Trouble("no_way_in", door, f"the server takes {' '.join(sorted(offered)) or 'no key'}")
    code, words = answer[0], _said(answer[1])
    if code in (235, 503):  # 503: it knows us already
        return
    if 400 <= code < 500:
        raise Trouble("too_many_connections" if TOO_MANY.search(words) else "server", door, words, code=code)
    raise Trouble(kind, door, words, code=code)


def _begin(line: _Line, door: Door, body: bytes, sender: str, recipients: list[str]) -> None:
    options = []
    if line.has_extn("size"):
        allowed = line.esmtp_features["size"].strip()
        if allowed.isdigit() and 0 < int(allowed) < len(body):
            raise Trouble("too_large", door, allowed=int(allowed), size=len(body))
        options.append(f"size={len(body)}")
    if not body.isascii() and line.has_extn("8bitmime"):
        options.append("BODY=8BITMIME")
    if any(not _by_ascii(address).isascii() for address in (sender, *recipients)):
        if not line.has_extn("smtputf8"):
            raise Trouble("bad_address", door, "the server takes addresses of plain letters only")
        options.append("SMTPUTF8")
        line.command_encoding = "utf-8"
    code, words = line.mail(_by_ascii(sender), options)
    if code != 250:
        said = _said(words)
        too_many = code < 500 and TOO_MANY.search(said)
        raise Trouble("too_many_connections" if too_many else _of_size(code, "sender_refused"), door, said,
                      temporary=400 <= code < 500, code=code)  # fmt: skip


def _refusal(line: _Line, door: Door, address: str) -> Refusal | None:
    code, words = line.rcpt(_by_ascii(address))
    if code in (250, 251, 252):
        return None
    return Refusal(code, door.without_secrets(_said(words)), 400 <= code < 500)


def _hand_over(line: _Line, door: Door, body: bytes) -> None:
    code, words = line.docmd("DATA")
    if code == 354:
        line.send(re.sub(rb"(?m)^\.", b"..", body) + b".\r\n")
        try:
            code, words = line.getreply()
        except (OSError, smtplib.SMTPException) as silence:
            raise Trouble("in_doubt", door, str(silence), temporary=False) from None
    if code != 250:
        raise Trouble(_of_size(code, "message_refused"), door, _said(words), temporary=400 <= code < 500, code=code)


def _of_size(code: int, otherwise: str) -> str:
    return "too_large" if code in (552, 523) else otherwise


def _by_ascii(address: str) -> str:
    """A domain in other letters has a name in plain ones; what stands before the @ has not."""
    before, _, domain = address.rpartition("@")
    with suppress(UnicodeError):
        return f"{before}@{domain.encode('idna').decode()}"
    return address


def _with_true_ends(raw: bytes) -> bytes:
    """Every line ends in CR LF: a bare one of the two would let a text speak to the server."""
    body = re.sub(rb"\r\n|\r|\n", b"\r\n", raw)
    return body if body.endswith(b"\r\n") else body + b"\r\n"


def _coded(words: str) -> str:
    return base64.b64encode(words.encode()).decode()


def _said(words: Any) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else str(words)


@contextmanager
def _plainly(door: Door, *, opening: bool = False) -> Iterator[None]:
    try:
        yield
    except Trouble:
        raise
    except smtplib.SMTPServerDisconnected as end:
        raise Trouble("unreachable" if opening else "cut", door, str(end)) from None
    except smtplib.SMTPResponseException as answer:
        # of whatever else answers there, the words are not for whoever typed the address
        words = _said(answer.smtp_error) if answer.smtp_code > 0 else "what answers there is no SMTP server"
        kind = "too_many_connections" if TOO_MANY.search(words) else "server"
        raise Trouble(kind, door, words, temporary=answer.smtp_code < 500, code=answer.smtp_code) from None
    except TimeoutError:
        raise Trouble("unreachable" if opening else "cut", door, "no answer in time") from None
    except (smtplib.SMTPException, ValueError) as refusal:
        raise Trouble("server", door, str(refusal)) from None
    except OSError as broke:
        raise Trouble("unreachable" if opening else "cut", door, broke.strerror or str(broke)) from None
