"""A report as slides: charts with their figures inside, 16:9, notes, and a file that opens whatever the words are."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from tests.gateways.test_typesetting import HOSTILE

from rapport.gateways.slides import INNER, SIDE, WIDTH, deck_of
from rapport.reckon.report.from_data import report_from
from rapport.reckon.report.set_out import set_out

SAMPLE = Path(__file__).parents[1] / "data" / "reports" / "vila-lavanda.hr.json"


@lru_cache(maxsize=1)
def deck() -> Any:
    report = report_from(json.loads(SAMPLE.read_text(encoding="utf-8"), parse_float=Decimal))
    return Presentation(io.BytesIO(deck_of(set_out(report))))


def charts() -> list[Any]:
    return [shape for slide in deck().slides for shape in slide.shapes if shape.has_chart]


def test_every_chart_can_be_edited_and_holds_its_figures() -> None:
    assert len(charts()) == 12
    first = charts()[0].chart
    assert [(series.name, list(series.values)[:3]) for plot in first.plots for series in plot.series] == [
        ("2026", [18.0, 28.0, 50.0]), ("2025", [16.0, 21.0, 40.0]), ("cilj", [20.0, 26.0, 45.0]),
    ]  # fmt: skip
    assert next(iter(first.plots[0].series)).values[-2:] == (None, None)
    assert all(shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in charts())


def test_it_is_wide_and_nothing_hangs_over_its_edge() -> None:
    assert round(deck().slide_width / deck().slide_height, 3) == 1.778
    for slide in deck().slides:
        for shape in slide.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= WIDTH + 1, (slide.slide_id, shape.name)
            assert shape.top + shape.height <= deck().slide_height + 1, (slide.slide_id, shape.name)


def test_every_slide_has_its_title_and_layouts_are_those_of_the_deck() -> None:
    titles = [slide.shapes.title.text_frame.text for slide in deck().slides]
    assert all(titles)
    assert titles[0] == "Vila Lavanda"
    assert "Izravne rezervacije četvrtinu su iznad prošle godine" in titles
    assert len(deck().slide_layouts) == 2
    title = deck().slide_layouts[1].placeholders[0]
    assert (title.left, title.width) == (SIDE, INNER)


def test_no_two_shapes_of_a_slide_share_a_number() -> None:
    for place in (*deck().slides, *deck().slide_layouts):
        numbers = [found.get("id") for found in place._element.xpath(".//p:cNvPr")]
        assert len(numbers) == len(set(numbers))


def test_who_speaks_finds_notes() -> None:
    notes = deck().slides[1].notes_slide.notes_text_frame.text
    assert notes.startswith("Počnite od dogovorenog")
    assert "Stupčasti grafikon" in deck().slides[3].notes_slide.notes_text_frame.text


def test_a_long_table_goes_on_under_its_title() -> None:
    rows = [len(shape.table.rows) - 1 for slide in deck().slides for shape in slide.shapes if shape.has_table]
    assert rows[-3:] == [11, 11, 9]


@pytest.mark.parametrize("colour", ["", "#ffd400"])
def test_any_words_make_a_deck_that_opens(colour: str) -> None:
    words = [*HOSTILE, "a\x0bb\ud800" + "]]>&lt;"]
    figure = {"metric": {"name": words[0]}, "value": None}
    blocks = [
        *({"block": "paragraph", "text": text} for text in words),
        {"block": "list", "items": words},
        {"block": "rows", "title": words[1], "rows": [{"title": one, "detail": one, "right": one} for one in words]},
        {"block": "table", "columns": [{"title": text} for text in words], "rows": [words]},
        {"block": "goals", "goals": [{"title": text, "figure": figure} for text in words]},
        {"block": "chart", "kind": "bar", "title": words[2], "labels": words, "target": [3],
         "series": [{"name": words[0], "values": [None, -3, *range(9)]}]},
        {"block": "chart", "kind": "line", "title": "", "labels": ["x"], "series": [{"name": "", "values": [None]}]},
    ]  # fmt: skip
    data = {
        "client": words[2], "language": "sk", "agency": {"name": words[1], "colour": colour},
        "period": {"first": "2026-10-01", "last": "2026-10-31"}, "sections": [{"kind": "other", "blocks": blocks}],
    }  # fmt: skip
    opened = Presentation(io.BytesIO(deck_of(set_out(report_from(data)))))
    said = "\n".join(shape.text_frame.text for slide in opened.slides for shape in slide.shapes if shape.has_text_frame)
    assert HOSTILE[0] in said
    assert HOSTILE[2] in said
