"""Conditions upon conditions, gaps and doubts, and what typed answers mean."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.questionnaire import Given, Question, asked, doubts, gaps, point, progress, read

SHOP = Question("shop", "yes_no", required=True)
KIND = Question("kind", "choice", options=("own", "rented"), when_key="shop", when_is=(True,))
WHO = Question("who", "line", required=True, when_key="kind", when_is=("rented",))
CHANNELS = Question("channels", "choices", options=("ads", "mail"))
BUDGET = Question("budget", "money", required=True, when_key="channels", when_is=("ads",))
ALL = [SHOP, KIND, WHO, CHANNELS, BUDGET]


def keys(answers: dict[str, Given]) -> list[str]:
    return [question.key for question in asked(ALL, answers)]


def test_a_condition_upon_a_condition_falls_with_the_first() -> None:
    rented = {"shop": Given(True), "kind": Given("rented")}
    assert keys(rented) == ["shop", "kind", "who", "channels"]
    assert keys({**rented, "shop": Given(False)}) == ["shop", "channels"]
    assert keys({**rented, "shop": Given(True, unknown=True)}) == ["shop", "channels"]


def test_one_of_several_choices_is_enough() -> None:
    assert "budget" in keys({"channels": Given(["mail", "ads"])})
    assert "budget" not in keys({"channels": Given(["mail"])})


@pytest.mark.parametrize("value", [1, "True", "yes", None])
def test_only_a_real_yes_is_a_yes(value: Any) -> None:
    assert "kind" not in keys({"shop": Given(value)})


def test_questions_that_hang_on_themselves_are_never_asked() -> None:
    a = Question("a", "yes_no", when_key="b", when_is=(True,))
    b = Question("b", "yes_no", when_key="a", when_is=(True,))
    answers = {"a": Given(True), "b": Given(True)}
    assert asked([a, b], answers) == ()
    assert asked([Question("c", "line", when_key="gone", when_is=(True,))], {}) != ()


def test_gaps_are_what_is_required_or_not_known_and_asked() -> None:
    answers = {"shop": Given(True), "kind": Given(None, unknown=True, doubt="Ask Ante"), "channels": Given(["ads"])}
    assert [(gap.key, gap.kind, gap.doubt) for gap in gaps(ALL, answers)] == [
        ("kind", "unknown", "Ask Ante"),
        ("budget", "missing", ""),
    ]
    assert [gap.key for gap in gaps(ALL, {})] == ["shop"]
    assert [gap.key for gap in doubts(ALL, {"shop": Given(False, doubt="or soon?")})] == ["shop"]
    assert progress(ALL, answers).done == 3
    assert progress([], {}).share == 1.0


def test_a_point_says_the_question_and_their_words() -> None:
    answers = {"shop": Given(None, unknown=True), "channels": Given(["ads"])}
    told = [point(f"Ask {gap.key}?", gap).plain() for gap in gaps(ALL, answers)]
    assert told == ["Not known: Ask shop?", "Not answered yet: Ask budget?"]


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("line", "  a   b ", "a b"),
        ("text", " a\r\nb ", "a\nb"),
        ("choice", "own", "own"),
        ("choices", ["mail", "ads", "ads"], ["ads", "mail"]),
        ("choices", [], None),
        ("yes_no", "no", False),
        ("number", "1,5", "1.5"),
        ("number", "-3", "-3"),
        ("number", "1.234.567", "1234567"),
        ("number", "1,234.50", "1234.50"),
        ("money", "1 200 EUR", {"amount": "1200", "currency": "EUR"}),
        ("date", "2026-03-02", "2026-03-02"),
        ("address", "www.adria.example", "www.adria.example"),
        ("file", "whatever", None),
        ("line", "", None),
        ("line", None, None),
        ("line", {"a": 1}, None),
        ("line", 7, None),
    ],
)
def test_what_is_typed_is_kept_so(kind: str, typed: Any, value: Any) -> None:
    question = Question("q", kind, options=("own", "rented", "ads", "mail"))
    found = read(question, typed, "EUR")
    assert (found.value, found.wrong) == (value, None)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("line", "x" * 301),
        ("text", "x" * 1_000_000),
        ("choice", "other"),
        ("choices", ["ads", "other"]),
        ("yes_no", "perhaps"),
        ("number", "1e400"),
        ("number", "NaN"),
        ("number", "١٢"),
        ("number", "9" * 40),
        ("money", "-1"),
        ("money", "much"),
        ("date", "2026-02-30"),
        ("date", "0001-01-01"),
        ("date", "9" * 500),
    ],
)
def test_what_cannot_be_is_said_in_words(kind: str, typed: Any) -> None:
    found = read(Question("q", kind, options=("ads",)), typed, "EUR")
    assert found.value is None
    assert found.wrong is not None
    assert found.wrong.plain().endswith(".")


@given(st.sampled_from(["line", "text", "choice", "choices", "yes_no", "number", "money", "date"]), st.text())
def test_nothing_typed_breaks_it_and_what_is_kept_is_read_the_same_again(kind: str, text: str) -> None:
    question = Question("q", kind, options=("a", "b"))
    first = read(question, text, "EUR")
    if isinstance(first.value, str):
        assert read(question, first.value, "EUR") == first
