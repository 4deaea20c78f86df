"""The drawing of a plan: where bars, links, ticks and today stand."""

from datetime import date, timedelta

import pytest

from rapport.ui.timeline import HEAD, ROW, Bar, timeline

FIRST = date(2026, 3, 2)


def bar(key, begin, days, *after, **more):
    first = FIRST + timedelta(days=begin)
    return Bar(key, f"Bar {key}", first, first + timedelta(days=days - 1), after, **more)


def test_nothing_is_drawn_for_an_empty_plan():
    assert timeline([], FIRST) is None


def test_bars_keep_inside_and_today_is_drawn_where_it_is_near():
    bars = [bar(1, 0, 5), bar(2, 7, 5, 1, agreed=(FIRST, FIRST + timedelta(days=2)))]
    drawn = timeline(bars, FIRST + timedelta(days=14))
    assert all(row.x >= 0 and row.x + row.width <= 100 for row in drawn.rows)
    assert drawn.rows[1].agreed[0] == drawn.rows[0].x
    assert 90 < drawn.today < 100
    assert timeline(bars, FIRST + timedelta(days=300)).today is None
    assert [row.y for row in drawn.rows] == [HEAD, HEAD + ROW]


def test_a_link_leads_from_the_end_of_one_down_to_the_beginning_of_the_other():
    drawn = timeline([bar(1, 0, 5), bar(2, 7, 5, 1, 99)], FIRST)
    (link,) = drawn.links
    assert link.x == round(drawn.rows[0].x + drawn.rows[0].width, 2)
    assert (link.to_x, link.y < link.to_y) == (drawn.rows[1].x, True)


@pytest.mark.parametrize(
    "days, step, by_month",
    [(20, 7, False), (90, 14, False), (200, 30, True), (1500, 60, True)],
)
def test_ticks_are_as_many_as_can_be_read(days, step, by_month):
    ticks = timeline([bar(1, 0, days)], FIRST).ticks
    assert {month for _x, _day, month in ticks} == {by_month}
    assert (ticks[1][1] - ticks[0][1]).days >= step - 2
    assert len(ticks) <= 30


def test_a_title_that_would_run_out_to_the_right_ends_where_its_bar_ends():
    rows = timeline([bar(1, 0, 5), bar(2, 40, 5)], FIRST).rows
    assert [row.at_end for row in rows] == [False, True]
