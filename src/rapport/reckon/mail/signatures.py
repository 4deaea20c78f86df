"""Which last lines of somebody's words are not theirs but their signature's: for `trimming`.

A signature is what stands below "-- ", a line a phone adds, a block of name and ways to be reached, and what a company
hangs under every mail. A closing formula with a bare name is written words and stays with them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapport.reckon.mail import phrases

_MARKS = {"--", "—", "–", "__"}
_MOST_LINES = 40
_RULE = re.compile(r"[\s\-_=*#~+ᐧ—–·•|\u200b]{1,200}")
_LONG_RULE = re.compile(r"\s*(?:-{4,}|_{4,}|={4,}|\*{4,})\s*")
_PHONE = re.compile(r"\+?\(?\d[\d\s()./\-–]{5,}\d")
_MAIL = re.compile(r"[^\s<>@]{1,100}@[^\s<>@]{1,100}\.[^\s<>@]{2,20}")
_WEB = re.compile(
    r"https?://\S|\bwww\.\S|^[a-z0-9-]{2,40}\.(?:hr|com|net|org|eu|sk|cz|ru|de|at|si|rs|ba|io|pl|hu|it|fr)$"
)
_LABEL = re.compile(rf"[\s|•]{{0,20}}(?:{phrases.either(phrases.REACHED_BY)})\s?[:.]\s*\S", re.IGNORECASE)
_OFFICE = re.compile(rf"(?<![\w.])(?:{phrases.either(phrases.OFFICES)})(?!\w)|\w @ ?\w")
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]{0,30},?)(?: +[^\W\d_][\w.'’-]{0,30},?){0,5}")
_ON_THE_WAY = re.compile(
    r"(?:\S+ ){0,2}(?:from|via|by) (?:my |a )?"
    r"(?:mobile|phone|smartphone|iphone|ipad|ipod|android|galaxy|blackberry|cell)"
    r"(?: \S+){0,3}"
)
_STARTS = tuple(phrases.SENT_FROM)
_CLOSING = set(phrases.CLOSING)


def signature_start(lines: Sequence[str], sender: str = "") -> int:
    """The first line of the signature, or the number of lines when there is none. `sender` is a name, if known.

    >>> signature_start(["See you.", "", "Ana Horvat", "Adria Dental", "+385 1 234 5678"])
    2
    >>> signature_start(["See you.", "", "Best regards", "Ana"])
    4
    """
    end = _marked(lines)
    while True:
        before = end
        end = _without_rules(lines, end)
        end = _without_footer(lines, end, sender)
        end = _without_disclaimer(lines, end)
        end = _without_block(lines, end, sender)
        if end == before:
            return _down_to_words(lines, end)


def _down_to_words(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _marked(lines: Sequence[str]) -> int:
    for at, line in enumerate(lines):
        if len(line) > 60 or not (mark := line.strip()):
            continue
        rest = sum(1 for other in lines[at + 1 :] if other.strip())
        if mark in _MARKS and rest <= _MOST_LINES:
            return at
        if _LONG_RULE.fullmatch(line) and _hangs_below(lines, at, rest):
            return at
    return len(lines)


def _hangs_below(lines: Sequence[str], at: int, rest: int) -> bool:
    """A line of dashes parts off a signature when it stands alone and only short lines with an address follow."""
    if (at and lines[at - 1].strip()) or not 0 < rest <= 24:
        return False
    below = [line.strip() for line in lines[at + 1 :] if line.strip()]
    return all(len(line) <= 80 for line in below) and any(_reaches(line) for line in below)


def _without_rules(lines: Sequence[str], end: int) -> int:
    while end and (not lines[end - 1].strip() or (len(lines[end - 1]) < 200 and _RULE.fullmatch(lines[end - 1]))):
        end -= 1
    return end


def _without_footer(lines: Sequence[str], end: int, sender: str) -> int:
    """ "Sent from my iPhone", with the name that stands right above it."""
    if end < 2 or not is_footer(lines[end - 1]):
        return end
    at = end - 1
    above = lines[at - 1].strip()
    if above and _is_name(above, sender) and any(line.strip() for line in lines[: at - 1]):
        alone = at == 1 or not lines[at - 2].strip()
        at -= alone
    return at


def is_footer(line: str) -> bool:
    """Whether a program or a phone wrote this line under the message.

    >>> is_footer("Poslano s mojeg iPhonea"), is_footer("Sent from my desk, is much easier than my mobile phone.")
    (True, False)
    """
    bare = line.strip(" \t<>()[]*_-").lower()
    if not 5 < len(bare) < 160:
        return False
    if _ON_THE_WAY.fullmatch(bare) and len(bare.split()) < 7:
        return True
    first = re.split(r"<|\]\(|\(?https?:|(?<=\w)\(", bare)[0].strip(" .")
    if not (first.startswith(_STARTS) or first.endswith((" 傳送", " 发送", "から送信", "에서 보냄", " gesendet"))):
        return False
    if any(word in bare for word in phrases.EXCUSES):
        return True
    sentence = re.search(r"[,;:!?]|\.\s", first)
    if any(word in first for word in phrases.MADE_BY):
        return not sentence and len(first.split()) <= 12
    return (
        not sentence and not line.rstrip().endswith(".") and first.startswith("sent from") and len(first.split()) <= 8
    )


def _without_disclaimer(lines: Sequence[str], end: int) -> int:
    while end:
        start = _paragraph_start(lines, end)
        said = " ".join(lines[start:end]).strip("* _|[]\t").lower()[:2000]
        if start == 0 or not said.startswith(tuple(phrases.DISCLAIMERS)) or len(said.split()) < 8:
            return end
        end = start
        while end and not lines[end - 1].strip():
            end -= 1
    return end


def _without_block(lines: Sequence[str], end: int, sender: str) -> int:
    """A block of name, office and ways to be reached at the very end, with the closing formula above it."""
    start, reached = _tail(lines, end)
    if not reached or start >= end:
        return end
    tail = [at for at in range(start, end) if lines[at].strip()]
    for at in tail:
        below = sum(1 for n in tail if n > at)
        if _is_closing(lines[at]) and below > 1 and any(line.strip() for line in lines[:at]):
            return at
    for at in tail:
        opens = at == 0 or not lines[at - 1].strip()
        evidence = sum(_reaches(lines[n]) or _holds_office(lines[n]) for n in tail if n > at)
        if opens and evidence and _is_name(lines[at].strip(), sender) and _may_begin(lines, at, sender):
            return at
    return end


def _tail(lines: Sequence[str], end: int) -> tuple[int, bool]:
    """How far up from the end lines are short and no sentences, and whether one of them reaches somebody."""
    start, reached, count = end, False, 0
    for at in range(end - 1, max(-1, end - 40), -1):
        line = lines[at].strip()
        if not line:
            continue
        if not _is_short(line) or count >= 14:
            break
        reached = reached or _reaches(line) or (_holds_office(line) and count < 4)
        start, count = at, count + 1
    return start, reached


def _is_short(line: str) -> bool:
    if len(line) > 90 or line.startswith((">", "- ", "* ")):
        return False
    if _reaches(line) or _is_closing(line):
        return True
    return len(line.split()) <= 9 and not re.search(r"[^.]{4}[.!?…:;]$", line)


def _may_begin(lines: Sequence[str], at: int, sender: str) -> bool:
    """Under a finished sentence, or when it is the sender's own name: "His number is" asks for the lines below it."""
    above = next((lines[n].strip() for n in range(at - 1, -1, -1) if lines[n].strip()), "")
    if not above or above.endswith((":", ",")):
        return False
    return (
        not above[-1].isalnum()
        or _is_closing(above)
        or (sender != "" and _is_name(lines[at].strip(), sender, own=True))
    )


def _reaches(line: str) -> bool:
    line = line.strip()
    if len(line) > 160:
        return False
    return bool(_PHONE.search(line) or _MAIL.search(line) or _WEB.search(line.lower()) or _LABEL.match(line))


def _holds_office(line: str) -> bool:
    return len(line) < 90 and bool(_OFFICE.search(line.lower()))


def _is_closing(line: str) -> bool:
    bare = " ".join(line.lower().strip(" ,.!-–—*_").split())
    return len(bare) < 60 and (bare in _CLOSING or (" / " in bare and bare.split(" / ")[0] in _CLOSING))


def _is_name(line: str, sender: str, *, own: bool = False) -> bool:
    bare = line.strip(" *_-–—,")
    if not 1 < len(bare) < 60 or not _NAME.fullmatch(bare):
        return False
    words = [word.strip(".,'’") for word in bare.split()]
    if sender:
        known = {word.strip(".,'\"").lower() for word in sender.split()}
        if any(len(word) > 1 and word.lower() in known for word in words):
            return True
    return not own and 2 <= len(words) <= 5 and all(word[:1].isupper() for word in words if word)


def _paragraph_start(lines: Sequence[str], end: int) -> int:
    at = end
    while at and lines[at - 1].strip():
        at -= 1
    return at
