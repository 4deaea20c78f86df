"""A report as PDF: tagged PDF/A, bookmarks, repeated heads, and words that are never run as markup."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zlib
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from rapport.gateways.logo import as_png
from rapport.gateways.typesetting import Typeset, pdf_of
from rapport.reckon.report.from_data import report_from
from rapport.reckon.report.set_out import set_out

SAMPLE = Path(__file__).parents[1] / "data" / "reports" / "vila-lavanda.hr.json"
HOSTILE = [
    '#import "@preview/x:1.0"', '$ x^2 $ #eval("1+1") \\ \\u{41} @cite <label> `raw` *b* _i_ = H #panic()', "W" * 300,
    "😀👩‍👧 ok", "漢字 かな", "Привет, ёж", "e\u0301 s\u030c", "№ → ✓ ₽", "// /* #", "[[](((",
]  # fmt: skip
needs_pdftotext = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler) is not on this machine")


@lru_cache(maxsize=1)
def sample() -> bytes:
    return pdf_of(set_out(report_from(json.loads(SAMPLE.read_text(encoding="utf-8"), parse_float=Decimal)))).pdf


def set_report(*blocks: dict[str, Any]) -> bytes:
    data = {
        "client": "Vila", "language": "en", "agency": {"name": "Us"},
        "period": {"first": "2026-10-01", "last": "2026-10-31"}, "sections": [{"kind": "next", "blocks": list(blocks)}],
    }  # fmt: skip
    return pdf_of(set_out(report_from(data))).pdf


def hostile(**more: Any) -> Typeset:
    row = {"title": HOSTILE[1], "detail": HOSTILE[2], "right": HOSTILE[0]}
    blocks = [
        *({"block": "paragraph", "text": text} for text in HOSTILE),
        {"block": "list", "items": HOSTILE},
        {"block": "rows", "style": "numbered", "rows": [row]},
        {"block": "table", "title": HOSTILE[1], "rows": [HOSTILE[5:]],
         "columns": [{"title": one} for one in HOSTILE[:5]]},
        {"block": "goals",
         "goals": [{"title": one, "figure": {"metric": {"name": one}, "value": 1}} for one in HOSTILE]},
        {"block": "chart", "kind": "bar", "title": HOSTILE[1], "labels": HOSTILE,
         "series": [{"name": HOSTILE[0], "values": [None, -3, *range(8)]}], "notes": [{"at": 1, "text": HOSTILE[2]}]},
    ]  # fmt: skip
    data = {
        "client": HOSTILE[1], "language": "ru", "headline": HOSTILE[0],
        "agency": {"name": HOSTILE[0], "place": HOSTILE[2]},
        "period": {"first": "2026-10-01", "last": "2026-10-31"}, "checked_by": HOSTILE[1], "sources": HOSTILE[1],
        "sections": [{"kind": "other", "title": HOSTILE[1], "service": HOSTILE[0], "blocks": blocks}], **more,
    }  # fmt: skip
    return pdf_of(set_out(report_from(data)))


def inside(pdf: bytes) -> bytes:
    """The file with its compressed objects opened."""
    opened = [pdf]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            opened.append(zlib.decompress(found[1]))
        except zlib.error:
            continue
    return b"\n".join(opened)


def text_of(pdf: bytes) -> str:
    words = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    return words.replace("\u200b", "")


def test_a_report_is_tagged_pdf_a_in_its_language_with_our_fonts_and_bookmarks() -> None:
    opened = inside(sample())
    assert opened.startswith(b"%PDF-1.7")
    assert re.search(rb"<pdfaid:part>2</pdfaid:part>\s*<pdfaid:conformance>A<", opened)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in opened
    assert re.search(rb"/Lang\s*\(hr", opened)
    assert b"/Outlines" in opened
    fonts = set(re.findall(rb"/FontName\s*/[A-Z]{6}\+([A-Za-z]+)", opened))
    assert fonts == {b"Manrope"}


def test_every_chart_says_what_it_shows() -> None:
    alts = re.findall(rb"/Alt\s*(?:\(|<FEFF)", inside(sample()))
    assert len(alts) == 12


def test_the_same_report_is_the_same_file() -> None:
    again = json.loads(SAMPLE.read_text(encoding="utf-8"), parse_float=Decimal)
    assert pdf_of(set_out(report_from(again))).pdf == sample()


@needs_pdftotext
def test_a_table_over_two_pages_repeats_its_head_and_pages_are_numbered() -> None:
    table = {"block": "table", "columns": [{"title": "Head"}, {"title": "Sum", "kind": "number"}],
             "rows": [[f"row {n}", n] for n in range(80)]}  # fmt: skip
    pages = text_of(set_report(table)).split("\f")[:-1]
    assert len(pages) == 3
    assert [page.count("Head") for page in pages] == [1, 1, 1]
    assert [f"{n} of 3" in page for n, page in enumerate(pages, 1)] == [True] * 3


@needs_pdftotext
def test_a_title_never_stands_alone_at_the_foot_of_a_page() -> None:
    rows = {"block": "rows", "rows": [{"title": f"done {n}"} for n in range(4)]}
    for lines in range(24, 36):  # somewhere in between the page ends just under the title
        words = [{"block": "paragraph", "text": f"line {n}"} for n in range(lines)]
        for page in text_of(set_report(*words, {**rows, "title": "TITLE"})).split("\f"):
            assert ("TITLE" in page) == ("done 0" in page)


@needs_pdftotext
def test_words_of_a_report_are_never_run_as_markup() -> None:
    said = re.sub(r"\s+", "", text_of(hostile().pdf))
    for text in (HOSTILE[0], HOSTILE[1], HOSTILE[5], HOSTILE[8], HOSTILE[9]):
        assert re.sub(r"\s+", "", text) in said


def test_signs_that_no_font_has_are_told_and_do_not_stop_a_report() -> None:
    made = hostile()
    assert {"😀", "漢"} <= set(made.lost)
    assert not {"№", "ё", "₽"} & set(made.lost)


@pytest.mark.parametrize("picture", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"<svg/>"])
def test_a_logo_that_is_no_picture_is_left_out(picture: bytes) -> None:
    assert as_png(picture) is None
