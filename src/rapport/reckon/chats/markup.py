"""Takes the words out of markup that chat programs write: tags away, signs unescaped. Time grows with length only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,40})([^<>]{0,5000}+)>")
_ANY_TAG = re.compile(r"<[^<>]{0,5000}+>")
_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]{0,40})=(?:"([^"]*+)"|'([^']*+)')""")
_LONG_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,}+;?")  # no sign has such a number, and Python refuses to count so far


def pieces(text: str) -> Iterator[tuple[str, str, str]]:
    """The text cut at its tags: ("text", words, ""), ("open", name, attributes), ("close", name, "")."""
    at = 0
    for tag in _TAG.finditer(text):
        if tag.start() > at:
            yield "text", text[at : tag.start()], ""
        yield ("close" if tag[1] else "open"), tag[2].lower(), tag[3]
        at = tag.end()
    if at < len(text):
        yield "text", text[at:], ""


def attributes(raw: str) -> dict[str, str]:
    return {name.lower(): plain(one or other) for name, one, other in _ATTRIBUTE.findall(raw)}


def plain(text: str) -> str:
    """Signs instead of their names.

    >>> plain("Tom &amp; Ana &lt;3 &#99999999999999;")
    'Tom & Ana <3 '
    """
    return unescape(_LONG_NUMBER.sub("", text)) if "&" in text else text


def words(text: str) -> str:
    """The words of a piece of markup.

    >>> words('Hi <b>all</b> <ss type="smile">:)</ss>')
    'Hi all :)'
    """
    return plain(_ANY_TAG.sub("", re.sub(r"<br ?/?>", "\n", text))).strip()
