"""Who a header field names: addresses out of From, To, Cc and Reply-To, also where they are written badly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.reckon.mail.charsets import without_controls
from rapport.reckon.mail.headers import decoded, eight_bit
from rapport.reckon.mail.values import Address

_BYTES_EACH = 400
_LONGEST = 4_000
# A quoted text with escapes is bounded: without its end it would be looked for again from every quote.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.){0,100}"|"[^"]*"|<[^<>]*>?|[,;:()]|[^"<,;:()]+|["<]', re.DOTALL)
_MAIL = re.compile(r"""[^\s@<>,;:"()\[\]\\]{1,128}@(?:[^\s@<>,;:"()\[\]\\.]{1,63}\.)*[^\s@<>,;:"()\[\]\\.]{1,63}""")
_LITERAL = re.compile(r'("[^"\r\n]{1,100}"|[^\s@<>,;:"()\[\]]{1,128})@(\[[\w.:]{1,60}\]|[\w.-]{1,250})')
_BLANKS = re.compile(r"\s+")


def addresses(raws: list[bytes], at_most: int) -> tuple[Address, ...]:
    """The people of one or more fields of the same name, in their order, at most so many.

    >>> addresses([b'"Ana, Sales" <ANA@Adria.hr>, team: b@x.hr, c@x.hr;, (office) nobody'], 9)[:2]
    (Address(name='Ana, Sales', mail='ana@adria.hr'), Address(name='', mail='b@x.hr'))
    """
    found: list[Address] = []
    for raw in raws:
        for words in _split(eight_bit(raw[: at_most * _BYTES_EACH])):
            if address := _address(words):
                found.append(address)
                if len(found) >= at_most:
                    return tuple(found)
    return tuple(found)


def _split(text: str) -> Iterator[list[str]]:
    """The words of each address. Commas in quotes and comments do not part; a group's name is dropped."""
    words: list[str] = []
    depth = 0
    for hit in _TOKEN.finditer(text):
        bit = hit[0]
        if bit in "()":
            depth = max(0, depth + (1 if bit == "(" else -1))
            words.append(bit)
        elif depth or bit not in ",;:":
            words.append(bit)
        elif bit == ":" and not any("@" in word for word in words):
            words = []
        else:
            yield words
            words = []
    yield words


def _address(words: list[str]) -> Address | None:
    said = "".join(words)[:_LONGEST]
    if not said.strip():
        return None
    angle = next((word for word in reversed(words) if word.startswith("<") and "@" in word), "")
    if angle:
        mail = _mail(angle.strip("<> \t\r\n"))
        rest = "".join(word for word in words if word is not angle)[:_LONGEST]
    else:
        plain = "".join(_outside_comments(words))[:_LONGEST]
        hit = _LITERAL.search(plain) or _MAIL.search(plain)
        mail = _mail(hit[0]) if hit else ""
        rest = said.replace(hit[0], " ", 1) if hit else said
    name = _name(rest, bool(mail))
    return Address(name, mail) if name or mail else None


def _mail(text: str) -> str:
    text = _BLANKS.sub("", decoded(text))
    text = text.removeprefix("mailto:").removeprefix("MAILTO:").strip("'\"") if not text.startswith('"') else text
    hit = _MAIL.fullmatch(text) or _LITERAL.fullmatch(text)
    return without_controls(text).lower() if hit and ".." not in text.partition("@")[2] else ""


def _name(rest: str, has_mail: bool) -> str:
    bare = _BLANKS.sub(" ", rest).strip()
    inside = re.findall(r"\(([^()]{1,200})\)", bare)
    outside = re.sub(r"\([^()]{0,200}\)", " ", bare).strip()
    chosen = outside if outside.strip('"<> ') else " ".join(inside) if has_mail else bare
    if chosen.startswith('"') and chosen.endswith('"') and len(chosen) > 1:
        chosen = chosen[1:-1]
    chosen = re.sub(r"\\(.)", r"\1", chosen) if "\\" in chosen else chosen
    chosen = _BLANKS.sub(" ", without_controls(decoded(chosen))).strip().strip("'\"").strip()
    return "" if chosen in ("<>", "<", ">") else chosen[:300]


def _outside_comments(words: list[str]) -> Iterator[str]:
    depth = 0
    for word in words:
        if word in "()":
            depth = max(0, depth + (1 if word == "(" else -1))
        elif not depth:
            yield word
