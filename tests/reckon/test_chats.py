"""What chats of three programs and lists of calls are read into: their true layouts, and anything at all."""

from __future__ import annotations

import gzip
import io
import json
import random
import tarfile
import zipfile
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.reckon.chats.calls import seconds_of
from rapport.reckon.chats.opening import kind_of, open_chats
from rapport.reckon.chats.parts import APART, cut, direction, key_of
from rapport.reckon.chats.values import Chat, Limits, Opened, Person, Refusal, Said, Undecided
from rapport.reckon.chats.whatsapp import read_whatsapp, title_of
from rapport.reckon.chats.whose import Names, same_number, sides, whose
from rapport.reckon.matching import Known

DATA = Path(__file__).parents[1] / "data" / "chats"
ZAGREB, NOW = ZoneInfo("Europe/Zagreb"), datetime(2026, 11, 1, tzinfo=UTC)


def opened(path: str | Path, **also: object) -> Opened:
    file = DATA / path
    read = open_chats(file.read_bytes(), file.name, zone=ZAGREB, now=NOW, **also)  # type: ignore[arg-type]
    assert isinstance(read, Opened), read
    return read


def text(*lines: str, name: str = "_chat.txt") -> Opened | Undecided | Refusal:
    return open_chats("\n".join(lines).encode(), name, zone=ZAGREB, now=NOW)


# ── WhatsApp ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_iphones_export_in_its_layout() -> None:
    chat = opened("whatsapp/WhatsApp Chat - Ivana Perić.txt").chats[0]
    assert (chat.title, chat.named, [person.name for person in chat.people]) == (
        "Ivana Perić", True, ["Ivana Perić", "Luka Perko"],
    )  # fmt: skip
    notice, first, second, file, picture, edited, call, missed, numbers, deleted = chat.lines
    assert (notice.who, deleted.who) == ("", "")
    assert first.text.split("\n")[1:] == ["We would like to see the texts first,", "all of them: also the short ones."]
    assert second.at == datetime(2026, 4, 3, 7, 14, 40, tzinfo=UTC)
    assert (file.attached, picture.attached, picture.text) == (("00000012-spring-texts.pdf",), ("",), "")
    assert edited.text == "Thank you!"
    assert call.call is not None
    assert (call.call.seconds, call.call.answered) == (300, True)
    assert missed.call is not None
    assert not missed.call.answered
    assert numbers.text.endswith("212 clicks.")


def test_an_android_export_in_twelve_hours_month_first() -> None:
    read = opened("whatsapp/WhatsApp Chat with Ivana Perić.txt")
    lines = read.chats[0].lines
    assert read.order == "mdy"
    assert [line.at.astimezone(ZAGREB).strftime("%m-%d %H:%M") for line in lines[-2:]] == ["03-15 11:58", "03-15 12:03"]
    assert (lines[-2].attached, lines[-2].text) == (("IMG-20260315-WA0001.jpg",), "The new sign, as it hangs")


@pytest.mark.parametrize(
    "name, spoke",
    [
        ("WhatsApp razgovor s Adria tim.txt", ["Luka Perko", "Ivana Perić", "+385 91 234 5678"]),
        ("Чат WhatsApp с контактом Олег Полётов.txt", ["Олег Полётов", "Nina Horvat"]),
    ],
)
def test_exports_in_other_languages(name: str, spoke: list[str]) -> None:
    [chat] = opened(f"whatsapp/{name}").chats
    assert [person.name for person in chat.people] == spoke
    assert any(line.attached == ("",) for line in chat.lines)
    assert not chat.lines[0].who


