"""A client's involvement: what counts for and against, from when a share is said, and what never moves it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.involvement import ENOUGH, Thing, involvement

TODAY = date(2026, 3, 31)
DAY = timedelta(days=1)


def counts(*things):
    found = involvement(things, TODAY)
    return found.on_time, found.late, found.overdue


@pytest.mark.parametrize(
    "due, given, counted",
    [
        (0, 0, (1, 0, 0)),  # on its very day
        (0, -5, (1, 0, 0)),  # before it
        (-3, -1, (0, 1, 0)),
        (-1, None, (0, 0, 1)),  # open, its day is over
        (0, None, (0, 0, 0)),  # due today: not late yet
        (9, None, (0, 0, 0)),
        (-400, -366, (0, 0, 0)),  # given more than a year ago
        (-400, None, (0, 0, 1)),  # open as long as one likes
        (5, 2, (0, 0, 0)),  # "given" on a day ahead is an error of a clock, and counts for nothing
    ],
)
def test_what_counts(due, given, counted):
    assert counts(Thing(TODAY + due * DAY, None if given is None else TODAY + given * DAY)) == counted


def test_under_five_things_there_is_no_share():
    four = [Thing(TODAY, TODAY)] * (ENOUGH - 1)
    assert involvement(four, TODAY).share is None
    share = involvement([*four, Thing(TODAY - DAY, None)], TODAY).share
    assert share is not None
    assert (share.k, share.n) == (4, 5)


def test_the_reasons_say_how_late():
    one = involvement([Thing(TODAY - 3 * DAY, TODAY)], TODAY)
    assert [reason.plain() for reason in one.reasons] == ["Given on time: 0 of 1 in a year.", "Late by 3 days."]
    none = involvement([], TODAY)
    assert [reason.plain() for reason in none.reasons] == ["Nothing they owe has come due in a year."]


def test_no_days_are_refused():
    with pytest.raises(ValueError):
        involvement([], TODAY, days=0)


DAYS = st.integers(-500, 100).map(lambda n: TODAY + n * DAY)


@given(st.lists(st.builds(Thing, due=DAYS, given=st.none() | DAYS), max_size=30))
def test_every_thing_counts_at_most_once_and_order_does_not_matter(things):
    found, turned = involvement(things, TODAY), involvement(things[::-1], TODAY)
    assert found == turned
    assert 0 <= found.on_time <= found.total <= len(things)
    assert len(found.late_days) == found.late + found.overdue
    assert (found.share is None) == (found.total < ENOUGH)
    assert all(days > 0 for days in found.late_days)
