"""The next word: its day, its reasons, and what holds for every client."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.cadence import CADENCE, NextWord, next_word
from rapport.reckon.timing import Calendar, Week

ZAGREB = Calendar("Europe/Zagreb", holidays="HR")
BRATISLAVA = Calendar("Europe/Bratislava", holidays="SK")
BOSTON = Calendar("America/New_York", holidays="US")
SUNDAY_TO_THURSDAY = Calendar("Asia/Dubai", week=Week.parse("sun-thu 09:00-17:00"))
ON_LEAVE = Calendar("Europe/Zagreb", holidays="HR", absences=((date(2024, 11, 11), date(2024, 11, 15)),))


def word(
    last: date | None,
    every: int,
    today: date,
    *,
    ours: Calendar = ZAGREB,
    theirs: Calendar = ZAGREB,
    since: date = date(2024, 1, 1),
) -> NextWord:
    return next_word(last_contact=last, since=since, every_days=every, ours=ours, theirs=theirs, today=today)


# last word, every, today, theirs | due, state, days late, what is said after the first reason
EXAMPLES = [
    # Tue 5 Nov + 7 = Tue 12 Nov
    (date(2024, 11, 5), 7, date(2024, 11, 10), ZAGREB, date(2024, 11, 12), "ahead", 0, []),
    (date(2024, 11, 5), 7, date(2024, 11, 12), ZAGREB, date(2024, 11, 12), "today", 0, []),
    (date(2024, 11, 5), 7, date(2024, 11, 16), ZAGREB, date(2024, 11, 12), "late", 4, []),
    # Sat 2 Nov + 14 = Sat 16 Nov: weekend, then Remembrance Day on Monday in Croatia
    (
        date(2024, 11, 2),
        14,
        date(2024, 11, 20),
        ZAGREB,
        date(2024, 11, 19),
        "late",
        1,
        ["Moved from 2024-11-16: weekend, public holiday there."],
    ),
    # the same day seen from Slovakia: the holiday is ours
    (
        date(2024, 11, 2),
        14,
        date(2024, 11, 16),
        BRATISLAVA,
        date(2024, 11, 19),
        "ahead",
        0,
        ["Moved from 2024-11-16: weekend, public holiday here."],
    ),
    # Thu 28 Nov 2024 is Thanksgiving in Boston only
    (
        date(2024, 11, 21),
        7,
        date(2024, 11, 25),
        BOSTON,
        date(2024, 11, 29),
        "ahead",
        0,
        ["Moved from 2024-11-28: public holiday there."],
    ),
    # Fri 15 Nov is a day off in Dubai, then our weekend, then our holiday
    (
        date(2024, 11, 8),
        7,
        date(2024, 11, 15),
        SUNDAY_TO_THURSDAY,
        date(2024, 11, 19),
        "ahead",
        0,
        ["Moved from 2024-11-15: a day off there, weekend, public holiday here."],
    ),
    # they are away all the week of Mon 11 Nov; then weekend and holiday
    (
        date(2024, 11, 5),
        7,
        date(2024, 11, 12),
        ON_LEAVE,
        date(2024, 11, 19),
        "ahead",
        0,
        ["Moved from 2024-11-12: they are away until 2024-11-15, weekend, public holiday there."],
    ),
    # C, a month: Fri 1 Nov 2024 + 30 = Sun 1 Dec
    (
        date(2024, 11, 1),
        30,
        date(2024, 12, 2),
        BRATISLAVA,
        date(2024, 12, 2),
        "today",
        0,
        ["Moved from 2024-12-01: weekend."],
    ),
]


@pytest.mark.parametrize("last, every, today, theirs, due, state, late, moves", EXAMPLES)
def test_the_worked_examples_hold(
    last: date, every: int, today: date, theirs: Calendar, due: date, state: str, late: int, moves: list[str]
) -> None:
    judged = word(last, every, today, theirs=theirs)
    assert (judged.due, judged.state, judged.days_late) == (due, state, late)
    assert [reason.plain() for reason in judged.reasons[1:]] == moves
    assert judged.days_since == (today - last).days
    assert judged.moved_from == (last + timedelta(days=every) if moves else None)


@pytest.mark.parametrize(
    "ago, sentence",
    [
        (0, "Last word today, due every 14 days."),
        (1, "Last word 1 day ago, due every 14."),
        (18, "Last word 18 days ago, due every 14."),
        (-3, "Last word today, due every 14 days."),
    ],
)
def test_the_first_reason_says_how_long_ago(ago: int, sentence: str) -> None:
    judged = word(date(2024, 11, 5), 14, date(2024, 11, 5) + timedelta(days=ago))
    assert judged.reasons[0].plain() == sentence
    assert judged.days_since == max(ago, 0)


def test_our_own_leave_is_said_as_ours() -> None:
    judged = word(date(2024, 11, 5), 7, date(2024, 11, 6), ours=ON_LEAVE, theirs=BRATISLAVA)
    assert judged.due == date(2024, 11, 19)
    assert "we are away until 2024-11-15" in judged.reasons[1].plain()


def test_a_holiday_without_a_name_is_still_a_reason() -> None:
    closed = Calendar(holidays=frozenset({date(2024, 11, 12)}))
    judged = word(date(2024, 11, 5), 7, date(2024, 11, 6), theirs=closed)
    assert judged.reasons[1].plain() == "Moved from 2024-11-12: public holiday there."


def test_a_client_never_spoken_to_is_due_on_the_working_day_of_the_beginning() -> None:
    judged = word(None, 30, date(2024, 11, 20), since=date(2024, 11, 16))  # a Saturday, then a day off in Croatia
    assert judged.due == date(2024, 11, 19)
    assert judged.moved_from == date(2024, 11, 16)
    assert judged.days_since is None
    assert judged.reasons[0].plain() == "No word yet since the beginning on 2024-11-16."


@pytest.mark.parametrize("every", [0, -7])
def test_a_cadence_under_a_day_is_refused(every: int) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        word(date(2024, 11, 5), every, date(2024, 11, 6))


@pytest.mark.parametrize("last", [date.min, date.max])
def test_the_first_and_the_last_day_are_survived(last: date) -> None:
    assert word(last, 30, date(2024, 11, 6)).due >= last


def test_the_tiers_have_their_rhythm() -> None:
    assert CADENCE == {"A": 7, "B": 14, "C": 30}


DAYS = st.dates(date(2019, 1, 1), date(2027, 12, 31))
ABSENCES = st.lists(
    st.builds(lambda first, length: (first, first + timedelta(days=length)), DAYS, st.integers(0, 30)), max_size=3
).map(tuple)
WEEKS = st.sampled_from(["mon-fri 09:00-17:00", "sun-thu 08:00-16:00", "tue-sat 10:00-18:00", "mon-thu 09:00-13:00"])
SIDES = st.builds(
    Calendar,
    zone=st.sampled_from(["Europe/Zagreb", "Asia/Yekaterinburg", "America/New_York"]),
    week=WEEKS.map(Week.parse),
    holidays=st.sampled_from(["HR", "SK", "RU", "US", "JP", "??"]),
    absences=ABSENCES,
)


@given(last=DAYS, every=st.integers(1, 120), ours=SIDES, theirs=SIDES, today=DAYS)
def test_a_word_is_never_due_before_the_last_contact_plus_cadence(
    last: date, every: int, ours: Calendar, theirs: Calendar, today: date
) -> None:
    judged = word(last, every, today, ours=ours, theirs=theirs)
    assert judged.due >= last + timedelta(days=every) > last
    assert (judged.moved_from is None) == (judged.due == last + timedelta(days=every))


@given(last=st.one_of(st.none(), DAYS), since=DAYS, every=st.integers(1, 120), ours=SIDES, theirs=SIDES, today=DAYS)
def test_a_word_is_due_on_a_working_day_of_both_sides(
    last: date | None, since: date, every: int, ours: Calendar, theirs: Calendar, today: date
) -> None:
    judged = word(last, every, today, ours=ours, theirs=theirs, since=since)
    assert ours.is_working_day(judged.due)
    assert theirs.is_working_day(judged.due)


@given(last=DAYS, every=st.integers(1, 120), more=st.integers(0, 60), ours=SIDES, theirs=SIDES)
def test_a_slower_cadence_is_never_due_earlier(
    last: date, every: int, more: int, ours: Calendar, theirs: Calendar
) -> None:
    sooner = word(last, every, last, ours=ours, theirs=theirs)
    later = word(last, every + more, last, ours=ours, theirs=theirs)
    assert sooner.due <= later.due


@given(last=DAYS, every=st.integers(1, 120), ours=SIDES, theirs=SIDES, today=DAYS)
def test_lateness_state_and_due_date_agree(
    last: date, every: int, ours: Calendar, theirs: Calendar, today: date
) -> None:
    judged = word(last, every, today, ours=ours, theirs=theirs)
    assert judged.days_late == max((today - judged.due).days, 0)
    assert (judged.state == "late") == (judged.days_late > 0)
    assert len(judged.reasons) == (2 if judged.moved_from else 1)