@pytest.mark.parametrize(
    "line, at",
    [
        ("[13/04/2026, 14:05:33] Ana: x", "2026-04-13 14:05:33"),
        ("[13.04.26, 14:05:33] Ana: x", "2026-04-13 14:05:33"),
        ("[2026-04-13, 2:05:33\u202fPM] Ana: x", "2026-04-13 14:05:33"),
        ("\u200e[13/04/2026, 12:05:33 AM] Ana: x", "2026-04-13 00:05:33"),
        ("13/04/2026, 14:05 - Ana: x", "2026-04-13 14:05:00"),
        ("4/13/26, 2:05\u202fPM - Ana: x", "2026-04-13 14:05:00"),
        ("4/13/26, 12:05 p. m. - Ana: x", "2026-04-13 12:05:00"),
        ("13. 4. 2026 14:05 - Ana: x", "2026-04-13 14:05:00"),
        ("13.04.2026. 14:05 - Ana: x", "2026-04-13 14:05:00"),
        ("13.04.2026 u 14:05 - Ana: x", "2026-04-13 14:05:00"),
        ("2026-04-13 14:05 - Ana: x", "2026-04-13 14:05:00"),
    ],
)
def test_every_way_to_write_the_moment(line: str, at: str) -> None:
    read = text(line)
    assert isinstance(read, Opened)
    [said] = read.chats[0].lines
    assert said.at.astimezone(ZAGREB).strftime("%Y-%m-%d %H:%M:%S") == at
    assert (said.who, said.text) == ("Ana", "x")


@pytest.mark.parametrize(
    "dates, order",
    [
        (["3/4/26", "13/4/26"], "dmy"),
        (["3/4/26", "3/15/26"], "mdy"),
        (["3.4.26"], "dmy"),
        (["1/4/26", "2/4/26", "1/5/26"], "dmy"),  # month first it would run backward
        (["12/1/26"], "dmy"),  # month first it would lie ahead
        (["4/4/26"], "dmy"),
        (["3/4/26", "4/4/26"], ""),
    ],
)
def test_the_order_of_dates_is_decided_from_the_whole_file_or_asked(dates: list[str], order: str) -> None:
    read = text(*(f"{day}, 14:05 - Ana: x" for day in dates))
    assert (read.order if isinstance(read, Opened) else "") == order
    assert isinstance(read, Opened if order else Undecided)


def test_an_answer_decides() -> None:
    raw = b"3/4/26, 14:05 - Ana: x"
    read = open_chats(raw, "_chat.txt", zone=ZAGREB, now=NOW, order="mdy")
    assert isinstance(read, Opened)
    assert read.chats[0].lines[0].at.month == 3


def test_a_line_of_no_day_is_refused_and_the_next_is_read() -> None:
    read = text("13/04/2026, 14:05 - Ana: x", "31/04/2026, 14:05 - Ana: y", "14/04/2026, 25:05 - Ana: z")
    assert isinstance(read, Opened)
    assert [(one.place, one.why.plain()) for one in read.refused] == [
        (2, "There is no such day or hour: 31/04/2026, 14:05."),
        (3, "There is no such day or hour: 14/04/2026, 25:05."),
    ]  # fmt: skip
    assert len(read.chats[0].lines) == 1


def test_what_people_write_of_calls_is_no_call() -> None:
    read = text("13/04/2026, 14:05 - Ana: Voice call, 5 min", "13/04/2026, 14:06 - Ana: Missed voice call")
    assert isinstance(read, Opened)
    assert all(line.call is None for line in read.chats[0].lines)


def test_titles_of_files() -> None:
    assert title_of("WhatsApp Chat with +385 91 234 5678.txt") == "+385 91 234 5678"
    read = open_chats(b"13/04/2026, 14:05 - Ana: x", "WhatsApp Chat with +385 91 234 5678.txt", zone=ZAGREB, now=NOW)
    assert isinstance(read, Opened)
    assert (read.chats[0].mark, read.chats[0].named) == ("385912345678", False)


# ── Telegram, Skype, calls ────────────────────────────────────────────────────────────────────────────────────────


def test_telegrams_json_in_its_layout() -> None:
    [chat] = opened("telegram/result.json").chats
    assert (chat.mark, chat.named) == ("5550001", False)
    assert [(person.name, person.ours) for person in chat.people] == [("Ivana Perić", False), ("Luka Perko", True)]
    joined, first, answer, file, photo, call, missed = chat.lines
    assert joined.who == ""
    assert first.text == "Look at https://adria.example/spring, is it final?"
    assert answer.at == datetime(2026, 4, 3, 9, 20, tzinfo=UTC)
    assert (file.attached, photo.attached, photo.text) == (("offer.pdf",), ("",), "Our shop window")
    assert call.call is not None
    assert (call.call.seconds, missed.call and missed.call.answered) == (95, False)


