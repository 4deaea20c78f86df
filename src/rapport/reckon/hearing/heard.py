"""A message with the phrases that were heard in it: what every judgement of `triage` looks at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapport.reckon.hearing.phrases import Hit, said
from rapport.reckon.hearing.sentences import Sentence, Spoken
from rapport.reckon.hearing.wording import Wording

_NEGATION_REACHES = 4


@dataclass(frozen=True, slots=True)
class Heard:
    """`found`: for each sentence, by its first word, the hits of each kind in their order."""

    spoken: Spoken
    wording: Wording
    folded: tuple[str, ...]
    found: dict[int, dict[str, list[Hit]]]

    def hits(self, sentence: Sentence, *kinds: str) -> list[Hit]:
        here = self.found[sentence.first]
        return [hit for kind in kinds if kind in here for hit in here[kind]]

    def has(self, sentence: Sentence, *kinds: str) -> bool:
        return not self.found[sentence.first].keys().isdisjoint(kinds)

    def said(self, hit: Hit) -> str:
        return said(self.spoken, hit)

    def is_denied(self, hit: Hit, sentence: Sentence) -> bool:
        """Whether a "not" of the same clause stands shortly before the hit."""
        if not self.has(sentence, "not_"):
            return False
        nots = {n.first for n in self.hits(sentence, "not_")}
        for at in range(hit.first - 1, max(sentence.first, hit.first - _NEGATION_REACHES) - 1, -1):
            if self.spoken.after_break[at + 1]:
                return False
            if at in nots:
                return True
        return False

    def opening_of(self, sentence: Sentence) -> int:
        """The first word of the sentence that is no greeting, "and" or "please"."""
        opens = {hit.first: hit.last for hit in self.hits(sentence, "opening")}
        at = sentence.first
        while at in opens and opens[at] < sentence.last:
            at = opens[at]
        return at


def hear(spoken: Spoken, wording: Wording) -> Heard:
    folded, by_sentence = wording.phrases.heard(spoken)
    found: dict[int, dict[str, list[Hit]]] = {}
    for sentence, hits in by_sentence:
        here = found[sentence.first] = {}
        for hit in hits:
            here.setdefault(hit.kind, []).append(hit)
    return Heard(spoken, wording, folded, found)


def unique(words: Iterable[str]) -> tuple[str, ...]:
    """Each once, in their order, whatever the case."""
    kept: dict[str, str] = {}
    for word in words:
        kept.setdefault(word.lower(), word)
    return tuple(kept.values())
