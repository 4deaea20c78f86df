"""`rapport feasible`: a verdict with its reasons, one JSON object, refusals in words, and no database."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from rapport.config import first_use

ASKED = ("--spend", "Cost", "--outcome", "Leads")


def run(*words: str) -> str:
    out = StringIO()
    call_command("feasible", *words, stdout=out)
    return out.getvalue()


def told(*words: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(run(*words, "--json"))
    return value


def table(path: Path, rows: Iterable[tuple[object, ...]], header: str = "Day,Cost,Leads") -> str:
    path.write_text("\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n")
    return str(path)


def days(size: int) -> list[date]:
    return [date(2025, 1, 6) + timedelta(days=n) for n in range(size)]


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> str:
    dice = np.random.default_rng(1)
    spend = np.round(40 + dice.gamma(2.5, 40, 200) * (np.arange(200) % 14 > 6), 2)
    leads = np.round(40 + 60 * spend / (100 + spend) + dice.normal(0, 2, 200), 2)
    return table(tmp_path_factory.mktemp("feasible") / "leads.csv", zip(days(200), spend, leads, strict=True))


def test_a_promise_is_judged_with_its_reasons(history: str) -> None:
    found = told(history, *ASKED, "--promise", "2250", "--budget", "3000", "--days", "30")
    assert found["verdict"] == "out of reach"
    assert found["low"] < 2100 < found["high"]  # 70 a day are true
    assert found["budget_that_would_do"] > 3000
    assert found["history"] == {"first": "2025-01-06", "step_days": 1, "entries": 200}
    assert any("would do" in reason for reason in found["reasons"])
    assert len(found["curve"]["spend"]) == len(found["curve"]["brings"])


def test_people_read_the_verdict_first(history: str) -> None:
    assert run(history, *ASKED, "--promise", "1000").startswith("Within reach.\n  With ")


def test_columns_are_found_whatever_their_case(history: str) -> None:
    assert told(history, "--spend", "cost", "--outcome", "LEADS", "--promise", "1000")["verdict"] == "within reach"


@pytest.mark.parametrize(
    "rows, words",
    [
        ([(day, 5, 3) for day in days(3)], "Too little history: 3 days"),
        ([(day, 0, n % 7) for n, day in enumerate(days(80))], "Nothing was ever spent"),
        ([(day, n, 0) for n, day in enumerate(days(80))], "always zero"),
        ([(day, "NaN", n % 7) for n, day in enumerate(days(80))], "Too many gaps"),
        ([(day, n, n % 5) for n, day in enumerate(days(300)) if n % 10 == 0 or n < 2], "Too many gaps"),
    ],
)
def test_too_little_is_an_answer(tmp_path: Path, rows: list[tuple[object, ...]], words: str) -> None:
    found = told(table(tmp_path / "few.csv", rows), *ASKED, "--promise", "100")
    assert (found["verdict"], found["probability"]) == ("cannot be told", None)
    assert words in found["reasons"][0]


def test_a_constant_spend_tells_no_curve(tmp_path: Path) -> None:
    rows = [(day, 100, 20 + n % 3) for n, day in enumerate(days(120))]
    found = told(table(tmp_path / "flat.csv", rows), *ASKED, "--promise", "500")
    assert (found["verdict"], found["curve"], found["budget_that_would_do"]) == ("within reach", None, None)
    assert any("varied too little" in reason for reason in found["reasons"])


@pytest.mark.parametrize(
    "row, words",
    [
        (("2025-01-26", -5, 3), "Negative spend"),
        (("2025-01-26", "inf", 3), "Line 22: “inf” is no number"),
        (("2025-01-26", 5, "1e400"), "Line 22: “1e400” is no number"),
        (("2025-13-20", 5, 3), "there is no month 13"),
        (("", 5, 3), "Line 22 has figures and no day"),
        (("2125-01-20", 5, 3), "one of them cannot be right"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(tmp_path: Path, row: tuple[object, ...], words: str) -> None:
    path = table(tmp_path / "odd.csv", [*((day, 5 + n, 3 + n) for n, day in enumerate(days(20))), row])
    with pytest.raises(CommandError, match=words):
        run(path, *ASKED, "--promise", "100")


@pytest.mark.parametrize(
    "words, complaint",
    [
        (("--spend", "Costs", "--outcome", "Leads", "--promise", "9"), "There are: Day, Cost, Leads"),
        (("--spend", "Cost", "--outcome", "Cost", "--promise", "9"), "different columns"),
        (("--spend", "Cost", "--promise", "9"), "Say which columns"),
        ((*ASKED, "--promise", "many"), "“many” is no number"),
        ((*ASKED, "--promise", "nan"), "above 0"),
        ((*ASKED, "--promise", "9", "--budget", "-1"), "0 or above"),
        ((*ASKED, "--promise", "9", "--days", "4000"), "1 to 366 days"),
        ((*ASKED, "--promise", "9", "--next", "5"), "name the other"),
        ((*ASKED, "--promise", "9", "--date", "Leads"), "Line 2"),
    ],
)
def test_what_is_asked_wrongly_is_said(history: str, words: tuple[str, ...], complaint: str) -> None:
    with pytest.raises(CommandError, match=complaint):
        run(history, *words)


def test_a_file_that_is_not_there_or_no_table_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no file"):
        run(str(tmp_path / "none.csv"), *ASKED, "--promise", "9")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 ...")
    with pytest.raises(CommandError, match="PDF document"):
        run(str(tmp_path / "a.pdf"), *ASKED, "--promise", "9")


def test_months_are_too_coarse(tmp_path: Path) -> None:
    rows = [(date(2024 + n // 12, n % 12 + 1, 1), n, n) for n in range(24)]
    with pytest.raises(CommandError, match="too coarse"):
        run(table(tmp_path / "months.csv", rows), *ASKED, "--promise", "9")


def test_days_that_can_be_read_two_ways_are_asked(tmp_path: Path) -> None:
    rows = [(f"0{n}/03/2026", n, n) for n in range(1, 10)]
    path = table(tmp_path / "two.csv", rows)
    with pytest.raises(CommandError, match="--order dmy or mdy"):
        run(path, *ASKED, "--promise", "9")
    assert told(path, *ASKED, "--promise", "9", "--order", "dmy")["verdict"] == "cannot be told"


def test_a_table_without_days_is_asked_for_them(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--date COLUMN"):
        run(table(tmp_path / "none.csv", [(1, 2, 3), (2, 3, 4)]), *ASKED, "--promise", "9")


def test_two_channels_are_compared_for_the_next_amount(tmp_path: Path) -> None:
    dice = np.random.default_rng(4)
    strong, weak = dice.gamma(2.5, 40, 120), dice.gamma(2.5, 40, 120)
    leads = 50 + 60 * strong / (100 + strong) + 12 * weak / (20 + weak) + dice.normal(0, 2, 120)
    rows = zip(days(120), strong, leads, weak, strict=True)
    path = table(tmp_path / "both.csv", rows, "Day,Cost,Leads,Other")
    found = told(path, *ASKED, "--second", "Other", "--next", "900", "--promise", "2000")["next"]
    assert found["better"] == "first"
    assert found["first"]["expected"] > found["second"]["expected"] > 0


def test_without_a_file_there_is_a_range() -> None:
    found = told("--promise", "300", "--price", "12-20", "--budget", "5000")
    assert (found["verdict"], found["budget_low"], found["budget_high"]) == ("a stretch", 3600, 6000)
    with pytest.raises(CommandError, match="Name a file"):
        run("--promise", "300")


def test_no_database_is_needed() -> None:
    assert ("feasible",) in first_use._READS_ONLY