def test_all_chats_of_telegram_are_told_apart() -> None:
    assert [(chat.title, chat.mark) for chat in opened("telegram/all/result.json").chats] == [
        ("Ivana Perić", "5550001"), ("Mama", "42"),
    ]  # fmt: skip


def test_telegrams_pages_say_the_same_as_its_json() -> None:
    pages, data = opened("telegram/messages.html").chats[0], opened("telegram/result.json").chats[0]
    words = [line for line in pages.lines if line.text]
    assert words[0].text == "Tom & Ana ask:\nis it final? this"
    assert words[1].at == next(line.at for line in data.lines if line.text.startswith("Yes"))
    assert pages.lines[1].attached == ("photo_1@03-04-2026.jpg",)
    assert pages.lines[1].who == "Ivana Perić"  # a joined message is of whoever wrote before
    assert pages.lines[-1].call is not None
    assert pages.lines[-1].call.seconds == 95


def test_pages_of_one_chat_in_an_archive_are_joined_in_their_order() -> None:
    page = (DATA / "telegram" / "messages.html").read_text()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("export/messages2.html", page.replace("2026", "2027").replace("03.04.2027", "03.04.2026"))
        archive.writestr("export/messages.html", page)
    read = open_chats(packed.getvalue(), "export.zip", zone=ZAGREB, now=NOW)
    assert isinstance(read, Opened)
    assert len(read.chats) == 1
    assert len(read.chats[0].lines) == 8


def test_skypes_archive_in_its_layout() -> None:
    chat, _group = opened("skype/8_luka.perko_export.tar").chats
    assert [(person.key, person.ours) for person in chat.people] == [
        ("8:live:ivana.peric", False),
        ("8:luka.perko", True),
    ]
    first, answer, file, call, missed = chat.lines
    assert first.text == "Is it final?"
    assert answer.text == "> Is it final?\nYes :) see https://adria.example"
    assert file.attached == ("offer & terms.pdf",)
    assert (call.at, call.call and call.call.seconds) == (datetime(2026, 4, 5, 10, 0, tzinfo=UTC), 120)
    assert missed.call is not None
    assert not missed.call.answered


@pytest.mark.parametrize("name", ["pozivi-hr.csv", "hovory-sk.csv", "zvonki-ru.csv"])
def test_lists_of_calls_in_four_languages(name: str) -> None:
    [chat] = opened(f"calls/{name}").chats
    assert [(line.who == "us", line.call and line.call.seconds) for line in chat.lines] == [
        (False, 312), (True, 125), (False, 0),
    ]  # fmt: skip
    assert [part.outcome for part in cut(chat.lines)] == ["said", "said", "missed"]


def test_a_number_in_two_spellings_is_told_apart_by_whom_and_not_by_zeros() -> None:
    read = opened("calls/calls-en.csv")
    assert [chat.mark for chat in read.chats] == ["385912345678", "38598765432"]
    assert [(one.place, one.why.plain()) for one in read.refused] == [(6, "Its date or time cannot be read.")]


def test_other_tables_are_no_calls() -> None:
    assert kind_of(b"Name,City,Phone\nAna,Split,091 234 567\n", "clients.csv") == ""
    assert kind_of(b"Date,Type,Name,Duration\n2026-04-03,Meeting,Ana,30\n", "activities.csv") == ""


@pytest.mark.parametrize(
    "cell, seconds", [("5:12", 312), ("1:00:05", 3605), ("2 мин 5 с", 125), ("x", None), ("9" * 60, None)]
)
def test_durations(cell: str, seconds: int | None) -> None:
    got = seconds_of(cell)
    assert got == seconds or (seconds is None and got == 10**6)


# ── conversations, and whose ──────────────────────────────────────────────────────────────────────────────────────


def said(hours: float, who: str = "Ana") -> Said:
    return Said(datetime(2026, 4, 3, tzinfo=UTC) + timedelta(hours=hours), who, "x")


