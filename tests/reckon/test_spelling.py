"""Planted errors are found and names are left alone, in four languages; by the dictionaries of the machine."""

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.gateways.dictionaries import Missing, Words, words_of
from rapport.reckon.spelling import LONGEST, faults
from tests.reckon.spelled import LETTERS, Letter


@lru_cache
def dictionary(language: str) -> Words:
    try:
        return words_of(language)
    except Missing as missing:
        pytest.skip(str(missing))


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: f"{letter.language}-{letter.text[:6]}")
def test_what_is_planted_is_found_and_no_name_is_blamed(letter: Letter) -> None:
    known = dictionary(letter.language).know
    found = {fault.word for fault in faults(letter.text, letter.language, known, names=letter.names)}
    assert (letter.planted - found, found - letter.planted) == (set(), set())


def test_what_may_have_been_meant_is_said() -> None:
    assert "receive" in dictionary("en").instead_of("recieve", seconds=30)


def words(*known: str):
    return lambda word: word in known


@pytest.mark.parametrize(
    "text, language, found",
    [
        ("", "en", []),
        ("The the end.", "en", [("twice", "the")]),
        ("It was in the. The end", "en", []),
        ("Заявка через Google Ads", "ru", [("unknown", "Заявка"), ("unknown", "через")]),
        ("зaявка", "ru", [("mixed", "зaявка")]),  # the second letter is Latin
        ("see http://wrng.example/pathh and me@wrng.example, 3rd, v2.0, file_nmae.pdf, CPCs, iPhone", "en", []),
        ("Tin Babić met Mrs Kovač in Šibenik", "en", [("unknown", "Tin")]),  # begins a sentence, and is not named
        ("wel-known end", "en", [("unknown", "wel-known")]),
        ("the the\n\nthe end", "en", [("twice", "the")]),
    ],
)
def test_what_is_left_alone(text: str, language: str, found: list[tuple[str, str]]) -> None:
    known = words("the", "end", "it", "was", "in", "see", "and", "me", "met", "well", "known", "mrs", "seen")
    assert [(fault.kind, fault.word) for fault in faults(text, language, known)] == found


def test_a_name_is_known_in_every_case_it_is_declined_to() -> None:
    known, names = words("piši"), ["Kovač", "Адрия", "Tatrawood"]
    assert not faults("Kovaču piši. Kovačevoj piši. Tatrawoodu piši", "hr", known, names=names)
    assert not faults("Адрии. Адрией. Адрию.", "ru", known, names=names)
    assert [fault.word for fault in faults("Kobasica piši", "hr", known, names=names)] == ["Kobasica"]


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=400), language=st.sampled_from(["en", "hr", "sk", "ru"]))
def test_each_fault_stands_where_it_says(text: str, language: str) -> None:
    for fault in faults(text, language, lambda word: False):
        shown = text.replace("\0", " ")
        assert shown[fault.start : fault.end] == fault.word
        assert fault.line == shown.count("\n", 0, fault.start) + 1


def test_a_text_without_end_is_read_in_part() -> None:
    assert len(faults("wrng " * (LONGEST // 4), "en", words())) == LONGEST // 5
