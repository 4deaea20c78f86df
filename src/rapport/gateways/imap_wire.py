"""IMAP as it comes over the line, for imap beside it: bounded reading, tolerant parsing, and errors in one word."""

from __future__ import annotations

import imaplib
import re
import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

from imap_tools.errors import ImapToolsError
from imap_tools.imap_utf7 import utf7_decode, utf7_encode
from imap_tools.mailbox import BaseMailBox

from rapport.gateways.door import Door, Trouble, connected, encrypted

LONGEST_LINE = 20_000_000
MOST = 64_000_000  # bytes of one answer, beside what its messages may hold
PATIENCE = 20  # times the timeout of a single reading, for a whole answer
TOO_MANY = re.compile(r"too many|maximum number of|simultaneous|\[LIMIT\]|rate.?limit|throttl", re.IGNORECASE)
PASSING = re.compile(r"\[(UNAVAILABLE|INUSE|SERVERBUG|OVERQUOTA|LIMIT)\]|try again|temporar", re.IGNORECASE)


class Line(imaplib.IMAP4):
    """A connection that keeps at most `keep` bytes of one literal, whatever length the server announces.

    The answer to one command is bounded in bytes and in time too: a server may be hostile, or drip.
    """

    def __init__(self, door: Door, keep: int) -> None:
        self.door, self.keep, self.buffer = door, keep, bytearray()
        self.begin()
        super().__init__(door.host, door.port, door.timeout)

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
        self.host, self.port = host, port
        self.sock: Any = connected(self.door)

    def starttls(self, ssl_context: Any = None) -> Any:
        if "STARTTLS" not in self.capabilities or self.state != "NONAUTH":
            raise Trouble("no_encryption", self.door, "the server does not offer STARTTLS")
        if self._simple_command("STARTTLS")[0] != "OK":
            raise Trouble("no_encryption", self.door, "the server does not begin STARTTLS")
        self.buffer.clear()  # what was said before TLS was said by anybody
        self.sock = encrypted(self.door, self.sock)
        self._get_capabilities()

    def read(self, size: int) -> bytes:
        """A literal, whole or not at all; of one larger than `keep` its beginning, the rest being dropped unread."""
        kept = bytearray()
        while size > 0:
            if not self.buffer:
                self._fill()
            piece = self.buffer[:size]
            del self.buffer[: len(piece)]
            kept += piece[: max(0, self.keep - len(kept))]
            size -= len(piece)
        return bytes(kept)

    def readline(self) -> bytes:
        seen = 0
        while (end := self.buffer.find(b"\n", seen)) < 0:
            if (seen := len(self.buffer)) > LONGEST_LINE:
                raise self.abort("a line without an end")
            self._fill()
        line = bytes(self.buffer[: end + 1])
        del self.buffer[: end + 1]
        return line

    def send(self, data: Any) -> None:
        self.sock.sendall(data)

    def shutdown(self) -> None:
        with suppress(OSError):
            self.sock.close()

    def _command(self, name: str, *words: Any) -> Any:
        self.begin()
        return super()._command(name, *words)  # type: ignore[misc]

    def begin(self) -> None:
        """From here on the bounds count anew."""
        self._left = 4 * self.keep + MOST
        self._until = time.monotonic() + PATIENCE * self.door.timeout

    def _fill(self) -> None:
        if time.monotonic() > self._until:
            raise TimeoutError("timed out")
        piece = self.sock.recv(65536)
        self._left -= len(piece)
        if self._left < 0:
            raise self.abort("an unexpected amount of words")
        if not piece:
            raise self.abort("socket error: EOF")
        self.buffer += piece

    def _get_line(self) -> bytes:
        """Without its end, which some servers write as a bare line feed; stray empty lines are stepped over."""
        for _ in range(10):
            if line := self.readline().rstrip(b"\r\n"):
                # imaplib takes no answer without words behind it
                return line + b" " if re.fullmatch(rb"\S+ (OK|NO|BAD)", line) else line
        raise self.abort("empty lines")

    def _log(self, line: str) -> None:
        """imaplib keeps the last commands, password and all; we do not."""


class Box(BaseMailBox):
    """imap-tools on our own line."""

    def __init__(self, door: Door, keep: int) -> None:
        self._door, self._keep = door, keep
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        line = Line(self._door, self._keep)
        if self._door.security == "starttls":
            try:
                line.starttls()
            except BaseException:
                line.shutdown()
                raise
        return line


@dataclass(slots=True)
class Item:
    """What one FETCH answer says of one message; `announced` is the length the server gave of `body`."""

    uid: int = 0
    size: int | None = None
    flags: frozenset[str] | None = None
    arrived: datetime | None = None
    body: bytes | None = None
    announced: int = 0


def items(data: Iterable[Any]) -> Iterator[Item]:
    """The messages of a FETCH answer as imaplib collects it: pieces with a literal as pairs, the last piece bare."""
    words, literals = b"", []
    for piece in data:
        if isinstance(piece, tuple):
            words += piece[0] + b" \x00 "
            literals.append((piece[0], piece[1]))
        elif isinstance(piece, bytes):
            # what ends otherwise was cut to a length that is not the message's own
            yield _item(words + piece, literals if piece.rstrip().endswith(b")") else [])
            words, literals = b"", []
    if literals:  # the answer broke off behind a literal that is whole
        yield _item(words, literals)


