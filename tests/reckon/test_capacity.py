"""The load: worked examples by hand, and what holds whatever is promised."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.capacity import Busy, Load, Work, carried, could_take, fits, made_of, overloaded, words
from rapport.reckon.timing import Calendar, Week

ZAGREB = Calendar("Europe/Zagreb", holidays="HR")  # 9 to 17, forty hours
AWAY = Calendar("Europe/Zagreb", holidays="HR", absences=((date(2024, 11, 11), date(2024, 11, 15)),))
PART = Calendar("Europe/Zagreb", Week.parse("mon-wed 09:00-13:00"))
MONDAY = datetime(2024, 11, 11, 8, tzinfo=UTC)  # 9:00 in Zagreb; Monday 18 November is Remembrance Day
WEDNESDAY_NOON = datetime(2024, 11, 13, 11, tzinfo=UTC)  # 12:00 in Zagreb: 21 of the 40 hours are left
FRIDAY_EVENING = datetime(2024, 11, 15, 19, tzinfo=UTC)


def at(day: int, hour: int = 16, month: int = 11) -> datetime:
    return datetime(2024, month, day, hour, tzinfo=UTC)


# what, calendar, now, tasks, meetings | (there, promised, state) of the first three weeks
WEEKS = [
    ("nothing promised", ZAGREB, MONDAY, [], [], [(32, 0, "free"), (25.6, 0, "free"), (32, 0, "free")]),
    ("from the middle of a week", ZAGREB, WEDNESDAY_NOON, [], [], [(16.8, 0, "free"), (25.6, 0, "free")]),
    ("away all week", AWAY, MONDAY, [], [], [(0, 0, "away"), (25.6, 0, "free")]),
    ("promised while away", AWAY, MONDAY, [(4, None, at(13))], [], [(0, 4, "over"), (25.6, 0, "free")]),
    # 36 h until Friday 22nd: 40 + 32 working hours, so 20 in the first week and 16 in the second
    ("over two weeks", ZAGREB, MONDAY, [(36, None, at(22))], [], [(32, 20, "free"), (25.6, 16, "free")]),
    ("begins next week", ZAGREB, MONDAY, [(8, date(2024, 11, 18), at(22))], [], [(32, 0, "free"), (25.6, 8, "free")]),
    ("late: the first hours", ZAGREB, MONDAY, [(10, None, at(1))], [], [(32, 10, "free"), (25.6, 0, "free")]),
    ("late at a week's end", ZAGREB, FRIDAY_EVENING, [(10, None, at(12))], [], [(0, 0, "away"), (25.6, 10, "free")]),
    ("a meeting", ZAGREB, MONDAY, [], [(at(12, 9), 1.5)], [(32, 1.5, "free")]),
    ("a meeting that is over", ZAGREB, WEDNESDAY_NOON, [], [(at(12, 9), 1.5)], [(16.8, 0, "free")]),
    ("nearly full", ZAGREB, MONDAY, [(29, None, at(15))], [], [(32, 29, "near")]),
    ("exactly full", ZAGREB, MONDAY, [(32, None, at(15))], [], [(32, 32, "near")]),
    ("too much", ZAGREB, MONDAY, [(31, None, at(15))], [(at(12, 9), 2)], [(32, 33, "over")]),
    ("a short week", PART, MONDAY, [(6, None, at(15))], [], [(9.6, 6, "free")]),
    ("without hours or date", ZAGREB, MONDAY, [(None, None, at(15)), (8, None, None)], [], [(32, 0, "free")]),
    ("a date far away", ZAGREB, MONDAY, [(5000, None, datetime(9999, 12, 31, tzinfo=UTC))], [], [(32, 0.6, "free")]),
]  # fmt: skip


@pytest.mark.parametrize("what, calendar, now, tasks, meetings, wanted", WEEKS, ids=[row[0] for row in WEEKS])
def test_the_weeks_are_as_reckoned_by_hand(what, calendar, now, tasks, meetings, wanted) -> None:
    found = load(tasks, calendar, now, meetings)
    got = [(round(one.there, 1), round(one.promised, 1), one.state) for one in found.weeks[: len(wanted)]]
    assert got == wanted


# hours, due, promised before | verdict, earliest, first sentence
FITS = [
    (20, at(15), [], "yes", date(2024, 11, 14), "It fits: 32.0 h are free until 2024-11-15."),
    (20, at(13), [], "tight", date(2024, 11, 14), "Tight: 19.2 h are free until 2024-11-13; the rest would"),
    (30, at(13), [], "no", date(2024, 11, 15), "It does not fit: 19.2 h are free until 2024-11-13."),
    (8, at(15), [(32, None, at(15))], "tight", date(2024, 11, 20), "Tight: 0.0 h are free until 2024-11-15"),
    # 60 h late: 32 of them fill this week and 25.6 the next, 2.4 are left for the third
    (8, at(15), [(60, None, at(1))], "no", date(2024, 11, 26), "It does not fit: no hour is free until 2024-11-15."),
    (8, at(8), [], "no", date(2024, 11, 12), "2024-11-08 is past."),
]


@pytest.mark.parametrize("hours, due, before, verdict, earliest, sentence", FITS)
def test_a_promise_fits_or_not_and_says_by_when(hours, due, before, verdict, earliest, sentence) -> None:
    fit = fits(hours, due, load(before, ZAGREB, MONDAY))
    assert (fit.verdict, fit.earliest) == (verdict, earliest)
    assert fit.reasons[0].plain().startswith(sentence)


def test_the_reasons_name_what_fills_the_time_and_what_is_not_counted() -> None:
    found = carried(
        [Work("a", 30, due=at(22)), Work("b", None, due=at(22)), Work("c", None), Work("d", 5)],
        [Busy("m", at(12), 2)], AWAY, MONDAY,
    )  # fmt: skip
    told = [reason.plain() for reason in fits(40, at(22), found).reasons]
    assert told == [
        "It does not fit: no hour is free until 2024-11-22.",
        "Promised until then: 30.0 h of tasks, 2.0 h of meetings.",
        "Away or on public holidays: 6 days.",
        "It would fit by 2024-12-04.",
        "Not counted: 2 tasks without hours.",
        "Not counted: 5.0 h in 1 task without a date.",
    ]
    assert found.weeks[1].unknown == 1
    assert [words(week).plain() for week in found.weeks[:2]] == [
        "2.0 h are promised in a week without working hours.",
        "30.0 h are promised, 25.6 h may be: 4.4 h too many.",
    ]
    assert [week.monday.day for week in overloaded(found)] == [11, 18]


def test_the_parts_of_a_week_are_named_longest_first() -> None:
    tasks = [Work("short", 2, due=at(15)), Work("long", 36, due=at(22)), Work("unknown", None, due=at(15))]
    found = carried(tasks, [], ZAGREB, MONDAY)
    assert [(one.key, hours) for one, hours in made_of(tasks, found, date(2024, 11, 11))] == [
        ("long", pytest.approx(20)), ("short", 2), ("unknown", 0),
    ]  # fmt: skip
    assert [one.key for one, _ in made_of(tasks, found, date(2024, 11, 18))] == ["long"]


def test_those_for_whom_it_fits_are_named_the_freest_first_else_who_could_soonest() -> None:
    busy, idle, gone = load([(30, None, at(15))], ZAGREB, MONDAY), load([], ZAGREB, MONDAY), load([], AWAY, MONDAY)
    some = load([(10, None, at(15))], ZAGREB, MONDAY)
    named = could_take(16, at(15), {"busy": busy, "some": some, "idle": idle, "gone": gone})
    assert [key for key, _ in named] == ["idle", "some"]
    named = could_take(60, at(15), {"busy": busy, "idle": idle, "gone": gone}, most=2)
    assert [key for key, _ in named] == ["idle", "busy"]
    never = load([], Calendar(week=Week.parse("mon 09:00-10:00")), MONDAY)
    assert could_take(900, at(15), {"never": never}) == []
    assert fits(900, at(15), never).reasons[-1].plain() == "It fits nowhere in the next 26 weeks."


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: carried([], [], ZAGREB, MONDAY, plannable=0),
        lambda: carried([], [], ZAGREB, MONDAY.replace(tzinfo=None)),
        lambda: fits(0, at(15), load([], ZAGREB, MONDAY)),
        lambda: fits(-3, at(15), load([], ZAGREB, MONDAY)),
        lambda: fits(float("nan"), at(15), load([], ZAGREB, MONDAY)),
    ],
)
def test_what_cannot_be_is_refused(wrong) -> None:
    with pytest.raises(ValueError):
        wrong()


def test_a_hundred_people_and_twenty_thousand_tasks_are_laid_out_in_a_moment() -> None:
    tasks = [Work(n, 1 + n % 16, due=MONDAY + timedelta(days=n % 150)) for n in range(200)]
    begun = perf_counter()
    for _ in range(100):
        carried(tasks, [], ZAGREB, MONDAY)
    assert perf_counter() - begun < 4  # 0.4 on two quiet cores


instants = st.datetimes(datetime(2024, 9, 1), datetime(2025, 6, 1)).map(lambda moment: moment.replace(tzinfo=UTC))
works = st.builds(
    Work,
    st.integers(0, 99),
    st.none() | st.floats(0, 200),
    st.none() | st.dates(date(2024, 9, 1), date(2025, 6, 1)),
    st.none() | instants,
)
calendars = st.sampled_from([ZAGREB, AWAY, PART, Calendar("America/New_York", holidays="US")])
MARKS = {"no": 0, "tight": 1, "yes": 2}


@given(st.lists(works, max_size=8), works, st.floats(0.25, 300), instants, instants, calendars)
def test_a_task_more_never_makes_it_fit_better(tasks, more, hours, due, now, calendar) -> None:
    before = fits(hours, due, carried(tasks, [], calendar, now))
    after = fits(hours, due, carried([*tasks, more], [], calendar, now))
    assert MARKS[after.verdict] <= MARKS[before.verdict]
    assert after.free <= before.free + 1e-6
    assert (after.earliest or date.max) >= (before.earliest or date.max)


@given(st.lists(works, max_size=8), st.floats(0.25, 300), instants, instants, calendars, st.integers(1, 60))
def test_a_later_date_or_fewer_hours_never_fit_worse(tasks, hours, due, now, calendar, days) -> None:
    found = carried(tasks, [], calendar, now)
    asked = MARKS[fits(hours, due, found).verdict]
    assert MARKS[fits(hours, due + timedelta(days=days), found).verdict] >= asked
    assert MARKS[fits(hours / 2, due, found).verdict] >= asked


@given(st.lists(works, max_size=8), st.floats(0.25, 300), instants, calendars)
def test_by_the_earliest_day_it_fits(tasks, hours, now, calendar) -> None:
    found = carried(tasks, [], calendar, now)
    if earliest := fits(hours, now, found).earliest:
        assert fits(hours, calendar.end_of_day(earliest), found).verdict == "yes"


@given(st.lists(works, max_size=8), instants, calendars)
def test_no_hour_of_a_task_is_lost_or_made_and_the_order_does_not_matter(tasks, now, calendar) -> None:
    dated = [one._replace(due=min(one.due, now + timedelta(days=150))) for one in tasks if one.hours and one.due]
    found = carried(dated, [], calendar, now)
    assert sum(week.work for week in found.weeks) == pytest.approx(sum(one.hours for one in dated))
    turned = carried(dated[::-1], [], calendar, now)
    assert [week.work for week in turned.weeks] == pytest.approx([week.work for week in found.weeks])
    for week in found.weeks:
        parts = made_of(dated, found, week.monday)
        assert sum(hours for _, hours in parts) == pytest.approx(week.work, abs=1e-4)


def load(tasks, calendar: Calendar, now: datetime, meetings=()) -> Load:
    made = [Work(n, hours, begins, due) for n, (hours, begins, due) in enumerate(tasks)]
    return carried(made, [Busy(n, moment, hours) for n, (moment, hours) in enumerate(meetings)], calendar, now)
