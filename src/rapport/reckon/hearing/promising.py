"""Which sentences of a message promise a deed, or remind the reader of one promised, and by when."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from rapport.reckon.hearing.heard import Heard
from rapport.reckon.hearing.naming_days import Named
from rapport.reckon.hearing.phrases import Hit
from rapport.reckon.hearing.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Promised:
    """`by_writer` is False for a reminder of the reader's promise; `due` is the day named for it, if any."""

    sentence: Sentence
    by_writer: bool
    because: tuple[str, ...]
    due: Named | None


def promises(heard: Heard, days: Sequence[Named], written_on: date) -> list[Promised]:
    """At most one of each sentence: several verbs of one breath are one promise."""
    found = []
    for sentence in heard.spoken.sentences:
        if reminded := heard.hits(sentence, "remind"):
            due = _due(heard, sentence, days, None)
            found.append(Promised(sentence, False, (heard.said(reminded[0]),), due))
        elif commitments := _commitments(heard, sentence, days, written_on):
            ahead = [named for named in days if named.day >= written_on]
            due = _due(heard, sentence, ahead, commitments[0])
            found.append(Promised(sentence, True, (heard.said(commitments[0]),), due))
    return found


def _commitments(heard: Heard, sentence: Sentence, days: Sequence[Named], written_on: date) -> list[Hit]:
    if sentence.asks or heard.has(sentence, "promise_not"):
        return []
    dated = _is_dated(sentence, days, written_on)
    hits = heard.hits(sentence, "promise", *(["promise_dated"] if dated else []))
    if dated or heard.has(sentence, "to_you"):
        hits += _coming_verbs(heard, sentence)
    return sorted([hit for hit in hits if not heard.is_denied(hit, sentence)] + _futures(heard, sentence))


def _is_dated(sentence: Sentence, days: Sequence[Named], written_on: date) -> bool:
    at = bisect_left(days, sentence.start, key=lambda named: named.start)
    return any(d.day >= written_on for d in takewhile(lambda d: d.start < sentence.end, days[at:]))


def _futures(heard: Heard, sentence: Sentence) -> list[Hit]:
    """Where an auxiliary ("will", "ću", "budem", "буду") goes with a verb that is a deed."""
    opening = (heard.opening_of(sentence), sentence.first)
    first = [hit for hit in heard.hits(sentence, "future_first") if hit.first in opening]
    found = []
    for hit in heard.hits(sentence, "future") + first:
        verb = None if heard.is_denied(hit, sentence) else _verb_of(heard, sentence, hit)
        if verb is not None:
            found.append(Hit("future", 1.0, min(hit.first, verb), max(hit.last, verb + 1)))
    return found


def _verb_of(heard: Heard, sentence: Sentence, auxiliary: Hit) -> int | None:
    """The verb within reach of its auxiliary; None where it is no deed ("I will be away")."""
    wording = heard.wording
    barred = {hit.first for hit in heard.hits(sentence, "future_not")}
    filling = {at for hit in heard.hits(sentence, "future_fill") for at in range(hit.first, hit.last)}
    bends = wording.future_reach > 1  # only English keeps to the order of auxiliary and verb
    before = [auxiliary.first - 1] if bends and auxiliary.first > sentence.first else []
    after = [at for at in range(auxiliary.last, sentence.last) if at not in filling][: wording.future_reach]
    verbs = [at for at in (*before, *after) if wording.future_verb_form.fullmatch(heard.folded[at])]
    return verbs[0] if verbs and not barred.intersection(verbs[:1]) and not barred.intersection(before) else None


def _coming_verbs(heard: Heard, sentence: Sentence) -> list[Hit]:
    """Verbs that speak of a coming deed by their form alone, in a sentence that names a day or the reader."""
    form = heard.wording.dated_verb_form
    barred = {hit.first for hit in heard.hits(sentence, "dated_verb_not")}
    return [
        Hit("dated_verb", 1.0, at, at + 1)
        for at in range(sentence.first, sentence.last)
        if at not in barred and form.fullmatch(heard.folded[at])
    ]


def _due(heard: Heard, sentence: Sentence, days: Sequence[Named], hit: Hit | None) -> Named | None:
    """The first day named after the promise, else the first in the sentence."""
    here = [named for named in days if sentence.start <= named.start < sentence.end]
    after = [named for named in here if hit and named.start >= heard.spoken.starts[hit.first]]
    return next(iter([*after, *here]), None)
