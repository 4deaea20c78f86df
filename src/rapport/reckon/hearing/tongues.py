"""Which language a message is judged in: the one named, one near to it, or the one its small words give away."""

from __future__ import annotations

from rapport.reckon.hearing import croatian, english, russian, slovak
from rapport.reckon.hearing.sentences import Spoken
from rapport.reckon.hearing.wording import Wording, unknown

WORDINGS: dict[str, Wording] = {w.WORDING.code: w.WORDING for w in (english, croatian, slovak, russian)}
UNKNOWN = unknown()
_NEAR = {"bs": "hr", "sr": "hr", "me": "hr", "sl": "hr", "sh": "hr", "cs": "sk", "uk": "ru", "be": "ru", "bg": "ru"}
# Small words of German, French, Italian, Spanish and Polish that none of our languages has.
_FOREIGN = frozenset(
    "der die das und ist nicht wir ich sie ein eine mit von auf für dem im bei haben wird sind bitte danke le la les et"
    " est nous vous ne pas un une des du que qui pour merci il di che per non sono grazie el los las y para con por"
    " gracias jest się proszę dziękuję czy przez oraz już jak dla".split()
)
_WORDS_LOOKED_AT = 120
_MANY_WORDS = 20
_SMALL_WORDS_AT_LEAST = 0.08  # the least of our messages have 0.15, the most of foreign ones 0.05
_CYRILLIC = range(0x400, 0x530)


def wording_for(spoken: Spoken, language: str) -> Wording:
    """A language that is not ours is judged by what all share: question marks and dates in figures.

    >>> from rapport.reckon.hearing.sentences import cut
    >>> [wording_for(cut(words), code).code
    ...  for words, code in (("Šaljem vam to sutra", ""), ("Ďakujem, pošlite mi to", ""), ("Ahoj", "cs"), ("Где?", ""))]
    ['hr', 'sk', 'sk', 'ru']
    """
    code = language.strip().lower().replace("_", "-").split("-")[0]
    return WORDINGS.get(_NEAR.get(code, code)) or _by_small_words(spoken)


def _by_small_words(spoken: Spoken) -> Wording:
    forms = spoken.forms[:_WORDS_LOOKED_AT]
    if sum([ord(form[0]) in _CYRILLIC for form in forms]) * 2 > len(forms):
        return WORDINGS["ru"]
    small = {wording.code: sum([form in wording.small_words for form in forms]) for wording in WORDINGS.values()}
    foreign = sum([form in _FOREIGN for form in forms])
    is_long = len(forms) >= _MANY_WORDS
    if foreign > max(small.values()) or (is_long and max(small.values()) < len(forms) * _SMALL_WORDS_AT_LEAST):
        return UNKNOWN
    hints = {code: 2 * small[code] + _letters(WORDINGS[code], forms) for code in WORDINGS}
    if not is_long:  # a short note has few small words: what we know of the languages helps
        for wording in WORDINGS.values():
            hints[wording.code] += sum([len(hits) for _, hits in wording.phrases.heard(spoken)[1]])
    hints["ru"] //= 2  # in Latin letters it is rare
    best = max(hints, key=lambda code: hints[code])
    return WORDINGS[best] if hints[best] else UNKNOWN


def _letters(wording: Wording, forms: tuple[str, ...]) -> int:
    letters = "".join(forms)
    return 2 * sum([letters.count(letter) for letter in wording.letters])
