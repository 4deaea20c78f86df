"""Reasons: said in plain English, kept as data, brought back unchanged."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.verdict import Counted, Reason, as_data, because, counted, from_data


@pytest.mark.parametrize("n, said", [(0, "0 days"), (1, "1 day"), (2, "2 days"), (21, "21 days")])
def test_a_counted_thing_has_two_english_forms(n: int, said: str) -> None:
    assert counted("{n} day", "{n} days", n).plain() == said


def test_a_reason_within_a_reason_is_said_in_its_place() -> None:
    inner = because("they are away until {day}", day=date(2024, 11, 15))
    assert because("Moved: {why}.", why=inner).plain() == "Moved: they are away until 2024-11-15."


def test_a_value_may_hold_braces() -> None:
    assert because("{name} began.", name="{Curly} & Sons").plain() == "{Curly} & Sons began."


VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.text(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.dates(),
        st.datetimes(timezones=st.just(UTC)),
        st.decimals(allow_nan=False, allow_infinity=False),
        st.builds(Counted, st.text(), st.text(), st.integers()),
    ),
    lambda inner: st.builds(Reason, st.text(), st.dictionaries(st.text(), inner, max_size=3)),
    max_leaves=8,
)


@given(VALUES)
def test_what_is_stored_comes_back_the_same(value: object) -> None:
    assert from_data(json.loads(json.dumps(as_data(value)))) == value


def test_a_moment_a_day_and_money_keep_their_kind() -> None:
    reason = because("x", at=datetime(2024, 11, 12, 9, tzinfo=UTC), on=date(2024, 11, 12), fee=Decimal("4000.00"))
    back = from_data(as_data(reason))
    assert type(back.values["at"]) is datetime
    assert type(back.values["on"]) is date
    assert str(back.values["fee"]) == "4000.00"


@pytest.mark.parametrize("stored", [{}, {"say": 3}, {"one": "x"}, {"surprise": True}])
def test_an_unknown_shape_is_refused(stored: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a stored reason"):
        from_data(stored)
