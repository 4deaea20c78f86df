"""The rhythm line and the sparkline draw what happened, no more and no less."""

from __future__ import annotations

import re

import pytest

from rapport.ui.lines import KINDS, rhythm, spark


def test_our_words_stand_above_and_theirs_hang_below() -> None:
    line = rhythm([(10, "ours", 2), (9, "theirs", 2), (1, "amber", 1)])
    assert re.fullmatch(r"M[\d.]+ 11v-[\d.]+", line.ours)
    assert re.fullmatch(r"M[\d.]+ 11v[\d.]+", line.theirs)
    assert re.fullmatch(r"M[\d.]+ 11v[\d.]+", line.first)


@pytest.mark.parametrize("kind", KINDS)
def test_every_stroke_stays_inside_its_box(kind: str) -> None:
    size = KINDS[kind]
    line = rhythm(
        [(ago, whose, 3) for ago in range(size.days + 1) for whose in ("ours", "theirs", "amber")], kind, due=200
    )
    places = [float(x) for path in (line.ours, line.theirs, line.first) for x in re.findall(r"M([\d.]+)", path)]
    assert 0 < min(places) <= max(places) <= size.width
    lengths = [abs(float(v)) for path in (line.ours, line.theirs, line.first) for v in re.findall(r"v(-?[\d.]+)", path)]
    assert max(lengths) <= size.height / 2
    assert line.due is not None
    assert line.due[0] >= 0
    assert sum(line.due) <= size.width


def test_what_is_older_than_the_line_or_still_to_come_is_left_out() -> None:
    line = rhythm([(57, "ours", 2), (-1, "theirs", 2)])
    assert (line.ours, line.theirs) == ("", "")


def test_a_later_word_stands_further_right() -> None:
    earlier, later = (float(x) for x in re.findall(r"M([\d.]+)", rhythm([(30, "ours", 1), (3, "ours", 1)]).ours))
    assert earlier < later


def test_no_field_is_drawn_while_our_word_is_not_late() -> None:
    assert rhythm([], due=None).due is None
    assert rhythm([], due=0).due is None


def test_a_gap_in_the_figures_breaks_the_line() -> None:
    assert len(spark([1, 2, None, 3, 4]).runs) == 2


def test_the_least_value_is_lowest_and_the_greatest_highest() -> None:
    drawn = spark([5, 1, 9])
    heights = [float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", drawn.runs[0])]
    assert heights[1] > heights[0] > heights[2]
    assert drawn.last == (52.0, heights[2])


def test_no_figure_draws_nothing() -> None:
    assert spark([]).runs == spark([None, None]).runs == ()


def test_figures_that_are_all_the_same_run_level_in_the_middle() -> None:
    assert spark([7, 7, 7]).runs == ("M2 9L27 9L52 9",)
