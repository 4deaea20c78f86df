"""Tables as series: what is absent stays absent, rows of one day are added up, weeks are told from days."""

from __future__ import annotations

import numpy as np
import pytest

from rapport.reckon.tables.opening import open_table
from rapport.reckon.tables.refusal import Refused
from rapport.reckon.tables.series import Series, read_series


def read(text: str, *names: str, day: str = "") -> Series:
    return read_series(open_table(text.encode()), names, day=day)


def test_a_day_without_a_row_and_a_cell_without_a_figure_are_absent() -> None:
    found = read("Day,Cost\n2026-01-05,10\n2026-01-06,\n2026-01-08,0\n2026-01-09,1\n", "Cost")
    np.testing.assert_array_equal(found.columns[0], [10, np.nan, np.nan, 0, 1])


def test_rows_of_one_day_are_added_up_and_said() -> None:
    found = read("Day,Device,Cost\n2026-01-05,a,10\n2026-01-05,b,5\n2026-01-06,a,1\n", "Cost")
    assert found.columns[0].tolist() == [15, 1]
    assert "1 row more than days" in found.notes[0].plain()


def test_weeks_are_told_and_a_week_left_out_is_absent() -> None:
    found = read("Week;Kosten;Leads\n05.01.2026;1.234,50;3\n12.01.2026;2;4\n26.01.2026;3;5\n", "Kosten", "Leads")
    assert (found.step, found.first.isoformat()) == (7, "2026-01-05")
    np.testing.assert_array_equal(found.columns[0], [1234.5, 2, np.nan, 3])


def test_two_columns_of_days_are_asked_about() -> None:
    text = "Starts,Ends,Cost\n2026-01-05,2026-01-05,10\n2026-01-06,2026-01-06,5\n"
    with pytest.raises(Refused, match="Starts, Ends"):
        read(text, "Cost")
    assert read(text, "Cost", day="Starts").columns[0].tolist() == [10, 5]
