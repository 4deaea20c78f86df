"""Invitations: out by mail with answers by link and by calendar; theirs taken in, moved by them, cancelled by them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client as Browser
from django.urls import reverse
from tests.approvals.asking import person
from tests.cast import Cast
from tests.conversations.test_meetings_times import token_of

from rapport.attention.models import open_items
from rapport.conversations.mail.receive import Source, receive
from rapport.conversations.meetings.answer_theirs import answer_theirs
from rapport.conversations.meetings.cancel import cancel
from rapport.conversations.meetings.drop import drop
from rapport.conversations.meetings.invite_by_mail import invite_by_mail, tell_cancelled
from rapport.conversations.meetings.models import Meeting, Participant, Taken
from rapport.conversations.meetings.move import move
from rapport.conversations.meetings.plan import plan
from rapport.journal.models import Entry
from rapport.links.models import Link
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Contact
from rapport.post.models import Outgoing
from rapport.reckon.calendars import Calendar, read_calendar, write_reply

AT = datetime(2026, 11, 23, 7, 10, tzinfo=UTC)
TEN = datetime(2026, 11, 24, 10)
Follow = Callable[[], int]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def at(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    at(AT)
    return at


@pytest.fixture
def ivana(cast: Cast) -> Contact:
    return person(cast.adria)


def mail_of(contact: Contact) -> str:
    return str(contact.channels.get().value)


def invited(cast: Cast, *people: Contact) -> Meeting:
    client = client_for(cast.luka, cast.adria.pk, "meeting.keep")
    made = plan(
        by=cast.luka, client=client, local=TEN, zone="Europe/Zagreb", title="Winter plan", contacts=people,
        members=[cast.tin], about="Not for their eyes",
    )  # fmt: skip
    invite_by_mail(made, by=cast.luka)
    return made


def letters(meeting: Meeting) -> list[Outgoing]:
    return list(Outgoing.objects.filter(key__contains=f"ation:{meeting.pk}:").order_by("pk"))


def read(text: str) -> Calendar:
    found = read_calendar(text.encode())
    assert isinstance(found, Calendar)
    return found


def seat(meeting: Meeting, contact: Contact) -> Participant:
    return Participant.objects.get(meeting=meeting, contact=contact)


def test_an_invitation_carries_the_meeting_and_its_people_and_not_what_it_is_about(cast: Cast, ivana: Contact) -> None:
    made = invited(cast, ivana)
    letter = letters(made)[0]
    assert (letter.method, letter.to) == ("REQUEST", mail_of(ivana))
    event = read(letter.calendar).events[0]
    assert (event.uid, event.sequence, event.method) == (made.uid, 0, "REQUEST")
    assert event.starts is not None
    assert (event.starts.at, event.starts.zone) == (made.at, "Europe/Zagreb")
    assert event.organizer is not None
    assert event.organizer.mail == cast.luka.email
    assert {one.mail for one in event.attendees} == {mail_of(ivana), cast.tin.email}
    assert "Not for their eyes" not in letter.calendar + letter.text
    assert invite_by_mail(made, by=cast.luka) == []


def test_moving_and_cancelling_go_out_with_the_sequence_right(cast: Cast, ivana: Contact) -> None:
    made = invited(cast, ivana)
    made = move(made, by=cast.luka, local=TEN + timedelta(hours=2))
    invite_by_mail(made, by=cast.luka)
    cancel(made, by=cast.luka)
    tell_cancelled(made, by=cast.luka)
    events = [read(letter.calendar).events[0] for letter in letters(made)]
    assert [(one.method, one.sequence) for one in events] == [("REQUEST", 0), ("REQUEST", 1), ("CANCEL", 2)]
    assert events[2].status == "CANCELLED"
    assert [letter.subject.split(":")[0] for letter in letters(made)] == ["Invitation", "Changed", "Cancelled"]


def test_the_link_shows_the_meeting_and_only_a_press_answers(cast: Cast, ivana: Contact) -> None:
    made = invited(cast, ivana)
    url = reverse("portal_invitation", args=[token_of(letters(made)[0].text)])
    html = Browser().get(url + "?answer=declined").content.decode()
    assert "Winter plan" in html
    assert seat(made, ivana).answer == "none"
    assert Browser().post(url, {"answer": "accepted", "sequence": "0"}).status_code == 200
    assert seat(made, ivana).answer == "accepted"
    Browser().post(url, {"answer": "declined", "sequence": "0"})
    assert open_items(kind="pick").get().facts["meeting"] == made.pk
    Browser().post(url, {"answer": "tentative", "sequence": "0"})
    assert seat(made, ivana).answer == "tentative"
    assert not open_items(kind="pick").exists()
    assert Browser().post(url, {"answer": "maybe", "sequence": "0"}).status_code == 422


def test_an_answer_to_a_time_that_was_moved_is_asked_again(cast: Cast, ivana: Contact) -> None:
    made = invited(cast, ivana)
    url = reverse("portal_invitation", args=[token_of(letters(made)[0].text)])
    move(made, by=cast.luka, local=TEN + timedelta(days=1))
    answer = Browser().post(url, {"answer": "accepted", "sequence": "0"})
    assert answer.status_code == 409
    assert "was moved meanwhile" in answer.content.decode()
    assert seat(made, ivana).answer == "none"


def test_a_link_opens_nothing_once_the_meeting_is_over_cancelled_or_the_person_gone(
    cast: Cast, ivana: Contact, clock: Callable[[datetime], None]
) -> None:
    made = invited(cast, ivana)
    url = reverse("portal_invitation", args=[token_of(letters(made)[0].text)])
    clock(made.at + timedelta(minutes=1))
    assert Browser().get(url).status_code == 410
    clock(AT)
    Contact.objects.filter(pk=ivana.pk).update(deleted_at=AT)
    assert Browser().post(url, {"answer": "accepted", "sequence": "0"}).status_code == 410
    assert Browser().get(reverse("portal_invitation", args=["made-up"])).status_code == 404


def by_mail(sender: str, calendar: bytes, method: str, cast: Cast, n: int = 1) -> None:
    """A mail as a calendar program sends it, read by Rapport."""
    raw = (
        (
            f"From: <{sender}>\r\nTo: <{cast.luka.email}>\r\nSubject: Re\r\n"
            f"Message-ID: <{n}.{hash(calendar)}@x.example>\r\n"
            f"Date: Mon, 23 Nov 2026 08:00:00 +0100\r\nMIME-Version: 1.0\r\n"
            "Content-Type: multipart/alternative; boundary=q\r\n\r\n--q\r\nContent-Type: text/plain\r\n\r\n"
            f"See the calendar {n}.\r\n--q\r\nContent-Type: text/calendar; charset=utf-8; method={method}\r\n\r\n"
        ).encode()
        + calendar
        + b"\r\n--q--\r\n"
    )
    receive(raw, Source("a.eml", n, by=cast.luka))


def replying(meeting: Meeting, mail: str, partstat: str, stamp: datetime = AT) -> bytes:
    event = read(letters(meeting)[0].calendar).events[0]
    return write_reply(replace(event, stamp=None), mail, partstat, stamp=stamp)


def test_a_reply_by_mail_is_read_back(cast: Cast, ivana: Contact, follow: Follow) -> None:
    made = invited(cast, ivana)
    by_mail(mail_of(ivana), replying(made, mail_of(ivana), "ACCEPTED"), "REPLY", cast)
    follow()
    assert seat(made, ivana).answer == "accepted"
    assert Entry.objects.get(name="meeting.answered").data["answer"] == "accepted"


def test_a_reply_from_somebody_else_changes_nothing(cast: Cast, ivana: Contact, follow: Follow) -> None:
    maja = person(cast.adria, "Maja", "Kos")
    made = invited(cast, ivana, maja)
    by_mail(mail_of(maja), replying(made, mail_of(ivana), "DECLINED"), "REPLY", cast, 1)
    by_mail("stranger@client-1.example", replying(made, mail_of(ivana), "DECLINED"), "REPLY", cast, 2)
    follow()
    assert {one.answer for one in Participant.objects.filter(meeting=made)} == {"none"}


def test_a_reply_of_another_client_changes_nothing(cast: Cast, ivana: Contact, follow: Follow) -> None:
    made = invited(cast, ivana)
    other = person(cast.isar, "Olga", "Weber")
    by_mail(mail_of(other), replying(made, mail_of(other), "DECLINED"), "REPLY", cast)
    follow()
    assert seat(made, ivana).answer == "none"


def test_a_reply_to_an_older_version_and_one_that_was_overtaken_are_ignored(
    cast: Cast, ivana: Contact, follow: Follow
) -> None:
    made = invited(cast, ivana)
    by_mail(mail_of(ivana), replying(made, mail_of(ivana), "ACCEPTED", AT), "REPLY", cast, 1)
    by_mail(mail_of(ivana), replying(made, mail_of(ivana), "DECLINED", AT - timedelta(hours=1)), "REPLY", cast, 2)
    follow()
    assert seat(made, ivana).answer == "accepted"
    move(made, by=cast.luka, local=TEN + timedelta(days=2))
    by_mail(mail_of(ivana), replying(made, mail_of(ivana), "DECLINED"), "REPLY", cast, 3)
    follow()
    assert seat(made, ivana).answer == "none"


THEIRS = """BEGIN:VCALENDAR
METHOD:{method}
BEGIN:VEVENT
UID:{uid}
SEQUENCE:{sequence}
DTSTAMP:20261123T060000Z
DTSTART;TZID=Europe/Zagreb:{start}
DURATION:PT45M
SUMMARY:Fair in Rijeka
LOCATION:Hall 3
ORGANIZER:mailto:{organizer}
ATTENDEE:mailto:luka@kordun.example
{more}END:VEVENT
END:VCALENDAR
"""


def theirs(organizer: str, **fields: Any) -> bytes:
    usual = {"method": "REQUEST", "uid": "abc-1@adria", "sequence": 0, "start": "20261125T140000", "more": ""}
    return THEIRS.format(organizer=organizer, **{**usual, **fields}).replace("\n", "\r\n").encode()


def test_their_invitation_becomes_a_planned_meeting_that_its_host_answers(
    cast: Cast, ivana: Contact, follow: Follow
) -> None:
    by_mail(mail_of(ivana), theirs(mail_of(ivana)), "REQUEST", cast)
    follow()
    made = Meeting.objects.get()
    assert (made.from_outside, made.host, made.began, made.place) == (True, cast.luka, "theirs", "Hall 3")
    assert (made.at, made.minutes) == (datetime(2026, 11, 25, 13, tzinfo=UTC), 45)
    item = open_items(kind="invited").get()
    assert (item.member, item.facts["meeting"]) == (cast.luka, made.pk)
    made.client = client_for(cast.luka, cast.adria.pk)
    assert answer_theirs(made, "accepted", by=cast.luka)
    assert not open_items(kind="invited").exists()
    letter = Outgoing.objects.get(method="REPLY")
    assert letter.to == mail_of(ivana)
    assert "PARTSTAT=ACCEPTED" in letter.calendar.replace("\r\n ", "")


def test_their_changes_move_and_cancel_it_and_an_older_version_is_ignored(
    cast: Cast, ivana: Contact, follow: Follow
) -> None:
    mail = mail_of(ivana)
    by_mail(mail, theirs(mail, sequence=2), "REQUEST", cast, 1)
    follow()
    by_mail(mail, theirs(mail, sequence=1, start="20261126T090000"), "REQUEST", cast, 2)
    follow()
    assert Meeting.objects.get().at == datetime(2026, 11, 25, 13, tzinfo=UTC)
    by_mail(mail, theirs(mail, sequence=3, start="20261127T090000"), "REQUEST", cast, 3)
    follow()
    moved = Meeting.objects.get()
    assert (moved.at, moved.sequence) == (datetime(2026, 11, 27, 8, tzinfo=UTC), 3)
    by_mail(mail, theirs(mail, sequence=2, method="CANCEL"), "CANCEL", cast, 4)
    follow()
    assert Meeting.objects.get().state == "planned"
    by_mail(mail, theirs(mail, sequence=4, method="CANCEL"), "CANCEL", cast, 5)
    follow()
    assert Meeting.objects.get().state == "cancelled"
    assert not Taken.objects.exists()


def test_nobody_outside_touches_a_meeting_of_ours_or_of_another_client(
    cast: Cast, ivana: Contact, follow: Follow
) -> None:
    ours = invited(cast, ivana)
    mail = mail_of(ivana)
    by_mail(mail, theirs(mail, uid=ours.uid, sequence=9, method="CANCEL"), "CANCEL", cast, 1)
    by_mail(mail, theirs(mail, uid=ours.uid, sequence=9), "REQUEST", cast, 2)
    by_mail(mail, theirs("chief@elsewhere.example", uid="forged"), "REQUEST", cast, 3)
    follow()
    ours.refresh_from_db()
    assert (ours.state, ours.sequence) == ("planned", 0)
    by_mail(mail, theirs(mail, uid="abc"), "REQUEST", cast, 4)
    olga = mail_of(person(cast.isar, "Olga", "Weber"))
    by_mail(olga, theirs(olga, uid="abc", sequence=5, method="CANCEL"), "CANCEL", cast, 5)
    follow()
    assert Meeting.objects.filter(from_outside=True).get().state == "planned"


def test_a_dropped_series_becomes_its_coming_meetings_with_its_exceptions(cast: Cast, ivana: Contact) -> None:
    rule = "RRULE:FREQ=WEEKLY;COUNT=4\r\nEXDATE;TZID=Europe/Zagreb:20261202T140000\r\n"
    weekly = theirs(mail_of(ivana), method="PUBLISH", more=rule)
    told, _notes = drop(weekly, by=cast.luka)
    days = sorted(Meeting.objects.values_list("at", flat=True))
    assert [f"{day:%m-%d %H}" for day in days] == ["11-25 13", "12-09 13", "12-16 13"]
    assert len(told) == 3
    again, _notes = drop(weekly, by=cast.luka)
    assert {one.said.plain() for one in again} == {"It was known already."}
    shorter = theirs(mail_of(ivana), method="PUBLISH", sequence=1, more="RRULE:FREQ=WEEKLY;COUNT=2\r\n")
    drop(shorter, by=cast.luka)
    left = sorted(Meeting.objects.filter(state="planned").values_list("at", flat=True))
    assert [f"{day:%m-%d}" for day in left] == ["11-25", "12-02"]


def test_what_cannot_be_taken_from_a_file_is_said(cast: Cast, ivana: Contact) -> None:
    day = theirs(mail_of(ivana)).replace(b"DTSTART;TZID=Europe/Zagreb:20261125T140000", b"DTSTART;VALUE=DATE:20261125")
    day = day.replace(b"DURATION:PT45M", b"DURATION:P1D")
    assert [one.said.plain() for one in drop(day, by=cast.luka)[0]] == ["It takes whole days, so it is no meeting."]
    stranger = theirs("who@elsewhere.example")
    assert "Choose the client" in drop(stranger, by=cast.luka)[0][0].said.plain()
    assert "over" in drop(theirs(mail_of(ivana), start="20251125T140000"), by=cast.luka)[0][0].said.plain()
    with pytest.raises(ValidationError):
        drop(b"Dear all", by=cast.luka)
    assert not Meeting.objects.exists()


def test_a_file_is_dropped_in_the_browser(cast: Cast, ivana: Contact, caller: Callable[[Any], Browser]) -> None:
    file = BytesIO(theirs(mail_of(ivana)))
    file.name = "fair.ics"
    answer = caller(cast.luka).post(reverse("meetings_file"), {"file": file})
    assert answer.status_code == 200
    assert "Planned for" in answer.content.decode()
    bad = BytesIO(b"\x00\xff")
    bad.name = "x.ics"
    assert caller(cast.luka).post(reverse("meetings_file"), {"file": bad}).status_code == 422
    foreign = BytesIO(theirs(mail_of(ivana)))
    foreign.name = "fair.ics"
    refused = caller(cast.luka).post(reverse("meetings_file"), {"file": foreign, "client": cast.polyot.pk})
    assert refused.status_code == 422


def test_links_of_invitations_are_the_contacts_own(cast: Cast, ivana: Contact) -> None:
    invited(cast, ivana)
    link = Link.objects.get(purpose="meeting_invitation")
    assert (link.client_id, link.contact_id) == (cast.adria.pk, ivana.pk)


def test_a_file_is_taken_in_from_the_command_line(
    cast: Cast, ivana: Contact, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "fair.ics"
    file.write_bytes(theirs(mail_of(ivana)))
    call_command("calendar", "import", str(file), "--by", cast.luka.email)
    assert "Fair in Rijeka: Planned for" in capsys.readouterr().out
    with pytest.raises(CommandError, match="nobody here"):
        call_command("calendar", "import", str(file), "--by", "who@x.example")
    with pytest.raises(CommandError, match="no client"):
        call_command("calendar", "import", str(file), "--by", cast.luka.email, "--client", str(cast.polyot.pk))
    with pytest.raises(CommandError, match="no such file"):
        call_command("calendar", "import", str(tmp_path / "gone.ics"), "--by", cast.luka.email)
