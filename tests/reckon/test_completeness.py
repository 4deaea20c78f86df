"""How complete a brief is: what is asked, what counts, what is missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.completeness import completeness
from rapport.reckon.questionnaire import Question

SHOP = Question("shop", "yes_no", required=True)
GOODS = Question("goods", "choices", required=True, when_key="shop", when_is=(True,))
PHOTOS = Question("photos", "line", required=True, when_key="goods", when_is=("clothes", "shoes"))
FREE = Question("free", "text")


@pytest.mark.parametrize(
    "questions, answers, share, missing",
    [
        ([], {}, None, ()),
        ([FREE], {}, None, ()),
        ([SHOP], {}, 0.0, ("shop",)),
        ([SHOP], {"shop": False}, 1.0, ()),
        ([FREE, SHOP], {"shop": "  "}, 0.0, ("shop",)),
        ([SHOP, GOODS], {"shop": True}, 0.5, ("goods",)),
        ([SHOP, GOODS, PHOTOS], {"shop": True, "goods": ["toys", "shoes"]}, 2 / 3, ("photos",)),
        ([SHOP, GOODS, PHOTOS], {"shop": False, "goods": ["shoes"]}, 1.0, ()),  # goods are not asked themselves
    ],
)
def test_the_share_of_what_is_required_and_asked(questions, answers, share, missing):
    found = completeness(questions, answers)
    assert (found.share, found.missing, found.is_complete) == (share, missing, not missing)


def test_it_says_so_in_words():
    assert completeness([SHOP, GOODS], {"shop": True}).reason.plain() == (
        "1 required question is still to be answered, of 2."
    )
    assert completeness([SHOP], {"shop": True}).reason.plain() == "All that is required is answered."
    assert completeness([FREE], {}).reason.plain() == "Nothing in it is required."


QUESTIONS = st.lists(
    st.builds(
        Question, key=st.sampled_from("abcde"), kind=st.just("line"), required=st.booleans(),
        when_key=st.sampled_from(["", *"abcde"]), when_is=st.just((True, "x")),
    ),
    unique_by=lambda question: question.key,
)  # fmt: skip


@given(QUESTIONS, st.dictionaries(st.sampled_from("abcde"), st.sampled_from([True, False, "x", "y", "", None, ["x"]])))
def test_what_is_missing_is_always_asked_and_answering_it_completes(questions, answers):
    found = completeness(questions, answers)
    assert set(found.missing) <= set(found.asked) <= {question.key for question in questions}
    assert found.answered + len(found.missing) == found.required
    for _round in range(len(questions) + 1):  # an answer may bring the next question
        answers = {**answers, **dict.fromkeys(completeness(questions, answers).missing, "y")}
    assert completeness(questions, answers).is_complete
