"""A report as one file, opened by itself in a real browser: it fits a phone, and can be read without seeing."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from rapport.reckon.report.from_data import report_from
from rapport.reckon.report.set_out import set_out
from rapport.ui.report_page import standalone

SAMPLE = Path(__file__).parents[1] / "data" / "reports" / "vila-lavanda.hr.json"

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width, scheme", [(360, "dark"), (1440, "light")])
def test_a_report_in_one_file_fits_and_can_be_read(chromium: Any, tmp_path: Path, width: int, scheme: str) -> None:
    file = tmp_path / "report.html"
    report = report_from(json.loads(SAMPLE.read_text(encoding="utf-8"), parse_float=Decimal))
    file.write_text(standalone(set_out(report)), encoding="utf-8")
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page, heard = context.new_page(), []  # type: tuple[Any, list[str]]
    page.on("console", lambda message: heard.append(message.text))
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.fonts.check('16px Manrope')")
    assert Axe().run(page).response["violations"] == []
    assert heard == []  # the policy has nothing to refuse
    context.close()
