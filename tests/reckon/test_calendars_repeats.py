"""When recurrence rules fall: as two independent readers say, and at a bounded cost whatever the rule says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import recurring_ical_events
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.reckon.calendars import Calendar, Occurrences, busy_times, occurrences, read_calendar
from rapport.reckon.ical.repeats import Budget, read_rule, walls

START, UNTIL = datetime(2026, 1, 5, 9, 30), datetime(2030, 1, 1)

RULES = [
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3;COUNT=40",
    "FREQ=DAILY;BYDAY=MO,WE;BYMONTH=3,4",
    "FREQ=DAILY;BYMONTHDAY=-1",
    "FREQ=DAILY;BYHOUR=9,15;BYMINUTE=0,30;UNTIL=20260301T000000",
    "FREQ=DAILY;BYHOUR=8,10;BYSETPOS=-1",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;BYDAY=TU,TH;INTERVAL=2;WKST=SU",
    "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
    "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
    "FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=1",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYMONTHDAY=-1,15",
    "FREQ=MONTHLY;BYDAY=1FR",
    "FREQ=MONTHLY;BYDAY=-1SU;INTERVAL=2",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
    "FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3;COUNT=6",
    "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
    "FREQ=MONTHLY;BYDAY=5MO",
    "FREQ=YEARLY",
    "FREQ=YEARLY;BYMONTH=1,7",
    "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "FREQ=YEARLY;BYDAY=20MO",
    "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
    "FREQ=YEARLY;BYWEEKNO=1,53",
    "FREQ=YEARLY;BYWEEKNO=-1;WKST=SU;BYDAY=SA",
    "FREQ=YEARLY;BYYEARDAY=1,100,-1",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=2,3,4,5,6,7,8;BYDAY=TU;INTERVAL=2",
    "FREQ=HOURLY;INTERVAL=7;COUNT=50",
    "FREQ=HOURLY;INTERVAL=5;BYDAY=MO;BYMINUTE=0,20;COUNT=50",
    "FREQ=MINUTELY;INTERVAL=95;COUNT=60",
    "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10;COUNT=60",
    "FREQ=SECONDLY;INTERVAL=3600;COUNT=30",
]


def ours(rule: str, start: datetime = START, since: datetime = START, until: datetime = UNTIL) -> list[datetime]:
    read = read_rule(rule)
    assert read
    return list(walls(read, start, since, until, Budget(10_000_000)))


def theirs(rule: str, start: datetime = START, since: datetime = START, until: datetime = UNTIL) -> list[datetime]:
    found = rrulestr(rule, dtstart=start).between(since, until, inc=True)
    return [wall for wall in found if wall < until]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_falls_when_another_reader_says(rule: str) -> None:
    assert ours(rule) == theirs(rule)
    later = datetime(2027, 5, 3, 17)
    assert ours(rule, since=later) == theirs(rule, since=later)


NUMBERS = {
    "BYMONTH": st.integers(1, 12),
    "BYMONTHDAY": st.integers(1, 31) | st.integers(-31, -1),
    "BYYEARDAY": st.integers(1, 366) | st.integers(-366, -1),
    "BYDAY": st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]),
    "BYHOUR": st.integers(0, 23),
}


@st.composite
def rules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 4))}"]
    for name in draw(st.sets(st.sampled_from(sorted(NUMBERS)), max_size=2)):
        values = draw(st.lists(NUMBERS[name], min_size=1, max_size=3, unique=True))
        parts.append(f"{name}={','.join(str(value) for value in values)}")
    parts.append(draw(st.sampled_from(["WKST=MO", "WKST=SU"])))
    if len(parts) > 3 and draw(st.booleans()):
        parts.append(f"BYSETPOS={draw(st.sampled_from([1, 2, -1]))}")
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 30))}")
    return ";".join(parts)


@settings(max_examples=25)
@given(rules(), st.datetimes(datetime(2019, 1, 1), datetime(2025, 12, 31)), st.integers(0, 900))
def test_any_rule_falls_when_another_reader_says(rule: str, start: datetime, later: int) -> None:
    start = start.replace(second=0, microsecond=0)
    since = start + timedelta(days=later)
    until = since + timedelta(days=500)
    assert ours(rule, start, since, until) == theirs(rule, start, since, until)


def calendar(*lines: str) -> Calendar:
    text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *lines, "END:VCALENDAR", ""])
    read = read_calendar(text.encode())
    assert isinstance(read, Calendar)
    return read


def series(rule: str, *lines: str, start: str = ";TZID=Europe/Zagreb:20261019T090000") -> Calendar:
    head = ("BEGIN:VEVENT", "UID:s", "SUMMARY:Weekly", f"DTSTART{start}", "DURATION:PT1H", f"RRULE:{rule}")
    return calendar(*head, *lines, "END:VEVENT")


def between(read: Calendar, first: str = "2026-10-01", last: str = "2027-02-01", **wishes: int) -> Occurrences:
    since, until = (datetime.fromisoformat(day).replace(tzinfo=UTC) for day in (first, last))
    return occurrences(read, since, until, **wishes)  # type: ignore[arg-type]


def begin(found: Occurrences) -> list[str]:
    return [one.starts.local.strftime("%m-%d %H:%M") for one in found.found]


def test_a_series_keeps_its_wall_time_when_the_clocks_change() -> None:
    found = between(series("FREQ=WEEKLY;COUNT=3"))
    assert begin(found) == ["10-19 09:00", "10-26 09:00", "11-02 09:00"]
    assert [one.starts.at.hour for one in found.found if one.starts.at] == [7, 8, 8]
    assert [one.ends.local.hour for one in found.found] == [10, 10, 10]


def test_an_end_in_utc_is_an_instant() -> None:
    assert len(between(series("FREQ=WEEKLY;UNTIL=20261102T080000Z")).found) == 3
    assert len(between(series("FREQ=WEEKLY;UNTIL=20261102T075959Z")).found) == 2


def test_left_out_days_are_missing_and_extra_ones_added() -> None:
    read = series(
        "FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=Europe/Zagreb:20261026T090000", "RDATE;TZID=Europe/Zagreb:20261028T140000"
    )
    assert begin(between(read)) == ["10-19 09:00", "10-28 14:00", "11-02 09:00"]


def test_a_day_left_out_without_a_time_leaves_out_what_begins_on_it() -> None:
    assert begin(between(series("FREQ=DAILY;COUNT=4", "EXDATE;VALUE=DATE:20261020"))) == [
        "10-19 09:00", "10-21 09:00", "10-22 09:00",
    ]  # fmt: skip


def test_a_moved_occurrence_stands_in_the_place_of_the_old_one_and_a_cancelled_one_is_gone() -> None:
    read = calendar(
        "BEGIN:VEVENT", "UID:s", "DTSTART;TZID=Europe/Zagreb:20261019T090000", "RRULE:FREQ=WEEKLY;COUNT=4",
        "DURATION:PT1H", "END:VEVENT",
        "BEGIN:VEVENT", "UID:s", "RECURRENCE-ID;TZID=Europe/Zagreb:20261026T090000", "SUMMARY:Moved",
        "DTSTART;TZID=Europe/Zagreb:20261027T110000", "DURATION:PT2H", "END:VEVENT",
        "BEGIN:VEVENT", "UID:s", "RECURRENCE-ID:20261102T080000Z", "DTSTART;TZID=Europe/Zagreb:20261102T090000",
        "STATUS:CANCELLED", "END:VEVENT",
    )  # fmt: skip
    assert begin(between(read)) == ["10-19 09:00", "10-27 11:00", "11-09 09:00"]


def test_of_two_versions_the_higher_sequence_counts() -> None:
    entry = ("DTSTART:20261019T0{}0000Z", "SEQUENCE:{}", "UID:v", "END:VEVENT")
    read = calendar(*("BEGIN:VEVENT", *(line.format(9, 2) for line in entry)),
                    *("BEGIN:VEVENT", *(line.format(8, 1) for line in entry)))  # fmt: skip
    assert begin(between(read)) == ["10-19 09:00"]


def test_whole_days_repeat_as_days() -> None:
    found = between(series("FREQ=YEARLY", start=";VALUE=DATE:20011225"), "2026-12-01", "2028-01-01")
    assert [(one.starts.day.isoformat(), one.ends.day.isoformat()) for one in found.found] == [
        ("2026-12-25", "2026-12-26"), ("2027-12-25", "2027-12-26"),
    ]  # fmt: skip


def test_what_has_begun_before_the_window_and_lasts_into_it_is_there() -> None:
    read = calendar("BEGIN:VEVENT", "UID:l", "DTSTART:20260928T080000Z", "DTEND:20261001T120000Z", "END:VEVENT")
    assert len(between(read).found) == 1


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=SECONDLY;COUNT=999999999",
        "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYSETPOS=300",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
        "FREQ=DAILY;COUNT=999999999",
        "FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=" + ",".join(map(str, range(60)))
        + ";BYSECOND=" + ",".join(map(str, range(60))),
        "FREQ=DAILY;INTERVAL=100000",
        "FREQ=DAILY;UNTIL=99991231T235959Z",
    ],
)  # fmt: skip
def test_a_rule_made_to_keep_us_busy_ends(rule: str) -> None:
    for start in (":00010101T000000", ":19000101T000000Z", ":20261019T000000Z"):
        found = between(series(rule, start=start), "2026-10-01", "2027-02-01", at_most=50)
        assert len(found.found) <= 50
    between(series(rule, start=":99991231T235900Z"), "9999-01-01", "9999-12-31")


def test_ten_thousand_endless_series_are_bounded_together() -> None:
    entry = ("BEGIN:VEVENT", "DTSTART:19000101T000000Z", "RRULE:FREQ=DAILY;COUNT=900000", "END:VEVENT")
    found = between(calendar(*(entry * 2000)), at_most=10)
    assert found.is_cut
    assert "too long to be followed" in found.notes[0].plain()


NONSENSE = (
    "",
    "FREQ=NEVER",
    "BYDAY=MO",
    "FREQ=DAILY;COUNT=-1",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;BYHOUR=25",
    "FREQ=DAILY;UNTIL=x",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=SECONDLY;BYSETPOS=1",
)


@pytest.mark.parametrize("rule", NONSENSE)
def test_a_rule_without_sense_is_said_and_the_entry_shown_once(rule: str) -> None:
    assert read_rule(rule) is None
    read = series(rule) if rule else series("FREQ=")
    assert len(between(read).found) == 1
    assert "shown once" in read.events[0].notes[0].plain()


@pytest.mark.parametrize("zone", ["Europe/Zagreb", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])
@pytest.mark.parametrize("rule", [rule for rule in RULES if "SECOND" not in rule and "MINUTELY" not in rule][::3])
def test_occurrences_are_those_of_another_program(rule: str, zone: str) -> None:
    text = "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:s", f"DTSTART;TZID={zone}:20260105T093000",
         f"RRULE:{rule}", "DURATION:PT1H", f"EXDATE;TZID={zone}:20260105T093000", "END:VEVENT", "END:VCALENDAR", ""]
    ).encode()  # fmt: skip
    since, until = datetime(2026, 3, 1, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC)
    other = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(since, until)
    read = read_calendar(text)
    assert isinstance(read, Calendar)
    found = occurrences(read, since, until)
    assert [one.starts.at for one in found.found] == sorted(one["DTSTART"].dt.astimezone(UTC) for one in other)


def test_a_diary_is_busy_when_its_entries_say_so() -> None:
    read = calendar(
        "BEGIN:VEVENT", "UID:a", "DTSTART:20261019T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2", "END:VEVENT",
        "BEGIN:VEVENT", "UID:b", "DTSTART:20261021T090000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT", "END:VEVENT",
        "BEGIN:VEVENT", "UID:c", "DTSTART:20261022T090000Z", "DURATION:PT1H", "STATUS:CANCELLED", "END:VEVENT",
        "BEGIN:VFREEBUSY", "FREEBUSY:20261023T090000Z/PT2H,20250101T090000Z/PT2H", "END:VFREEBUSY",
    )  # fmt: skip
    since, until = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
    assert [(first.day, last - first) for first, last in busy_times(read, since, until)] == [
        (19, timedelta(hours=1)), (20, timedelta(hours=1)), (23, timedelta(hours=2)),
    ]  # fmt: skip
