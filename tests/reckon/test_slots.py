"""Times for a meeting: which are proposed, in which order, and what is said of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.slots import Found, Side, every, find, judge
from rapport.reckon.timing import Calendar, Week

ZAGREB = Side("Kordun", Calendar("Europe/Zagreb", holidays="HR"))
NEW_YORK = Side("Hudson", Calendar("America/New_York", holidays="US"))
BRATISLAVA = Side("Tatra", Calendar("Europe/Bratislava", holidays="SK"))
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
HOUR = timedelta(hours=1)


def told(found: Found) -> list[str]:
    return [note.plain() for note in found.notes]


def ask(ours: Side, theirs: Side, days: float = 5, since: datetime = MONDAY, **wishes: object) -> Found:
    wishes.setdefault("length", HOUR)
    return find([ours], [theirs], since=since, until=since + timedelta(days=days), **wishes)  # type: ignore[arg-type]


def walls(found: Found, zone: str) -> list[str]:
    return [slot.start.astimezone(ZoneInfo(zone)).strftime("%m-%d %H:%M") for slot in found.slots]


def test_three_times_are_spread_over_days_inside_both_sides_hours() -> None:
    found = ask(ZAGREB, NEW_YORK, days=7)
    assert {slot.kind for slot in found.slots} == {"both in hours"}
    # Thursday is Thanksgiving there, so it is left out even with more days
    assert walls(found, "Europe/Zagreb") == ["11-23 15:00", "11-24 15:00", "11-25 15:00"]
    assert [found.slots[0].reasons[0].plain(), found.slots[0].shift] == ["Inside the working hours of both sides.", 0]


def test_a_holiday_and_an_absence_of_either_side_are_left_out() -> None:
    ours = Side("Kordun", Calendar("Europe/Zagreb", absences=((date(2026, 11, 23), date(2026, 11, 24)),)))
    found = ask(ours, NEW_YORK, days=5, at_most=9)
    assert {slot.start.date() for slot in found.slots} == {date(2026, 11, 25), date(2026, 11, 27)}
    assert "2026-11-26 is a public holiday for Hudson." in told(found)
    assert "Kordun is away on 2026-11-23." in told(found)


def test_weekends_are_left_out_on_both_sides() -> None:
    dubai = Side("Gulf", Calendar("Asia/Dubai", Week.parse("sun-thu 09:00-17:00")))
    found = ask(ZAGREB, dubai, days=7, at_most=20)
    assert {slot.start.astimezone(UTC).strftime("%a") for slot in found.slots} == {"Mon", "Tue", "Wed", "Thu"}


def test_meetings_and_the_room_around_them_are_respected() -> None:
    busy = ((MONDAY.replace(hour=10), MONDAY.replace(hour=11)),)
    side = Side("Kordun", Calendar("UTC"), busy)
    there = Side("They", Calendar("UTC"))
    found = ask(side, there, days=1, at_most=20, buffer=timedelta(minutes=15), ours_move=0 * HOUR, theirs_move=0 * HOUR)
    for slot in found.slots:
        assert slot.end <= MONDAY.replace(hour=9, minute=45) or slot.start >= MONDAY.replace(hour=11, minute=15)
    assert found.slots[0].start.hour == 11  # nothing of an hour fits between 9:00 and 9:45


def test_when_meetings_take_all_shared_hours_it_is_said() -> None:
    busy = ((MONDAY.replace(hour=14), MONDAY.replace(hour=16)),)
    found = ask(
        Side("Kordun", Calendar("Europe/Zagreb"), busy), NEW_YORK, days=1, ours_move=0 * HOUR, theirs_move=0 * HOUR
    )
    assert told(found) == [
        "The shared working hours are taken by meetings.",
        "No time is left, even with one side's day moved.",
    ]


@pytest.mark.parametrize(
    "zone, apart",
    [
        ("America/Chicago", 7),
        ("America/Denver", 8),
        ("America/Los_Angeles", 9),
        ("Asia/Tokyo", 8),
        ("Asia/Shanghai", 7),
    ],
)
def test_far_apart_one_side_is_moved_and_the_hours_are_counted(zone: str, apart: int) -> None:
    found = ask(ZAGREB, Side("They", Calendar(zone)), length=timedelta(minutes=90))
    assert len(found.slots) == 3
    for slot in found.slots:
        assert slot.kind != "both in hours"
        assert slot.shift == apart + 1.5 - 8  # the day has eight hours, the meeting one and a half
        assert "by" in slot.reasons[0].plain()
        assert "would" in slot.reasons[1].plain()
    assert any("overlap" in note for note in told(found))


def test_ours_is_moved_before_theirs_when_the_hours_are_equal() -> None:
    found = ask(ZAGREB, Side("They", Calendar("Asia/Tokyo")))
    assert {slot.kind for slot in found.slots} == {"our day shifted"}


def test_twelve_hours_apart_is_refused_in_words() -> None:
    found = ask(Side("Kordun", Calendar("UTC")), Side("They", Calendar("Etc/GMT+12")))
    assert found.slots == ()
    assert told(found) == [
        "No overlap of working hours: 12 hours apart.",
        "No time is left, even with one side's day moved.",
    ]


def test_nobody_begins_before_six_or_stays_after_ten() -> None:
    ours = Side("Kordun", Calendar("UTC", Week.parse("mon-sun 08:00-20:00")))
    for slot in every([ours], [Side("They", Calendar("UTC", Week.parse("mon-sun 00:00-24:00")))],
                      since=MONDAY, until=MONDAY + 3 * 24 * HOUR, length=HOUR):  # fmt: skip
        assert slot.start.hour >= 6
        assert slot.end.hour <= 22


def test_with_two_of_ours_both_have_to_be_free_and_the_further_one_is_counted() -> None:
    late = Side("Iva", Calendar("Europe/Zagreb", Week.parse("mon-fri 10:00-18:00")))
    found = find([ZAGREB, late], [BRATISLAVA], since=MONDAY, until=MONDAY + 24 * HOUR, length=HOUR, at_most=20)
    inside = [slot for slot in found.slots if slot.kind == "both in hours"]
    assert walls(Found(tuple(inside), ()), "Europe/Zagreb")[0] == "11-23 10:00"
    assert inside[-1].end.astimezone(ZoneInfo("Europe/Zagreb")).hour == 17


def test_a_time_that_does_not_exist_is_not_proposed_and_one_that_happens_twice_is_two() -> None:
    nights = Calendar("Europe/Zagreb", Week.parse("mon-sun 00:00-08:00"))
    side = Side("Night", nights)

    def starts(day: datetime) -> list[str]:
        found = every([side], [side], since=day, until=day + 8 * HOUR, length=HOUR)
        return [slot.start.astimezone(ZoneInfo("Europe/Zagreb")).strftime("%H:%M %Z") for slot in found]

    spring = starts(datetime(2026, 3, 28, 23, tzinfo=UTC))
    assert not [wall for wall in spring if wall.startswith("02")]
    autumn = starts(datetime(2026, 10, 24, 22, tzinfo=UTC))
    assert [wall for wall in autumn if wall.startswith("02:30")] == ["02:30 CEST", "02:30 CET"]


def test_a_change_of_the_clocks_within_the_days_is_said() -> None:
    found = ask(ZAGREB, NEW_YORK, days=12, since=datetime(2026, 10, 22, tzinfo=UTC))
    assert "Clocks change in Europe/Zagreb on 2026-10-25." in told(found)
    assert "Clocks change in America/New_York on 2026-11-01." in told(found)


def test_between_the_two_changes_the_distance_is_an_hour_less() -> None:
    week = ask(ZAGREB, NEW_YORK, days=5, since=datetime(2026, 10, 26, tzinfo=UTC), at_most=1)
    assert walls(week, "Europe/Zagreb") == ["10-26 14:00"]


def test_a_pick_is_judged_as_it_was_offered_and_refused_once_taken() -> None:
    slot = ask(ZAGREB, NEW_YORK).slots[0]
    assert judge([ZAGREB], [NEW_YORK], slot.start, slot.end) == slot
    taken = Side("Kordun", ZAGREB.calendar, ((slot.start, slot.end),))
    assert judge([taken], [NEW_YORK], slot.start, slot.end) is None


@pytest.mark.parametrize(
    "wrong, complaint",
    [
        ({"ours": []}, "somebody on both sides"),
        ({"until": MONDAY}, "end before it begins"),
        ({"until": MONDAY + timedelta(days=400)}, "within a year"),
        ({"since": datetime(2026, 11, 23)}, "needs its zone"),
        ({"length": timedelta(0)}, "between one minute"),
        ({"length": timedelta(days=2)}, "between one minute"),
        ({"step": timedelta(seconds=30)}, "whole minutes"),
        ({"buffer": timedelta(hours=-1)}, "room around"),
        ({"at_most": 0}, "one time at least"),
    ],
)
def test_a_question_without_sense_is_refused_with_a_sentence(wrong: dict[str, object], complaint: str) -> None:
    question = {"ours": [ZAGREB], "theirs": [NEW_YORK], "since": MONDAY, "until": MONDAY + 24 * HOUR, "length": HOUR}
    with pytest.raises(ValueError, match=complaint):
        find(**{**question, **wrong})  # type: ignore[arg-type]


@given(
    st.sampled_from(["Europe/Zagreb", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"]),
    st.integers(0, 60 * 24 * 7),
    st.integers(15, 240),
    st.integers(1, 8),
    st.integers(5, 180),
)
def test_what_is_chosen_is_in_order_apart_and_among_what_fits(
    zone: str, later: int, minutes: int, at_most: int, step: int
) -> None:
    since = datetime(2026, 10, 22, tzinfo=UTC) + timedelta(minutes=later, seconds=later % 60)
    theirs = Side("They", Calendar(zone, holidays="US"))
    wishes = {"since": since, "until": since + timedelta(days=9), "length": timedelta(minutes=minutes)}
    wishes["step"] = timedelta(minutes=step)
    found = find([ZAGREB], [theirs], at_most=at_most, **wishes)  # type: ignore[arg-type]
    fitting = every([ZAGREB], [theirs], **wishes)  # type: ignore[arg-type]
    assert all(slot in fitting for slot in found.slots)
    assert len(found.slots) == at_most or len(found.slots) <= len(fitting)
    assert all(a.end <= b.start for a, b in zip(found.slots, found.slots[1:], strict=False))
    least = min((slot.shift for slot in fitting), default=0)
    assert not found.slots or min(slot.shift for slot in found.slots) == least
    for slot in found.slots:
        wall = slot.start.astimezone(ZoneInfo("Europe/Zagreb"))
        assert (wall.hour * 60 + wall.minute) % step == 0
        assert wall.time() >= time(5)
