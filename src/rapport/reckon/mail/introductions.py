"""Where a mail program says that older words begin: "On … wrote:", blocks of From/Sent/To, "Original Message".

The rules are about shapes: a line that ends in a colon and names a time and an address; three fields under each other;
words between dashes. The words themselves, by language, stand in `phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapport.reckon.mail import phrases

_LONGEST_LINE = 400
_FIELD = re.compile(r"[\s*_|]{0,20}([^\W\d][^:：<>\n]{0,28}?)[\s*_\xa0]{0,5}[:：][*_]{0,2}(?!//)\s?(.{0,300})")
_KINDS = {word: kind for kind, words in reversed(phrases.FIELDS.items()) for word in words.split("|")}
_TIME = re.compile(r"\d{1,2}[:.h時点시]\s?\d{2}(?!\d)|\b(?:19|20)\d\d\b|\d{4}年|\d{4}\. ?\d")
_DAY = re.compile(
    r"\d{1,4}\s?[./年-]\s?\d{1,2}|\b\d{1,2}(?:st|nd|rd|th)?\.?\s+(?:de |d')?[^\W\d]{3,}|[^\W\d]{3,}\.?\s+\d{1,2}\b|\d년"
)
_MAIL = re.compile(r"[^\s<>@\"']{1,100}@[^\s<>@]{2,100}")
_SENTENCE_END = re.compile(r"[.!?…]\s*$")


_WORD = re.compile(r"[\w/]+(?:\(\w\))?")
_WROTE = {verb for verb in phrases.WROTE if " " not in verb}
# Verbs of several words, and those of scripts that do not part words.
_WROTE_WITHIN = tuple(verb for verb in phrases.WROTE if " " in verb or verb[0] > "\u0590")


@dataclass(frozen=True, slots=True)
class Found:
    """Lines `start` up to and with `end`. A sure one is enough by itself; an unsure one needs a ">" below it."""

    start: int
    end: int
    sure: bool


def introduction(lines: Sequence[str], end: int) -> Found | None:
    """Whether line `end` is the last of "On … wrote:", which a program may break into up to five lines.

    >>> introduction(["Yes.", "On 5 May 2026 at 10:15, Ana", "<ana@adria.hr> wrote:"], 2)
    Found(start=1, end=2, sure=True)
    """
    if not _ends_like_one(lines[end]):
        return None
    joined, unsure = "", None
    for start in range(end, max(-1, end - 5), -1):
        line = lines[start].strip()
        if start < end and (not line or line.startswith(">") or len(line) > _LONGEST_LINE):
            break
        joined = f"{line} {joined}".strip()
        if len(joined) > _LONGEST_LINE:
            break
        match _sureness(joined):
            case True:
                return Found(_with_what_leads_in(lines, start), end, True)
            case False:
                unsure = unsure or Found(start, end, False)
    return unsure


def fields(lines: Sequence[str], start: int) -> int:
    """The line after a block of From, Sent, To, Subject that begins at `start`; 0 when none begins there.

    >>> fields(["Od: Ana <ana@adria.hr>", "Poslano: 5. svibnja", "Za: Luka", "Predmet: Reels", "", "Bok"], 0)
    4
    """
    kinds: set[str] = set()
    mail, after, others, empty = False, start, 0, 0
    for at in range(start, min(len(lines), start + 24)):
        line = lines[at][:_LONGEST_LINE]
        if not line.strip():
            empty += 1
            if empty > 1:
                break
            continue
        kind = field_kind(line)
        if kind:
            kinds.add(kind)
            others, after = 0, at + 1
        elif empty or others > 1 or at == start:  # a list of addresses goes on for a line or two
            break
        else:
            others += 1
        empty = 0
        mail = mail or "@" in line
    told = kinds & {"from", "sent", "to", "subject"}
    return after if "from" in told and len(told) >= 3 and ("subject" in told or mail) else 0


@lru_cache(maxsize=4096)
def field_kind(line: str) -> str:
    """What a line such as "Od: Ana" is: from, sent, to, subject, cc, or nothing."""
    hit = _FIELD.match(line)
    return _KINDS.get(" ".join(hit[1].lower().replace("\xa0", " ").split()), "") if hit else ""


def older(lines: Sequence[str], at: int) -> bool:
    """Whether a line says in so many words that an older message follows.

    >>> older(["-----Izvorna poruka-----"], 0), older(["The original message was lost."], 0)
    (True, False)
    """
    line = lines[at]
    if not 6 < len(line) < 120:
        return False
    line = line.strip()
    core = line.strip("-_=*~>|: \u2014\u2013").lower()
    if not core.startswith(_OLDER):
        return False
    if line[:2] in ("--", "__", "==", "**", "~~", "——", "––"):
        return len(core) < 80
    below = next((lines[n] for n in range(at + 1, min(len(lines), at + 4)) if lines[n].strip()), "")
    return len(core) < 45 and not _SENTENCE_END.search(line) and bool(field_kind(below[:_LONGEST_LINE]))


_OLDER = tuple(phrases.OLDER)


def _ends_like_one(line: str) -> bool:
    bare = line.rstrip(" *_\t\xa0")
    if bare.endswith((":", "：")):
        return bare == ">:" or not bare.startswith(">")
    return bare.startswith("--") and bare.endswith("--") and len(bare) > 20


def _sureness(said: str) -> bool | None:
    low = said.lower().lstrip("-*_ ")
    verb = not _WROTE.isdisjoint(_WORD.findall(low)) or any(verb in low for verb in _WROTE_WITHIN)
    mail = bool(_MAIL.search(said))
    time, day = bool(_TIME.search(said)), bool(_DAY.search(said))
    if not verb:
        # "ср, 30 апр. 2025 г. в 15:19, John <john@…>:" says it without a verb
        bare = said.rstrip(" *_:：-")
        return True if mail and time and day and (bare.endswith(">") or bare.startswith("<")) else None
    first = low.split(" ", 1)[0]
    leads = first in phrases.ON or first[:1].isdigit() or first.endswith((",", "."))
    return mail or (time and leads)


def _with_what_leads_in(lines: Sequence[str], start: int) -> int:
    """The line with the day, when it was broken off in front of the name."""
    if _leads(lines[start]):
        return start
    for at in range(start - 1, max(-1, start - 4), -1):
        line = lines[at].strip()
        if not line or line.startswith(">") or len(line) > 120 or _SENTENCE_END.search(line) or line.endswith(":"):
            break
        alone = at == 0 or not lines[at - 1].strip()
        if _DAY.search(line) and (_leads(line) or (alone and _TIME.search(line))):
            return at
    return start


def _leads(line: str) -> bool:
    first = line.strip().lower().split(" ", 1)[0]
    return first in phrases.ON or first[:1].isdigit()