@given(st.lists(st.floats(0, 5000, allow_nan=False), max_size=60))
def test_cutting_loses_nothing_and_leaves_six_hours_between(hours: list[float]) -> None:
    lines = [said(hour) for hour in hours]
    parts = cut(lines)
    assert sorted(line.at for part in parts for line in part.lines) == sorted(line.at for line in lines)
    for before, after in pairwise(parts):
        assert after.first_at - before.last_at >= APART
    for part in parts:
        assert all(b.at - a.at < APART for a, b in zip(part.lines, part.lines[1:], strict=False))


def test_both_sides_and_one() -> None:
    both, out = cut([said(0, "us"), said(1), said(20, "us")])
    assert [direction(part, {"us"}) for part in (both, out)] == ["both", "out"]
    assert key_of("whatsapp", 7, both.spoken[0]) != key_of("whatsapp", 8, both.spoken[0])


def test_a_number_settles_and_two_clients_with_it_do_not() -> None:
    person = Person("385912345678", "Iva", "+385 91 234 5678")
    chat = Chat("calls", "Iva", "385912345678", False, (person,), ())
    one = Names(numbers={"12345678": [("385912345678", Known(7, 70, "Iva"))]})
    assert (whose(chat, [person], one).client, whose(chat, [person], one).sure) == (7, True)
    two = Names(numbers={"12345678": [*one.numbers["12345678"], ("385912345678", Known(8, 80, "Eva"))]})
    assert not whose(chat, [person], two).sure


def test_namesakes_and_first_names_are_asked_about() -> None:
    ana = Person("Ana Horvat", "Ana Horvat")
    chat = Chat("whatsapp", "Ana Horvat", "ana horvat", True, (ana,), ())
    twice = Names(people={"ana horvat": [Known(7, 70, "Ana Horvat"), Known(8, 80, "Ana Horvat")]}, own={7, 8})
    assert not whose(chat, [ana], twice).sure
    first = Names(people={"ana": [Known(7, 70, "Ana")]}, own={7})
    assert not whose(Chat("whatsapp", "Ana", "ana", True, (), ()), [Person("Ana", "Ana")], first).sure


def test_a_title_that_names_the_client_strengthens_a_name() -> None:
    ana = Person("Ana Horvat", "Ana Horvat")
    chat = Chat("whatsapp", "Adria Dental × Kordun", "adria", True, (ana,), ())
    names = Names(people={"ana horvat": [Known(7, 70, "Ana Horvat")]}, clients={"adria dental": 7})
    assert whose(chat, [ana], names).sure
    assert not whose(chat, [], names).sure


@pytest.mark.parametrize(
    "one, other, same",
    [("385912345678", "912345678", True), ("385912345678", "421912345678", False), ("12345", "12345", False)],
)
def test_numbers(one: str, other: str, same: bool) -> None:
    assert same_number(one, other) is same


def test_who_is_us_in_a_group_is_known_by_our_names() -> None:
    people = tuple(Person(name, name) for name in ("Ana Horvat", "Luka Perko", "Ivana"))
    group = Chat("whatsapp", "Spring", "spring", True, people, ())
    assert sides(group, {"luka perko", "ana horvat"}) == {"Luka Perko", "Ana Horvat"}
    assert sides(group, set()) is None
    assert sides(group, set(), told=["Ivana"]) == {"Ivana"}


# ── anything at all ───────────────────────────────────────────────────────────────────────────────────────────────

NAMES = ["_chat.txt", "result.json", "messages.html", "calls.csv", "x.zip", "x.tar", "x", "WhatsApp Chat - A.zip"]
SAMPLES = [path for path in DATA.rglob("*.*") if path.is_file()]
SMALL = Limits(size=200_000, unpacked=200_000, lines=2_000)


