"""An own colour is read on our paper, whatever was chosen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.colours import DARK, ENOUGH, RAISED, SEEN, SUNKEN, WHITE, brand, colour, contrast

HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    "one, other, worked",
    [
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.48),  # the grey that just fails
        ("#767676", "#ffffff", 4.54),  # the grey that just passes
        ("#2b3fbf", "#fbfaf7", 7.8),  # the accent on canvas, as look.md measured it
        ("#a5b0ff", "#16171b", 8.8),
    ],
)
def test_contrast_is_as_the_look_measured_it(one: str, other: str, worked: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(worked, abs=0.06)


@pytest.mark.parametrize(
    "written", ["", "#", "#12", "#12345", "#1234567", "red", "#ggg", "#12345g", "url(x)", "#123;}"]
)
def test_what_is_no_colour_is_none(written: str) -> None:
    assert colour(written) is brand(written) is None


@given(HEX)
def test_white_is_read_on_every_fill_and_every_ink_on_its_paper(chosen: str) -> None:
    found = brand(chosen)
    assert found is not None
    for fill in (found.fill, found.hover, found.fill_dark, found.hover_dark):
        assert contrast(fill, WHITE) >= ENOUGH
    assert contrast(found.ink, SUNKEN) >= ENOUGH
    assert contrast(found.ink_dark, RAISED) >= ENOUGH
    assert contrast(found.fill_dark, DARK) >= SEEN


@given(HEX)
def test_a_colour_that_can_be_read_is_left_as_it_is(chosen: str) -> None:
    found = brand(chosen)
    assert found is not None
    assert found.darkened is (contrast(chosen, WHITE) < ENOUGH)
    again = brand(found.fill)
    assert again is not None
    assert again.fill == found.fill


@given(HEX)
def test_its_hue_stays(chosen: str) -> None:
    """The order of red, green and blue is as before; only all of them are darker."""
    found = brand(chosen)
    assert found is not None
    parts = [(int(chosen[i : i + 2], 16), int(found.fill[i : i + 2], 16)) for i in (1, 3, 5)]
    for was, now in parts:
        assert now <= was
    for one in parts:
        for other in parts:
            if one[0] < other[0]:
                assert one[1] <= other[1]
