"""Working calendars: days, hours, holidays, absences, and the two nights a year when the clock jumps."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.timing import Calendar, Week, both, holiday_name, holidays_of, zone_named

ZAGREB = Calendar("Europe/Zagreb", holidays="HR")
BRATISLAVA = Calendar("Europe/Bratislava", holidays="SK")


def zagreb(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Zagreb"))


@pytest.mark.parametrize(
    "text, read",
    [
        ("mon-fri 09:00-17:00", "mon-fri 09:00-17:00"),
        ("MON–FRI 9:00–17:00; Sat 10:00-14:00", "mon-fri 09:00-17:00; sat 10:00-14:00"),
        ("sun-thu 08:30-16:30", "mon-thu 08:30-16:30; sun 08:30-16:30"),
        ("mon 09:00-17:00, wed 09:00-12:00;", "mon 09:00-17:00; wed 09:00-12:00"),
        ("mon-sun 00:00-24:00", "mon-sun 00:00-24:00"),
    ],
)
def test_a_week_is_read_and_written(text: str, read: str) -> None:
    assert Week.parse(text).text() == read
    assert Week.parse(read) == Week.parse(text)


@pytest.mark.parametrize(
    "text, complaint",
    [
        ("", "No working day is named"),
        (" ; ", "No working day is named"),
        ("whenever", "cannot be read"),
        ("mon-fri", "cannot be read"),
        ("mon-fri 9-17", "cannot be read"),
        ("foo 09:00-17:00", '"foo" is no day'),
        ("mon-xyz 09:00-17:00", '"xyz" is no day'),
        ("mon 17:00-09:00", "end before it begins"),
        ("mon 09:00-09:00", "end before it begins"),
        ("mon 25:00-26:00", '"25:00" is no time of day'),
        ("mon 09:75-17:00", '"09:75" is no time of day'),
        ("mon-fri 09:00-17:00; fri 09:00-12:00", "fri is named twice"),
    ],
)
def test_an_absurd_week_is_refused_with_a_sentence(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Week.parse(text)


def test_a_week_of_six_days_is_refused() -> None:
    with pytest.raises(ValueError, match="seven days, not 6"):
        Week((None,) * 6)


def test_a_span_that_ends_before_it_begins_is_refused_with_its_day() -> None:
    with pytest.raises(ValueError, match="On tue"):
        Week((None, (time(17), time(9)), None, None, None, None, None))


@pytest.mark.parametrize("name", ["Europe/", "Nowhere/City", "", "../etc/passwd", "Europe/Zagreb\0"])
def test_an_unknown_zone_is_refused_by_name(name: str) -> None:
    with pytest.raises(ValueError, match="There is no time zone"):
        Calendar(name)
    with pytest.raises(ValueError):
        zone_named(name)


@pytest.mark.parametrize(
    "day, following, preceding",
    [
        (date(2024, 11, 14), date(2024, 11, 14), date(2024, 11, 14)),  # Thursday
        (date(2024, 11, 16), date(2024, 11, 19), date(2024, 11, 15)),  # Saturday before Remembrance Day, Monday
        (date(2024, 11, 18), date(2024, 11, 19), date(2024, 11, 15)),  # Remembrance Day
        (date(2024, 12, 25), date(2024, 12, 27), date(2024, 12, 24)),
        (date(2024, 12, 29), date(2024, 12, 30), date(2024, 12, 27)),  # Sunday
        (date(2024, 12, 31), date(2024, 12, 31), date(2024, 12, 31)),
        (date(2025, 1, 1), date(2025, 1, 2), date(2024, 12, 31)),
    ],
)
def test_working_days_step_over_weekends_and_holidays(day: date, following: date, preceding: date) -> None:
    assert ZAGREB.next_working_day(day) == following
    assert ZAGREB.previous_working_day(day) == preceding


def test_an_absence_is_stepped_over_from_its_first_to_its_last_day() -> None:
    away = Calendar("Europe/Zagreb", absences=((date(2024, 11, 12), date(2024, 11, 13)),))
    assert away.next_working_day(date(2024, 11, 11)) == date(2024, 11, 11)
    assert away.next_working_day(date(2024, 11, 12)) == date(2024, 11, 14)
    assert away.previous_working_day(date(2024, 11, 13)) == date(2024, 11, 11)


@pytest.mark.parametrize("last", [date(2026, 6, 1), date(9999, 12, 31)])
def test_an_absence_longer_than_the_look_ahead_is_set_aside(last: date) -> None:
    away = Calendar("Europe/Zagreb", absences=((date(2024, 11, 2), last),))
    assert away.next_working_day(date(2024, 11, 9)) == date(2024, 11, 11)
    assert both(ZAGREB, away, date(2024, 11, 16)) == date(2024, 11, 19)


@pytest.mark.parametrize("day", [date(2024, 11, 11), date.min, date.max])
def test_a_week_without_work_answers_the_day_asked(day: date) -> None:
    never = Calendar(week=Week((None,) * 7))
    assert never.next_working_day(day) == day
    assert never.previous_working_day(day) == day
    assert never.working_hours_between(datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)) == 0


def test_both_sides_work_on_the_day_found() -> None:
    # Thursday 31 October is free to both; 1 November is a holiday in both; Monday 18 November only in Croatia.
    assert both(ZAGREB, BRATISLAVA, date(2024, 10, 31)) == date(2024, 10, 31)
    assert both(ZAGREB, BRATISLAVA, date(2024, 11, 1)) == date(2024, 11, 4)
    assert both(ZAGREB, BRATISLAVA, date(2024, 11, 16)) == date(2024, 11, 19)
    assert both(ZAGREB, BRATISLAVA, date(2024, 11, 15)) == date(2024, 11, 15)


def test_two_weeks_without_a_common_day_answer_our_next_day() -> None:
    weekend = Calendar(week=Week.parse("sat-sun 09:00-17:00"))
    assert both(ZAGREB, weekend, date(2024, 11, 9)) == date(2024, 11, 11)


@pytest.mark.parametrize("country", ["", "XX", "Croatia, mostly", "🇭🇷"])
def test_an_unknown_country_has_no_holidays(country: str) -> None:
    assert holidays_of(country, [2024]) == frozenset()
    assert Calendar(holidays=country).is_working_day(date(2024, 12, 25))


def test_a_country_is_known_in_small_letters_too() -> None:
    assert holidays_of("hr", [2024, 2025]) >= {date(2024, 5, 30), date(2025, 12, 25)}
    assert holiday_name("sk", date(2024, 7, 5)) is not None


@pytest.mark.parametrize(
    "start, end, hours",
    [
        ("2024-11-12 10:00", "2024-11-12 12:30", 2.5),
        ("2024-11-12 06:00", "2024-11-12 22:00", 8),
        ("2024-11-12 16:00", "2024-11-13 10:00", 2),
        ("2024-11-15 16:00", "2024-11-19 10:00", 2),  # a weekend and Remembrance Day between
        ("2024-11-16 10:00", "2024-11-17 12:00", 0),
        ("2024-11-11 00:00", "2024-11-18 00:00", 40),
        ("2024-12-23 09:00", "2025-01-02 09:00", 40),  # 23, 24, 27, 30, 31; 25, 26 and 1 January are holidays
        ("2024-11-13 10:00", "2024-11-12 16:00", -2),
        ("2024-03-29 09:00", "2024-04-02 17:00", 16),  # Easter Monday, and the clock goes forward on Sunday
        ("2024-10-25 09:00", "2024-10-28 17:00", 16),  # the clock goes back on Sunday
    ],
)
def test_working_hours_are_counted_in_the_zone(start: str, end: str, hours: float) -> None:
    assert ZAGREB.working_hours_between(zagreb(start), zagreb(end)) == pytest.approx(hours)
    assert ZAGREB.working_hours_between(zagreb(start).astimezone(UTC), zagreb(end)) == pytest.approx(hours)


def test_absences_that_overlap_are_taken_off_once() -> None:
    away = Calendar(
        "Europe/Zagreb",
        holidays="HR",
        absences=(
            (date(2024, 11, 18), date(2024, 11, 20)),
            (date(2024, 11, 14), date(2024, 11, 18)),
            (date(2024, 11, 19), date(2024, 11, 19)),
        ),
    )
    assert away.working_hours_between(zagreb("2024-11-11 00:00"), zagreb("2024-11-23 00:00")) == pytest.approx(40)


def test_a_night_shift_gains_nothing_when_the_clock_goes_back() -> None:
    nights = Calendar("Europe/Zagreb", week=Week.parse("mon-sun 00:00-24:00"))
    back, forward = datetime(2024, 10, 26, 22, tzinfo=UTC), datetime(2024, 3, 30, 23, tzinfo=UTC)
    reached = [nights.working_hours_between(back, back + timedelta(minutes=20 * n)) for n in range(76)]
    assert reached == sorted(reached)
    assert reached[-1] == pytest.approx(24)
    assert nights.working_hours_between(forward, forward + timedelta(hours=23)) == pytest.approx(24)


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        ZAGREB.working_hours_between(datetime(2024, 1, 1), datetime(2024, 1, 2, tzinfo=UTC))


@pytest.mark.parametrize("year", [1, 9999])
def test_the_first_and_the_last_year_are_survived(year: int) -> None:
    now, far = zagreb("2024-11-12 09:00"), datetime(year, 1, 1, tzinfo=UTC)
    hours = ZAGREB.working_hours_between(now, far)
    assert 18_000 < abs(hours) < 22_000  # ten years, no more
    assert (hours > 0) == (year == 9999)
    assert ZAGREB.works_at(far) is False
    for day in (date(year, 1, 1), date(year, 12, 31)):
        assert ZAGREB.end_of_day(day).tzinfo is UTC
        assert ZAGREB.next_working_day(day) >= day >= ZAGREB.previous_working_day(day)


@pytest.mark.parametrize(
    "instant, works",
    [
        ("2024-11-12 08:59", False),
        ("2024-11-12 09:00", True),
        ("2024-11-12 16:59", True),
        ("2024-11-12 17:00", False),
        ("2024-11-16 12:00", False),
        ("2024-11-18 12:00", False),
    ],
)
def test_an_instant_is_inside_working_hours_or_not(instant: str, works: bool) -> None:
    assert ZAGREB.works_at(zagreb(instant)) is works


@pytest.mark.parametrize(
    "day, end",
    [
        (date(2024, 7, 9), datetime(2024, 7, 9, 15, tzinfo=UTC)),  # summer time
        (date(2024, 11, 12), datetime(2024, 11, 12, 16, tzinfo=UTC)),
        (date(2024, 11, 16), datetime(2024, 11, 16, 16, tzinfo=UTC)),  # Saturday: as on the other days
    ],
)
def test_a_day_ends_when_work_ends_in_its_zone(day: date, end: datetime) -> None:
    assert ZAGREB.end_of_day(day) == end


INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@given(a=INSTANTS, b=INSTANTS, c=INSTANTS)
def test_hours_add_up_whatever_the_stop_between(a: datetime, b: datetime, c: datetime) -> None:
    away = Calendar("Europe/Zagreb", holidays="HR", absences=((date(2022, 7, 1), date(2022, 7, 20)),))
    direct = away.working_hours_between(a, c)
    assert away.working_hours_between(a, b) + away.working_hours_between(b, c) == pytest.approx(direct, abs=1e-6)
    assert away.working_hours_between(c, a) == pytest.approx(-direct, abs=1e-6)


@given(start=INSTANTS, days=st.integers(0, 400))
def test_hours_agree_with_a_plain_count_of_days(start: datetime, days: int) -> None:
    midnight = zagreb(f"{start:%Y-%m-%d} 00:00")
    last = midnight.date() + timedelta(days=days)
    plain = 8 * sum(ZAGREB.is_working_day(midnight.date() + timedelta(days=n)) for n in range(days))
    assert ZAGREB.working_hours_between(midnight, zagreb(f"{last} 00:00")) == pytest.approx(plain)


def test_a_later_end_never_has_fewer_hours() -> None:
    start = zagreb("2024-11-12 09:00")
    ends = [start + timedelta(hours=7.3 * n) for n in range(-1000, 1000)]
    hours = ZAGREB.hours_from(start)
    total = [hours(end) for end in ends]
    assert total == sorted(total)
