"""Which days a message names: a future reading first, in four languages."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.triage import judge

WEDNESDAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    "language, words, day",
    [
        ("en", "See you today.", date(2026, 3, 4)),
        ("en", "We need it by tomorrow morning.", date(2026, 3, 5)),
        ("en", "The day after tomorrow then.", date(2026, 3, 6)),
        ("en", "I will send it by Friday.", date(2026, 3, 6)),
        ("en", "Let us meet on Wednesday.", date(2026, 3, 11)),
        ("en", "next Friday suits me", date(2026, 3, 13)),
        ("en", "You sent it last Friday.", date(2026, 2, 27)),
        ("en", "in two weeks", date(2026, 3, 18)),
        ("en", "within 3 days", date(2026, 3, 7)),
        ("en", "by the end of the month", date(2026, 3, 31)),
        ("en", "by the end of next week", date(2026, 3, 13)),
        ("en", "some time next week", date(2026, 3, 13)),
        ("en", "before the weekend", date(2026, 3, 7)),
        ("en", "We meet on 15 March.", date(2026, 3, 15)),
        ("en", "March 15th at noon", date(2026, 3, 15)),
        ("en", "on 2 January", date(2027, 1, 2)),
        ("en", "due 15/03", date(2026, 3, 15)),
        ("en", "until 2026-04-30", date(2026, 4, 30)),
        ("en", "on 03/25/2026", date(2026, 3, 25)),
        ("en", "Friday, 13 March", date(2026, 3, 13)),
        ("hr", "poslat ću do petka", date(2026, 3, 6)),
        ("hr", "do kraja tjedna", date(2026, 3, 6)),
        ("hr", "do kraja idućeg mjeseca", date(2026, 4, 30)),
        ("hr", "za dva tjedna", date(2026, 3, 18)),
        ("hr", "u roku od 5 dana", date(2026, 3, 9)),
        ("hr", "Sastanak je 15.3.", date(2026, 3, 15)),
        ("hr", "Sastanak je 15. 3. 2026. u podne", date(2026, 3, 15)),
        ("hr", "do 15.3", date(2026, 3, 15)),
        ("hr", "15. ožujka u deset", date(2026, 3, 15)),
        ("hr", "15. ozujka", date(2026, 3, 15)),
        ("hr", "prekosutra", date(2026, 3, 6)),
        ("hr", "u sljedeći ponedjeljak", date(2026, 3, 9)),
        ("sk", "pošlem do piatka", date(2026, 3, 6)),
        ("sk", "do konca týždňa", date(2026, 3, 6)),
        ("sk", "o dva týždne", date(2026, 3, 18)),
        ("sk", "do troch dní", date(2026, 3, 7)),
        ("sk", "15. marca", date(2026, 3, 15)),
        ("sk", "pozajtra", date(2026, 3, 6)),
        ("sk", "budúci týždeň", date(2026, 3, 13)),
        ("sk", "cez vikend", date(2026, 3, 7)),
        ("ru", "пришлю до пятницы", date(2026, 3, 6)),
        ("ru", "до конца недели", date(2026, 3, 6)),
        ("ru", "через две недели", date(2026, 3, 18)),
        ("ru", "в течение 3 дней", date(2026, 3, 7)),
        ("ru", "к 15 марта", date(2026, 3, 15)),
        ("ru", "послезавтра", date(2026, 3, 6)),
        ("ru", "до 15.03", date(2026, 3, 15)),
        ("ru", "на следующей неделе", date(2026, 3, 13)),
        ("ru", "do sredy", date(2026, 3, 11)),
    ],
)
def test_a_day_named_is_resolved_against_the_day_of_writing(language: str, words: str, day: date) -> None:
    named = judge(words, language=language, written_on=WEDNESDAY).dates
    assert [(d.day, words[d.start : d.end]) for d in named] == [(day, named[0].words)]


@pytest.mark.parametrize(
    "words",
    [
        "The price is 14.20 EUR, or 2.500 for all.",
        "Version 3.2.1 is out.",
        "Half of it, 1/2, is done.",
        "Call 01/234-5678 please.",
        "It may be that we march on.",
        "We met at 10:30.",
        "The 32/13 format",
    ],
)
def test_a_number_that_is_no_day_names_none(words: str) -> None:
    assert judge(words, language="en", written_on=WEDNESDAY).dates == ()


@given(
    st.dates(),
    st.integers(0, 99),
    st.integers(0, 99),
    st.sampled_from(["{}.{}.", "{}/{}", "{}. {}. 2026", "in {} weeks", "do {}.{}.", "29.2."]),
)
def test_any_number_on_any_day_is_read_or_left(today: date, a: int, b: int, form: str) -> None:
    for named in judge(form.format(a, b), language="en", written_on=today).dates:
        assert named.words
