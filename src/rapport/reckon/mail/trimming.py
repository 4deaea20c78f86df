"""Which words of a message are new, which are quoted and which are a signature: for everyone who reads or judges mail.

Every line goes to exactly one of the three, so that together they hold every word. In doubt a line counts as new: too
much shown is better than words hidden.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rapport.reckon.mail.introductions import Found, field_kind, fields, introduction, older
from rapport.reckon.mail.signatures import signature_start

# Lines, so that a hostile text takes no longer than a long one: how far an older message is looked for, how many
# introductions are followed up, and how far up from the end of the words a signature may begin.
_SEARCHED = 3_000
_INTRODUCED = 40
_SIGNED_AT_MOST = 150

_LONGEST_LINE = 400
_EMPTY, _NEW, _QUOTE, _INTRO, _SIGNED = "e", "n", "q", "i", "s"
_RULE = re.compile(r"[\s\-_=*~—–]{3,200}")


@dataclass(frozen=True, slots=True)
class Trimmed:
    new_words: str
    quoted: str
    signature: str


def trim(text: str, *, cuts: Collection[int] = (), introductions: Collection[int] = (), sender: str = "") -> Trimmed:
    r"""Part a plain text. `cuts` and `introductions` are line numbers a page gave (see `page`), `sender` is a name.

    Quotes between answers stay with the new words, since the answers mean nothing without them; a quote above or below
    all of them does not.

    >>> trim("On Monday.\n\n--\nAdria d.o.o.\n\nOn 5 May 2026 Luka <l@x.hr> wrote:\n> When?\n")
    Trimmed(new_words='On Monday.', quoted='On 5 May 2026 Luka <l@x.hr> wrote:\n> When?', signature='--\nAdria d.o.o.')
    """
    lines = text.split("\n")
    kinds = [_EMPTY if not line.strip() else _QUOTE if line.lstrip()[0] == ">" else _NEW for line in lines]
    cut = _find_cut(lines, kinds, frozenset(cuts), frozenset(introductions))
    _find_signatures(lines, kinds, cut, sender)
    shown = _shown(kinds, cut)
    new: list[str] = []
    quoted: list[str] = []
    signed: list[str] = []
    for at, line in enumerate(lines):
        kind = kinds[at] if at < cut else _QUOTE
        into = signed if kind == _SIGNED else new if at in shown else quoted
        into.append(line)
    return Trimmed(_text(new), _text(quoted), _text(signed))


def _find_cut(lines: Sequence[str], kinds: list[str], cuts: frozenset[int], introductions: frozenset[int]) -> int:
    """The line from which on all is quoted. Introductions of ">" quotes are marked on the way and do not cut."""
    wrote = False
    at = 0
    while at < min(len(kinds), _SEARCHED):
        line = lines[at][:_LONGEST_LINE]
        is_mark = kinds[at] == _QUOTE and line.strip() == ">:"
        if at in cuts and wrote:
            return _with_rule_above(lines, kinds, at)
        if kinds[at] == _NEW or is_mark:
            if handed_on := _older_below(lines, at):
                if wrote:
                    return _with_rule_above(lines, kinds, at)
                at = handed_on  # without a word of their own: all of it is shown
                continue
            found = Found(at, at, True) if at in introductions else introduction(lines, at)
            if found and _holds(lines, kinds, found):
                below = _below(kinds, found.end)
                above = any(kinds[n] == _NEW for n in range(found.start))
                if below != _QUOTE and above:
                    return found.start
                for n in range(found.start, found.end + 1):
                    kinds[n] = _INTRO
            wrote = wrote or kinds[at] == _NEW
        at += 1
    return len(kinds)


def _older_below(lines: Sequence[str], at: int) -> int:
    """Where an older message begins whose heading stands at this line; 0 when none does."""
    if older(lines, at):
        return at + 1
    line = lines[at][:_LONGEST_LINE]
    return fields(lines, at) if ":" in line[:40] and field_kind(line) else 0


def _holds(lines: Sequence[str], kinds: Sequence[str], found: Found) -> bool:
    return found.sure or _below(kinds, found.end) == _QUOTE


def _below(kinds: Sequence[str], at: int) -> str:
    return next((kind for kind in kinds[at + 1 : at + 12] if kind != _EMPTY), _EMPTY)


def _with_rule_above(lines: Sequence[str], kinds: Sequence[str], at: int) -> int:
    """The cut moves up over empty lines, a line of dashes, and "Original Message" between dashes."""
    up = at
    while up and (kinds[up - 1] == _EMPTY or _RULE.fullmatch(lines[up - 1][:200])):
        up -= 1
    return up if any(kind == _NEW for kind in kinds[:up]) else at


def _find_signatures(lines: Sequence[str], kinds: list[str], cut: int, sender: str) -> None:
    """Mark signatures at the end of the words, and above each introduction."""
    ends = [at for at in range(1, cut) if kinds[at] == _INTRO and kinds[at - 1] != _INTRO][:_INTRODUCED]
    last = cut
    while last and kinds[last - 1] != _NEW:
        last -= 1
    for end in {*ends, last}:
        while end and kinds[end - 1] == _EMPTY:
            end -= 1
        start = end
        while start and kinds[start - 1] in (_NEW, _EMPTY) and end - start < _SIGNED_AT_MOST:
            start -= 1
        begins = start + signature_start(lines[start:end], sender)
        for at in range(begins, end):
            kinds[at] = _SIGNED if kinds[at] != _EMPTY else _EMPTY
        _empty_belongs(kinds, begins, end)


def _empty_belongs(kinds: list[str], begins: int, end: int) -> None:
    for at in range(begins, end):
        if kinds[at] == _EMPTY:
            kinds[at] = _SIGNED


def _shown(kinds: Sequence[str], cut: int) -> set[int]:
    """The lines of the new words: the first to the last of them with what stands between, and a bare quote on top."""
    new = [at for at in range(cut) if kinds[at] == _NEW]
    if not new:
        bare = _INTRO not in kinds and cut == len(kinds)
        return {at for at in range(cut) if kinds[at] in (_QUOTE, _EMPTY)} if bare else set()
    first, last = new[0], new[-1]
    if _QUOTE in kinds[:first] and not (_INTRO in kinds[:first] and _QUOTE not in kinds[first:last]):
        first = kinds.index(_QUOTE)
    return {at for at in range(first, last + 1) if kinds[at] in (_NEW, _EMPTY, _QUOTE)}


def _text(lines: Sequence[str]) -> str:
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return "\n".join(line.rstrip() for line in lines[start:end])
