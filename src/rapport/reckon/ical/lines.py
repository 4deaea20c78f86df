"""The content lines that iCalendar and vCard are made of, as a tree; tolerant, under limits, and written again.

Folded lines are joined as bytes, since old programs fold in the middle of a character. What is no content line is left
out and counted. A parameter without a name ("TEL;WORK", vCard 2.1) is a TYPE or an ENCODING.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rapport.reckon.ical.values import LIMITS, Limits, Refusal
from rapport.reckon.verdict import because

Params = tuple[tuple[str, tuple[str, ...]], ...]

WIDTH = 75  # octets of a written line
_NAME = re.compile(r"(?:([A-Za-z0-9_-]+)\.)?([A-Za-z0-9_-]+)")
_ENCODINGS = {"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B"}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_MOST_PARAMS = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One property: names in capitals, the value as written but for its encoding; `number` counts from 1."""

    name: str
    value: str
    params: Params = ()
    group: str = ""
    number: int = 0

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, values in self.params if key == name for value in values)

    def first(self, name: str) -> str:
        return next(iter(self.all(name)), "")


@dataclass(slots=True)
class Part:
    """A component: BEGIN:NAME to END:NAME."""

    name: str
    lines: list[Line] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def all(self, *names: str) -> Iterator[Line]:
        return (line for line in self.lines if line.name in names)

    def first(self, *names: str) -> Line | None:
        return next(self.all(*names), None)

    def value(self, name: str) -> str:
        line = self.first(name)
        return line.value.strip() if line else ""

    def within(self) -> Iterator[Part]:
        """This component and all within it."""
        yield self
        for part in self.parts:
            yield from part.within()


@dataclass(slots=True)
class Tree:
    """The outermost components, and the numbers of the lines that are none."""

    parts: list[Part] = field(default_factory=list)
    odd: list[int] = field(default_factory=list)