def uid_set(uids: list[int]) -> str:
    """As a command names them: [3, 4, 5, 9] is 3:5,9."""
    parts: list[list[int]] = []
    for uid in uids:
        if parts and parts[-1][1] == uid - 1:
            parts[-1][1] = uid
        else:
            parts.append([uid, uid])
    return ",".join(str(first) if first == last else f"{first}:{last}" for first, last in parts)


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of LIST: the name as bytes on the line and as people read it, its last part, and its flags in small."""

    wire: bytes
    name: str
    leaf: str
    flags: frozenset[str]


def listed(data: Iterable[Any]) -> Iterator[Listed]:
    """The folders of a LIST answer; a row that cannot be read is left out, for no command could name it."""
    for piece in data:
        row, literal = piece if isinstance(piece, tuple) else (piece, None)
        found = re.match(rb'\((?P<flags>[^)]*)\)\s+(?P<mark>NIL|"(?:\\.|[^"\\])*")\s+(?P<name>.*)', row or b"", re.S)
        if not found:
            continue
        wire = literal if literal is not None else _unquoted(found["name"].strip())
        mark = _unquoted(found["mark"]).decode("latin-1") if found["mark"] != b"NIL" else ""
        name = readable(wire)
        flags = frozenset(found["flags"].decode("latin-1").casefold().split())
        yield Listed(wire, name, name.rsplit(mark, 1)[-1] if mark else name, flags)


def readable(wire: bytes) -> str:
    """A folder's name for people: modified UTF-7, else UTF-8, else byte by byte."""
    with suppress(ValueError):
        name = utf7_decode(wire)
        if utf7_encode(name) == wire:
            return name
    try:
        return wire.decode()
    except UnicodeDecodeError:
        return wire.decode("latin-1")


def quoted(wire: bytes) -> Any:
    """A folder's name as a command carries it. imaplib takes bytes as they are, whatever its types say."""
    return b'"' + re.sub(rb'(["\\])', rb"\\\1", wire) + b'"'


def wire_name(name: str) -> bytes:
    return utf7_encode(name)


@contextmanager
def plainly(door: Door, *, opening: bool = False, **data: Any) -> Iterator[None]:
    """Whatever goes wrong inside becomes a Trouble with the data given."""
    try:
        yield
    except Trouble:
        raise
    except (imaplib.IMAP4.error, ImapToolsError, OSError) as refusal:
        _tell(door, refusal, opening, data)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError) as refusal:
        # imaplib trusts servers; what it stumbles over is not IMAP.
        words = f"an answer that is not IMAP: {type(refusal).__name__}"
        raise Trouble("server", door, words, **data) from None


def words_of(refusal: Exception) -> str:
    """What the server itself said."""
    result = getattr(refusal, "command_result", None)
    if result and len(result) > 1:
        pieces = result[1] if isinstance(result[1], list) else [result[1]]
        return " ".join(each.decode(errors="replace") for each in pieces if isinstance(each, bytes))
    said = refusal.args[0] if refusal.args else ""
    return said.decode(errors="replace") if isinstance(said, bytes) else str(said if len(refusal.args) < 2 else refusal)


def _tell(door: Door, refusal: Exception, opening: bool, data: dict[str, Any]) -> NoReturn:
    words = words_of(refusal)
    if TOO_MANY.search(words):
        kind = "too_many_connections"
    elif isinstance(refusal, OSError) or "socket error" in words:
        kind, words = "unreachable" if opening else "cut", _why(refusal, words)
    elif isinstance(refusal, imaplib.IMAP4.abort) and "unexpected" not in words and "empty lines" not in words:
        kind = "cut"  # the server said goodbye, in its words
    else:
        kind = "server"
        if opening and "unexpected" in words:  # whatever it is, its words are not for whoever typed the address
            words = "what answers there is no IMAP server"
    raise Trouble(kind, door, words, **data) from None


def _why(refusal: Exception, words: str) -> str:
    if isinstance(refusal, TimeoutError) or "timed out" in words:
        return "no answer in time"
    if isinstance(refusal, ssl.SSLError):
        return refusal.reason or "TLS broke off"
    return "the connection ended" if "EOF" in words else words.rpartition("socket error: ")[2]


def _item(words: bytes, literals: list[tuple[bytes, bytes]]) -> Item:
    item = Item()
    if uid := re.search(rb"\bUID (\d+)", words):
        item.uid = int(uid[1])
    if size := re.search(rb"\bRFC822\.SIZE (\d+)", words):
        item.size = int(size[1])
    if (flags := re.search(rb"\bFLAGS \(([^)]*)\)", words)) is not None:
        item.flags = frozenset(flags[1].decode("latin-1").casefold().split())
    if arrived := re.search(rb'\bINTERNALDATE "([^"]+)"', words):
        item.arrived = _moment(arrived[1].decode("latin-1").strip())
    if literals:
        head, item.body = literals[-1]
        announced = re.search(rb"\{(\d+)\+?\}$", head)
        item.announced = int(announced[1]) if announced else len(item.body)
    elif short := re.search(rb'\bBODY\[[^]]*\](?:<\d+>)? (?:"((?:\\.|[^"\\])*)"|NIL)', words, re.S):
        item.body = re.sub(rb"\\(.)", rb"\1", short[1] or b"")  # an empty message, mostly
        item.announced = len(item.body)
    return item


def _moment(words: str) -> datetime | None:
    months = "jan feb mar apr may jun jul aug sep oct nov dec".split()
    day, _, rest = words.partition("-")
    month, _, rest = rest.partition("-")
    with suppress(ValueError):  # month names are English whatever the locale, so strptime's %b will not do
        return datetime.strptime(f"{day} {months.index(month.casefold()) + 1} {rest}", "%d %m %Y %H:%M:%S %z")
    return None


def _unquoted(name: bytes) -> bytes:
    if name[:1] == name[-1:] == b'"' and len(name) > 1:
        return re.sub(rb"\\(.)", rb"\1", name[1:-1])
    return name
