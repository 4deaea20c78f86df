"""Rhythms of meetings: the plain form, the rule, the days, and what is moved off days off."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rapport.reckon.recurring import Rhythm, days, occurrences, read
from rapport.reckon.timing import Calendar
from rapport.reckon.wall import placed

ZAGREB = Calendar("Europe/Zagreb", holidays="HR")
ZILINA = Calendar("Europe/Bratislava", holidays="SK")

SAID = [
    (Rhythm("workday"), "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Every working day"),
    (Rhythm("week", (1,)), "FREQ=WEEKLY;BYDAY=TU", "Every week: Tuesday"),
    (Rhythm("week", (3, 0)), "FREQ=WEEKLY;BYDAY=MO,TH", ""),
    (Rhythm("two_weeks", (4,)), "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "Every second week: Friday"),
    (Rhythm("month", (1,), nth=1), "FREQ=MONTHLY;BYDAY=1TU", "Every month: Tuesday, first in the month"),
    (Rhythm("month", (4,), nth=-1), "FREQ=MONTHLY;BYDAY=-1FR", "Every month: Friday, last in the month"),
    (Rhythm("month", nth=-1), "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "Every month: the last working day"),
    (Rhythm("month", month_day=15), "FREQ=MONTHLY;BYMONTHDAY=15", "Every month: on day 15"),
    (Rhythm("quarter", nth=1), "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", ""),
    (Rhythm("year", month_day=3), "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=3", "Every year: on day 3"),
]


@pytest.mark.parametrize("rhythm, rule, words", SAID)
def test_a_plain_form_is_a_rule_and_comes_back_from_it(rhythm: Rhythm, rule: str, words: str) -> None:
    assert rhythm.rule() == rule
    back = read(rule)
    assert back is not None
    assert back.rule() == rule
    if words:
        assert rhythm.words().plain() == words == back.words().plain()


@pytest.mark.parametrize("rule", ["", "FREQ=DAILY", "FREQ=YEARLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=1MO,2TU", "nonsense"])
def test_a_rule_our_form_cannot_say_is_not_guessed(rule: str) -> None:
    assert read(rule) is None


@pytest.mark.parametrize("rhythm", [Rhythm("week"), Rhythm("month"), Rhythm("two_weeks")])
def test_a_rhythm_that_says_too_little_is_refused(rhythm: Rhythm) -> None:
    with pytest.raises(ValueError, match="names a day"):
        rhythm.rule()


@pytest.mark.parametrize("rule", ["FREQ=SOMETIMES", "BYDAY=XX", "FREQ=WEEKLY;BYDAY=QQ"])
def test_a_rule_that_cannot_be_read_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        days(rule, date(2026, 1, 1), until=date(2026, 2, 1))


def test_every_second_week_is_counted_from_the_first_day() -> None:
    rule = Rhythm("two_weeks", (0,)).rule()
    found = days(rule, date(2026, 11, 2), since=date(2026, 11, 10), until=date(2026, 12, 1))
    assert found == [date(2026, 11, 16), date(2026, 11, 30)]


def test_the_last_day_of_a_month_that_is_too_short_falls_out() -> None:
    assert days("FREQ=MONTHLY;BYMONTHDAY=31", date(2026, 1, 31), until=date(2026, 4, 30)) == [
        date(2026, 1, 31),
        date(2026, 3, 31),
    ]


def test_a_rule_that_never_comes_is_no_endless_search() -> None:
    assert days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", date(2026, 1, 1), until=date(2027, 1, 1)) == []


@pytest.mark.parametrize(
    "weekday, meant, day, why",
    [
        (4, date(2026, 4, 3), date(2026, 4, 7), "Moved from 2026-04-03: public holiday there, weekend."),
        (2, date(2026, 11, 18), date(2026, 11, 19), "Moved from 2026-11-18: public holiday here."),
    ],
)
def test_a_holiday_of_either_side_moves_the_meeting_and_is_said(weekday: int, meant: date, day: date, why: str) -> None:
    rule = Rhythm("week", (weekday,)).rule()
    found = occurrences(rule, date(2026, 1, 1), since=meant, until=meant, ours=ZAGREB, theirs=ZILINA)
    assert [(one.meant, one.day, one.reason and one.reason.plain()) for one in found] == [(meant, day, why)]


def test_the_last_working_day_is_moved_back_and_not_into_the_next_month() -> None:
    rule = Rhythm("month", nth=-1).rule()
    found = occurrences(rule, date(2026, 12, 1), since=date(2026, 12, 1), until=date(2027, 3, 31), ours=ZAGREB)
    assert all((one.day.year, one.day.month) == (one.meant.year, one.meant.month) for one in found)
    assert all(ZAGREB.is_office_day(one.day) for one in found)


def test_a_daily_rhythm_skips_a_holiday_and_meets_nobody_twice() -> None:
    rule = Rhythm("workday").rule()
    found = occurrences(rule, date(2026, 12, 21), since=date(2026, 12, 21), until=date(2027, 1, 8), ours=ZAGREB)
    chosen = [one.day for one in found]
    assert len(chosen) == len(set(chosen))
    assert date(2026, 12, 25) not in chosen
    assert all(one.reason is None for one in found)


def test_no_two_times_of_a_rhythm_fall_on_one_day() -> None:
    for year in range(2024, 2030):
        for weekdays in ((0, 1), (0, 2, 4), (3, 4)):
            rule = Rhythm("week", weekdays).rule()
            found = occurrences(
                rule, date(year, 1, 1), since=date(year, 1, 1), until=date(year, 12, 31), ours=ZAGREB, theirs=ZILINA
            )
            chosen = [one.day for one in found]
            assert chosen == sorted(set(chosen))
            assert all(ZAGREB.is_office_day(day) and ZILINA.is_office_day(day) for day in chosen)
            assert all((one.reason is None) == (one.day == one.meant) for one in found)


def test_a_time_the_clocks_leave_out_is_moved_and_said() -> None:
    found = placed(datetime(2026, 3, 29, 2, 30), "Europe/Zagreb")
    assert found.at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert found.local == datetime(2026, 3, 29, 3, 30)
    assert found.reason is not None


def test_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    found = placed(datetime(2026, 10, 25, 2, 30), "Europe/Zagreb")
    assert (found.at, found.local) == (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 2, 30))
    assert found.reason is not None
    assert "twice" in found.reason.plain()


def test_the_wall_time_stays_when_the_clocks_change() -> None:
    instants = [placed(datetime(2026, 10, 20, 10) + timedelta(days=7 * n), "Europe/Zagreb").at for n in range(2)]
    assert [at.hour for at in instants] == [8, 9]


@pytest.mark.parametrize("zone", ["", "Europe/", "Nowhere/City", "../etc"])
def test_a_zone_that_does_not_exist_is_refused(zone: str) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        placed(datetime(2026, 1, 1), zone)
