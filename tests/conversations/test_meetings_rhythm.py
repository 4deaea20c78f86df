"""Rhythms of meetings: the next ones are planned ahead, whatever is moved, cancelled or changed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from tests.cast import Cast, contact

from rapport.conversations.meetings.begin_rhythm import begin_rhythm
from rapport.conversations.meetings.cancel import cancel
from rapport.conversations.meetings.change_rhythm import change_rhythm
from rapport.conversations.meetings.end_rhythm import end_rhythm
from rapport.conversations.meetings.ideas import close, note, reopen
from rapport.conversations.meetings.lay_ahead import lay, lay_ahead
from rapport.conversations.meetings.models import Meeting, Series
from rapport.conversations.meetings.move import move
from rapport.journal.models import Entry
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client
from rapport.reckon.recurring import Rhythm

AT = datetime(2026, 11, 17, 7, 10, tzinfo=UTC)  # a Tuesday
FRIDAYS = Rhythm("week", (4,)).rule()
Clock = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    def at(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    at(AT)
    return at


def series(cast: Cast, **more: object) -> Series:
    client = client_for(cast.luka, cast.adria.pk, "meeting.keep")
    values = {"rule": FRIDAYS, "first": date(2026, 11, 20), "at_time": time(10), "zone": "Europe/Zagreb", **more}
    return begin_rhythm(by=cast.luka, client=client, **values)


def planned(of: Series) -> list[date]:
    rows = Meeting.objects.filter(series=of, state="planned").order_by("at")
    return [meeting.local.date() for meeting in rows]


def test_a_rhythm_plans_eight_weeks_at_once_and_twice_is_once(cast: Cast) -> None:
    made = series(cast)
    assert planned(made)[:2] == [date(2026, 11, 20), date(2026, 11, 27)]
    number = Meeting.objects.count()
    assert number in (7, 8)  # the holidays of Christmas and New Year move or drop one
    assert lay_ahead() == 0
    assert series(cast).pk == made.pk
    assert Meeting.objects.count() == number
    assert Entry.objects.filter(name="meeting.planned", in_story=True).count() == 0


def test_a_day_off_moves_the_meeting_and_no_day_is_planned_twice(cast: Cast, clock: Clock) -> None:
    made = series(cast, rule=Rhythm("week", (2,)).rule(), first=date(2026, 11, 18))  # 18 November is a holiday
    assert planned(made)[0] == date(2026, 11, 19)
    assert Meeting.objects.order_by("at")[0].occurrence == date(2026, 11, 18)
    clock(datetime(2026, 11, 19, 5, tzinfo=UTC))
    lay(made)
    assert [day for day in planned(made) if day < date(2026, 11, 25)] == [date(2026, 11, 19)]


def test_what_was_moved_or_cancelled_stays_so_when_the_next_are_planned(cast: Cast, clock: Clock) -> None:
    made = series(cast)
    first, second = Meeting.objects.filter(series=made).order_by("at")[:2]
    move(first, by=None, local=datetime(2026, 11, 23, 12), why="asked")
    cancel(second, by=None)
    clock(AT + timedelta(days=7))
    assert lay(Series.objects.get(pk=made.pk)) >= 1
    assert Meeting.objects.filter(series=made, occurrence=first.occurrence).get().local.date() == date(2026, 11, 23)
    assert Meeting.objects.filter(series=made, occurrence=second.occurrence).get().state == "cancelled"


def test_a_changed_rhythm_takes_what_lies_ahead_along_but_not_what_was_moved(cast: Cast) -> None:
    made = series(cast)
    first = Meeting.objects.filter(series=made).order_by("at").first()
    assert first is not None
    first.client = made.client
    move(first, by=cast.luka, local=datetime(2026, 11, 23, 12))
    made = Series.objects.select_related("client", "host").get(pk=made.pk)
    made.client = client_for(cast.luka, cast.adria.pk)
    change_rhythm(made, by=cast.luka, members=[cast.tin], contacts=[], at_time=time(9, 30), minutes=30)
    rows = list(Meeting.objects.filter(series=made, state="planned").order_by("at"))
    assert (rows[0].local.hour, rows[0].minutes) == (12, 60)
    assert {(row.local.hour, row.local.minute, row.minutes) for row in rows[1:]} == {(9, 30, 30)}
    assert all(row.participants.filter(member=cast.tin).exists() for row in rows[1:])


def test_another_rule_lets_the_old_days_fall_away(cast: Cast) -> None:
    made = series(cast)
    made.client = client_for(cast.luka, cast.adria.pk)
    change_rhythm(made, by=cast.luka, members=[], contacts=[], rule=Rhythm("week", (0,)).rule())
    assert {day.weekday() for day in planned(made)} == {0}
    assert Meeting.objects.filter(series=made, state="cancelled").exists()


def test_a_rhythm_that_ends_takes_its_meetings_along(cast: Cast) -> None:
    made = series(cast)
    made.client = client_for(cast.luka, cast.adria.pk)
    assert end_rhythm(made, by=cast.luka)
    assert not end_rhythm(made, by=cast.luka)
    assert planned(made) == []
    assert lay_ahead() == 0


def test_a_client_that_rests_or_has_gone_is_not_planned_for(cast: Cast, clock: Clock) -> None:
    made = series(cast)
    Client.objects.filter(pk=cast.adria.pk).update(status="paused")
    clock(AT + timedelta(days=21))
    assert lay(Series.objects.get(pk=made.pk)) == 0


@pytest.mark.parametrize(
    "more, field",
    [
        ({"first": date(1926, 1, 1)}, "first"),
        ({"first": date(2199, 1, 1)}, "first"),
        ({"until": date(2026, 11, 1)}, "until"),
        ({"rule": "FREQ=SOMETIMES"}, "every"),
        ({"rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "every"),
        ({"minutes": 1}, "minutes"),
        ({"zone": "Moon/Base"}, "zone"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(cast: Cast, more: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        series(cast, **more)
    assert field in refused.value.message_dict
    assert not Series.objects.exists()


def test_contacts_of_the_rhythm_come_to_each_meeting(cast: Cast) -> None:
    made = series(cast, contacts=[contact(cast.adria, "Ivana")])
    assert all(row.participants.count() == 2 for row in Meeting.objects.filter(series=made))


def test_a_rhythm_that_cannot_be_read_stops_no_other(cast: Cast) -> None:
    broken = series(cast)
    Series.objects.filter(pk=broken.pk).update(rule="FREQ=NEVER")
    Meeting.objects.all().delete()
    begin_rhythm(
        by=cast.marta, team=cast.growth, kind="weekly", rule=FRIDAYS, first=date(2026, 11, 20), at_time=time(9),
        zone="Europe/Zagreb",
    )  # fmt: skip
    assert Meeting.objects.filter(team=cast.growth).exists()
    Meeting.objects.all().delete()
    assert lay_ahead() > 0


def test_an_idea_stays_open_from_meeting_to_meeting_until_its_result(cast: Cast) -> None:
    weekly = begin_rhythm(
        by=cast.marta, team=cast.growth, kind="weekly", rule=FRIDAYS, first=date(2026, 11, 20), at_time=time(9),
        zone="Europe/Zagreb",
    )  # fmt: skip
    idea = note(weekly, by=cast.luka, text="Shorter forms", is_test=True)
    with pytest.raises(ValidationError):
        close(idea, by=cast.luka, result=" ")
    assert close(idea, by=cast.luka, result="Two more bookings a week")
    assert not close(idea, by=cast.luka, result="Again")
    assert reopen(idea, by=cast.luka)
    with pytest.raises(ValidationError):
        note(weekly, by=cast.luka, text="x" * 501)
