"""Whether a message complains or praises, and its mood, by weighed words and what turns them round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapport.reckon.hearing.heard import Heard, unique
from rapport.reckon.hearing.phrases import Hit
from rapport.reckon.hearing.sentences import Sentence

_ENOUGH = 0.5
_THANKS_ALONE_WORDS = 6
_MILD = 0.2
_IN_A_QUESTION = 0.5
_FAULT, _FAULT_TO_MEND = 0.6, 0.3

Weighed = list[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Feeling:
    mood: float
    blame: tuple[str, ...]
    is_complaint: bool
    praise: tuple[str, ...]
    is_praise: bool


def feeling(heard: Heard, requested: bool) -> Feeling:
    """Weights of `blame` and `praise` add up; half within two sentences is enough for a verdict, and both may hold.

    `requested`: the message asks for something, so that a fault it names may be only what is to be mended.
    """
    told = [_told(heard, sentence, requested) for sentence in heard.spoken.sentences]
    blame, praise = [bad for bad, _ in told], [good for _, good in told]
    warm = sum([heard.has(sentence, "warm", "thanks") for sentence in heard.spoken.sentences])
    mood = _sum(praise) - _sum(blame) + min(warm, 2) * 0.1
    return Feeling(
        mood=round(max(-1.0, min(1.0, mood)), 2),
        blame=unique(words for sentence in blame for _, words in sentence),
        is_complaint=_is_enough(blame),
        praise=unique(words for sentence in praise for _, words in sentence),
        is_praise=_is_enough(praise),
    )


def _told(heard: Heard, sentence: Sentence, requested: bool) -> tuple[Weighed, Weighed]:
    """The words of blame and those of praise in one sentence, unless it tells of others."""
    if heard.has(sentence, "others") or not heard.has(sentence, "blame", "praise", "thanks", "defect"):
        return [], []
    blame, praise = _defects(heard, sentence, requested), _thanks(heard, sentence)
    for hit in _apart(heard.hits(sentence, "blame", "praise")):
        denied = heard.is_denied(hit, sentence)
        weighed = (_weight(hit, sentence), heard.said(hit))
        if hit.kind == "praise":
            (blame if denied else praise).append(weighed)
        elif not denied:
            blame.append(weighed)
    return blame, praise


def _is_enough(told: Sequence[Weighed]) -> bool:
    return any(_sum(told[at : at + 2]) >= _ENOUGH for at in range(len(told)))


def _sum(told: Sequence[Weighed]) -> float:
    return sum([weight for sentence in told for weight, _ in sentence])


def _weight(hit: Hit, sentence: Sentence) -> float:
    """In a question a kind or a bad word says little: "Would you be so kind?", "How do we answer a bad review?"."""
    asked_by_the_way = sentence.asks and (hit.kind == "praise" or hit.last - hit.first == 1)
    return float(hit.tag) * (_IN_A_QUESTION if asked_by_the_way else 1)


def _defects(heard: Heard, sentence: Sentence, requested: bool) -> Weighed:
    """A fault in what we delivered: "several mistakes in the brochure"."""
    defects = [hit for hit in heard.hits(sentence, "defect") if not heard.is_denied(hit, sentence)]
    if not defects or not heard.has(sentence, "work"):
        return []
    return [(_FAULT_TO_MEND if requested else _FAULT, heard.said(defects[0]))]


def _thanks(heard: Heard, sentence: Sentence) -> Weighed:
    """Thanks weigh little beside other words; a message of nothing else is mild praise."""
    hits = heard.hits(sentence, "thanks")
    if not hits or heard.has(sentence, "thanks_not"):
        return []
    alone = len(heard.spoken.sentences) == 1 and sentence.last - sentence.first <= _THANKS_ALONE_WORDS
    rest = sentence.last - sentence.first - sum(hit.last - hit.first for hit in _apart(hits))
    return [(_ENOUGH if alone and rest <= 1 else _MILD, heard.said(hits[0]))]


def _apart(hits: list[Hit]) -> list[Hit]:
    """The weightiest, then the longest, of hits that share words."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (-float(h.tag), h.first - h.last, h.first)):
        if all(hit.last <= other.first or other.last <= hit.first for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.first)
