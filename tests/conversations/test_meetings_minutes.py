"""Agenda and minutes: written by several, lines that become promises and actions, what goes to the client."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from tests.cast import Cast, contact

from rapport.attention.models import open_items
from rapport.conversations.meetings import agenda, letters
from rapport.conversations.meetings.agenda_points import points_of
from rapport.conversations.meetings.become import done
from rapport.conversations.meetings.change import ChangedMeanwhile
from rapport.conversations.meetings.hold import hold
from rapport.conversations.meetings.models import AgendaLine, Meeting, MinuteLine
from rapport.conversations.meetings.plan import plan
from rapport.conversations.meetings.send_agenda import send_agenda
from rapport.conversations.meetings.send_minutes import send_minutes, versions
from rapport.conversations.meetings.take_minutes import change, remove, turn, write
from rapport.conversations.promises.models import Promise
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Channel
from rapport.post.models import Outgoing

AT = datetime(2026, 11, 17, 7, 10, tzinfo=UTC)
Clock = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    def at(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    at(AT)
    return at


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    client = client_for(cast.luka, cast.adria.pk, "meeting.keep")
    ivana = contact(cast.adria, "Ivana", "Perić", language="hr")
    Channel.objects.create(contact=ivana, kind="mail", value="ivana@adria.example", folded="ivana@adria.example")
    return plan(
        by=cast.luka, client=client, local=datetime(2026, 11, 17, 10), zone="Europe/Zagreb", title="Monthly",
        members=[cast.tin], contacts=[ivana, contact(cast.adria, "Ante", "Radić")],
    )  # fmt: skip


def test_a_line_becomes_what_its_sign_says_with_owner_and_date(cast: Cast, meeting: Meeting) -> None:
    line = write(meeting, by=cast.luka, text="→ Tin sends the keyword list by Friday")
    assert line is not None
    assert (line.becomes, line.owner, line.due) == ("action", cast.tin, date(2026, 11, 20))
    item = open_items(kind="action").get()
    assert (item.member, item.client) == (cast.tin, cast.adria)
    assert done(line, by=cast.tin)
    assert not open_items(kind="action").exists()
    assert done(line, by=cast.tin, is_done=False)
    assert open_items(kind="action").exists()


def test_a_promise_in_the_minutes_is_a_promise(cast: Cast, meeting: Meeting) -> None:
    write(meeting, by=cast.luka, text="! Split by channel by tomorrow")
    write(meeting, by=cast.luka, text="! Ivana sends the access by Friday")
    ours, theirs = Promise.objects.order_by("pk")
    assert (ours.by_us, ours.due, ours.member) == (True, date(2026, 11, 18), cast.luka)
    assert theirs.contact is not None
    assert (theirs.by_us, theirs.contact.first_name, theirs.source) == (False, "Ivana", "minutes")


def test_one_keystroke_turns_the_last_line_and_back(cast: Cast, meeting: Meeting) -> None:
    write(meeting, by=cast.luka, text="We keep the budget by Friday")
    line = write(meeting, by=cast.luka, text="", becomes="promise")
    assert line is not None
    assert (line.becomes, Promise.objects.get().state) == ("promise", "open")
    turn(line, by=cast.luka, becomes="decision")
    assert Promise.objects.get().state == "none"
    assert turn(line, by=cast.luka, becomes="decision").becomes == "decision"
    assert write(meeting, by=cast.tin, text="", becomes="promise") is None


def test_a_line_sent_twice_is_one(cast: Cast, meeting: Meeting) -> None:
    once = uuid4()
    for _n in range(2):
        write(meeting, by=cast.luka, text="! Split by channel", once=once)
    assert (MinuteLine.objects.count(), Promise.objects.count()) == (1, 1)


@pytest.mark.parametrize("text", ["x" * 1001, "   ", "\n"])
def test_a_line_that_cannot_be_is_refused_or_nothing(cast: Cast, meeting: Meeting, text: str) -> None:
    if text.strip():
        with pytest.raises(ValidationError):
            write(meeting, by=cast.luka, text=text)
    else:
        assert write(meeting, by=cast.luka, text=text) is None
    assert not MinuteLine.objects.exists()


def test_two_who_change_one_line_both_see_it(cast: Cast, meeting: Meeting) -> None:
    line = write(meeting, by=cast.luka, text="The budget stays")
    assert line is not None
    change(line, by=cast.tin, version=line.version, text="The budget stays until May")
    with pytest.raises(ChangedMeanwhile):
        change(line, by=cast.luka, version=line.version, text="The budget goes")


def test_a_line_taken_out_takes_its_action_along_but_not_its_promise(cast: Cast, meeting: Meeting) -> None:
    action = write(meeting, by=cast.luka, text="> call the printer")
    promise = write(meeting, by=cast.luka, text="! Split by channel")
    assert action is not None
    assert promise is not None
    remove(action, by=cast.luka)
    remove(promise, by=cast.luka)
    remove(promise, by=cast.luka)
    assert not open_items(kind="action").exists()
    assert Promise.objects.get().state == "open"


def test_among_ourselves_a_promise_is_something_to_do(cast: Cast) -> None:
    team = plan(by=cast.marta, team=cast.growth, kind="weekly", local=datetime(2026, 11, 17, 10), zone="Europe/Zagreb")
    line = write(team, by=cast.marta, text="! I write to them")
    assert line is not None
    assert (line.becomes, line.owner) == ("action", cast.marta)


def test_minutes_go_out_once_in_the_clients_language_and_are_kept(cast: Cast, meeting: Meeting, clock: Clock) -> None:
    write(meeting, by=cast.luka, text="= We keep the budget")
    write(meeting, by=cast.luka, text="! Split by channel by tomorrow")
    with pytest.raises(ValidationError):
        send_minutes(meeting, by=cast.luka)  # nobody has said that it took place
    clock(AT + timedelta(hours=3))
    hold(meeting, by=cast.luka)
    letter = send_minutes(meeting, by=cast.luka)[0]
    assert (letter.to, letter.language) == ("ivana@adria.example", "hr")
    assert "- We keep the budget" in letter.text
    assert "<li" in letter.html
    assert not open_items(kind="minutes").exists()
    assert meeting.minutes_sent_at == AT + timedelta(hours=3)
    assert send_minutes(meeting, by=cast.luka) == []
    write(meeting, by=cast.luka, text="One more thing")
    assert len(send_minutes(meeting, by=cast.luka)) == 1
    kept = versions(meeting)
    assert len(kept) == 2
    assert "One more thing" not in kept[1][1][0].text
    assert kept[0][0].by == cast.luka


def test_script_in_a_line_is_only_words_in_the_letter(cast: Cast, meeting: Meeting) -> None:
    write(meeting, by=cast.luka, text="<script>alert(1)</script> & <b>bold</b>")
    letter = letters.minutes_letter(meeting, cast.luka, "en")
    assert "<script>" not in letter.html
    assert "&lt;script&gt;" in letter.html


def test_minutes_to_nobody_are_refused_in_words(cast: Cast, meeting: Meeting, clock: Clock) -> None:
    write(meeting, by=cast.luka, text="Said")
    clock(AT + timedelta(hours=3))
    hold(meeting, by=cast.luka)
    Channel.objects.all().delete()
    with pytest.raises(ValidationError):
        send_minutes(meeting, by=cast.luka)


def test_an_agenda_is_sent_without_what_is_for_us(cast: Cast, meeting: Meeting) -> None:
    with pytest.raises(ValidationError):
        send_agenda(meeting, by=cast.luka)
    agenda.add(meeting, by=cast.luka, text="Winter budget")
    agenda.add(meeting, by=cast.tin, text="Ivana turns 40", source="birthday:1")
    letter = send_agenda(meeting, by=cast.luka)[0]
    assert "Winter budget" in letter.text
    assert "turns 40" not in letter.text
    assert meeting.agenda_sent_at
    assert send_agenda(meeting, by=cast.luka) == []
    assert Outgoing.objects.count() == 1


def test_of_two_who_write_one_point_the_second_is_told(cast: Cast, meeting: Meeting) -> None:
    line = agenda.add(meeting, by=cast.luka, text="Winter budget")
    agenda.change(line, by=cast.tin, version=1, text="Winter and spring budget")
    with pytest.raises(ChangedMeanwhile) as stale:
        agenda.change(line, by=cast.luka, version=1, text="Winter budget, Ivana")
    assert stale.value.theirs.text == "Winter and spring budget"


def test_a_point_is_offered_taken_once_and_when_struck_not_again(cast: Cast, meeting: Meeting) -> None:
    Promise.objects.create(client=cast.adria, by_us=True, what="Split by channel", due=date(2026, 11, 16))
    offered = points_of(meeting)
    assert [point.text.plain() for point in offered] == ["We promised: Split by channel, by 2026-11-16"]
    source = offered[0].source
    assert agenda.take(meeting, by=cast.luka, points=[(source, "Split"), (source, "Split")]) == 2
    line = AgendaLine.objects.get()
    line.meeting = meeting
    assert agenda.strike(line, by=cast.luka)
    assert not agenda.strike(line, by=cast.luka)
    agenda.add(meeting, by=cast.luka, text="Split", source=source)
    assert AgendaLine.objects.get().struck is False


def test_points_change_places(cast: Cast, meeting: Meeting) -> None:
    first, second = (agenda.add(meeting, by=cast.luka, text=text) for text in ("First", "Second"))
    assert agenda.raise_(second, by=cast.luka)
    assert not agenda.raise_(second, by=cast.luka)
    assert list(meeting.agenda.values_list("text", flat=True)) == ["Second", "First"]
    assert first.pk != second.pk


def test_what_was_to_be_done_is_offered_to_the_next_meeting(cast: Cast, meeting: Meeting) -> None:
    write(meeting, by=cast.luka, text="> Tin sends the list")
    client = client_for(cast.luka, cast.adria.pk)
    following = plan(by=cast.luka, client=client, local=datetime(2026, 12, 15, 10), zone="Europe/Zagreb")
    assert "Tin: Tin sends the list" in [point.text.plain() for point in points_of(following)]
