"""Cells are read honestly: one reading, a question, or a sentence."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.tables import values
from rapport.reckon.tables.columns import judge_column
from rapport.reckon.tables.neutral import neutralised, restored
from rapport.reckon.tables.values import Undecidable, Unreadable, read_date, read_number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-02-01 09:30", date(2024, 2, 1)),
        ("2024-02-01T09:30:00Z", date(2024, 2, 1)),
        ("2024/02/01", date(2024, 2, 1)),
        ("5.12.2024.", date(2024, 12, 5)),
        ("05. 12. 2024", date(2024, 12, 5)),
        ("05.12.2024 14:02:11", date(2024, 12, 5)),
        ("25/12/2026", date(2026, 12, 25)),
        ("12/25/2026", date(2026, 12, 25)),
        ("03/03/2026", date(2026, 3, 3)),
        ("31.12.99", date(1999, 12, 31)),
        ("45631", date(2024, 12, 5)),
        ("45631.0", date(2024, 12, 5)),
        ("1754470800000", date(2025, 8, 6)),
        ("20241205", date(2024, 12, 5)),
        ("July 8, 2025", date(2025, 7, 8)),
        ("8. srpnja 2025.", date(2025, 7, 8)),
        ("8. júla 2025", date(2025, 7, 8)),
        ("8 июля 2025 г.", date(2025, 7, 8)),
        ("1. September 2026", date(2026, 9, 1)),
        ("8 de julio de 2025", date(2025, 7, 8)),
        ("Wednesday, July 8th 2026, 9:00:00 am +02:00", date(2026, 7, 8)),
        ("--", None),
        ("", None),
    ],
)
def test_dates_as_people_and_systems_write_them(text: str, day: date | None) -> None:
    assert read_date(text) == day


def test_a_date_with_two_readings_is_not_guessed() -> None:
    with pytest.raises(Undecidable) as two:
        read_date("03/04/2026")
    assert (two.value.first, two.value.second) == (date(2026, 4, 3), date(2026, 3, 4))
    assert read_date("03/04/2026", "dmy") == date(2026, 4, 3)
    assert read_date("03/04/2026", "mdy") == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31.11.2026", "That month has 30 days. Did you mean 2026-11-30?"),
        ("01.01.0001", "The year 1 in “01.01.0001” cannot be right."),
        ("9999-12-31", "The year 9999"),
        ("2026-13-01", "there is no month 13"),
        ("45/45/2026", "no month 45"),
        ("soon", "“soon” is no date."),
        ("①754470800000", "is no date"),
    ],
)
def test_an_impossible_date_says_why(text: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as no:
        read_date(text)
    assert sentence in no.value.reason.plain()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,56 €", "1234.56"),
        ("€1,234.56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1'234.50 CHF", "1234.50"),
        ("12,5", "12.5"),
        ("0,123", "0.123"),
        ("1,234,567", "1234567"),
        ("(99.90)", "-99.90"),
        ("-1 250", "-1250"),
        ("−5", "-5"),
        ("1 200 руб.", "1200"),
        ("3200", "3200"),
    ],
)
def test_numbers_as_people_write_them(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


def test_a_number_with_two_readings_is_not_guessed() -> None:
    with pytest.raises(Undecidable) as two:
        read_number("1,234")
    assert (two.value.first, two.value.second) == (Decimal("1.234"), Decimal(1234))
    assert read_number("1,234", ",") == Decimal("1.234")
    assert read_number("1,234", ".") == Decimal(1234)


def test_a_letter_in_a_number_is_pointed_at() -> None:
    with pytest.raises(Unreadable) as no:
        read_number("3.2OO")
    assert no.value.reason.plain() == "There is a letter O in a number. Did you mean 3.200?"


def test_a_column_decides_its_dates_where_one_of_them_can() -> None:
    assert judge_column("Start", "date", ["03/04/2026", "", "25/04/2026"]).settled() == "dmy"
    assert judge_column("Start", "date", ["03/04/2026", "04/25/2026"]).settled() == "mdy"
    assert judge_column("Start", "date", ["2026-03-04"]).question() is None


def test_a_column_that_decides_nothing_becomes_a_question() -> None:
    question = judge_column("Start", "date", ["03/04/2026", "05/06/2026"]).question()
    assert question is not None
    assert [answer for answer, _ in question.options] == ["dmy", "mdy"]
    assert question.reason.plain() == "In the column “Start”, is 03/04/2026 the 2026-04-03 or the 2026-03-04?"
    fee = judge_column("Fee", "number", ["1,234", "2,500"]).question()
    assert fee is not None
    assert judge_column("Fee", "number", ["1,234", "12.50"]).question() is None


def test_a_column_that_contradicts_itself_is_asked_about() -> None:
    assert judge_column("Start", "date", ["25/04/2026", "04/25/2026", "03/04/2026"]).question() is not None


def test_phones_lists_and_notes() -> None:
    assert values.read_phones("+44 20 7946 0958; 570-809-7197") == ["+44 20 7946 0958", "570-809-7197"]
    assert values.read_list("[Ana Vidović, Tin]") == ["Ana Vidović", "Tin"]
    assert values.read_list("9002;9999") == ["9002", "9999"]
    assert (
        values.read_text("<p>One &lt; two</p><ul><li>a</li><li>b</li></ul><script>x()</script>")
        == "One < two\n\na\n\nb"
    )
    assert values.read_text("a < b & c") == "a < b & c"


@given(st.text(max_size=40))
def test_neutralised_cells_come_back_as_they_were(cell: str) -> None:
    assert restored(neutralised(cell)) == cell


@given(st.text(max_size=40))
def test_no_neutralised_cell_starts_a_formula(cell: str) -> None:
    safe = neutralised(cell)
    assert not safe.startswith(("=", "@", "\t", "\r"))


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_a_written_day_is_read_back(day: date) -> None:
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day:%d.%m.%Y}") == day
    assert read_date(f"{day:%m/%d/%Y}", "mdy") == day


@given(st.text(max_size=30))
def test_no_text_makes_the_readers_fall_over(text: str) -> None:
    for read in (read_date, read_number):
        with suppress(Undecidable, Unreadable):
            read(text)
    for split in (values.read_mails, values.read_phones, values.read_list):
        assert split(text) is not None
    assert isinstance(values.read_text(text), str)