def judged(raw: bytes, name: str, limits: Limits = SMALL) -> Opened | Undecided | Refusal:
    read = open_chats(raw, name, zone=ZAGREB, now=NOW, limits=limits)
    assert isinstance(read, Opened | Undecided | Refusal)
    if isinstance(read, Opened):
        for chat in read.chats:
            cut(chat.lines)
            sides(chat, set())
            whose(chat, chat.people, Names())
            assert all(line.at.tzinfo for line in chat.lines)
            assert {line.who for line in chat.lines} <= {person.key for person in chat.people} | {""}
    return read


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(NAMES))
def test_no_bytes_raise(raw: bytes, name: str) -> None:
    judged(raw, name)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(SAMPLES), st.randoms(use_true_random=False))
def test_no_damaged_sample_raises(path: Path, dice: random.Random) -> None:
    raw = bytearray(path.read_bytes())
    for _ in range(dice.randint(1, 12)):
        at, kind = dice.randrange(len(raw)), dice.randrange(3)
        if kind == 0:
            raw[at] = dice.randrange(256)
        elif kind == 1:
            del raw[at : at + dice.randint(1, 40)]
        else:
            raw[at:at] = raw[dice.randrange(len(raw)) :][: dice.randint(1, 60)]
        if not raw:
            return
    judged(bytes(raw), path.name)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(
        ["id", "type", "from", "from_id", "text", "date", "date_unixtime", "action", "duration_seconds", "content",
         "originalarrivaltime", "messagetype", "displayName", "file", "photo", "name"]), inner, max_size=6),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(json_values, max_size=4), json_values, st.sampled_from(["telegram", "all", "skype"]))
def test_no_json_of_the_right_shape_raises(messages: list[object], odd: object, kind: str) -> None:
    data: dict[str, object] = {
        "telegram": {"id": odd, "name": odd, "type": odd, "messages": messages},
        "all": {"personal_information": odd, "chats": {"list": [odd, {"id": 1, "messages": messages}]}},
        "skype": {"userId": odd, "conversations": [odd, {"id": odd, "displayName": odd, "MessageList": messages}]},
    }[kind]  # type: ignore[assignment]
    judged(json.dumps(data).encode(), "result.json")


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * 200_000,
        b'{"a":' * 30_000,
        b'{"id":1,"messages":[{"date":"2026-04-03T09:00:00","text":"' + b"&#" + b"9" * 6000 + b';"}]}',
        b'{"userId":"8:a","conversations":[{"id":"8:b","MessageList":[{"originalarrivaltime":"2026-04-03T09:00:00Z",'
        b'"messagetype":"RichText","content":"' + b"<quote>" * 9000 + b"&#" + b"9" * 6000 + b';"}]}]}',
        b"<html>tgme" + b"<div class='message default'>" * 6000,
        b"<html>tgme" + b"<" * 190_000,
        b"<html>tgme" + b'<div class="' * 15_000,
        b"[13/04/2026, 14:05:33] " + b"a" * 190_000,
        b"13/04/2026, 14:05 - Ana: \xe2\x80\x8e<" + b"x: " * 60_000,
        b"13/04/2026, 14:05 - A: x\n" * 7_000,
        b"9" * 190_000,
    ],
    ids=lambda raw: repr(raw[:20]),
)
def test_what_is_built_to_hurt_is_read_or_refused(raw: bytes) -> None:
    judged(raw, "x")


def test_an_archive_that_would_blow_up_is_refused_in_words() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", b"0" * 5_000_000)
    for raw in (packed.getvalue(), gzip.compress(b"0" * 5_000_000)):
        read = judged(raw, "WhatsApp Chat - A.zip")
        assert isinstance(read, Refusal)
        assert read.reason == "too_much_inside"


def test_an_archive_of_too_many_files_and_one_that_lies_are_refused() -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for number in range(40):
            archive.addfile(tarfile.TarInfo(f"{number}.txt"))
    read = judged(packed.getvalue(), "x.tar", Limits(members=30))
    assert isinstance(read, Refusal)
    assert read.reason == "too_much_inside"
    assert isinstance(judged(packed.getvalue()[:700], "x.tar"), Refusal)


def test_too_many_lines_are_refused() -> None:
    read = read_whatsapp("13/04/2026, 14:05 - A: x\n" * 30, "", zone=ZAGREB, now=NOW, limits=Limits(lines=20))
    assert isinstance(read, Refusal)
    assert read.reason == "too_many_lines"
