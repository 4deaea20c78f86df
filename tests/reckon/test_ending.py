"""Ending well, judged: what remains and why; and which first orders lasted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.ending import ENOUGH, Facts, Order, first_orders, judge, lasts

HELLO = date(2026, 9, 1)
DONE = Facts(files_given=True, evidence=True, hello_on=HELLO, idea=True)


def test_all_done_remains_nothing():
    ending = judge(DONE)
    assert ending.complete
    assert [step.key for step in ending.steps] == ["accesses", "work", "doors", "files", "cause", "hello"]


@pytest.mark.parametrize(
    "more, key, said",
    [
        ({"accesses": 1}, "accesses", ["1 access is not revoked."]),
        ({"tasks": 2, "promises": 1}, "work", ["2 tasks are open.", "1 promise of ours is open."]),
        (
            {"approvals": 1, "questionnaires": 1, "links": 3}, "doors",
            ["1 question waits for their word.", "1 questionnaire is with them.", "3 links still open something."],
        ),
        ({"files_given": False}, "files", ["It is not noted what was handed over, and to whom."]),
        ({"evidence": False}, "cause", ["What shows the cause is not written down."]),
        ({"hello_on": None}, "hello", ["There is no day to say hello again."]),
        ({"idea": False}, "hello", ["With what to say hello on 2026-09-01 is not said."]),
    ],
)  # fmt: skip
def test_what_remains_says_why(more, key, said):
    (step,) = judge(replace(DONE, **more)).remaining
    assert (step.key, [reason.plain() for reason in step.reasons]) == (key, said)


COUNTS = st.integers(0, 9)


@given(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, st.booleans(), st.booleans(), st.booleans())
def test_every_step_is_done_or_remains_and_says_something(a, t, p, q, n, k, files, evidence, idea):
    facts = Facts(a, t, p, q, n, k, files, evidence, HELLO, idea)
    ending = judge(facts)
    assert len(ending.steps) == 6
    assert all(step.reasons for step in ending.steps)
    assert ending.complete == (not any((a, t, p, q, n, k)) and files and evidence and idea)


DAY = date(2025, 1, 7)


def order(begins, days=None):
    since = DAY + timedelta(days=begins)
    return Order(since, None if days is None else since + timedelta(days=days))


@pytest.mark.parametrize(
    "orders, lasted",
    [
        ([], None),
        ([order(0)], None),  # it never was a single order
        ([order(0), order(50, 10)], None),
        ([order(0, 90)], False),
        ([order(0, 90), order(30, 20)], False),  # the second ended before the first
        ([order(0, 90), order(30)], True),  # it goes on beside it
        ([order(0, 90), order(400, 30)], True),  # they came back
        ([order(400), order(0, 90)], True),  # in whatever order they are told
        ([order(0, 90), order(0, 90)], False),  # two parts of one order
    ],
)
def test_which_first_orders_lasted(orders, lasted):
    assert lasts(orders) is lasted


def test_a_share_is_said_from_five_on():
    site, back = [order(0, 90)], [order(0, 90), order(400)]
    four = first_orders([site, back, back, [order(0)], [], site])
    assert (four.began, four.lasted, four.share) == (4, 2, None)
    assert [reason.plain() for reason in four.reasons] == ["2 of 4 stayed."]
    five = first_orders([back] * ENOUGH)
    assert five.share is not None
    assert first_orders([]).began == 0
