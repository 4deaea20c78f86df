"""The four boxes: worked examples, and what holds for every piece of work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.eisenhower import Piece, placed
from rapport.reckon.timing import Calendar

OFFICE = Calendar("UTC")
NOW = datetime(2024, 11, 12, 9, tzinfo=UTC)  # a Tuesday

# due in days, hours, said by hand, client's weight | box, sentences
EXAMPLES = [
    (0, 4, None, 0.8, "now", ["Time left: 8 working hours.", "Client weight 80 of 100."]),
    (0, 8, None, 0.8, "now", ["Time left: 8 working hours, and it needs as much or more.", "Client weight 80 of 100."]),
    (1, 4, None, 0.8, "plan", ["Time left: 16 working hours.", "Client weight 80 of 100."]),
    (1, 8, None, 0.8, "now", ["Time left: 16 working hours.", "Client weight 80 of 100."]),
    (0, 1, None, 0.2, "delegate", ["Time left: 8 working hours.", "Client weight 20 of 100."]),
    (0, 1, True, 0.2, "now", ["Time left: 8 working hours.", "Important, as somebody said."]),
    (9, 1, False, 0.9, "drop", ["Time left: 64 working hours.", "Not important, as somebody said."]),
    (9, None, None, None, "plan", ["Time left: 64 working hours.", "Nothing is known of the client’s weight."]),
    (-1, 1, None, 0.46, "now", ["Late.", "Client weight 46 of 100."]),
    (-1, 1, None, 0.45, "delegate", ["Late.", "Client weight 45 of 100."]),
    (None, 1, None, 0.9, "plan", ["No date is set.", "Client weight 90 of 100."]),
]


@pytest.mark.parametrize("days, hours, said, weight, box, sentences", EXAMPLES)
def test_the_worked_examples_hold(days, hours, said, weight, box, sentences) -> None:
    due = None if days is None else NOW + timedelta(days=days, hours=8)
    (one,) = placed([Piece("it", "c", due, hours, said)], {} if weight is None else {"c": weight}, NOW, OFFICE)
    assert (one.box, [reason.plain() for reason in one.reasons]) == (box, sentences)


pieces = st.builds(
    Piece,
    st.integers(0, 999),
    st.sampled_from("abc"),
    st.none() | st.integers(-900, 900).map(lambda hours: NOW + timedelta(hours=hours)),
    st.none() | st.floats(0.25, 80),
    st.none() | st.booleans(),
)
weighed = st.dictionaries(st.sampled_from("abc"), st.floats(0, 1))
URGENT, IMPORTANT = ("now", "delegate"), ("now", "plan")


@given(st.lists(pieces, max_size=9, unique_by=lambda one: one.key), weighed)
def test_order_never_matters_and_nothing_is_lost(work, weights) -> None:
    assert placed(work, weights, NOW, OFFICE) == placed(work[::-1], weights, NOW, OFFICE)
    assert {one.key for one in placed(work, weights, NOW, OFFICE)} == {one.key for one in work}


@given(pieces, weighed, st.floats(0, 1), st.integers(1, 900))
def test_a_later_date_is_never_more_urgent_and_a_heavier_client_never_less_important(one, weights, more, hours) -> None:
    (before,) = placed([one], weights, NOW, OFFICE)
    if one.due is not None:
        (later,) = placed([one._replace(due=one.due + timedelta(hours=hours))], weights, NOW, OFFICE)
        assert (later.box in URGENT) <= (before.box in URGENT)
    heavier = {**weights, one.client: min(weights.get(one.client, 0.5) + more, 1.0)}
    (after,) = placed([one], heavier, NOW, OFFICE)
    assert (after.box in IMPORTANT) >= (before.box in IMPORTANT)
    if one.important is not None:
        assert (before.box in IMPORTANT) == one.important
