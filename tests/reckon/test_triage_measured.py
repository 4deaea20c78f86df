"""How well the triage hears on messages no rule was tuned on: the figures may rise, not fall."""

from __future__ import annotations

import pytest
from benchmarks.triage import KINDS, LANGUAGES, measure, messages

FLOORS = {
    "urgency": (0.85, 0.80),
    "questions": (0.85, 0.80),
    "promises": (0.80, 0.70),
    "complaints": (0.80, 0.70),
    "praise": (0.80, 0.70),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_unseen_half_is_heard_well_enough(language: str) -> None:
    figures = measure(language, "unseen")
    too_low = [
        f"{kind}: precision {figures[kind].precision:.2f}, recall {figures[kind].recall:.2f}"
        for kind, (precision, recall) in FLOORS.items()
        if figures[kind].precision < precision or figures[kind].recall < recall
    ]
    assert set(figures) == set(FLOORS) == set(KINDS)
    assert not too_low


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_labelled_messages_are_many_and_of_each_kind(language: str) -> None:
    tuning, unseen = messages(language, "tuning"), messages(language, "unseen")
    both = tuning + unseen
    assert len(both) >= 200
    assert abs(len(tuning) - len(unseen)) <= 2
    assert len({message["text"] for message in both}) == len(both)
    for kind in ("urgent", "questions", "promises", "complaint", "praise"):
        assert sum(bool(message[kind]) for message in both) >= 40
