"""Which words of a text are misspelt, and which are only names: for whoever reads it over before a client does.

What a dictionary knows is handed in; nothing is known here of any language but its letters. Left alone are names
(given ones in any case, and capitals inside a sentence), abbreviations, addresses, numbers, code, and words in another
script than the language's own. No published measure exists for text of this kind; tests/reckon/test_spelling.py plants
errors in four languages and counts what is found and what is blamed wrongly.

>>> words = {"the", "campaign", "for", "begins", "on", "monday", "we", "will", "receive", "a", "report"}
>>> text = "The the campaign for Adria Dental begins on Monday. We will recieve a report."
>>> for fault in faults(text, "en", lambda word: word.lower() in words, names=["Adria Dental"]):
...     print(fault.kind, fault.word, fault.line, text[fault.start:fault.end])
twice the 1 the
unknown recieve 1 recieve
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rapport.reckon.folding import fold

Known = Callable[[str], bool]
Kind = Literal["unknown", "twice", "mixed"]

LONGEST = 200_000  # characters that are read
SHARED_STEM = 4  # letters a name has to share with a declined form of it
ENDING = 4  # letters by which a declined name may end otherwise

_LEFT_ALONE = re.compile(
    r"""https?://\S+ | www\.\S+ | \S+@\S+\.\S+ | [\w.-]+\.(?:com|net|org|eu|hr|sk|ru|de|at|si|io|рф|co\.uk)\b\S*
      | \b[\w-]+\.(?:pdf|docx?|xlsx?|pptx?|odt|csv|txt|md|png|jpe?g|svg|zip|html?|js|css|php|py)\b
      | [@\#]\w+ | `[^`\n]*` | \w+[/\\]\w[\w/\\.-]* | \b\w*\d\w*(?:[-–]\w+)? | \b\w+_\w+""",
    re.VERBOSE | re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_LATIN, _CYRILLIC = re.compile(r"[a-zà-žA-ZÀ-Ž]"), re.compile(r"[а-яёіїєґА-ЯЁІЇЄҐ]")
_ENDS = re.compile(r"(?:[.!?…:]|\A)[\s\"“„«»”'’)(\]\[*•–—-]*\Z|\n\s*(?:[-*•–—#>]|\d+[.)])?\s*\Z")
_SHORTENED = set(
    "dr mr mrs ms prof ing mgr bc st sv tj npr br ul čl str tzv itd cca min max resp napr atď tzn kap obr tab tel "
    "etc vs approx no vol fig г гг ул тел руб коп тыс млн млрд стр им др пр напр т д п е см рис".split()
)
_MAY_STAND_TWICE = {"ha", "da", "ну", "да", "ich", "that", "had", "blah"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One place: `start` and `end` are offsets in the text, `line` counts from 1. `sentence` is what stands around.

    `kind`: "unknown" to the dictionary, the same word "twice", or letters of two scripts "mixed" in one word.
    """

    kind: Kind
    word: str
    start: int
    end: int
    line: int
    sentence: str


def faults(
    text: str, language: str, known: Known, *, names: Iterable[str] = (), also: Iterable[str] = ()
) -> tuple[Fault, ...]:
    """The faults of a text in the order they stand, each word once per place; only the first 200,000 characters.

    `names` are people, companies and products by their usual form; `also` are words that are right whatever the
    dictionary says. `language` is "en", "hr", "sk" or "ru": it says which script is looked at.
    """
    text = text[:LONGEST].replace("\0", " ")
    called = _Names(names)
    right = {fold(word) for word in also}
    hidden = [match.span() for match in _LEFT_ALONE.finditer(text)]
    return tuple(_found(text, language, known, called, right, hidden))


def _found(
    text: str, language: str, known: Known, called: _Names, right: set[str], hidden: list[tuple[int, int]]
) -> Iterator[Fault]:
    place, line, counted_to, before = 0, 1, 0, ""
    for match in _WORD.finditer(text):
        while place < len(hidden) and hidden[place][1] <= match.start():
            place += 1
        if place < len(hidden) and hidden[place][0] < match.end():
            before = ""
            continue
        word = match.group()
        line += text.count("\n", counted_to, match.start())
        counted_to = match.start()
        kind = _kind(word, before, text, match, language, known, called, right)
        if kind:
            yield Fault(kind, word, match.start(), match.end(), line, _around(text, match.start(), match.end()))
        before = word


def _kind(
    word: str,
    before: str,
    text: str,
    match: re.Match[str],
    language: str,
    known: Known,
    called: _Names,
    right: set[str],
) -> Kind | None:
    latin, cyrillic = bool(_LATIN.search(word)), bool(_CYRILLIC.search(word))
    if latin and cyrillic and "-" not in word:
        return "mixed"
    if _stands_twice(word, before, text, match):
        return "twice"
    if (latin and language == "ru") or (cyrillic and language != "ru") or not (latin or cyrillic):
        return None
    if len(word) == 1 or fold(word) in right or called.has(word) or _is_known(word, known):
        return None
    if _is_short_form(word, text[match.end() : match.end() + 1]) or (
        _begins_great(word) and not _ENDS.search(text[max(match.start() - 40, 0) : match.start()])
    ):
        return None
    return "unknown"


def _stands_twice(word: str, before: str, text: str, match: re.Match[str]) -> bool:
    if word.lower() != before.lower() or word.lower() in _MAY_STAND_TWICE:
        return False
    return (
        text[match.start() - 1 : match.start()].isspace()
        and "\n\n" not in text[match.start() - 2 : match.start()]
        and text[: match.start()].rstrip().endswith(before)
    )


def _is_known(word: str, known: Known) -> bool:
    plain = word.replace("’", "'").replace("ʼ", "'")
    if known(plain) or (plain != plain.lower() and known(plain.lower())):
        return True
    bare = plain.removesuffix("'s").removesuffix("'")
    if bare != plain and _is_known(bare, known):
        return True
    parts = plain.split("-")
    return len(parts) > 1 and all(len(part) < 2 or known(part) or known(part.lower()) for part in parts)


def _is_short_form(word: str, following: str) -> bool:
    """CPC, SEO-a, CTR-om, JPEGs, iPhone: capitals beyond the first letter. Also "dr.", "tj.", "ул."."""
    if following == "." and word.lower() in _SHORTENED:
        return True
    head = word.split("-")[0].rstrip("s")
    return len(head) > 1 and any(letter.isupper() for letter in head[1:])


def _begins_great(word: str) -> bool:
    return word[:1].isupper()


class _Names:
    """Names by their folded words; a declined form shares the stem: "Kovaču" is Kovač, "Адрии" is Адрия."""

    def __init__(self, names: Iterable[str]) -> None:
        self.words = {fold(word) for name in names for word in _WORD.findall(name)}
        self.stems: dict[str, list[str]] = {}
        for word in self.words:
            if len(word) >= SHARED_STEM:
                self.stems.setdefault(word[: SHARED_STEM - 1], []).append(word)

    def has(self, word: str) -> bool:
        form = fold(word)
        if form in self.words:
            return True
        if not _begins_great(word):
            return False
        return any(_is_a_form_of(form, name) for name in self.stems.get(form[: SHARED_STEM - 1], ()))


def _is_a_form_of(form: str, name: str) -> bool:
    shared = 0
    for one, other in zip(form, name, strict=False):
        if one != other:
            break
        shared += 1
    return shared >= max(SHARED_STEM - 1, len(name) - 2) and len(form) - shared <= ENDING


def _around(text: str, start: int, end: int) -> str:
    """The line it stands in, cut to some sixty characters on each side."""
    begin = max(text.rfind("\n", 0, start) + 1, start - 60)
    stop = text.find("\n", end)
    stop = min(len(text) if stop < 0 else stop, end + 60)
    return " ".join(text[begin:stop].split())
