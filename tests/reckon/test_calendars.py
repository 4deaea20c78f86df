"""Calendar files: each is read, or refused by name; what they say of time, zones and people."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rapport.reckon.calendars import Calendar, Event, Limits, Moment, Refusal, occurrences, read_calendar, read_replies
from rapport.reckon.ical.as_data import file_as_data, open_file
from rapport.reckon.ical.values import Cards

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "calendar-vcard"
FILES = sorted(path for path in SAMPLES.glob("*/*") if path.suffix in (".ics", ".vcf"))
needs_samples = pytest.mark.skipif(not SAMPLES.exists(), reason="needs the samples beside the repository")


def calendar(*lines: str, method: str = "") -> Calendar:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", *([f"METHOD:{method}"] if method else [])]
    read = read_calendar("\r\n".join([*head, *lines, "END:VCALENDAR", ""]).encode())
    assert isinstance(read, Calendar)
    return read


def event(*lines: str) -> Event:
    return calendar("BEGIN:VEVENT", *lines, "END:VEVENT").events[0]


def said(one: Event | Calendar) -> list[str]:
    return [note.plain() for note in one.notes]


@needs_samples
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_sample_reads_or_is_refused_by_name(path: Path) -> None:
    opened = open_file(path.read_bytes())
    assert isinstance(opened.value, Calendar | Cards)  # of these samples none has to be refused
    json.dumps(file_as_data(opened))
    alone = read_calendar(path.read_bytes())
    if isinstance(opened.value, Calendar):
        assert alone == opened.value
        found = occurrences(opened.value, datetime(1990, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC), at_most=9)
        assert len(found.found) <= 9
    else:
        assert isinstance(alone, Refusal)
        assert alone.reason == "not_a_calendar"


@needs_samples
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("icaljs_parser/*.json")), ids=lambda path: path.stem)
def test_where_an_answer_is_stored_every_property_of_ours_is_equal_to_it(path: Path) -> None:
    [file] = [one for one in path.parent.glob(f"{path.stem}.*") if one.suffix != ".json"]
    ours: Any = file_as_data(open_file(file.read_bytes()))["jcal"]
    assert json.loads(json.dumps(ours)) == json.loads(path.read_text())


def events_of(name: str) -> tuple[Event, ...]:
    read = read_calendar((SAMPLES / "ics" / name).read_bytes())
    assert isinstance(read, Calendar)
    return read.events


@needs_samples
def test_a_zone_that_only_the_file_knows_is_read_by_its_own_rules() -> None:
    [one] = events_of("icaljs_timezone_from_file.ics")
    assert one.starts == Moment(
        date(2023, 3, 6), datetime(2023, 3, 6, 13, 42).time(), "-07:41", datetime(2023, 3, 6, 21, 23, tzinfo=UTC),
        "Nowhere/Middle",
    )  # fmt: skip


@needs_samples
def test_a_day_left_out_of_a_sample_does_not_take_place() -> None:
    found = occurrences(
        events_of("icaljs_rdate_exdate.ics"), datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)
    )
    assert [one.starts.day.day for one in found.found] == [9, 10, 12]


@needs_samples
def test_a_sample_of_whole_days_keeps_its_days() -> None:
    [one] = events_of("icaljs_forced_types.ics")
    assert (one.is_all_day, one.is_transparent, one.status) == (True, True, "CONFIRMED")
    assert one.starts
    assert one.ends
    assert (one.starts.day, one.ends.day) == (date(2012, 9, 4), date(2012, 9, 5))


@needs_samples
def test_people_of_a_sample_are_read_in_small_letters() -> None:
    first = events_of("libical_calendar.ics")[0]
    assert first.organizer
    assert first.organizer.mail == "b@example.com"
    assert [(one.mail, one.name, one.partstat) for one in first.attendees[:2]] == [
        ("a@example.com", "BIG A", "ACCEPTED"), ("b@example.com", "B", ""),
    ]  # fmt: skip
    assert first.attendees[4].kind == "ROOM"


@needs_samples
def test_an_answer_of_a_sample_is_read_as_one() -> None:
    read = read_calendar((SAMPLES / "ics" / "libical_restriction.ics").read_bytes())
    assert isinstance(read, Calendar)
    [reply] = read_replies(read)
    assert (reply.uid, reply.person.mail, reply.partstat, reply.person.delegated_to) == (
        "calsrv.example.com-873970198738777@example.com", "c@example.com", "DELEGATED", ("e@example.com",),
    )  # fmt: skip


@pytest.mark.parametrize(
    "named, zone",
    [
        ("Europe/Zagreb", "Europe/Zagreb"),
        ('"Europe/Zagreb"', "Europe/Zagreb"),
        ("europe/zagreb", "Europe/Zagreb"),
        ("Central European Standard Time", "Europe/Warsaw"),
        ("Russian Standard Time", "Europe/Moscow"),
        ("/freeassociation.sourceforge.net/Europe/Bratislava", "Europe/Bratislava"),
        ("/citadel.org/20260101_1/America/New_York", "America/New_York"),
        ('"(UTC+01:00) Sarajevo, Skopje, Warsaw, Zagreb"', "+01:00"),
        ("GMT+0530", "+05:30"),
        ("UTC", "UTC"),
        ("Etc/GMT", "Etc/GMT"),
    ],
)
def test_the_names_that_programs_write_are_understood(named: str, zone: str) -> None:
    one = event(f"DTSTART;TZID={named}:20260715T090000")
    assert one.starts
    assert one.starts.zone == zone
    assert one.starts.local == datetime(2026, 7, 15, 9)


@pytest.mark.parametrize(
    "named", ["Europe/", "Mars/Phobos", "../../etc/passwd", "/", "Europe/Zagreb\x00", "localtime", "x" * 5000]
)
def test_a_name_that_is_no_zone_is_said_and_the_time_floats(named: str) -> None:
    read = calendar("BEGIN:VEVENT", f"DTSTART;TZID={named}:20260715T090000", "END:VEVENT")
    one = read.events[0].starts
    assert one
    assert one.local == datetime(2026, 7, 15, 9)
    if "Zagreb" not in named:
        assert (one.zone, one.at) == ("", datetime(2026, 7, 15, 9, tzinfo=UTC))
        assert "is not known; its times are read as UTC." in said(read)[0]


def test_an_own_zone_with_the_rules_of_a_known_one_is_that_one() -> None:
    read = calendar(
        "BEGIN:VTIMEZONE", "TZID:Our office",
        "BEGIN:DAYLIGHT", "DTSTART:16010325T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT",
        "BEGIN:STANDARD", "DTSTART:16011028T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT", "DTSTART;TZID=Our office:20261020T090000", "RRULE:FREQ=WEEKLY;COUNT=2", "END:VEVENT",
    )  # fmt: skip
    assert read.events[0].starts
    assert (read.events[0].starts.zone, read.events[0].starts.named) == ("Europe/Zagreb", "Our office")
    found = occurrences(read, datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
    assert [one.starts.at.hour for one in found.found if one.starts.at] == [7, 8]


def test_a_zone_made_to_keep_us_busy_ends() -> None:
    own = ("BEGIN:STANDARD", "DTSTART:16010101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
           "RRULE:FREQ=SECONDLY", "END:STANDARD")  # fmt: skip
    starts = [line for year in range(1900, 2100, 2)
              for line in ("BEGIN:VEVENT", f"DTSTART;TZID=Bomb:{year}0715T090000", "END:VEVENT")]  # fmt: skip
    read = calendar("BEGIN:VTIMEZONE", "TZID:Bomb", *(own * 20), "END:VTIMEZONE", *starts)
    assert len(read.events) == 100


def test_a_floating_time_is_read_where_the_reader_is() -> None:
    raw = b"BEGIN:VEVENT\nDTSTART:20260715T090000\nEND:VEVENT"
    read = read_calendar(raw, zone="Europe/Zagreb")
    assert isinstance(read, Calendar)
    assert read.events[0].starts
    assert read.events[0].starts.at == datetime(2026, 7, 15, 7, tzinfo=UTC)
    assert read.events[0].starts.zone == ""


@pytest.mark.parametrize(
    "wall, instant",
    [("20260329T023000", "2026-03-29T01:30"), ("20261025T023000", "2026-10-25T00:30")],  # skipped; the first of two
)
def test_a_wall_time_that_the_clocks_skip_or_repeat_has_one_instant(wall: str, instant: str) -> None:
    one = event(f"DTSTART;TZID=Europe/Zagreb:{wall}").starts
    assert one
    assert one.at == datetime.fromisoformat(instant).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "lines, ends",
    [
        (["DTSTART:20260715T090000Z", "DTEND:20260715T103000Z"], "2026-07-15 10:30:00"),
        (["DTSTART:20260715T090000Z", "DURATION:PT90M"], "2026-07-15 10:30:00"),
        (["DTSTART:20260715T090000Z", "DURATION:P1DT1H"], "2026-07-16 10:00:00"),
        (["DTSTART:20260715T090000Z"], "2026-07-15 09:00:00"),
        (["DTSTART;VALUE=DATE:20260715"], "2026-07-16 00:00:00"),
        (["DTSTART;VALUE=DATE:20260715", "DURATION:P3D"], "2026-07-18 00:00:00"),
        (["DTSTART;TZID=Europe/Zagreb:20261024T120000", "DURATION:P1D"], "2026-10-25 12:00:00"),
        (["DTSTART;TZID=Europe/Zagreb:20261024T120000", "DURATION:PT24H"], "2026-10-25 12:00:00"),
        (["DTSTART:20260715T090000Z", "DTEND:20250715T103000Z"], "2026-07-15 09:00:00"),
    ],
)  # fmt: skip
def test_an_entry_ends_when_it_says_or_as_long_after_as_it_lasts(lines: list[str], ends: str) -> None:
    one = event(*lines)
    assert one.ends
    assert str(one.ends.local) == ends


def test_what_is_odd_about_an_entry_is_said() -> None:
    assert said(event("SUMMARY:x")) == ["It has no beginning."]
    assert said(event("DTSTART:tomorrow")) == ["Its beginning cannot be read: tomorrow"]
    assert said(event("DTSTART:20260230T090000Z")) == ["Its beginning cannot be read: 20260230T090000Z"]
    assert said(event("DTSTART:20260715T090000Z", "DTEND:x")) == ["Its end cannot be read: x"]
    assert said(event("DTSTART:20260715T090000Z", "DTEND:20260714T090000Z")) == ["It would end before it begins."]
    assert said(calendar("garbage", "BEGIN:VEVENT", "DTSTART:20260715", "END:VEVENT")) == [
        "1 line could not be read and left out, first line 3."
    ]


def test_scripts_in_texts_stay_the_text_they_are() -> None:
    svg = '<svg onload="alert(1)"><script>alert(2)</script></svg>'
    one = event(
        "DTSTART:20260715", f"SUMMARY:{svg}", f"DESCRIPTION:{svg}\\n{svg}", f'LOCATION;ALTREP="javascript:x":{svg}'
    )
    assert (one.summary, one.description, one.location) == (svg, f"{svg}\n{svg}", svg)


def test_texts_lose_their_escapes_and_what_no_text_has() -> None:
    one = event(
        "SUMMARY:Reels\\, logo\\; a\\\\b \x00\x07\\n\\Nc", "DESCRIPTION;ENCODING=QUOTED-PRINTABLE:=C4=8Daj=0D=0Arez"
    )
    assert (one.summary, one.description) == ("Reels, logo; a\\b \n\nc", "čaj\nrez")


def test_a_character_folded_in_its_middle_is_whole_again() -> None:
    raw = "BEGIN:VEVENT\r\nSUMMARY:Đurđa\r\nEND:VEVENT\r\n".encode()
    cut = raw.index("đ".encode()) + 1
    read = read_calendar(raw[:cut] + b"\r\n " + raw[cut:])
    assert isinstance(read, Calendar)
    assert read.events[0].summary == "Đurđa"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_files_of_other_encodings_are_read(encoding: str) -> None:
    read = read_calendar("BEGIN:VEVENT\r\nSUMMARY:Café\r\nEND:VEVENT".encode(encoding))
    assert isinstance(read, Calendar)
    assert read.events[0].summary == "Café"


def test_answers_are_read_with_the_occurrence_they_are_about() -> None:
    read = calendar(
        "BEGIN:VEVENT", "UID:7@kordun.example", "SEQUENCE:2", "DTSTAMP:20261101T080000Z", "COMMENT:On holiday",
        "RECURRENCE-ID;TZID=Europe/Zagreb:20261102T090000", "ORGANIZER:mailto:luka@kordun.example",
        'ATTENDEE;CN="Ana, Adria";PARTSTAT=declined:MAILTO:Ana@Adria.example', "END:VEVENT", method="REPLY",
    )  # fmt: skip
    [reply] = read_replies(read)
    assert (reply.uid, reply.person.mail, reply.person.name, reply.partstat, reply.comment, reply.sequence) == (
        "7@kordun.example", "ana@adria.example", "Ana, Adria", "DECLINED", "On holiday", 2,
    )  # fmt: skip
    assert reply.instead_of
    assert reply.instead_of.at == datetime(2026, 11, 2, 8, tzinfo=UTC)
    assert not occurrences(read, datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)).found


def test_an_invitation_is_no_answer() -> None:
    read = calendar(
        "BEGIN:VEVENT", "UID:1", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example", "END:VEVENT", method="REQUEST"
    )
    assert read_replies(read) == ()


def test_busy_times_are_read() -> None:
    read = calendar("BEGIN:VFREEBUSY", "FREEBUSY:20260715T090000Z/PT1H,20260716T090000Z/20260716T100000Z,x/y",
                    "FREEBUSY;FBTYPE=FREE:20260717T090000Z/PT1H", "END:VFREEBUSY")  # fmt: skip
    assert [(a.day.day, b.local.hour) for a, b in read.events[0].busy] == [(15, 10), (16, 10)]


@pytest.mark.parametrize(
    "raw, reason",
    [
        (b"", "empty"),
        (b"\x00\x00", "empty"),
        (b"Dear all", "not_a_calendar"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not_a_calendar"),
        (b"PK\x03\x04" + b"\x00" * 100, "not_a_calendar"),
        (b"BEGIN:VCARD\nFN:A\nEND:VCARD", "not_a_calendar"),
        (b"BEGIN:VEVENT\n" * 30, "too_deep"),
        (b"BEGIN:VEVENT\nSUMMARY:" + b"x" * 3000 + b"\nEND:VEVENT", "line_too_long"),
        (b"BEGIN:VEVENT\nSUMMARY:x" + b"\n x" * 1500 + b"\nEND:VEVENT", "too_many_lines"),
        (b"BEGIN:VEVENT\nEND:VEVENT\n" * 11, "too_many_events"),
        (b"x" * 10_001, "too_large"),
    ],
)
def test_what_is_no_calendar_or_too_much_is_refused_by_name(raw: bytes, reason: str) -> None:
    read = read_calendar(raw, limits=Limits(size=10_000, lines=500, line=2000, events=10))
    assert isinstance(read, Refusal)
    assert read.reason == reason
    assert read.sentence.plain()


def test_ends_and_beginnings_that_do_not_match_close_what_they_can() -> None:
    raw = b"END:VEVENT\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\nBEGIN:VALARM\nSUMMARY:b\nEND:VCALENDAR\nBEGIN:VEVENT"
    read = read_calendar(raw)
    assert isinstance(read, Calendar)
    assert [one.summary for one in read.events] == ["a", ""]


NAMES = (
    "DTSTART DTEND DURATION RRULE EXDATE RDATE RECURRENCE-ID ATTENDEE DTSTART;TZID= FREEBUSY SEQUENCE "
    "DTSTART;TZID=Europe/Zagreb TZOFFSETTO DTSTART;VALUE=DATE EXDATE;TZID=x A;B= X"
).split()
PIECES = st.sampled_from(
    b"20260715T090000Z 99991231T235959 00010101T000000Z 00010101 99991231 P1D -PT5M FREQ=DAILY ;COUNT=5 ;UNTIL= "
    b';BYDAY=-1MO , / : ; " = mailto:a@b +2359 PT99999999S FREQ=SECONDLY \xff'.split()
    + [b"\r\n ", b"\n"]
)


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.lists(PIECES | st.binary(max_size=4), max_size=5)), max_size=8))
@example([("DTSTART", [b"99991231T235959Z"]), ("RRULE", [b"FREQ=YEARLY"])])
@example([("DTSTART", [b"00010101T000000Z"]), ("DURATION", [b"P1D"]), ("RRULE", [b"FREQ=DAILY"])])
def test_no_bytes_make_it_fail(written: list[tuple[str, list[bytes]]]) -> None:
    lines = [name.encode() + b":" + b"".join(pieces) for name, pieces in written]
    head = [b"BEGIN:VCALENDAR", b"BEGIN:VEVENT", b"DTSTART:20260715T090000"]
    raw = b"\r\n".join([*head, *lines, b"UID:1", b"END:VEVENT"])
    own = [b"BEGIN:VTIMEZONE", b"TZID:x", b"BEGIN:STANDARD", *lines, b"END:STANDARD", b"END:VTIMEZONE", raw]
    for whole in (raw, b"\n".join(own)):
        opened = open_file(whole, "Europe/Zagreb")
        json.dumps(file_as_data(opened))
        if isinstance(opened.value, Calendar):
            for year in (1, 2026, 9998):
                span = datetime(year, 1, 2, tzinfo=UTC), datetime(year, 3, 1, tzinfo=UTC)
                occurrences(opened.value, *span, at_most=20, zone="Europe/Zagreb")


@given(st.binary(max_size=300))
def test_no_bytes_at_all_make_it_fail(raw: bytes) -> None:
    json.dumps(file_as_data(open_file(raw)))


@needs_samples
@given(st.sampled_from(FILES), st.data())
def test_no_damaged_sample_makes_it_fail(path: Path, data: st.DataObject) -> None:
    raw = bytearray(path.read_bytes()[:9000])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
    json.dumps(file_as_data(open_file(bytes(raw))))
