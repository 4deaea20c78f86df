"""`rapport figures read`: one JSON object, readable text, refusals in words, and no database."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from rapport.config import first_use
from rapport.desk.figure_files import as_data, read_file

DAILY = "Date,Campaign,Cost (EUR),Clicks\n2026-04-01,Brand,5.50,7\n2026-04-02,Brand,,9\nTotal,,5.50,16\n"


def run(*words: str) -> str:
    out = StringIO()
    call_command("figures", "read", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def daily(tmp_path: Path) -> Path:
    path = tmp_path / "daily.csv"
    path.write_text(DAILY)
    return path


def test_a_file_is_one_object_with_all_that_was_found(daily: Path) -> None:
    told: dict[str, Any] = json.loads(run(str(daily), "--json"))
    assert told["refusal"] is None
    assert (told["layout"]["source"], told["header_line"], told["rows"]) == ("plain", 1, 2)
    assert told["mapping"] == {"Date": "day", "Campaign": "campaign", "Cost (EUR)": "spend", "Clicks": "clicks"}
    assert told["dropped"] == [{"line": 4, "kind": "total", "reason": "The line sums the others up."}]
    assert (told["currency"], told["totals"]) == ("EUR", {"spend": 5.5, "clicks": 16.0})
    assert [reading["figures"]["spend"] for reading in told["readings"]] == [5.5, None]
    assert told["readings"][0]["ratios"]["cpc"] == pytest.approx(0.785714)


def test_a_column_can_be_told_what_it_means(daily: Path) -> None:
    told = json.loads(run(str(daily), "--map", "Clicks=leads", "--json"))
    assert told["totals"]["leads"] == 16.0


def test_the_text_shows_an_absent_figure_as_a_dash_and_never_as_zero(daily: Path) -> None:
    lines = run(str(daily)).splitlines()
    assert "–" in next(line for line in lines if line.startswith("2026-04-02"))


def test_a_refusal_has_the_same_keys_and_is_said(tmp_path: Path, daily: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("")
    refused = as_data(read_file(path, source="", mapping={}, answers={}))
    whole = as_data(read_file(daily, source="", mapping={}, answers={}))
    assert refused.keys() == whole.keys()
    assert refused["refusal"] == {"code": "empty", "reason": "The file is empty."}
    with pytest.raises(CommandError, match="empty"):
        run(str(path), "--json")
    with pytest.raises(CommandError, match="no file"):
        run(str(tmp_path / "gone.csv"))


def test_reading_asks_for_no_database() -> None:
    assert ("figures", "read") in first_use._READS_ONLY
