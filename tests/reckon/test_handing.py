"""The check on the way: between handing over and the date, by the doer's working time; what speaks against dates."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rapport.reckon.handing import check_date, doubts, what_to_ask
from rapport.reckon.timing import Calendar, Week

ZAGREB = Calendar("Europe/Zagreb", holidays="HR")
WEEKS = ("mon-fri 09:00-17:00", "tue 10:00-12:00", "mon-sun 00:00-24:00", "mon-thu 22:00-23:59; sat 06:00-09:30")
ZONES = ("UTC", "Europe/Zagreb", "America/Los_Angeles", "Asia/Kathmandu", "Australia/Lord_Howe")
instants = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
lengths = st.timedeltas(timedelta(minutes=1), timedelta(days=120))
calendars = st.builds(
    Calendar,
    zone=st.sampled_from(ZONES),
    week=st.sampled_from(WEEKS).map(Week.parse),
    holidays=st.sampled_from(["HR", "RU", "US", ""]),
    absences=st.lists(
        st.tuples(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 30)).map(
            lambda one: (one[0], one[0] + timedelta(days=one[1]))
        ),
        max_size=3,
    ).map(tuple),
)


def zagreb(text):
    from zoneinfo import ZoneInfo

    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Zagreb"))


@pytest.mark.parametrize(
    "handed, due, share, at",
    [
        ("2026-03-02 09:00", "2026-03-06 17:00", 0.35, "2026-03-05 11:00"),  # 40 hours, 14 left
        ("2026-03-02 09:00", "2026-03-06 17:00", 0.30, "2026-03-05 13:00"),
        ("2026-03-02 09:00", "2026-03-06 17:00", 0.40, "2026-03-04 17:00"),
        ("2026-03-02 09:00", "2026-03-06 17:00", 0, "2026-03-06 17:00"),
        ("2026-03-02 09:00", "2026-03-06 17:00", 1, "2026-03-02 09:00"),
        ("2026-03-06 13:00", "2026-03-09 13:00", 0.5, "2026-03-06 17:00"),  # over a weekend
        ("2026-03-27 09:00", "2026-03-30 17:00", 0.35, "2026-03-30 11:24"),  # the clocks change in between
        ("2026-05-29 09:00", "2026-06-05 17:00", 0.5, "2026-06-02 13:00"),  # Corpus Christi is no working day
        ("2026-03-06 17:30", "2026-03-06 19:30", 0.5, "2026-03-06 18:30"),  # no working time: the clock is shared
    ],
)
def test_worked_examples(handed, due, share, at):
    found = check_date(zagreb(handed), zagreb(due), share, ZAGREB)
    assert found.at == zagreb(at)


def test_days_away_are_no_working_time():
    away = Calendar("Europe/Zagreb", absences=((date(2026, 3, 3), date(2026, 3, 5)),))
    found = check_date(zagreb("2026-03-02 09:00"), zagreb("2026-03-06 17:00"), 0.35, away)
    assert (found.at, found.total, found.left) == (zagreb("2026-03-06 11:24"), 16.0, 5.6)


def test_a_date_that_is_not_after_is_its_own_check():
    assert check_date(zagreb("2026-03-02 09:00"), zagreb("2026-03-01 09:00"), 0.35, ZAGREB).at == zagreb(
        "2026-03-01 09:00"
    )


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_share_is_between_none_and_all(share):
    with pytest.raises(ValueError, match="between"):
        check_date(zagreb("2026-03-02 09:00"), zagreb("2026-03-06 17:00"), share, ZAGREB)


@given(instants, lengths, st.floats(0, 1), calendars)
def test_the_check_lies_between_and_no_more_is_left_than_was_asked(handed, length, share, doer):
    due = handed + length
    found = check_date(handed, due, share, doer)
    assert handed <= found.at <= due
    total = doer.working_hours_between(handed, due)
    if total > 0:
        left = doer.working_hours_between(found.at, due)
        assert left <= share * total + 1 / 60 + 1e-6  # to the minute it is written to
        assert found.left == pytest.approx(left, abs=0.01)


@given(instants, lengths, st.floats(0, 1), st.floats(0, 1), calendars)
def test_a_larger_share_is_never_a_later_check(handed, length, one, other, doer):
    assume(one <= other)
    due = handed + length
    assert check_date(handed, due, other, doer).at <= check_date(handed, due, one, doer).at


@given(instants, lengths, lengths, st.floats(0, 1), calendars)
def test_a_later_date_is_never_an_earlier_check(handed, length, more, share, doer):
    due = handed + length
    assume(doer.working_hours_between(handed, due) > 0)
    assert check_date(handed, due, share, doer).at <= check_date(handed, due + more, share, doer).at


NOW = zagreb("2026-03-02 09:00")


@pytest.mark.parametrize(
    "due, more, words",
    [
        ("2026-03-06 17:00", {}, []),
        ("2026-03-01 17:00", {}, ["The date, 2026-03-01, is past."]),
        ("2026-03-07 17:00", {}, ["Tin does not work on 2026-03-07."]),
        ("2026-05-01 17:00", {}, ["2026-05-01 is a public holiday for Tin."]),
        ("2026-03-06 17:00", {"client_due": date(2026, 3, 5)},
         ["The client’s date, 2026-03-05, comes before Tin’s, 2026-03-06."]),
        ("2026-03-06 17:00", {"client_due": date(2026, 3, 1)}, ["The client’s date, 2026-03-01, is past."]),
        ("2026-03-06 17:00", {"client_due": date(2026, 3, 6)},
         ["The client’s date is the same day: no time is left to look at the work."]),
        ("2026-03-06 17:00", {"client_due": date(2026, 3, 9)}, []),
        ("2026-03-06 17:00", {"check": zagreb("2026-03-07 09:00")}, ["The check comes after the date."]),
    ],
)  # fmt: skip
def test_what_speaks_against_dates(due, more, words):
    found = doubts(name="Tin", now=NOW, due=zagreb(due), doer=ZAGREB, **more)
    assert [reason.plain() for reason in found] == words


def test_a_date_in_days_away_and_one_without_working_time_are_doubted():
    away = Calendar("Europe/Zagreb", absences=((date(2026, 3, 2), date(2026, 3, 5)),))
    said = [doubts(name="Tin", now=NOW, due=zagreb(day), doer=away) for day in ("2026-03-04 17:00", "2026-03-06 08:00")]
    assert [[reason.plain() for reason in one] for one in said] == [
        ["Tin is away until 2026-03-05."],
        ["Tin has no working time before the date."],
    ]


@pytest.mark.parametrize(
    "facts, first",
    [
        ({}, "No time is noted and nothing was said: has it begun?"),
        ({"accepted": False}, "Nobody has said yes: will it be done by the date?"),
        ({"minutes": 60, "hours": 4.0, "hours_left": 2.0},
         "3 h are still to do and 2 working hours are left: does the date hold?"),
        ({"minutes": 300, "hours": 4.0, "hours_left": 2.0}, "It took 5 of 4 h: what does the rest take?"),
        ({"minutes": 60, "steps": 2, "open_steps": ("Ask.",)}, "Still open of 2 steps: Ask. What is in the way?"),
        ({"minutes": 60}, "What is still to do, and does the date hold?"),
        ({"words": 1, "criteria": ("It fires.",)}, "No time is noted: how much has it taken?"),
    ],
)  # fmt: skip
def test_what_to_ask_at_the_check(facts, first):
    assert what_to_ask(**facts)[0].plain() == first
