"""How urgent a message is: what is broken, due today, threatened, or called urgent, and what takes it back."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from rapport.reckon.hearing.heard import Heard, unique
from rapport.reckon.hearing.phrases import Hit
from rapport.reckon.hearing.sentences import Sentence

_BROKEN, _DUE_NOW, _AT_ONCE = 0.8, 0.65, 0.65
_TAKEN_BACK = 0.3
_BROKEN_IS_NEAR = 7
_NEED_IS_NEAR = 12
_AUTOMATIC = re.compile(
    r"auto(matic|matsk|matick)?[\w-]* ?(repl|odgovor|odpove)|out of (the )?office|автоответ", re.IGNORECASE
)


def urgency(heard: Heard, promised: Collection[Sentence]) -> tuple[float, tuple[str, ...]]:
    """0 calm to 1, with the words that press.

    Each thing that presses leaves a share of what remained to 1. "No rush" in the sentence or beside it takes most of
    it back, but not from what is broken; "solved" does from both. What the writer promises (`promised`) for today does
    not press.
    """
    sentences = heard.spoken.sentences
    taken_back = _TAKEN_BACK if _AUTOMATIC.search(heard.spoken.words, 0, 300) else 1.0
    calm, because = 1.0, []
    for at, sentence in enumerate(sentences):
        beside = sentences[max(0, at - 1) : at + 2]
        solved = _TAKEN_BACK if any(heard.has(s, "solved") for s in beside) else taken_back
        eased = _TAKEN_BACK if any(heard.has(s, "calm") for s in beside) else solved
        for weight, words in _broken(heard, sentence):
            calm *= 1 - weight * solved
            because.append(words)
        for weight, words in _presses(heard, sentence, sentence in promised):
            calm *= 1 - weight * eased
            because.append(words)
    return round(1 - calm, 2), unique(because)


def _broken(heard: Heard, sentence: Sentence) -> Iterator[tuple[float, str]]:
    """Something of ours that does not work; "since yesterday" it still does not, "yesterday" it did not."""
    if heard.has(sentence, "elsewhere") and not heard.has(sentence, "since"):
        return
    for thing, broken in _pairs(heard, sentence, "thing", "broken", _BROKEN_IS_NEAR):
        if not heard.is_denied(broken, sentence):
            yield _BROKEN, _span(heard, thing, broken)


def _presses(heard: Heard, sentence: Sentence, is_promised: bool) -> Iterator[tuple[float, str]]:
    if not heard.has(sentence, "pressing", "need", "soon", "at_once", "now"):
        return
    for hit in heard.hits(sentence, "pressing"):
        if not heard.is_denied(hit, sentence):
            yield float(hit.tag), heard.said(hit)
    if not is_promised:
        yield from _due_now(heard, sentence)


def _due_now(heard: Heard, sentence: Sentence) -> Iterator[tuple[float, str]]:
    needed = heard.has(sentence, "need")
    requested = heard.has(sentence, "ask", "ask_first") and not heard.has(sentence, "ask_not")
    on_another_day = heard.has(sentence, "weekdays", "months") and not heard.has(sentence, "away")
    for need, soon in _pairs(heard, sentence, "need", "soon", _NEED_IS_NEAR):
        if not on_another_day:
            yield _DUE_NOW, _span(heard, need, soon)
    if requested and not needed and not on_another_day:
        for hit in heard.hits(sentence, "soon"):
            yield _DUE_NOW, heard.said(hit)
    if requested or needed or sentence.exclaims:
        for hit in heard.hits(sentence, "at_once"):
            yield _AT_ONCE, heard.said(hit)
    for hit in heard.hits(sentence, "now"):
        if heard.said(hit).isupper() or (requested and sentence.exclaims):
            yield _AT_ONCE, heard.said(hit)


def _pairs(heard: Heard, sentence: Sentence, one: str, other: str, near: int) -> list[tuple[Hit, Hit]]:
    """The nearest of the other kind for the first of the one that has such a neighbour."""
    for a in heard.hits(sentence, one):
        around = [b for b in heard.hits(sentence, other) if _apart(a, b) <= near]
        if around:
            return [(a, min(around, key=lambda b: _apart(a, b)))]
    return []


def _apart(a: Hit, b: Hit) -> int:
    return max(b.first - a.last, a.first - b.last, 0)


def _span(heard: Heard, a: Hit, b: Hit) -> str:
    spoken = heard.spoken
    return spoken.words[spoken.starts[min(a.first, b.first)] : spoken.ends[max(a.last, b.last) - 1]]
