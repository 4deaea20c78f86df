"""A contact's page by link, on a phone and wide, also without JavaScript: axe finds nothing, an answer is kept."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGE = "select id from approvals_approval where title = ? and root_id is null order by id desc"


def opened(house: Any, title: str) -> str:
    """A link to a question of the demo, as a letter would carry it."""
    approval, token = house.one(PAGE, title), hashlib.sha256(title.encode()).hexdigest()[:43]
    now = datetime.now(UTC).replace(tzinfo=None)
    until = now + timedelta(days=1)
    kept = hashlib.sha256(token.encode()).hexdigest()
    row = (kept, "approval", "approvals.approval", approval, "{}", now.isoformat(" "), until.isoformat(" "))
    with sqlite3.connect(house.database) as connection:
        connection.execute(
            "insert or ignore into links_link (token_hash, purpose, subject, subject_id, data, made_at, expires_at) "
            "values (?, ?, ?, ?, ?, ?, ?)", row,
        )  # fmt: skip
    return f"{house.address}/c/{token}/"


@pytest.mark.parametrize(("size", "dark"), [("wide", False), ("phone", True)])
def test_the_page_is_open_to_everyone(house: Any, enter: Any, size: str, dark: bool) -> None:
    page = enter("", size=size, dark=dark)
    for part in ("", "#change", "#pass", "#decline"):
        page.goto(opened(house, "Autumn landing pages") + part)
        assert [v["id"] for v in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.troubles == []
    assert page.evaluate("document.querySelector('.shown img').naturalWidth") == 1120


def test_without_scripts_a_wish_is_kept(house: Any, enter: Any) -> None:
    page = enter("", size="phone", scripts=False)
    page.goto(opened(house, "Slika za oglase"))
    page.locator("a[href='#change']").click()
    page.locator("#id_correction").fill("Zub neka bude manji.")
    page.locator("button[value='corrected']").click()
    assert "Zub neka bude manji." in page.content()
    kind = "select kind from approvals_decision where approval_id = ?"
    assert house.one(kind, house.one(PAGE, "Slika za oglase")) == "corrected"
