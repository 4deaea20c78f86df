"""A typed line of minutes: what it becomes, whose, by when."""

from datetime import date

import pytest

from rapport.reckon.minutes import read

TUESDAY = date(2026, 11, 17)
NAMES = ["Marta Kovač", "Tin Babić", "Ivana Perić", "Ivan Marić"]


@pytest.mark.parametrize(
    "typed, becomes, text",
    [
        ("! Split by channel", "promise", "Split by channel"),
        ("→ call the printer", "action", "call the printer"),
        ("-> call the printer", "action", "call the printer"),
        ("> call the printer", "action", "call the printer"),
        ("=we keep the budget", "decision", "we keep the budget"),
        ("They liked the  banner", "words", "They liked the banner"),
        ("", "words", ""),
        ("!", "promise", ""),
    ],
)
def test_a_sign_in_front_says_what_a_line_becomes(typed: str, becomes: str, text: str) -> None:
    line = read(typed, TUESDAY, NAMES)
    assert (line.becomes, line.text) == (becomes, text)


@pytest.mark.parametrize(
    "typed, due",
    [
        ("Tin by Friday", date(2026, 11, 20)),
        ("Tin by Tuesday", date(2026, 11, 24)),
        ("keyword list by tomorrow", date(2026, 11, 18)),
        ("keyword list, Friday", date(2026, 11, 20)),
        ("offer by 3 December", date(2026, 12, 3)),
        ("offer by 3.12.", date(2026, 12, 3)),
        ("offer by 3.1.", date(2027, 1, 3)),
        ("offer by 2026-12-03, as agreed", date(2026, 12, 3)),
        ("Tin šalje popis do petka", date(2026, 11, 20)),
        ("popis do sutra", date(2026, 11, 18)),
        ("zoznam do piatka", date(2026, 11, 20)),
        ("до пятницы пришлём отчёт", date(2026, 11, 20)),
        ("Friday campaign went well", None),
        ("by 31.2. we are done", None),
        ("by 99.99.", None),
        ("by 3.12.2999", None),
        ("may we talk", None),
        ("the month of March", None),
    ],
)
def test_a_date_is_read_where_it_is_said(typed: str, due: date | None) -> None:
    assert read(typed, TUESDAY, NAMES).due == due


@pytest.mark.parametrize(
    "typed, owner",
    [
        ("Tin sends the list by Friday", 1),
        ("Tin: the list", 1),
        ("the list @marta", 0),
        ("keyword list, Tin by Friday", 1),
        ("tin babic sends it", 1),
        ("Ivana sends the access", 2),
        ("Nobody sends it", None),
        ("a tin of paint", None),
    ],
)
def test_an_owner_is_read_where_a_name_is_said(typed: str, owner: int | None) -> None:
    assert read(typed, TUESDAY, NAMES).owner == owner


def test_two_of_one_first_name_are_told_apart_by_the_whole() -> None:
    names = ["Ana Vidović", "Ana Horvat"]
    assert read("Ana calls", TUESDAY, names).owner is None
    assert read("Ana Horvat calls", TUESDAY, names).owner == 1


@pytest.mark.parametrize("typed", ["\x00" * 50, "🎉" * 400, "by " * 300, "@@@@", "((((", "\u202e→ x", "9" * 1000])
def test_nothing_typed_breaks_it(typed: str) -> None:
    line = read(typed, TUESDAY, NAMES)
    assert line.becomes in ("words", "decision", "promise", "action")
    assert line.owner is None or 0 <= line.owner < len(NAMES)
