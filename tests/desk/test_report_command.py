"""`rapport report --content`: a file in, a file out, no database; refusals say where."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from tests.cast import Cast

from rapport.config import first_use
from rapport.delivery.goals.models import Goal
from rapport.results.reports.models import Report

SAMPLE = Path(__file__).parents[1] / "data" / "reports" / "vila-lavanda.hr.json"


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("report", *words, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("ending, begins", [("pdf", b"%PDF-1.7"), ("pptx", b"PK"), ("html", b"<!doctype html>")])
def test_the_ending_says_what_is_made(tmp_path: Path, ending: str, begins: bytes) -> None:
    out = tmp_path / f"october.{ending}"
    told = json.loads(run("--content", str(SAMPLE), "--out", str(out), "--json"))
    assert out.read_bytes().strip().startswith(begins)
    assert told == {"out": str(out), "format": ending, "bytes": out.stat().st_size, "lost": []}


def test_the_language_writes_labels_and_numbers_anew(tmp_path: Path) -> None:
    out = tmp_path / "october.bin"
    run("--content", str(SAMPLE), "--out", str(out), "--format", "pptx", "--language", "ru")
    with zipfile.ZipFile(out) as deck:
        words = deck.read("ppt/slides/slide1.xml").decode() + deck.read("ppt/slides/slide3.xml").decode()
    assert "Отчёт за октябрь 2026 года" in words
    assert "61\u00a0300\u00a0€" in words


@pytest.mark.parametrize(
    "content, says",
    [
        (b"", "Expecting value"), (b"\xff", "utf-8"), (b"[" * 100_000, ""), (b"NaN", "NaN is no number"),
        (b'{"client": "x"}', '"period" is missing'),
    ],
)  # fmt: skip
def test_what_is_no_content_is_refused_in_words(tmp_path: Path, content: bytes, says: str) -> None:
    given = tmp_path / "content.json"
    given.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        run("--content", str(given), "--out", str(tmp_path / "x.pdf"))
    assert says in str(refusal.value)
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize(
    "words", [("--content", "/nowhere.json", "--out", "x.pdf"), ("--content", str(SAMPLE), "--out", "/nowhere/x.pdf"),
              ("--content", str(SAMPLE), "--out", "x.docx")],
)  # fmt: skip
def test_a_path_that_will_not_do_is_refused(words: tuple[str, ...], monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError):
        run(*words)
    assert not list(tmp_path.iterdir())


def test_content_from_a_file_needs_no_tables(monkeypatch: Any) -> None:
    monkeypatch.setattr("rapport.config.new_database.is_new", lambda: pytest.fail("asked for the database"))
    first_use.prepare("report", "--out", "x.pdf", "--content", "x.json")


def test_a_report_of_a_client_is_made_from_its_records_and_nothing_is_kept(cast: Cast, tmp_path: Path) -> None:
    Goal.objects.create(client=cast.adria, title="60 nights", target=60, made_at=datetime(2026, 1, 5, tzinfo=UTC))
    out = tmp_path / "adria.html"
    run("Adria", "--period", "2026-01", "--format", "html", "--language", "hr", "--out", str(out))
    page = out.read_text()
    assert "60 nights" in page
    assert '<html lang="hr">' in page
    assert not Report.objects.exists()
    with pytest.raises(CommandError, match="2026-10"):
        run("Adria", "--period", "January", "--out", str(out))
    with pytest.raises(CommandError):
        run("--out", str(out))
