"""Meetings over HTTP: planning, the page with agenda and minutes, with and without JavaScript, what is refused."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Caller
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast, contact

from rapport.approvals.models import Approval
from rapport.attention.models import open_items
from rapport.conversations.meetings.models import AgendaLine, Debrief, Idea, Meeting, MinuteLine, Series
from rapport.conversations.meetings.plan import plan
from rapport.conversations.models import Promise, Touchpoint
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Channel, DirectLine
from rapport.post.models import Outgoing

AT = datetime(2026, 11, 17, 7, 10, tzinfo=UTC)
Sign = Callable[[Any], Caller]
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def at(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    at(AT)
    return at


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    client = client_for(cast.luka, cast.adria.pk)
    ivana = contact(cast.adria, "Ivana", "Perić")
    Channel.objects.create(contact=ivana, kind="mail", value="ivana@adria.example", folded="ivana@adria.example")
    return plan(
        by=cast.luka, client=client, local=datetime(2026, 11, 17, 10), zone="Europe/Zagreb", title="Monthly",
        members=[cast.tin], contacts=[ivana],
    )  # fmt: skip


def at(name: str, *parts: object) -> str:
    return reverse(name, args=parts)


def form(**more: object) -> dict[str, object]:
    return {
        "kind": "client", "title": "Kick-off", "day": "2026-11-20", "hour": "10:30", "minutes": 45,
        "zone": "Europe/Zagreb", "began": "ours", **more,
    }  # fmt: skip


def test_a_meeting_is_planned_from_the_clients_page(cast: Cast, caller: Sign) -> None:
    browser = caller(cast.luka)
    page = browser.get(at("client_meetings", cast.adria.pk)).content.decode()
    assert "Nothing is planned" in page
    answer = browser.post(at("client_meeting_new", cast.adria.pk), form(members=[cast.tin.pk]))
    made = Meeting.objects.get()
    assert answer.headers["Location"] == at("meeting", made.pk)
    assert {person.member for person in made.participants.all()} == {cast.luka, cast.tin}
    assert "Kick-off" in browser.get(at("client_meetings", cast.adria.pk)).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"day": "20226-01-01"}, {"day": "2002-02-30"}, {"hour": "25:99"}, {"minutes": "-5"}, {"zone": "Mars"},
              {"members": ["999999"]}, {"kind": "weekly"}, {"day": "1990-01-01"}],
)  # fmt: skip
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(cast: Cast, caller: Sign, wrong: dict[str, object]) -> None:
    answer = caller(cast.luka).post(at("client_meeting_new", cast.adria.pk), form(**wrong))
    assert answer.status_code == 422
    assert "Kick-off" in answer.content.decode()
    assert not Meeting.objects.exists()


def test_a_time_that_does_not_exist_is_moved_and_said(cast: Cast, caller: Sign) -> None:
    browser = caller(cast.luka)
    answer = browser.post(at("client_meeting_new", cast.adria.pk), form(day="2027-03-28", hour="02:30"), follow=True)
    assert "02:30 does not exist" in answer.content.decode()


def test_the_page_shows_their_time_the_direct_line_and_what_to_do(cast: Cast, caller: Sign, meeting: Meeting) -> None:
    DirectLine.objects.create(client=cast.adria, member=cast.tin, agreed_by=cast.luka, since=AT.date())
    page = caller(cast.luka).get(at("meeting", meeting.pk)).content.decode()
    assert "Split, same hour" in page
    assert "direct line" in page
    assert page.count("button solid") <= 1


def test_an_agenda_is_written_with_and_without_javascript(cast: Cast, caller: Sign, meeting: Meeting) -> None:
    browser = caller(cast.luka)
    plain = browser.post(at("meeting_agenda", meeting.pk), {"text": "Winter budget"})
    assert plain.status_code == 303
    piece = browser.post(at("meeting_agenda", meeting.pk), {"text": "Spring"}, headers=HTMX)
    assert piece.content.decode().strip().startswith("<section")
    assert "Winter budget" in piece.content.decode()
    assert browser.post(at("meeting_agenda", meeting.pk), {"text": " "}, headers=HTMX).status_code == 422
    assert browser.post(at("meeting_agenda", meeting.pk), {"text": "x" * 501}).status_code == 422


def test_points_that_are_ready_are_taken_in(cast: Cast, caller: Sign, meeting: Meeting) -> None:
    Promise.objects.create(client=cast.adria, by_us=True, what="Split by channel")
    browser = caller(cast.luka)
    assert "We promised: Split by channel" in browser.get(at("meeting", meeting.pk)).content.decode()
    browser.post(at("agenda_take", meeting.pk), {})
    line = AgendaLine.objects.get()
    browser.post(at("agenda_line", line.pk), {"deed": "strike"})
    assert "Split by channel" not in browser.get(at("meeting", meeting.pk)).content.decode()


def test_the_second_editor_of_a_point_sees_both(cast: Cast, caller: Sign, meeting: Meeting) -> None:
    line = AgendaLine.objects.create(meeting=meeting, text="Budget", by=cast.luka)
    caller(cast.luka).post(at("agenda_line", line.pk), {"text": "Winter budget", "version": 1})
    answer = caller(cast.tin).post(at("agenda_line", line.pk), {"text": "Spring budget", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Winter budget" in page
    assert "Spring budget" in page
    caller(cast.tin).post(at("agenda_line", line.pk), {"text": "Spring budget", "version": 2, "keep_text": "mine"})
    assert AgendaLine.objects.get().text == "Spring budget"


def test_minutes_are_typed_line_by_line_and_turned_by_one_key(cast: Cast, caller: Sign, meeting: Meeting) -> None:
    browser = caller(cast.luka)
    piece = browser.post(at("meeting_minutes", meeting.pk), {"text": "→ Tin sends the list by Friday"}, headers=HTMX)
    assert "data-focus" in piece.content.decode()
    assert MinuteLine.objects.get().owner == cast.tin
    browser.post(at("meeting_minutes", meeting.pk), {"text": "Split by channel", "becomes": "promise"})
    assert Promise.objects.get().what == "Split by channel"
    browser.post(at("meeting_minutes", meeting.pk), {"text": "", "becomes": "decision"})
    assert Promise.objects.get().state == "none"
    wrong = browser.post(at("meeting_minutes", meeting.pk), {"text": "x", "becomes": "song"}, headers=HTMX)
    assert wrong.status_code == 422
    assert browser.post(at("meeting_minutes", meeting.pk), {"text": "x", "once": "no-uuid"}).status_code == 303


def test_a_meeting_is_held_and_its_minutes_sent(
    cast: Cast, caller: Sign, meeting: Meeting, clock: Callable[[datetime], None]
) -> None:
    browser = caller(cast.luka)
    browser.post(at("meeting_minutes", meeting.pk), {"text": "= We keep the budget"})
    assert browser.post(at("meeting_held", meeting.pk), {}).status_code == 422  # it lies ahead
    clock(AT + timedelta(hours=4))
    browser.post(at("meeting_held", meeting.pk), {"boxes": "1", "came": [p.pk for p in meeting.participants.all()]})
    assert Touchpoint.objects.count() == 1
    preview = browser.get(at("minutes_send", meeting.pk)).content.decode()
    assert "We keep the budget" in preview
    assert browser.post(at("minutes_send", meeting.pk), {}).status_code == 422  # nobody is ticked
    people = [person.contact_id for person in meeting.participants.exclude(contact=None)]
    browser.post(at("minutes_send", meeting.pk), {"to": people})
    browser.post(at("minutes_send", meeting.pk), {"to": people})
    assert Outgoing.objects.count() == 1
    assert "Ask them to agree" in preview
    for _n in range(2):
        browser.post(at("minutes_send", meeting.pk), {"to": people, "agree": "on"})
    agreed = Approval.objects.get(root=None)
    assert (agreed.purpose, agreed.subject_id, agreed.state) == ("minutes", meeting.pk, "waiting")
    assert "We keep the budget" in agreed.shown[0][1]
    assert "We keep the budget" in browser.get(at("minutes_sent", meeting.pk)).content.decode()
    browser.post(at("meeting_back", meeting.pk))
    assert not Touchpoint.objects.filter(deleted_at=None).exists()


def test_a_debrief_is_written_and_read(
    cast: Cast, caller: Sign, meeting: Meeting, clock: Callable[[datetime], None]
) -> None:
    clock(AT + timedelta(hours=4))
    there = meeting.participants.get(member=cast.tin).pk
    caller(cast.tin).post(at("meeting_held", meeting.pk), {"boxes": "1", "came": [there]})
    assert open_items(kind="debrief").get().member == cast.tin
    assert caller(cast.tin).post(at("meeting_debrief", meeting.pk), {"said": ""}).status_code == 422
    caller(cast.tin).post(at("meeting_debrief", meeting.pk), {"said": "More pages", "mood": "Good"})
    assert "More pages" in caller(cast.luka).get(at("meeting_debrief", meeting.pk)).content.decode()
    caller(cast.luka).post(at("debrief_read", meeting.pk))
    assert Debrief.objects.get().read_at is not None


def test_moving_and_cancelling_say_who_and_why(cast: Cast, caller: Sign, meeting: Meeting) -> None:
    browser = caller(cast.luka)
    move = {"day": "2026-11-18", "hour": "11:00", "minutes": 60, "zone": "Europe/Zagreb", "who": "theirs", "why": "ill"}
    assert browser.post(at("meeting_move", meeting.pk), {**move, "version": 1}).status_code == 303
    stale = browser.post(at("meeting_move", meeting.pk), {**move, "day": "2026-11-19", "version": 1})
    assert stale.status_code == 422
    assert "stands at" in stale.content.decode()
    browser.post(at("meeting_cancel", meeting.pk), {"who": "theirs", "why": "ill"})
    assert Meeting.objects.get().state == "cancelled"


def test_the_second_who_changes_a_meeting_sees_both(cast: Cast, caller: Sign, meeting: Meeting) -> None:
    change = {"kind": "client", "title": "Mine", "began": "ours", "version": 1, "members": [cast.tin.pk]}
    caller(cast.luka).post(at("meeting_change", meeting.pk), change)
    answer = caller(cast.marta).post(at("meeting_change", meeting.pk), {**change, "title": "Marta’s"})
    assert answer.status_code == 409
    assert "Luka" in answer.content.decode()


def test_a_rhythm_of_the_team_keeps_a_register(cast: Cast, caller: Sign) -> None:
    browser = caller(cast.marta)
    values = {
        "kind": "weekly", "title": "", "every": "week", "first": "2026-11-20", "at_time": "09:00", "minutes": 45,
        "zone": "Europe/Zagreb", "team": cast.growth.pk, "members": [cast.luka.pk],
    }  # fmt: skip
    answer = browser.post(at("team_rhythm_new"), values)
    series = Series.objects.get()
    assert answer.headers["Location"] == at("rhythm", series.pk)
    assert series.rule == "FREQ=WEEKLY;BYDAY=FR"
    browser.post(at("idea_new", series.pk), {"text": "Shorter forms", "is_test": "on"})
    idea = Idea.objects.get()
    page = caller(cast.ana).get(at("rhythm", series.pk)).content.decode()
    assert "Shorter forms" in page
    assert "Every week: Friday" in page
    assert browser.post(at("idea", idea.pk), {"result": ""}).status_code == 422
    browser.post(at("idea", idea.pk), {"result": "Two more bookings"})
    assert caller(cast.nina).get(at("rhythm", series.pk)).status_code == 404
    assert caller(cast.nina).post(at("idea", idea.pk), {"deed": "reopen"}).status_code == 404
    assert "Friday" in browser.get(at("rhythm_change", series.pk)).content.decode()
    browser.post(at("rhythm_change", series.pk), {**values, "every": "month", "within": "work-1"})
    assert Series.objects.get().rule == "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
    browser.post(at("rhythm_end", series.pk))
    assert Series.objects.get().ended_at is not None


def test_a_stranger_to_the_team_cannot_plan_for_it(cast: Cast, caller: Sign) -> None:
    answer = caller(cast.nina).post(at("team_meeting_new"), form(kind="weekly", team=cast.growth.pk))
    assert answer.status_code == 422
    assert not Meeting.objects.exists()


def test_the_list_shows_mine_by_day_and_what_waits_first(
    cast: Cast, caller: Sign, meeting: Meeting, clock: Callable[[datetime], None]
) -> None:
    page = caller(cast.luka).get(at("meetings")).content.decode()
    assert "Adria Dental, Monthly" in page
    assert "No agenda yet" in page
    assert "Adria Dental, Monthly" not in caller(cast.marta).get(at("meetings")).content.decode()
    assert "Adria Dental, Monthly" in caller(cast.marta).get(at("meetings") + "?of=team").content.decode()
    assert "Adria Dental" not in caller(cast.nina).get(at("meetings") + "?of=team").content.decode()
    clock(AT + timedelta(days=2))
    assert "What became of it?" in caller(cast.luka).get(at("meetings")).content.decode()


def test_the_list_takes_the_same_statements_whatever_the_rows(cast: Cast, caller: Sign, meeting: Meeting) -> None:
    browser, counts = caller(cast.luka), []
    client = client_for(cast.luka, cast.adria.pk)
    for n in range(2):
        for hour in range(11 + 3 * n, 14 + 3 * n):
            plan(by=cast.luka, client=client, local=datetime(2026, 11, 18, hour), zone="Europe/Zagreb")
        with CaptureQueriesContext(connection) as queries:
            browser.get(at("meetings"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
