"""What is written of calendars: other programs read the same, and nobody's words become a line of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.calendars import (
    Calendar,
    Event,
    Moment,
    Person,
    read_calendar,
    read_replies,
    write_feed,
    write_invitation,
    write_reply,
)

STAMP = datetime(2026, 10, 1, 8, tzinfo=UTC)
MEETING = Event(
    uid="meeting-7@kordun.example",
    starts=Moment.of(datetime(2026, 10, 19, 7, tzinfo=UTC), "Europe/Zagreb"),
    ends=Moment.of(datetime(2026, 10, 19, 8, tzinfo=UTC), "Europe/Zagreb"),
    summary="Strategija; Q4, plan",
    description="Prvi red\n\\drugi\\ " + "č" * 120,
    location="Ilica 1, Zagreb",
    url="https://kordun.example/m/7?a=1,2;b",
    sequence=3,
    stamp=STAMP,
    status="CONFIRMED",
    organizer=Person("luka@kordun.example", "Luka Perko"),
    attendees=(
        Person("ana@adria.example", 'Ana "A", Adria: D; S', "NEEDS-ACTION", "REQ-PARTICIPANT", "INDIVIDUAL", True),
        Person("iva@kordun.example", "", "ACCEPTED"),
    ),
    rule="FREQ=WEEKLY;COUNT=4",
    left_out=(Moment.of(datetime(2026, 11, 2, 8, tzinfo=UTC), "Europe/Zagreb"),),
    extra=(Moment.of(datetime(2026, 11, 4, 8, tzinfo=UTC), "Europe/Zagreb"),),
)  # fmt: skip


def read(raw: bytes) -> Calendar:
    found = read_calendar(raw)
    assert isinstance(found, Calendar)
    return found


def test_what_is_written_reads_the_same() -> None:
    found = read(write_feed([MEETING], stamp=STAMP, name="Kordun, diary"))
    assert (found.name, found.method, found.notes) == ("Kordun, diary", "PUBLISH", ())
    assert found.events == (replace(MEETING, method="PUBLISH"),)


def test_whole_days_floating_times_and_plain_distances_read_the_same_instant() -> None:
    days = replace(
        MEETING, starts=Moment(date(2026, 12, 24)), ends=Moment(date(2026, 12, 27)), rule="", left_out=(), extra=()
    )
    floating = replace(days, starts=Moment(date(2026, 12, 24), datetime(2026, 1, 1, 9).time(), "",
                                           datetime(2026, 12, 24, 9, tzinfo=UTC)), ends=None)  # fmt: skip
    distant = replace(days, ends=None, starts=Moment(date(2026, 12, 24), datetime(2026, 1, 1, 9).time(), "-07:41",
                                                     datetime(2026, 12, 24, 16, 41, tzinfo=UTC)))  # fmt: skip
    found = read(write_feed([days, floating, distant], stamp=STAMP)).events
    assert (found[0].starts, found[0].ends) == (days.starts, days.ends)
    assert found[1].starts == floating.starts
    assert found[2].starts
    assert distant.starts
    assert found[2].starts.at == distant.starts.at


def test_another_program_reads_the_same() -> None:
    raw = write_invitation(MEETING, stamp=STAMP)
    whole = icalendar.Calendar.from_ical(raw)
    assert (whole["METHOD"], whole["VERSION"]) == ("REQUEST", "2.0")
    [one] = whole.walk("VEVENT")
    assert not one.errors
    assert one.start == datetime(2026, 10, 19, 9, tzinfo=ZoneInfo("Europe/Zagreb"))
    assert one.end - one.start == timedelta(hours=1)
    assert (str(one["SUMMARY"]), str(one["DESCRIPTION"])) == (MEETING.summary, MEETING.description)
    assert (str(one["LOCATION"]), str(one["URL"])) == (MEETING.location, MEETING.url)
    assert str(one["ORGANIZER"]) == "mailto:luka@kordun.example"
    guests = one["ATTENDEE"]
    assert [str(guest) for guest in guests] == ["mailto:ana@adria.example", "mailto:iva@kordun.example"]
    assert guests[0].params["RSVP"] == "TRUE"
    found = recurring_ical_events.of(whole).between(datetime(2026, 1, 1), datetime(2027, 1, 1))
    assert sorted(event.start.astimezone(UTC) for event in found) == [
        datetime(2026, 10, 19, 7, tzinfo=UTC), datetime(2026, 10, 26, 8, tzinfo=UTC),
        datetime(2026, 11, 4, 8, tzinfo=UTC), datetime(2026, 11, 9, 8, tzinfo=UTC),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "zone",
    ["Europe/Zagreb", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca", "Europe/Dublin"],
)
def test_a_zone_as_written_keeps_the_same_clock_for_the_years_it_is_needed(zone: str) -> None:
    start = Moment.of(datetime(2026, 3, 2, 9, tzinfo=UTC), zone)
    endless = Event("z", start, start, rule="FREQ=DAILY", stamp=STAMP)
    whole = icalendar.Calendar.from_ical(write_feed([endless], stamp=STAMP))
    [written] = whole.walk("VTIMEZONE")
    clock, true = written.to_tz(lookup_tzid=False), ZoneInfo(zone)
    for hours in range(0, 24 * 365 * 3, 7):
        wall = datetime(2026, 3, 2) + timedelta(hours=hours)
        skipped_or_twice = wall.replace(tzinfo=true).utcoffset() != wall.replace(tzinfo=true, fold=1).utcoffset()
        if not skipped_or_twice:
            assert clock.utcoffset(wall) == true.utcoffset(wall), wall
    text = written.to_ical().decode()
    assert "19700" not in text
    assert "2032" not in text  # five years ahead, not for ever
    assert len(text) < 3000


def test_the_same_entries_and_stamp_give_the_same_bytes_in_folded_lines() -> None:
    raw = write_feed([MEETING], stamp=STAMP)
    assert raw == write_feed([MEETING], stamp=STAMP)
    assert b"DTSTAMP:20261001T080000Z" in raw
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    for line in raw.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # never cut within a character


def test_a_cancellation_says_so() -> None:
    found = read(write_invitation(MEETING, "CANCEL", stamp=STAMP))
    assert (found.method, found.events[0].status, found.events[0].is_cancelled) == ("CANCEL", "CANCELLED", True)


def test_a_series_and_its_exception_go_out_together() -> None:
    moved = replace(MEETING, rule="", left_out=(), extra=(), instead_of=MEETING.starts, summary="Moved")
    found = read(write_invitation([MEETING, moved], stamp=STAMP))
    assert [one.instead_of for one in found.events] == [None, MEETING.starts]


def test_an_answer_is_read_back() -> None:
    raw = write_reply(MEETING, "Ana@Adria.example", "TENTATIVE", stamp=STAMP, comment="Maybe,\nlater", name="Ana")
    [reply] = read_replies(read(raw))
    assert (reply.uid, reply.person.mail, reply.partstat, reply.sequence, reply.comment) == (
        MEETING.uid, "ana@adria.example", "TENTATIVE", 3, "Maybe,\nlater",
    )  # fmt: skip


@pytest.mark.parametrize(
    "event, complaint",
    [
        (replace(MEETING, organizer=None), "organizer"),
        (replace(MEETING, attendees=()), "somebody to invite"),
        (replace(MEETING, uid=""), "uid and a beginning"),
        (replace(MEETING, starts=None), "uid and a beginning"),
    ],
)
def test_what_cannot_go_out_is_refused_with_a_sentence(event: Event, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        write_invitation(event, stamp=STAMP)
    with pytest.raises(ValueError, match="ACCEPTED, DECLINED or TENTATIVE"):
        write_reply(MEETING, "a@b.example", "YES", stamp=STAMP)
    with pytest.raises(ValueError, match="REQUEST or a CANCEL"):
        write_invitation(MEETING, "PUBLISH", stamp=STAMP)


HOSTILE = st.text() | st.sampled_from(
    [
        "x\r\nATTENDEE:mailto:evil@x.example",
        "a\nEND:VEVENT\nBEGIN:VEVENT",
        "\u2028DTSTART:1",
        "\x85X:1",
        'x";X=1:y',
        "\\n\\",
        "^n^'",
    ]
)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_nothing_written_into_an_entry_adds_a_line_to_it(summary: str, name: str, place: str) -> None:
    plain = replace(MEETING, attendees=(Person("ana@adria.example", "Ana"),))
    hostile = replace(
        plain,
        summary=summary,
        description=place,
        location=place,
        url=name,
        status=summary,
        rule=name,
        uid=place or "x",
        comment=name,
        organizer=Person(f"luka@kordun.example{summary}", name),
        attendees=(Person(f"a@b.example{name}", place),),
    )
    raw = write_invitation(hostile, stamp=STAMP)
    [one] = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    known = "UID DTSTAMP SEQUENCE DTSTART DTEND SUMMARY DESCRIPTION LOCATION COMMENT URL STATUS TRANSP RDATE EXDATE"
    assert {str(key) for key in one} <= {*known.split(), "ORGANIZER", "ATTENDEE"}
    assert not isinstance(one["ATTENDEE"], list)
    assert len(read(raw).events) == 1


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"))


@given(TEXTS, TEXTS)
def test_any_words_come_back_as_they_were(summary: str, name: str) -> None:
    told = replace(MEETING, summary=summary, organizer=Person("luka@kordun.example", name))
    [one] = read(write_feed([told], stamp=STAMP)).events
    assert one.summary == summary.strip()
    assert one.organizer
    assert one.organizer.name == name.strip()