def read_tree(raw: bytes, limits: Limits = LIMITS) -> Tree | Refusal:
    """The components of a file; a component that is not closed ends with the one around it. Never raises.

    >>> tree = read_tree(b"BEGIN:VCALENDAR\\r\\nX-A;B=c:d\\r\\n e\\r\\nEND:VCALENDAR\\r\\n")
    >>> tree.parts[0].lines
    [Line(name='X-A', value='de', params=(('B', ('c',)),), group='', number=2)]
    """
    if not raw.strip(b"\x00 \t\r\n"):
        return Refusal("empty", because("The file is empty."))
    if len(raw) > limits.size:
        return Refusal("too_large", because("The file is larger than {mb} MB.", mb=limits.size // 1_000_000))
    raw = _as_utf8(raw)
    if max(raw.count(b"\n"), raw.count(b"\r")) > limits.lines:
        return Refusal("too_many_lines", because("The file has more than {n} lines.", n=limits.lines))
    return _grown(raw, limits)


def text_of(value: str) -> str:
    r"""A TEXT value without its escapes.

    >>> text_of(r"Reels\, then\nlogo\\s")
    'Reels, then\nlogo\\s'
    """
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value, flags=re.DOTALL)


def parted(value: str, separator: str) -> list[str]:
    r"""The parts between separators that are not escaped, escapes left in.

    >>> parted(r"ABC\, Inc.;Marketing", ";")
    ['ABC\\, Inc.', 'Marketing']
    """
    parts, start, n = [], 0, 0
    while n < len(value):
        if value[n] == "\\":
            n += 1
        elif value[n] == separator:
            parts.append(value[start:n])
            start = n + 1
        n += 1
    return [*parts, value[start:]]


def without_controls(value: str) -> str:
    """Without the characters that no text has and a database refuses."""
    return _CONTROL.sub("", value)


def written(part: Part) -> bytes:
    """The component as bytes: lines of at most 75 octets, ended by CRLF, folded between characters."""
    return b"".join(_folded(line) for line in _lines_of(part))


def escaped(text: str) -> str:
    r"""A text as a TEXT value; every kind of line break becomes \n, so nothing in it can begin a line.

    >>> escaped("Reels; logo,\r\nEND:VEVENT")
    'Reels\\; logo\\,\\nEND:VEVENT'
    """
    text = without_controls(re.sub("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "\n", text))
    return text.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")


def _as_utf8(raw: bytes) -> bytes:
    for mark, charset in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return raw.decode(charset, "replace").encode("utf-8", "replace")
    return raw.removeprefix(b"\xef\xbb\xbf")


def _grown(raw: bytes, limits: Limits) -> Tree | Refusal:
    tree, open_parts = Tree(), list[Part]()
    for number, line in _unfolded(raw):
        if len(line) > limits.line:
            return Refusal("line_too_long", because("Line {number} is too long.", number=number))
        read = _read_line(line, number)
        if read is None:
            tree.odd.append(number)
        elif read.name == "BEGIN":
            if len(open_parts) >= limits.depth:
                return Refusal("too_deep", because("The components are nested too deeply."))
            part = Part(read.value.strip().upper()[:100])
            (open_parts[-1].parts if open_parts else tree.parts).append(part)
            open_parts.append(part)
        elif read.name == "END":
            _close(open_parts, read.value.strip().upper())
        elif open_parts:
            open_parts[-1].lines.append(read)
        else:
            tree.odd.append(number)
    return tree


def _close(open_parts: list[Part], name: str) -> None:
    """Closes up to the innermost component of that name; an end without a beginning closes nothing."""
    if any(part.name == name for part in open_parts):
        while open_parts.pop().name != name:
            pass


def _unfolded(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Each line with its number, folds and soft breaks of quoted-printable joined."""
    held, first, soft = list[bytes](), 1, False
    for number, line in enumerate(_split(raw), start=1):
        if held and (soft or line[:1] in (b" ", b"\t")):
            held.append(line if soft else line[1:])
        else:
            if held:
                yield first, b"".join(held)
            held, first = ([line], number) if line.strip() else ([], number)
        if held and line.endswith(b"=") and (soft or _is_quoted_printable(held[0])):
            held[-1] = held[-1][:-1]
            soft = True
        else:
            soft = False
    if held:
        yield first, b"".join(held)


def _split(raw: bytes) -> list[bytes]:
    """At each of the line ends in use; some programs end theirs with two carriage returns."""
    return raw.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")


def _is_quoted_printable(line: bytes) -> bool:
    return b"QUOTED-PRINTABLE" in line[:500].partition(b":")[0].upper()


def _read_line(raw: bytes, number: int) -> Line | None:
    text = _decoded(raw)
    name = _NAME.match(text)
    if not name:
        return None
    params, at = _params(text, name.end())
    if at >= len(text) or text[at] != ":":
        return None
    line = Line(name[2].upper(), text[at + 1 :], params, (name[1] or "").lower(), number)
    if any(encoding.upper() == "QUOTED-PRINTABLE" for encoding in line.all("ENCODING")):
        value = _from_quoted_printable(raw.partition(b":")[2], line.first("CHARSET"))
        return Line(line.name, value, params, line.group, number)
    return Line(line.name, without_controls(line.value), params, line.group, number)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        head = raw.partition(b":")[0].decode("latin-1")
        named = re.search(r"CHARSET=\"?([A-Za-z0-9_-]+)", head, re.IGNORECASE)
        return _in_charset(raw, named[1] if named else "")


def _in_charset(raw: bytes, charset: str) -> str:
    """In that charset; else as UTF-8, else as Western European, which takes every byte."""
    for name in (charset, "utf-8", "cp1252"):
        try:
            if name:
                return raw.decode(name)
        except (LookupError, ValueError):  # a charset that does not exist, or is none of texts
            continue
    return raw.decode("latin-1")


def _from_quoted_printable(value: bytes, charset: str) -> str:
    """Line breaks within are escaped, as a value of later versions has them."""
    text = without_controls(_in_charset(quopri.decodestring(value), charset))
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _params(text: str, at: int) -> tuple[Params, int]:
    params: list[tuple[str, tuple[str, ...]]] = []
    while at < len(text) and text[at] == ";":
        if len(params) == _MOST_PARAMS:
            colon = text.find(":", at)
            return tuple(params), colon if colon >= 0 else len(text)
        stop = _end_of_param(text, at + 1)
        name, equals, value = text[at + 1 : stop].partition("=")
        name = name.strip().upper()
        if not equals:
            params.append(("ENCODING" if name in _ENCODINGS else "TYPE", (text[at + 1 : stop].strip(),)))
        else:
            params.append((name, tuple(_unquoted(part) for part in _split_outside_quotes(value))))
        at = stop
    return tuple(params), at


def _end_of_param(text: str, at: int) -> int:
    """Where the parameter ends: the next semicolon or colon outside quotes; a quote that never ends is none."""
    quoted = False
    for n in range(at, len(text)):
        if text[n] == '"':
            quoted = not quoted
        elif text[n] in ";:" and not quoted:
            return n
    if quoted:
        found = re.compile("[;:]").search(text, at)
        return found.start() if found else len(text)
    return len(text)


def _split_outside_quotes(value: str) -> list[str]:
    if '"' not in value:
        return value.split(",")
    return list(re.findall(r'(?:"[^"]*"|[^",])+|(?<=,)(?=,)', value)) or [value]


def _unquoted(value: str) -> str:
    """Without quotes, and the circumflex escapes of RFC 6868 undone."""
    value = without_controls(value.strip().strip('"'))
    return re.sub(r"\^([n'^])", lambda found: {"n": "\n", "'": '"', "^": "^"}[found[1]], value)


def _lines_of(part: Part) -> Iterator[str]:
    yield f"BEGIN:{part.name}"
    for line in part.lines:
        yield f"{line.name}{''.join(_param(name, values) for name, values in line.params)}:{_one_line(line.value)}"
    for inner in part.parts:
        yield from _lines_of(inner)
    yield f"END:{part.name}"


def _param(name: str, values: Iterable[str]) -> str:
    return f";{name}=" + ",".join(_quoted(value) for value in values)


def _quoted(value: str) -> str:
    value = _one_line(value.replace("^", "^^").replace('"', "^'").replace("\n", "^n"))
    return f'"{value}"' if re.search(r"[;:,]", value) else value


def _one_line(value: str) -> str:
    return without_controls(re.sub("[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", " ", value))


def _folded(line: str) -> bytes:
    raw, pieces, width = line.encode("utf-8"), [], WIDTH
    while len(raw) > width:
        cut = width
        while raw[cut] & 0xC0 == 0x80:  # within a character
            cut -= 1
        pieces.append(raw[:cut])
        raw, width = raw[cut:], WIDTH - 1
    return b"\r\n ".join([*pieces, raw]) + b"\r\n"
