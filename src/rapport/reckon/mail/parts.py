"""The parts a raw message is made of: bytes in, a tree of headers and bodies out, under limits.

It is our own rather than the standard library's because it must be bounded on hostile input, must never raise, and
must keep what a broken message holds: a missing closing boundary, a header line that is none, a part without a header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rapport.reckon.mail.headers import parameters
from rapport.reckon.mail.values import Limits

_END_OF_HEADER = re.compile(rb"\r?\n(?=\r?\n)|\r\r")
_NAME = re.compile(rb"[!-9;-~]{1,200}(?=[ \t]*:)")
_LINE_END = re.compile(rb"(--)?[ \t]*+(?:\r\n|\n|\r|\Z)")
_LOOKS_LIKE_A_BOUNDARY = re.compile(rb"(?:\A|\n)--(\S[^\r\n]{0,70}?)[ \t]*\r?\n(?=[Cc]ontent-|\r?\n)")
_FROM_LINE = re.compile(rb">?From [^\r\n]*\r?\n")


class OverTheLimit(Exception):
    """A limit is passed; `code` names which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Part:
    """One part: header fields in their order with small names, its media type, and its body or the parts within."""

    fields: list[tuple[str, bytes]]
    kind: str
    parameters: dict[str, str]
    body: bytes
    parts: list[Part] = field(default_factory=list)

    def first(self, name: str) -> bytes:
        return next((value for key, value in self.fields if key == name), b"")

    def all(self, name: str) -> list[bytes]:
        return [value for key, value in self.fields if key == name]


def take_apart(raw: bytes, limits: Limits) -> Part:
    """Read the tree of parts. OverTheLimit when it is deeper, wider or has longer headers than the limits say."""
    began = _FROM_LINE.match(raw)
    return _Taker(raw, limits).take_part(began.end() if began else 0, len(raw), depth=0, default="text/plain")


class _Taker:
    """Works on places in the one raw message: parts within parts are not copied until they are whole."""

    def __init__(self, raw: bytes, limits: Limits) -> None:
        self.raw = raw
        self.limits = limits
        self.taken = 0

    def take_part(self, start: int, end: int, depth: int, default: str) -> Part:
        self.taken += 1
        if self.taken > self.limits.parts:
            raise OverTheLimit("too_many_parts")
        if depth > self.limits.depth:
            raise OverTheLimit("too_deep")
        fields, body = self._header(start, end)
        part = _typed(fields, default)
        if part.kind.startswith("multipart/"):
            inner = "message/rfc822" if part.kind == "multipart/digest" else "text/plain"
            boundary = part.parameters.get("boundary", "").encode("utf-8", "surrogateescape")
            pieces = list(self._pieces(body, end, boundary or self._guessed(body, end)))
            part.parts = [self.take_part(*piece, depth + 1, inner) for piece in pieces]
        if not part.parts:
            part.body = self.raw[body:end]
        return part

    def _header(self, start: int, end: int) -> tuple[list[tuple[str, bytes]], int]:
        """The fields, and where the body begins."""
        if self.raw[start : start + 1] in (b"\n", b"\r"):
            return [], self._after_line(start)
        most = min(end, start + self.limits.header)
        empty = _END_OF_HEADER.search(self.raw, start, min(end, most + 4))
        block = self.raw[start : empty.start() if empty else most]
        fields, good = _fields(block)
        if good < len(block):  # a line that is no header field begins the body
            return fields, start + good
        if not empty:
            if most < end:
                raise OverTheLimit("header_too_large")
            return fields, end
        return fields, min(self._after_line(empty.end()), end)

    def _pieces(self, start: int, end: int, boundary: bytes) -> Iterator[tuple[int, int]]:
        """Where each part begins and ends; the last may lack its closing boundary."""
        if not boundary:
            return
        begun, count = -1, self.taken
        at = self.raw.find(b"--" + boundary, start, end)
        while at >= 0:
            after = at + 2 + len(boundary)
            if (at == start or self.raw[at - 1 : at] in (b"\n", b"\r")) and (
                hit := _LINE_END.match(self.raw, after, end)
            ):
                if begun >= 0:
                    yield begun, max(begun, self._before_line_end(at))
                begun = -1 if hit[1] else hit.end()
                after, count = max(after, hit.end() - 1), count + 1
            if count > self.limits.parts + 2:
                raise OverTheLimit("too_many_parts")
            at = self.raw.find(b"--" + boundary, after, end)
        if begun >= 0:
            yield begun, end

    def _guessed(self, start: int, end: int) -> bytes:
        """The boundary of a multipart that does not say it: the first line that looks like one."""
        hit = _LOOKS_LIKE_A_BOUNDARY.search(self.raw, start, min(end, start + 8000))
        return hit[1] if hit else b""

    def _after_line(self, at: int) -> int:
        return at + 2 if self.raw[at : at + 2] == b"\r\n" else at + 1

    def _before_line_end(self, at: int) -> int:
        return at - 2 if self.raw[at - 2 : at] == b"\r\n" else at - 1


def _typed(fields: list[tuple[str, bytes]], default: str) -> Part:
    stated = next((value for key, value in fields if key == "content-type"), b"")
    kind, given = parameters(stated)
    if not re.fullmatch(r"[\w.+-]{1,80}/[\w.+-]{1,100}", kind):
        kind = "text/html" if kind in ("html", "text/html") else default if not kind or kind == "text" else "text/plain"
    return Part(fields, kind, given, b"")


def _fields(block: bytes) -> tuple[list[tuple[str, bytes]], int]:
    """The header fields, and how far the block is a header."""
    fields: list[tuple[str, list[bytes]]] = []
    at = 0
    for line in block.splitlines(keepends=True):
        if line[:1] in b" \t" and fields:
            fields[-1][1].append(line)
        elif name := _NAME.match(line):
            value = line[name.end() :].lstrip(b" \t")[1:]
            fields.append((name[0].decode("ascii").lower(), [value]))
        elif line[:1] == b":" or (fields and line.startswith((b"From ", b">From "))) or not line.strip():
            pass  # a field without a name, or a second From_ line; nothing that can be read is lost
        elif _is_stray(block[at + len(line) : at + len(line) + 2000]):
            fields.append(("", [line]))
        else:
            break
        at += len(line)
    return [(name, b"".join(lines).strip()) for name, lines in fields], at


def _is_stray(rest: bytes) -> bool:
    """Whether the header goes on below a line that is no field: three of the next four lines are fields or folded."""
    below = rest.split(b"\n")[:4]
    return len(below) >= 3 and sum(bool(_NAME.match(line)) or line[:1] in (b" ", b"\t") for line in below) >= 3
