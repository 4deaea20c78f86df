"""Which messages belong together, as far as subjects tell: for joining mail whose References are missing."""

from __future__ import annotations

import re

from rapport.reckon.folding import fold

# What mail programs put before an answer or a forward, in the languages our clients write.
_PREFIX = re.compile(
    r"^\s*(?:\[[^\]\n]{1,40}\]\s*)?"
    r"(?P<kind>re|aw|odg|odp|odpov[eě]ď|ant|sv|vs|antw|rif|ref|ответ|отв|на|"
    r"fwd?|wg|prosl|proslj|proslijeđeno|pref|fs|tr|rv|пересл?|fw)"
    r"\s*(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*:\s*",
    re.IGNORECASE,
)
_FORWARDS = {"fw", "fwd", "wg", "prosl", "proslj", "proslijeđeno", "pref", "fs", "tr", "rv", "перес", "пересл"}
_MANY = 20
_SAYS_NOTHING = {"", "hi", "hello", "bok", "pozdrav", "ahoj", "dobry den", "question", "pitanje", "otazka", "вопрос"}


def bare(subject: str) -> str:
    """The subject folded, without what answers and forwards put before it.

    >>> bare("Re: AW: Zimski proračun"), bare("Ответ: Бюджет")
    ('zimski proracun', 'бюджет')
    """
    return fold(_peeled(subject)[0])


def answers(subject: str) -> bool:
    """Whether the subject says that this answers something (a forward begins something new).

    >>> answers("Odg: Ponuda"), answers("Fwd: Ponuda"), answers("Ponuda")
    (True, False, False)
    """
    kind = _peeled(subject)[1]
    return bool(kind) and kind not in _FORWARDS


def tells_apart(subject: str) -> bool:
    """Whether a subject says enough to join two messages by it.

    >>> tells_apart("Re: Winter budget"), tells_apart("Re: Hello")
    (True, False)
    """
    words = bare(subject)
    return len(words) >= 6 and words not in _SAYS_NOTHING


def _peeled(subject: str) -> tuple[str, str]:
    """The subject without its prefixes, and the outermost of them."""
    rest, outermost = " ".join(subject[:1000].split()), ""
    for _ in range(_MANY):
        found = _PREFIX.match(rest)
        if not found:
            break
        outermost = outermost or found["kind"].lower()
        rest = rest[found.end() :]
    return rest, outermost
