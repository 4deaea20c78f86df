"""The style sheets and templates keep what the look promises: light, strict, in their layers."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

import rapport

PACKAGE = Path(rapport.__file__).parent
SHEETS = ("reset", "tokens", "base", "layout", "components", "pages")
CSS = {name: (PACKAGE / f"ui/static/ui/css/{name}.css").read_text() for name in SHEETS}
TEMPLATES = sorted([*PACKAGE.glob("*/jinja2/**/*.html"), *PACKAGE.glob("*/templates/**/*.html")])


def test_all_style_sheets_together_weigh_at_most_15_kilobytes_compressed() -> None:
    assert len(gzip.compress("".join(CSS.values()).encode(), 9)) <= 15_000


@pytest.mark.parametrize("name", SHEETS)
def test_each_sheet_holds_the_layer_of_its_name(name: str) -> None:
    assert f"@layer {name} {{" in CSS[name]


@pytest.mark.parametrize("name", SHEETS)
def test_braces_are_closed(name: str) -> None:
    assert CSS[name].count("{") == CSS[name].count("}")


def test_every_token_that_is_used_is_defined() -> None:
    defined = set(re.findall(r"(--[a-z0-9-]+):", CSS["tokens"]))
    used = set(re.findall(r"var\((--[a-z0-9-]+)", "".join(CSS.values())))
    assert used <= defined


# Letters are read in mail programs, which know only styles inside.
PAGES = [path for path in TEMPLATES if "letter" not in path.name and "mail" not in path.parts]


@pytest.mark.parametrize("template", PAGES, ids=lambda t: str(t.relative_to(PACKAGE)))
def test_no_template_carries_style_or_script_inside(template: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", template.read_text(), flags=re.S)
    assert not re.search(r"\sstyle\s*=", text)
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert "hx-on" not in text
    assert "js:" not in text
