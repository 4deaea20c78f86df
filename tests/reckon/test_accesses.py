"""Accesses judged: which ways there are, and what is to be looked after from which day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.accesses import AHEAD, HELD, MOVES, OPEN, look_after, may_become

TODAY = date(2026, 3, 27)
DAY = timedelta(days=1)
STATES = sorted(MOVES)


def looked(state="tested", until=None, left=False, holder="Tin"):
    return look_after(state, system="Ads", until=until, holder=holder, holder_left=left, today=TODAY)


@pytest.mark.parametrize(
    "was, state, may",
    [
        ("wanted", "asked", True),
        ("asked", "sought", True),
        ("sought", "given", True),
        ("given", "tested", True),
        ("tested", "revoked", True),
        ("tested", "asked", True),  # it does not work any more
        ("wanted", "tested", False),
        ("wanted", "revoked", False),  # nothing to revoke
        ("revoked", "tested", False),
        ("not-needed", "given", False),
        ("gold", "given", False),
        ("given", "gold", False),
    ],
)
def test_the_ways(was, state, may):
    assert may_become(was, state) is may


def test_no_state_is_a_dead_end_and_none_leads_to_itself():
    assert all(MOVES[state] and state not in MOVES[state] for state in STATES)
    assert {to for ways in MOVES.values() for to in ways} == set(STATES)
    assert not set(HELD) & set(OPEN)


@pytest.mark.parametrize("state", [state for state in STATES if state not in HELD])
def test_what_we_do_not_have_needs_no_looking_after(state):
    assert looked(state, until=TODAY, left=True) is None


@pytest.mark.parametrize(
    "until, left, said",
    [
        (None, False, None),
        (TODAY + 400 * DAY, False, "The access to Ads (Tin) ends on 2027-05-01."),
        (TODAY, False, "The access to Ads (Tin) ends on 2026-03-27."),
        (TODAY - DAY, False, "The access to Ads (Tin) ended on 2026-03-26, and is not revoked."),
        (TODAY + 400 * DAY, True, "Tin has left and still has access: Ads"),
        (None, True, "Tin has left and still has access: Ads"),
    ],
)
def test_the_reason(until, left, said):
    found = looked(until=until, left=left)
    assert (found.reason.plain() if found else None) == said


def test_without_a_holder_nobody_is_named():
    found = looked(until=TODAY, holder="")
    assert found is not None
    assert found.reason.plain() == "The access to Ads ends on 2026-03-27."


@given(st.sampled_from(STATES), st.none() | st.integers(-500, 500), st.booleans())
def test_it_shows_two_weeks_before_its_day_and_at_once_for_who_has_left(state, days, left):
    until = None if days is None else TODAY + days * DAY
    found = looked(state, until=until, left=left)
    assert (found is None) == (state not in HELD or (until is None and not left))
    if found and left:
        assert (found.since, found.due, found.left) == (TODAY, TODAY, True)
    elif found:
        assert found.due - found.since == AHEAD * DAY
