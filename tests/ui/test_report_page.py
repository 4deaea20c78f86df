"""A report as one page: nothing runs, nothing is fetched, every table and chart can be read without seeing it."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import lru_cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

from rapport.reckon.report.from_data import report_from
from rapport.reckon.report.set_out import set_out
from rapport.ui.report_page import standalone
from tests.gateways.test_typesetting import HOSTILE

SAMPLE = Path(__file__).parents[1] / "data" / "reports" / "vila-lavanda.hr.json"


def sample() -> dict[str, Any]:
    return json.loads(SAMPLE.read_text(encoding="utf-8"), parse_float=Decimal)


@lru_cache(maxsize=1)
def page() -> str:
    return standalone(set_out(report_from(sample())))


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.all.append((tag, dict(attrs)))


def test_it_brings_all_it_needs_and_lets_nothing_run() -> None:
    tags = Tags(page()).all
    policy = next(attrs["content"] for tag, attrs in tags if tag == "meta" and "http-equiv" in attrs)
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src data:")
    assert not [tag for tag, attrs in tags if tag in ("script", "style", "iframe", "object", "form", "base")]
    assert not [attrs for _tag, attrs in tags if any(name == "style" or name.startswith("on") for name in attrs)]
    addresses = [attrs.get(name) or "" for _tag, attrs in tags for name in ("href", "src") if name in attrs]
    assert all(address.startswith(("#report-", "data:")) for address in addresses)


def test_every_chart_is_told_and_has_its_figures_behind_it() -> None:
    tags = Tags(page()).all
    told = [attrs["aria-label"] for tag, attrs in tags if tag == "svg" and attrs.get("role") == "img"]
    assert len(told) == 2 * 12  # for a wide screen and for a phone
    assert all(told)
    assert page().count("<details") == 12


def test_parts_are_found_from_the_contents() -> None:
    tags = Tags(page()).all
    ids = {attrs["id"] for _tag, attrs in tags if "id" in attrs}
    links = {(attrs.get("href") or "")[1:] for tag, attrs in tags if tag == "a"}
    assert len(links) == 11
    assert links <= ids
    levels = [int(tag[1]) for tag, _attrs in tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(then - level <= 1 for level, then in pairwise(levels))


def test_words_of_a_report_stay_words() -> None:
    words = [*HOSTILE, "<script>alert(1)</script>", "{{ 7 * 7 }}{% raw %}", "\"'><img src=x onerror=y>"]
    blocks = [
        *({"block": "paragraph", "text": text} for text in words),
        {"block": "rows", "rows": [{"title": text, "detail": text, "right": text} for text in words]},
        {"block": "chart", "kind": "bar", "title": words[-1], "labels": words,
         "series": [{"name": words[-1], "values": list(range(len(words)))}]},
    ]  # fmt: skip
    data = {
        **sample(), "client": words[-1], "headline": words[-3], "agency": {"name": words[-1], "colour": "red;}"},
        "sections": [{"kind": "other", "title": words[-1], "blocks": blocks}],
    }  # fmt: skip
    made = standalone(set_out(report_from(data)))
    tags = Tags(made).all
    assert not [tag for tag, attrs in tags if tag in ("script", "img") or "onerror" in attrs]
    assert "{{ 7 * 7 }}{% raw %}" in made
