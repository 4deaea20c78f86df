"""Meetings: planning, moving, cancelling, holding, missing, and taking each back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from tests.cast import Cast, contact

from rapport.attention.models import Item, open_items
from rapport.conversations.meetings import look_over, when
from rapport.conversations.meetings.access import meeting_for, visible_to
from rapport.conversations.meetings.cancel import cancel
from rapport.conversations.meetings.change import ChangedMeanwhile, change
from rapport.conversations.meetings.debrief import give, read
from rapport.conversations.meetings.hold import hold
from rapport.conversations.meetings.miss import miss
from rapport.conversations.meetings.models import Debrief, Meeting
from rapport.conversations.meetings.move import move
from rapport.conversations.meetings.plan import plan
from rapport.conversations.meetings.put_back import put_back
from rapport.conversations.models import Touchpoint
from rapport.journal.models import Entry
from rapport.portfolio.access import client_for

AT = datetime(2026, 11, 17, 7, 10, tzinfo=UTC)  # a Tuesday, ten past eight in Zagreb
TEN = datetime(2026, 11, 17, 10)
Clock = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    def at(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    at(AT)
    return at


def meeting(cast: Cast, local: datetime = TEN, **more: object) -> Meeting:
    client = client_for(cast.luka, cast.adria.pk, "meeting.keep")
    return plan(by=cast.luka, client=client, local=local, zone="Europe/Zagreb", **{"title": "Monthly", **more})


def causes(kind: str) -> list[str]:
    return sorted(open_items(kind=kind).values_list("cause", flat=True))


def test_a_meeting_keeps_its_wall_time_and_zone_and_the_instant_follows(cast: Cast) -> None:
    made = meeting(cast)
    assert made.at == datetime(2026, 11, 17, 9, tzinfo=UTC)
    assert made.local.hour == 10
    assert [person.member for person in made.participants.all()] == [cast.luka]
    assert Entry.objects.get(name="meeting.planned").data["when"] == "2026-11-17T09:00:00+00:00"


def test_a_doubled_click_is_one_meeting(cast: Cast) -> None:
    once = uuid4()
    assert meeting(cast, once=once).pk == meeting(cast, once=once, title="Again").pk


def test_a_time_that_the_clocks_leave_out_is_moved_and_said(cast: Cast) -> None:
    made = meeting(cast, datetime(2027, 3, 28, 2, 30))
    assert made.local.hour == 3
    assert made.said is not None
    assert "does not exist" in made.said.plain()


@pytest.mark.parametrize(
    "more, field",
    [
        ({"local": datetime(2016, 11, 17, 10)}, "day"),
        ({"local": datetime(2226, 11, 17, 10)}, "day"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 10_000}, "minutes"),
        ({"zone": "Europe/Atlantis"}, "zone"),
        ({"kind": "party"}, "kind"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(cast: Cast, more: dict[str, object], field: str) -> None:
    client = client_for(cast.luka, cast.adria.pk)
    values = {"local": TEN, "zone": "Europe/Zagreb", **more}
    with pytest.raises(ValidationError) as refused:
        plan(by=cast.luka, client=client, **values)
    assert field in refused.value.message_dict
    assert not Meeting.objects.exists()


def test_people_of_another_client_do_not_come(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        meeting(cast, contacts=[contact(cast.isar, "Jana")])


def test_whoever_has_no_standing_plans_nothing(cast: Cast) -> None:
    seen = client_for(cast.luka, cast.adria.pk)
    seen.standing = frozenset()
    with pytest.raises(PermissionDenied):
        plan(by=cast.nina, client=seen, local=TEN, zone="Europe/Zagreb")


def test_a_meeting_of_a_foreign_client_is_not_there(cast: Cast) -> None:
    made = meeting(cast)
    for member in (cast.nina, cast.ana):
        with pytest.raises(Http404):
            meeting_for(member, made.pk)
        assert not Meeting.objects.filter(visible_to(member)).exists()
    for member in (cast.luka, cast.marta, cast.petra, cast.tin):
        assert meeting_for(member, made.pk) == made
        assert Meeting.objects.filter(visible_to(member)).get() == made


def test_a_team_meeting_is_for_its_team_and_who_takes_part(cast: Cast) -> None:
    made = plan(by=cast.marta, team=cast.growth, kind="weekly", local=TEN, zone="Europe/Zagreb", members=[cast.nina])
    for member in (cast.luka, cast.nina, cast.petra):
        assert meeting_for(member, made.pk) == made
        assert Meeting.objects.filter(visible_to(member)).get() == made
    made.participants.filter(member=cast.nina).delete()
    with pytest.raises(Http404):
        meeting_for(cast.nina, made.pk)
    assert not Meeting.objects.filter(visible_to(cast.nina)).exists()


def test_among_ourselves_somebody_else_has_to_come(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        plan(by=cast.luka, kind="education", local=TEN, zone="Europe/Zagreb")


def test_moving_counts_up_and_keeps_who_and_why(cast: Cast) -> None:
    made = meeting(cast, contacts=[contact(cast.adria, "Ivana")])
    made.participants.update(answer="accepted")
    moved = move(made, by=cast.luka, local=datetime(2026, 11, 18, 11), who="theirs", why="Ivana is ill")
    assert (moved.sequence, moved.at) == (1, datetime(2026, 11, 18, 10, tzinfo=UTC))
    assert set(moved.participants.values_list("answer", flat=True)) == {"none"}
    told = Entry.objects.get(name="meeting.moved").data
    assert (told["who"], told["why"]) == ("theirs", "Ivana is ill")
    assert move(moved, by=cast.luka, local=datetime(2026, 11, 18, 11)).sequence == 1


def test_what_is_over_is_not_moved_and_what_is_theirs_is_moved_by_them(cast: Cast) -> None:
    made = meeting(cast, from_outside=True)
    with pytest.raises(ValidationError):
        move(made, by=cast.luka, local=datetime(2026, 11, 18, 11))
    assert move(made, by=None, local=datetime(2026, 11, 18, 11)).sequence == 1
    cancel(made, by=cast.luka)
    with pytest.raises(ValidationError):
        move(made, by=None, local=datetime(2026, 11, 19, 11))


def test_of_two_who_change_at_once_the_second_is_told(cast: Cast) -> None:
    made = meeting(cast)
    change(made, by=cast.luka, version=1, members=[cast.tin], contacts=[], title="Monthly with Tin")
    with pytest.raises(ChangedMeanwhile) as stale:
        change(made, by=cast.marta, version=1, members=[], contacts=[], title="Another")
    assert stale.value.theirs.title == "Monthly with Tin"


def test_a_client_meeting_held_is_one_touchpoint(cast: Cast, clock: Clock) -> None:
    ivana = contact(cast.adria, "Ivana")
    made = meeting(cast, contacts=[ivana], began="theirs")
    clock(AT + timedelta(hours=3))
    assert hold(made, by=cast.luka)
    assert not hold(made, by=cast.luka)
    said = Touchpoint.objects.get()
    assert (said.channel, said.agreed, said.direction, said.began) == ("meeting", True, "both", "theirs")
    assert (said.at, list(said.people.all()), said.member) == (made.at, [ivana], cast.luka)
    assert causes("minutes") == [f"meeting:{made.pk}:minutes"]
    assert put_back(made, by=cast.luka)
    assert not put_back(made, by=cast.luka)
    assert Touchpoint.objects.filter(deleted_at=None).count() == 0
    assert not causes("minutes")
    assert hold(made, by=cast.luka)
    assert Touchpoint.objects.filter(deleted_at=None).count() == 1


def test_a_meeting_that_lies_ahead_is_neither_held_nor_missed(cast: Cast) -> None:
    made = meeting(cast)
    for deed in (hold, miss):
        with pytest.raises(ValidationError):
            deed(made, by=cast.luka)
    made.refresh_from_db()
    assert made.state == "planned"


def test_a_meeting_to_which_nobody_came_did_not_take_place(cast: Cast, clock: Clock) -> None:
    made = meeting(cast)
    clock(AT + timedelta(hours=3))
    with pytest.raises(ValidationError):
        hold(made, by=cast.luka, came=[])
    assert miss(made, by=cast.luka, who="theirs", why="Ivana forgot")
    assert not Touchpoint.objects.exists()


def test_nobody_said_what_became_of_it(cast: Cast, clock: Clock) -> None:
    made = meeting(cast)
    clock(AT + timedelta(hours=5))
    look_over.look_over()
    assert not causes("meeting_missed")
    clock(AT + timedelta(hours=6))
    look_over.look_over()
    look_over.look_over()
    assert causes("meeting_missed") == [f"meeting:{made.pk}:missed"]
    hold(made, by=cast.luka)
    assert not causes("meeting_missed")


def test_an_agenda_is_asked_for_from_the_working_day_before(cast: Cast, clock: Clock) -> None:
    made = meeting(cast, datetime(2026, 11, 23, 10))  # a Monday
    clock(datetime(2026, 11, 19, 12, tzinfo=UTC))
    look_over.look_over()
    assert not causes("agenda")
    clock(datetime(2026, 11, 20, 6, tzinfo=UTC))  # Friday
    look_over.look_over()
    assert causes("agenda") == [f"meeting:{made.pk}:agenda"]
    cancel(made, by=cast.luka)
    assert not causes("agenda")


def test_minutes_that_are_dismissed_are_not_asked_again(cast: Cast, clock: Clock) -> None:
    made = meeting(cast)
    clock(AT + timedelta(hours=3))
    hold(made, by=cast.luka)
    Item.objects.filter(kind="minutes").update(closed_at=AT, outcome="dismissed")
    look_over.look_over()
    assert not causes("minutes")


def test_a_specialist_who_was_there_alone_owes_a_debrief(cast: Cast, clock: Clock) -> None:
    made = meeting(cast, members=[cast.tin])
    clock(AT + timedelta(hours=3))
    hold(made, by=cast.luka, came=[made.participants.get(member=cast.tin).pk])
    owed = Debrief.objects.get()
    assert (owed.owed_by, owed.due) == (cast.tin, made.at + timedelta(hours=25))
    item = open_items(kind="debrief").get()
    assert (item.member, item.client) == (cast.tin, cast.adria)
    owed.meeting.client = client_for(cast.tin, cast.adria.pk)
    with pytest.raises(ValidationError):
        give(owed, by=cast.tin, said="  ")
    give(owed, by=cast.tin, said="They want more pages.", mood="Good")
    assert not causes("debrief")
    told = open_items(kind="debriefed").get()
    assert told.member is None
    owed.refresh_from_db()
    owed.meeting.client = client_for(cast.luka, cast.adria.pk)
    assert read(owed, by=cast.luka)
    assert not causes("debriefed")


def test_no_debrief_is_owed_when_the_keeper_came(cast: Cast, clock: Clock) -> None:
    made = meeting(cast, members=[cast.tin])
    clock(AT + timedelta(hours=3))
    hold(made, by=cast.luka)
    assert not Debrief.objects.exists()


def test_a_debrief_is_owed_although_nobody_said_that_it_was_held(cast: Cast, clock: Clock) -> None:
    client = client_for(cast.tin, cast.adria.pk)
    made = plan(by=cast.tin, client=client, local=TEN, zone="Europe/Zagreb")
    clock(AT + timedelta(hours=6))
    look_over.look_over()
    assert Debrief.objects.get().owed_by == cast.tin
    made.client = client
    miss(made, by=cast.tin)
    assert not Debrief.objects.exists()
    assert not causes("debrief")


def test_instants_are_reckoned_anew_when_the_rules_of_a_zone_change(cast: Cast) -> None:
    made = meeting(cast, datetime(2026, 12, 1, 10))
    Meeting.objects.filter(pk=made.pk).update(at=made.at + timedelta(hours=1))  # as an older table had it
    assert when.reckon_anew() == 1
    assert when.reckon_anew() == 0
    assert Meeting.objects.get().at == made.at


def test_a_gone_client_is_asked_nothing(cast: Cast, clock: Clock) -> None:
    meeting(cast)
    cast.adria.status = "gone"
    cast.adria.save()
    clock(AT + timedelta(hours=9))
    look_over.look_over()
    assert not causes("meeting_missed")
