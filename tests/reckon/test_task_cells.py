"""Cells of exported tasks have one honest reading, or a sentence that says why they have none."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.tables import task_cells as cells
from rapport.reckon.tables.task_places import likely, names_of, rings, whose
from rapport.reckon.tables.task_states import state_of
from rapport.reckon.tables.values import Undecidable, Unreadable

ZAGREB = ZoneInfo("Europe/Zagreb")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1754470800000", "2025-08-06T09:00:00+00:00"),
        ("1754470800000.0", "2025-08-06T09:00:00+00:00"),
        ("1754470800", "2025-08-06T09:00:00+00:00"),
        ("1.7544708E+12", None),  # two figures short
        ("1.754470800E+12", "2025-08-06T09:00:00+00:00"),
        ("946684800000", "2000-01-01T00:00:00+00:00"),
        ("45631.375", "2024-12-05T09:00:00"),
        ("2025-08-06", "2025-08-06"),
        ("2025-08-06T11:00:00+02:00", "2025-08-06T09:00:00+00:00"),
        ("8/16/2025, 9:00:00 PM", "2025-08-16T21:00:00"),
        ("8/16/2025, 12:05:00 AM GMT-3", "2025-08-16T03:05:00+00:00"),
        ("0", None),
        ("-62135596800000", None),
        ("9999999999999999", None),
        ("18000000", None),
        ("soon", None),
    ],
)
def test_a_moment_is_read_or_refused(text: str, read: str | None) -> None:
    if read is None:
        with pytest.raises(Unreadable):
            cells.read_moment(text)
    else:
        moment = cells.read_moment(text)
        assert moment is not None
        assert moment.isoformat() == read


def test_a_day_without_an_hour_stands_for_itself_in_summer_and_winter() -> None:
    for day in (date(2026, 1, 15), date(2026, 7, 15)):
        for hour in (0, 4):
            at = datetime.combine(day, time(hour), ZAGREB).astimezone(UTC)
            assert cells.at_home(at, ZAGREB) == (day, None)
    late = datetime(2026, 7, 15, 22, 30, tzinfo=UTC)
    assert cells.at_home(late, ZAGREB) == (date(2026, 7, 16), time(0, 30))


@pytest.mark.parametrize(
    ("day", "past", "wrong"),
    [
        (date(1970, 1, 1), False, True),
        (date(2026, 3, 2), True, False),
        (date(2026, 3, 9), True, True),
        (date(2026, 3, 9), False, False),
        (date(2040, 1, 1), False, True),
    ],
)
def test_a_day_that_cannot_be_right_is_told_from_one_that_can(day: date, past: bool, wrong: bool) -> None:
    assert (cells.absurd(day, date(2026, 3, 2), past=past) is not None) == wrong


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("[Ana Vidović, Tin]", ["Ana Vidović", "Tin"]),
        ('["Ana Vidović", "Tin", "Tin"]', ["Ana Vidović", "Tin"]),
        ('[{"username": "Tin", "email": "tin@x.example"}, {"username": "Ana"}]', ["tin@x.example", "Ana"]),
        ("Ana <ana@x.example>; Tin", ["ana@x.example", "Tin"]),
        ("[]", []),
        ("Unassigned", []),
    ],
)
def test_people_stand_in_lists_of_every_make(text: str, people: list[str]) -> None:
    assert cells.read_people(text) == people


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ('{"A": ["x", {"name": "y", "resolved": true}]}', [["x", False], ["y", True]]),
        ('[{"name": "A", "items": [{"name": "x", "state": "complete"}]}, "z"]', [["A: x", True], ["z", False]]),
        ("[x] first\n[ ] second", [["first", True], ["second", False]]),
        ('{"A": []}', []),
        ('{"A": {"x": 1}}', []),
        ("[]", []),
    ],
)
def test_checklists_become_steps(text: str, steps: list[list[object]]) -> None:
    assert cells.read_checklists(text) == steps


def test_comments_keep_who_and_when_and_lose_what_no_database_keeps() -> None:
    text = json.dumps([
        {"text": "a\x00\ud800b", "by": "ana@x.example", "date": "1754470800000"},
        {"comment_text": "c", "user": {"username": "Tin"}, "date": "never"},
        {"text": ""}, "plain",
    ])  # fmt: skip
    assert cells.read_comments(text) == [
        {"words": "ab", "by": "ana@x.example", "at": "2025-08-06T09:00:00+00:00"},
        {"words": "c", "by": "Tin", "at": ""},
        {"words": "plain", "by": "", "at": ""},
    ]


KEYS = st.sampled_from(["text", "items", "name", "by", "x"])
NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.text(max_size=80) | NESTED.map(json.dumps))
def test_no_cell_makes_a_reader_fall_over(text: str) -> None:
    readers = (cells.read_people, cells.read_comments, cells.read_checklists, cells.read_path, cells.read_span,
               cells.read_priority, cells.read_moment, cells.read_words)  # fmt: skip
    for read in readers:
        with suppress(Unreadable, Undecidable):
            read(text)


def test_deeply_nested_cells_are_refused_in_a_sentence() -> None:
    with pytest.raises(Unreadable):
        cells.read_comments("[" * 100_000)


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("TO DO", "open"),
        ("in_progress", "doing"),
        ("Client review", "delivered"),
        ("Complete", "done"),
        ("Zrušené", "dropped"),
        ("на проверке", "delivered"),
        ("blocked", ""),
    ],
)
def test_words_for_states_are_known_or_asked(word: str, state: str) -> None:
    assert state_of(word) == state


def test_the_nearest_place_that_bears_a_name_decides_whose_it_is() -> None:
    names = names_of("Bora", "Bura / Jugo", "SEO")
    assert names == ("seo", "jugo", "bura", "bora")
    assert whose(names, {"bora": [1], "jugo": [2]}) == 2
    assert whose(names, {"bora": [1], "jugo": [2, 3]}) is None
    assert likely(
        ["adria dental seo"], [("adria", 1), ("adria dental", 2), ("dental adria seo web", 3), ("bora", 4)]
    ) == [3, 2, 1]


@given(st.dictionaries(st.integers(0, 8), st.integers(0, 8)))
def test_without_its_rings_every_chain_of_parents_ends(parents: dict[int, int]) -> None:
    found = rings(parents)
    left = {one: above for one, above in parents.items() if one not in found}
    for one in left:
        seen = set()
        while one in left:
            assert one not in seen
            seen.add(one)
            one = left[one]
