"""What a header field says: encoded words (RFC 2047) and parameters (RFC 2231), read also where they are broken."""

from __future__ import annotations

import binascii
import re

from rapport.reckon.mail.charsets import readable, without_controls

LONGEST = 20_000  # characters of one field that are read; addresses have a limit of their own

_WORD = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]{0,20000}?)\?=")
_BETWEEN = re.compile(r"(\?=)[ \t\r\n]+(?==\?[^?\s]{1,60}\?[bBqQ]\?)")
_BLANKS = re.compile(r"\s+")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_PARAMETER = re.compile(
    r""";\s*([\w!#$&+\-^`|~.*%]{1,100})\s*=\s*("(?:[^"\\]|\\.){0,4000}"?|[^;"]{0,4000})""", re.DOTALL
)


def unstructured(raw: bytes) -> str:
    """A field as one line of text, such as a subject.

    >>> unstructured(b"=?utf-8?q?Odli=C4=8Dno?= =?utf-8?b?ISE=?= ok"), unstructured("č.\\r\\n 7".encode("cp1250"))
    ('Odlično!! ok', 'č. 7')
    """
    return _BLANKS.sub(" ", without_controls(decoded(eight_bit(raw[:LONGEST])))).strip()


def eight_bit(raw: bytes) -> str:
    """Raw bytes of a header as text: ASCII as it ought to be, otherwise whatever it most likely is."""
    if raw.isascii():
        return raw.decode("ascii")
    return readable(raw, "")


def decoded(text: str) -> str:
    """Encoded words replaced by what they say; blanks between two of them vanish; an unreadable one stays as it is."""
    if "=?" not in text:
        return text
    # Neighbours in the same charset are joined before decoding: some programs cut a letter in two.
    out: list[str] = []
    pending, charset, at = b"", "", 0
    for hit in _WORD.finditer(text := _BETWEEN.sub(r"\1", text)):
        content = _content(hit[2], hit[3])
        if content is None:
            continue
        if pending and (hit.start() > at or hit[1].lower() != charset):
            out.append(readable(pending, charset))
            pending = b""
        out.append(text[at : hit.start()])
        pending, charset, at = pending + content, hit[1].lower(), hit.end()
    if pending:
        out.append(readable(pending, charset))
    out.append(text[at:])
    return "".join(out)


def parameters(raw: bytes) -> tuple[str, dict[str, str]]:
    """A field such as Content-Type: its value in small letters, and its parameters with small names.

    >>> parameters(b"text/plain; name*0*=utf-8''%C4%8D; name*1=aj.txt; charset=\\"UTF-8\\"")
    ('text/plain', {'charset': 'UTF-8', 'name': 'čaj.txt'})
    """
    text = eight_bit(raw[:LONGEST])
    value, _, rest = text.partition(";")
    found: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for hit in _PARAMETER.finditer(";" + rest):
        name, content = hit[1].lower(), _unquoted(hit[2])
        bare, star, number = name.partition("*")
        if not star:
            found.setdefault(bare, decoded(content))
        else:
            index = number.rstrip("*")
            encoded = number.endswith("*") or number == ""
            pieces.setdefault(bare, []).append((int(index) if index.isdigit() else 0, encoded, content))
    for name, run in pieces.items():
        if joined := _joined(sorted(run, key=lambda piece: piece[0])):
            found[name] = joined
    return _BLANKS.sub("", value).lower(), {name: without_controls(said).strip() for name, said in found.items()}


def _content(how: str, said: str) -> bytes | None:
    raw = said.encode("utf-8", "surrogateescape")
    if how in "qQ":
        return _HEX.sub(lambda hit: bytes([int(hit[1], 16)]), raw.replace(b"_", b" "))
    clean = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    clean = clean[: len(clean) - 1] if len(clean) % 4 == 1 else clean
    try:
        return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))
    except binascii.Error:
        return None


def _unquoted(text: str) -> str:
    text = text.strip()
    if text.startswith('"'):
        text = text[1:-1] if text.endswith('"') and len(text) > 1 else text[1:]
        return re.sub(r"\r?\n[ \t]*", " ", re.sub(r"\\(.)", r"\1", text))
    return text


def _joined(run: list[tuple[int, bool, str]]) -> str:
    charset, whole = "", b""
    for place, (_, encoded, said) in enumerate(run):
        if encoded and place == 0 and said.count("'") >= 2:
            charset, _, said = said.split("'", 2)
        raw = said.encode("utf-8", "surrogateescape")
        whole += _PERCENT.sub(lambda hit: bytes([int(hit[1], 16)]), raw) if encoded else raw
    text = readable(whole, charset)
    return decoded(text) if not charset else text
