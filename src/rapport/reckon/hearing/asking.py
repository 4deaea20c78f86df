"""Which sentences of a message ask its reader for an answer or a deed, with or without a question mark."""

from __future__ import annotations

from rapport.reckon.hearing.heard import Heard, unique
from rapport.reckon.hearing.phrases import Hit
from rapport.reckon.hearing.sentences import Sentence

# "How are you, and did you see my mail?" is longer than a courtesy.
_COURTESY_IS_SHORT = 4


def questions(heard: Heard) -> list[tuple[Sentence, tuple[str, ...]]]:
    """The sentences that ask, each with the words that show it."""
    found = []
    for sentence in heard.spoken.sentences:
        if because := _asked_by(heard, sentence):
            found.append((sentence, because))
    return found


def _asked_by(heard: Heard, sentence: Sentence) -> tuple[str, ...]:
    if _is_courtesy(heard, sentence):
        return ()
    leads = unique(heard.said(hit) for hit in _leads(heard, sentence))
    if sentence.asks:
        return (*leads, "?")
    return leads


def _leads(heard: Heard, sentence: Sentence) -> list[Hit]:
    if heard.has(sentence, "ask_not"):
        return []
    opening = heard.opening_of(sentence)
    first = [hit for hit in heard.hits(sentence, "ask_first") if hit.first in (opening, sentence.first)]
    if opening < sentence.last - 1 and not any(heard.spoken.after_break[opening + 1 : sentence.last]):
        # "When the site is ready, we start" asks nothing: a comma shows the clause that depends.
        first += [hit for hit in heard.hits(sentence, "ask_word") if hit.first == opening]
    return [*first, *heard.hits(sentence, "ask")]


def _is_courtesy(heard: Heard, sentence: Sentence) -> bool:
    for hit in heard.hits(sentence, "courtesy"):
        if sentence.last - sentence.first - (hit.last - hit.first) <= _COURTESY_IS_SHORT:
            return True
    return False
