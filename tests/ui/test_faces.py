"""People without a picture are told apart by letters and ground."""

from __future__ import annotations

import pytest

from rapport.ui.faces import ground, initials


@pytest.mark.parametrize(
    "name, letters",
    [("Marta Kovač", "MK"), ("Ana Marija Vidović", "AV"), ("Đurđa", "Đ"), ("", "?"), ("  ", "?"), ("šime šarić", "ŠŠ")],
)
def test_a_name_gives_its_first_and_last_letter(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_the_same_person_has_the_same_ground_each_time() -> None:
    assert ground("Marta Kovač") == ground("Marta Kovač") == "a"
    assert ground("") in "abcd"


def test_all_four_grounds_occur() -> None:
    names = [f"{a}na {b}ić" for a in "ABCDEFGHIJ" for b in "KLMNOPRSTV"]
    assert {ground(name) for name in names} == set("abcd")
