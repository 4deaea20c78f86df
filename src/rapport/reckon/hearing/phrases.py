"""Phrases of a language and where they occur in a message, for the judgements that look for them.

A phrase is written as its words with blanks between: `word`, `stem*`, `one|other`, `maybe?` (may be absent), `_` (any
one word), `..` (up to three, of the same clause) and `...` (up to eight, commas or not). Words are compared folded, so
that "sto prije" is "što prije".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapport.reckon.hearing.sentences import Sentence, Spoken

_WORDS_KNOWN_AT_MOST = 50_000
_GAPS = {"..": 3, "...": 8}


class Hit(NamedTuple):
    """A phrase found: from word `first` to before word `last`; `tag` is its weight, or what it stands for."""

    kind: str
    tag: float | str
    first: int
    last: int


class _Item(NamedTuple):
    words: frozenset[str]
    stems: tuple[str, ...]
    least: int
    most: int
    any: bool
    any_clause: bool
    is_plain: bool  # exactly one word, and not any

    def fits(self, form: str) -> bool:
        return self.any or form in self.words or (bool(self.stems) and form.startswith(self.stems))


class _Phrase(NamedTuple):
    """`rest` are the items after the first, by which it is found."""

    kind: str
    tag: float | str
    rest: tuple[_Item, ...]


_Known = tuple[str, tuple[_Phrase, ...]]  # a word folded, and the phrases it may begin


@dataclass(slots=True)
class Phrases:
    """All phrases of one language, found by their first word."""

    fold: Callable[[str], str]
    by_word: dict[str, list[_Phrase]]
    by_stem: dict[str, list[_Phrase]]
    longest_stem: int
    known: dict[str, _Known]

    def heard(self, spoken: Spoken) -> tuple[tuple[str, ...], list[tuple[Sentence, list[Hit]]]]:
        """The folded words, and for each sentence its hits in the order in which they begin."""
        known = [self.known.get(form) or self._known(form) for form in spoken.forms]
        folded = tuple([word for word, _ in known])
        return folded, [(sentence, self._hits(known, folded, spoken, sentence)) for sentence in spoken.sentences]

    def _hits(self, known: list[_Known], folded: tuple[str, ...], spoken: Spoken, sentence: Sentence) -> list[Hit]:
        hits = []
        for at in range(sentence.first, sentence.last):
            for kind, tag, rest in known[at][1]:
                if rest and rest[0].is_plain and (at + 1 == sentence.last or not rest[0].fits(folded[at + 1])):
                    continue  # most phrases fail here
                last = _end(rest, 0, folded, spoken.after_break, at + 1, sentence.last) if rest else at + 1
                if last:
                    hits.append(Hit(kind, tag, at, last))
        return hits

    def _known(self, form: str) -> _Known:
        if len(self.known) > _WORDS_KNOWN_AT_MOST:
            self.known.clear()
        word = self.fold(form)
        self.known[form] = word, tuple(self._opening(word))
        return self.known[form]

    def _opening(self, word: str) -> Iterator[_Phrase]:
        yield from self.by_word.get(word, ())
        for length in range(2, min(len(word), self.longest_stem) + 1):
            yield from self.by_stem.get(word[:length], ())


def phrases(book: Mapping[str, Mapping[float | str, str]], fold: Callable[[str], str]) -> Phrases:
    """Kinds → tags → phrases with "/" between.

    >>> from rapport.reckon.folding import fold
    >>> from rapport.reckon.hearing.sentences import cut
    >>> known = phrases({"pressing": {0.9: "što prije / žurn*"}}, fold)
    >>> known.heard(cut("Trebamo sto prije."))[1][0][1]
    [Hit(kind='pressing', tag=0.9, first=1, last=3)]
    """
    known = Phrases(fold, {}, {}, 0, {})
    for kind, tags in book.items():
        for tag, text in tags.items():
            for written in filter(None, (part.strip() for part in text.split("/"))):
                _enter(known, kind, tag, tuple(_item(item, fold) for item in written.split()))
    return known


def said(spoken: Spoken, hit: Hit) -> str:
    """The words of a hit as they were written."""
    return spoken.words[spoken.starts[hit.first] : spoken.ends[hit.last - 1]]


def _enter(known: Phrases, kind: str, tag: float | str, items: tuple[_Item, ...]) -> None:
    first, phrase = items[0], _Phrase(kind, tag, items[1:])
    for word in first.words:
        known.by_word.setdefault(word, []).append(phrase)
    for stem in first.stems:
        known.by_stem.setdefault(stem, []).append(phrase)
        known.longest_stem = max(known.longest_stem, len(stem))
    if first.least == 0 and len(items) > 1:
        _enter(known, kind, tag, items[1:])


def _item(written: str, fold: Callable[[str], str]) -> _Item:
    if written in _GAPS:
        return _Item(frozenset(), (), 0, _GAPS[written], True, written == "...", False)
    if written == "_":
        return _Item(frozenset(), (), 1, 1, True, False, False)
    least = 0 if written.endswith("?") else 1
    parts = written.rstrip("?").split("|")
    words = frozenset(fold(part) for part in parts if not part.endswith("*"))
    stems = tuple(fold(part[:-1]) for part in parts if part.endswith("*"))
    return _Item(words, stems, least, 1, False, False, least == 1)


def _end(
    items: tuple[_Item, ...], k: int, folded: Sequence[str], after_break: Sequence[bool], at: int, end: int
) -> int:
    """The word after the phrase if its items from `k` on stand at `at`, otherwise 0."""
    if k == len(items):
        return at
    item = items[k]
    if item.least == 0 and (found := _end(items, k + 1, folded, after_break, at, end)):
        return found
    for taken in range(1, item.most + 1):
        here = at + taken - 1
        if here >= end or (item.any and after_break[here] and not item.any_clause) or not item.fits(folded[here]):
            return 0
        if taken >= item.least and (found := _end(items, k + 1, folded, after_break, at + taken, end)):
            return found
    return 0
