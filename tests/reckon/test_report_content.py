"""From JSON to what is shown: numbers in the report's language, gaps as gaps, refusals that say where."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import pytest

from rapport.reckon.colours import contrast
from rapport.reckon.report.changes import change
from rapport.reckon.report.content import SHARE, Chart, Period, ReportRefused, Series, Unit
from rapport.reckon.report.drawing import Box, Line, Word, axis_of, draw, spark, strokes
from rapport.reckon.report.drawing import Path as Drawn
from rapport.reckon.report.dress import dress
from rapport.reckon.report.from_data import report_from
from rapport.reckon.report.set_out import set_out
from rapport.reckon.report.writing import Writer

SAMPLES = Path(__file__).parents[1] / "data" / "reports"


def sample(language: str = "hr") -> dict[str, Any]:
    return json.loads((SAMPLES / f"vila-lavanda.{language}.json").read_text(encoding="utf-8"), parse_float=D)


def small(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "client": "Vila", "language": "en", "agency": {"name": "Us"},
        "period": {"first": "2026-10-01", "last": "2026-10-31"},
        "sections": [{"kind": "figures", "blocks": list(blocks)}], **more,
    }  # fmt: skip


def test_the_sample_is_read_whole_and_has_twelve_charts() -> None:
    laid = set_out(report_from(sample()))
    charts = [
        one for part in laid.sections for block in part.blocks if block.kind == "pictures" for one in block.pictures
    ]
    assert len(charts) == 12
    assert laid.title == "Izvješće za listopad 2026."
    figures = laid.sections[1].blocks[0]
    assert figures.kind == "grid"
    assert [cell.text for cell in figures.rows[2]][:4] == ["Prihod", "61.300\u00a0€", "56.000\u00a0€", "+9\u00a0%"]


@pytest.mark.parametrize(
    "block, says",
    [
        ({"block": "chrat"}, "section"),
        ({"block": "paragraph", "txt": "x"}, 'there is no "txt" here'),
        ({"block": "paragraph"}, '"text" is missing'),
        ({"block": "figures", "figures": [{"metric": "clikcs", "value": 1}]}, '"clikcs" is no known metric'),
        ({"block": "figures", "figures": [{"metric": "clicks", "value": "NaN"}]}, "a number belongs here"),
        ({"block": "figures", "figures": [{"metric": "clicks", "value": True}]}, "a number belongs here"),
        ({"block": "figures", "figures": [{"metric": "clicks", "value": 1, "unit": "EURO"}]}, "one of count"),
        ({"block": "table", "columns": [{"title": "A"}], "rows": [["x", "y"]]}, "2 cells for 1 columns"),
        ({"block": "table", "columns": [{"title": "A"}, {"title": "B", "kind": "money", "unit": "EUR"}],
          "rows": [["x", "many"]]}, "row 1, cell 2: a number belongs here"),
        ({"block": "chart", "kind": "bar", "title": "", "labels": ["a"], "series": [{"name": "", "values": [1, 2]}]},
         "2 values for 1 labels"),
        ({"block": "chart", "kind": "bar", "title": "", "labels": [], "series": []}, "1 to 400 labels"),
        ({"block": "chart", "kind": "pie", "title": "", "labels": ["a"], "series": []}, "one of line, bar"),
        ([], '"block" is one of'),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_place(block: Any, says: str) -> None:
    with pytest.raises(ReportRefused) as refusal:
        report_from(small(block))
    assert says in str(refusal.value)
    assert "sections 1, blocks 1" in str(refusal.value)


@pytest.mark.parametrize(
    "data",
    [
        None, [], "x", {"client": 1}, small(agency={"name": "Us", "logo": "%"}), small({"block": ["list"]}),
        small(language=["hr"]), small(period={"first": "2026-10-31", "last": "2026-10-01"}),
        small(period={"first": "0001-01-01", "last": "9999-12-31"}),
    ],
)  # fmt: skip
def test_what_is_no_report_is_refused(data: Any) -> None:
    with pytest.raises(ReportRefused):
        report_from(data)


def test_what_turns_the_direction_of_text_is_left_out() -> None:
    assert report_from(small(client="a\u202eb\x07")).client == "ab"


def test_an_unknown_figure_is_a_dash_and_never_a_zero() -> None:
    laid = set_out(
        report_from(small({"block": "figures", "figures": [{"metric": "clicks", "value": None, "target": 5}]}))
    )
    assert [cell.text for cell in laid.sections[0].blocks[0].rows[0]] == ["Clicks", "–", "5", "–"]  # type: ignore[union-attr]


def test_only_what_is_judged_against_a_target_has_a_colour() -> None:
    row = {"metric": "cost_per_click", "value": 2, "unit": "EUR", "target": 3, "last_year": 1}
    laid = set_out(report_from(small({"block": "figures", "figures": [row]})))
    cells = laid.sections[0].blocks[0].rows[0]  # type: ignore[union-attr]
    assert [(cell.text, cell.tone, cell.icon) for cell in cells if cell.text[0] in "+−"] == [
        ("−33%", "good", "check"),
        ("+100%", "", ""),
    ]


def test_two_narrow_charts_stand_side_by_side_and_a_third_alone() -> None:
    chart = {
        "block": "chart",
        "kind": "bar",
        "title": "",
        "labels": ["a"],
        "series": [{"name": "", "values": [1]}],
        "wide": False,
    }
    laid = set_out(report_from(small(chart, chart, chart, {"block": "paragraph", "text": "x"})))
    assert [block.kind for block in laid.sections[0].blocks] == ["pictures", "pictures", "text"]
    assert [len(block.pictures) for block in laid.sections[0].blocks[:2]] == [2, 1]  # type: ignore[union-attr]


def chart(kind: str, *values: Any, target: tuple[Any, ...] = ()) -> Chart:
    known = tuple(None if value is None else D(str(value)) for value in values)
    labels = tuple(date(2026, n % 12 + 1, 1) for n in range(len(values)))
    goals = tuple(None if value is None else D(value) for value in target)
    return Chart(kind, "", labels, (Series("x", known),), target=goals)  # type: ignore[arg-type]


def test_a_gap_in_a_line_is_a_pale_field_and_the_line_is_cut() -> None:
    drawn = draw(chart("line", 3, 4, None, 5, 6), Writer("en"), width=400, height=160)
    assert len([mark for mark in drawn.marks if isinstance(mark, Drawn)]) == 2
    assert [mark.ink for mark in drawn.marks if isinstance(mark, Box)] == ["sunken"]


def test_bars_stand_on_zero_and_what_is_below_hangs_from_it() -> None:
    drawn = draw(chart("bar", 10, -5), Writer("en"), width=400, height=160)
    zero = next(mark.y1 for mark in drawn.marks if isinstance(mark, Line) and mark.ink == "axis")
    up, down = (mark for mark in drawn.marks if isinstance(mark, Box))
    assert up.y + up.height == pytest.approx(zero)
    assert down.y == pytest.approx(zero)
    assert up.height == pytest.approx(2 * down.height, abs=0.1)


@pytest.mark.parametrize("values", [(0, 0), (None, None), (1e14, 1), (-3, -7), (0.0001, 0.0003), (5,)])
@pytest.mark.parametrize("kind", ["bar", "line"])
def test_a_chart_of_any_values_stays_in_its_picture(kind: str, values: tuple[Any, ...]) -> None:
    drawn = draw(chart(kind, *values, target=(5,)), Writer("ru"), width=328, height=190)
    for mark in drawn.marks:
        for x, y in mark.points if isinstance(mark, Drawn) else [(getattr(mark, "x", 0), getattr(mark, "y", 0))]:
            assert -1 <= x <= 329, mark
            assert -1 <= y <= 191, mark


def test_names_that_need_room_turn_a_chart_on_its_side() -> None:
    long = Chart("bar", "", ("Newsletter to former guests", "Search engines"), (Series("x", (D(3), D(4))),))
    words = [mark for mark in draw(long, Writer("en"), width=320, height=160).marks if isinstance(mark, Word)]
    assert {word.x for word in words if word.text.startswith(("News", "Search"))} == {0}


def test_a_course_of_one_value_draws_nothing() -> None:
    assert spark((D(1),)).marks == ()
    assert strokes((), 100, 20).marks[-1].kind == "line"


def test_an_axis_holds_what_lies_beneath_zero() -> None:
    assert [int(tick) for tick in axis_of([D(-20), D(140)]).ticks()] == [-50, 0, 50, 100, 150]


@pytest.mark.parametrize(
    "period, before, year_before",
    [
        (("2026-03-01", "2026-03-31"), ("2026-02-01", "2026-02-28"), ("2025-03-01", "2025-03-31")),
        (("2024-02-01", "2024-02-29"), ("2024-01-01", "2024-01-31"), ("2023-02-01", "2023-02-28")),
        (("2026-01-01", "2026-03-31"), ("2025-10-01", "2025-12-31"), ("2025-01-01", "2025-03-31")),
        (("2026-01-01", "2026-12-31"), ("2025-01-01", "2025-12-31"), ("2025-01-01", "2025-12-31")),
        (("2026-10-05", "2026-10-18"), ("2026-09-21", "2026-10-04"), ("2025-10-05", "2025-10-18")),
    ],
)  # fmt: skip
def test_a_period_knows_the_one_before_and_the_same_a_year_ago(period: Any, before: Any, year_before: Any) -> None:
    one, past, year = (Period(*map(date.fromisoformat, days)) for days in (period, before, year_before))
    assert (one.before(), one.year_before()) == (past, year)


@pytest.mark.parametrize(
    "now, base, unit, direction, size",
    [
        ("0.83", "0.8", SHARE, "up", "3.0"), ("100.4", "100", Unit(), "same", "0"), ("5", "0", Unit(), "up", None),
        ("-5", "-10", Unit(), "up", "0.50"), ("0.00004", "0.00003", SHARE, "same", "0"),
        ("1e14", "1e-30", Unit(), "up", None), ("0", "0", Unit(), "same", "0"),
    ],
)  # fmt: skip
def test_a_change_that_would_be_written_as_nothing_is_none(
    now: str, base: str, unit: Unit, direction: str, size: Any
) -> None:
    moved = change(D(now), D(base), unit)
    assert moved is not None
    assert (moved.direction, moved.size) == (direction, None if size is None else D(size))


@pytest.mark.parametrize("colour", ["", "#ffffff", "#000000", "#ffd400", "#4a2a60", "nonsense", "#7fffd4"])
def test_every_colour_an_agency_may_choose_is_legible(colour: str) -> None:
    worn = dress(colour)
    assert contrast(worn.on_brand, worn.brand) >= 4.5
    assert contrast(worn.on_brand_quiet, worn.brand) >= 4.5
    assert contrast(worn.text, "#ffffff") >= 4.5
    assert contrast(worn.edge, "#ffffff") >= 3
    assert contrast(worn.edge_dark, "#16171b") >= 3
