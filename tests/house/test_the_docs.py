"""The docs name files that exist and link to pages that exist."""

import re
from pathlib import Path

import pytest
from tests.house.sources import ROOT, listing

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    named = re.findall(r"`((?:src|tests|docs|benchmarks|requirements)/[\w./-]+)`", text)
    gone = [path for path in named if not (ROOT / path).exists()]
    linked = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text)]
    gone += [link for link in linked if link and "://" not in link and not (page.parent / link).exists()]
    assert not gone, f"{page.relative_to(ROOT)} names what does not exist" + listing(gone)
