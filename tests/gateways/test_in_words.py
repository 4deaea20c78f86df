"""Whatever goes wrong at a mail server has its sentence, reading and sending."""

from __future__ import annotations

import doctest

import pytest

from rapport.gateways import in_words
from rapport.gateways.door import KINDS, Door, Trouble

DOOR = Door("mail.adria.example", 993, password="open sesame")


def test_the_examples_hold() -> None:
    assert doctest.testmod(in_words).failed == 0


@pytest.mark.parametrize("say", [in_words.in_words, in_words.why_not_sent])
@pytest.mark.parametrize("kind", [*KINDS, "something new"])
def test_every_trouble_has_a_sentence_and_no_secret(kind: str, say: object) -> None:
    said = say(Trouble(kind, DOOR, "LOGIN open sesame {refused}")).plain()  # type: ignore[operator]
    assert said[0].isupper() or said.startswith("mail.adria.example")
    assert said.endswith((".", "”"))
    assert "sesame" not in said
