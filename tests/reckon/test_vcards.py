"""vCards of every version and program: read, or refused by name, and written again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.vcards import Card, Cards, Limits, Place, Reach, Refusal, read_cards, write_cards

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "calendar-vcard"
ANA = Card(
    name="Đurđa Šarić; vlasnica, Adria",
    family="Šarić",
    given="Đurđa",
    additional="Ana",
    prefix="mr.",
    suffix="st.",
    nicknames=("Ana, mlađa",),
    organisation="Adria; Dental",
    units=("Marketing, PR",),
    title="Owner\\Founder",
    role="Lead",
    mails=(Reach("ana@adria.example", ("work", "pref")), Reach("ana@doma.example", ("home",))),
    phones=(Reach("+385 1 2345 678", ("cell",)),),
    places=(Place("", "kat 2", "Ilica 1\nulaz B", "Zagreb", "", "10000", "Hrvatska", ("work",)),),
    urls=("https://adria.example/a,b;c",),
    birthday=date(1980, 5, 1),
    note="First line\nsecond = line, with; signs\n\nЗвоните утром",
    zone="Europe/Zagreb",
    categories=("VIP", "a,b"),
    uid="urn:uuid:1",
)


def card(*lines: str | bytes, version: str = "3.0") -> Card:
    body = b"\r\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    read = read_cards(b"BEGIN:VCARD\r\nVERSION:" + version.encode() + b"\r\n" + body + b"\r\nEND:VCARD\r\n")
    assert isinstance(read, Cards)
    return read.cards[0]


@pytest.mark.skipif(not SAMPLES.exists(), reason="needs the samples beside the repository")
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*/*.vcf")), ids=lambda path: path.name)
def test_every_sample_reads_or_is_refused_by_name(path: Path) -> None:
    read = read_cards(path.read_bytes())
    if isinstance(read, Refusal):
        assert (path.name, read.reason) == ("libical_user-cal.vcf", "not_a_vcard")  # a calendar under another name
        return
    assert read.cards
    assert all(one.name for one in read.cards)
    for version in ("2.1", "3.0", "4.0"):
        again = read_cards(write_cards(read.cards, version))
        assert isinstance(again, Cards)
        assert [one.name for one in again.cards] == [one.name for one in read.cards]
        assert [one.mails for one in again.cards] == [one.mails for one in read.cards]
        assert [one.phones for one in again.cards] == [one.phones for one in read.cards]


@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
def test_what_is_written_reads_the_same(version: str) -> None:
    read = read_cards(write_cards([ANA], version))
    assert read == Cards((replace(ANA, version=version),))


def test_languages_and_a_birthday_without_its_year_need_the_newest_version() -> None:
    told = replace(ANA, birthday=None, birthday_without_year=(2, 29), languages=("hr", "en"))
    read = read_cards(write_cards([told], "4.0"))
    assert read == Cards((replace(told, version="4.0"),))


def test_names_of_old_phones_in_their_own_letters_are_read() -> None:
    cyrillic = "Иван Петров".encode("cp1251")
    assert card(b"FN;CHARSET=WINDOWS-1251:" + cyrillic, version="2.1").name == "Иван Петров"
    quoted = b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=91=20=C3=91=\r\n=C3=91"
    assert card(quoted, version="2.1").name == "Ñ ÑÑ"
    assert card(b"FN:Ren\xe9", version="2.1").name == "René"
    assert card(b"FN;CHARSET=KLINGON;ENCODING=QUOTED-PRINTABLE:Ren=E9", version="2.1").name == "René"


def test_kinds_without_a_name_are_understood_and_the_preferred_comes_first() -> None:
    read = card("FN:A", "EMAIL;INTERNET:a@b.example", "EMAIL;PREF;WORK:c@d.example", "TEL;CELL;VOICE:1", version="2.1")
    assert read.mails == (Reach("c@d.example", ("work", "pref")), Reach("a@b.example", ()))
    assert read.phones == (Reach("1", ("cell",)),)


def test_a_card_without_a_written_name_takes_its_parts_its_company_or_its_mail() -> None:
    assert card("N:Horvat;Ana;;dr.;").name == "dr. Ana Horvat"
    assert card("ORG:Adria;PR").name == "Adria"
    assert card("EMAIL:a@b.example").name == "a@b.example"


@pytest.mark.parametrize(
    "written, day, without_year",
    [
        ("BDAY:19800501", date(1980, 5, 1), None),
        ("BDAY;VALUE=date:1980-05-01", date(1980, 5, 1), None),
        ("BDAY:1987-09-27T08:30:00-06:00", date(1987, 9, 27), None),
        ("BDAY:--0203", None, (2, 3)),
    ],
)
def test_birthdays_are_read(written: str, day: date | None, without_year: tuple[int, int] | None) -> None:
    read = card("FN:A", written)
    assert (read.birthday, read.birthday_without_year, read.notes) == (day, without_year, ())


def test_a_birthday_that_is_none_is_said() -> None:
    assert card("FN:A", "BDAY:1980-13-01").notes[0].plain() == "The birthday cannot be read: 1980-13-01"


@pytest.mark.parametrize(
    "raw, reason",
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"Dear all", "not_a_vcard"),
        (b"\x00\x01\x02\xff", "not_a_vcard"),
        (b"BEGIN:VCARD\n" * 30, "too_deep"),
        (b"BEGIN:VCARD\nNOTE:" + b"x" * 3000 + b"\nEND:VCARD", "line_too_long"),
        (b"BEGIN:VCARD\nEND:VCARD\n" * 11, "too_many_cards"),
        (b"BEGIN:VCARD\n" + b"A:1\n" * 1000, "too_many_lines"),
        (b"x" * 10_001, "too_large"),
    ],
)
def test_what_is_no_vcard_or_too_much_is_refused_by_name(raw: bytes, reason: str) -> None:
    read = read_cards(raw, limits=Limits(size=10_000, lines=300, line=2000, cards=10))
    assert isinstance(read, Refusal)
    assert read.reason == reason
    assert read.sentence.plain()


@given(st.text(), st.text(), st.text(), st.sampled_from(["2.1", "3.0", "4.0"]))
def test_nothing_written_into_a_card_adds_a_line_to_it(name: str, note: str, kind: str, version: str) -> None:
    given_card = Card(name, note=note, mails=(Reach(note, (kind,)),), urls=(note,), zone=name, uid=kind)
    hostile = replace(given_card, organisation="x\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Other")
    read = read_cards(write_cards([hostile], version))
    assert isinstance(read, Cards)
    assert len(read.cards) == 1


@given(st.binary(max_size=400), st.sampled_from(["FN", "N", "BDAY", "TEL;TYPE=a", "ADR", "ORG", "TZ", "EMAIL;PREF=1"]))
def test_no_bytes_make_it_fail(raw: bytes, name: str) -> None:
    for whole in (raw, b"BEGIN:VCARD\n" + name.encode() + b":" + raw + b"\nEND:VCARD"):
        assert isinstance(read_cards(whole), Cards | Refusal)
