"""`rapport import` and `rapport undo-import`: one JSON value, exit codes, teaching sentences."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from tests.cast import Cast

from rapport.intake.models import Import
from rapport.portfolio.models import Client

TEXT = "Client,City,Since\nBora,Rijeka,2024-05-01\nJugo,Zadar,31.11.2026\n"


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "clients.csv"
    path.write_text(TEXT)
    return str(path)


def told(*words: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command(*words, "--json", stdout=out)
    value: dict[str, Any] = json.loads(out.getvalue())
    return value


def test_a_dry_run_tells_all_and_keeps_nothing(cast: Cast, file: str) -> None:
    many = Client.objects.count()
    said = told("import", file, "--dry-run")
    assert (said["source"], said["kind"], said["state"]) == ("plain", "client", "tried")
    assert {k: said["counts"][k] for k in ("read", "new", "changed", "same", "rejected")} == {
        "read": 2, "new": 1, "changed": 0, "same": 0, "rejected": 1,
    }  # fmt: skip
    assert said["mapping"]["Client"] == "client.name"
    [reject] = said["rejects"]
    assert (reject["line"], reject["column"], reject["value"]) == (3, "Since", "31.11.2026")
    assert reject["reason"] == "That month has 30 days. Did you mean 2026-11-30?"
    assert said["first_rows"][0]["client"]["name"] == "Bora"
    assert Client.objects.count() == many


def test_a_dry_run_needs_nobody(db: Any, file: str) -> None:
    assert told("import", file, "--dry-run")["counts"]["new"] == 1
    with pytest.raises(CommandError, match="Nobody is here yet"):
        call_command("import", file)


def test_an_import_is_kept_and_taken_back(cast: Cast, file: str) -> None:
    said = told("import", file, "--by", "luka@kordun.example")
    assert said["state"] == "kept"
    assert Client.objects.get(name="Bora").keepers.get().member == cast.luka
    assert told("import", file, "--by", "luka@kordun.example")["counts"]["same"] == 1
    back = told("undo_import", str(said["id"]))
    assert (back["state"], back["undone"]) == ("undone", 1)
    assert not Client.objects.here().filter(name="Bora").exists()


def test_open_questions_are_listed_and_nothing_is_kept(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "dates.csv"
    path.write_text("Client,Since\nBora,03/04/2026\n")
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import", str(path), "--json", stdout=out)
    assert ended.value.code == 1
    said = json.loads(out.getvalue())
    assert said["questions"][0]["key"] == "date:Since"
    assert set(said["questions"][0]["options"]) == {"dmy", "mdy"}
    assert not Client.objects.filter(name="Bora").exists()
    assert told("import", str(path), "--answer", "date:Since=mdy")["state"] == "kept"
    assert Client.objects.get(name="Bora").since.isoformat() == "2026-03-04"  # type: ignore[union-attr]


def test_a_refused_file_says_why_and_ends_with_one(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "gsc.csv"
    path.write_text("Date,Clicks,Impressions,CTR,Position\n2026-04-13,0,9,0%,22.8\n")
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import", str(path), "--dry-run", "--json", stdout=out)
    assert ended.value.code == 1
    said = json.loads(out.getvalue())
    assert said["looks_like"] == "Search Console"
    assert said["refused"] == "This looks like a report of Search Console, not an export of clients."


def test_a_column_may_be_told_its_meaning(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Who they are,Where\nBora,Rijeka\n")
    said = told("import", str(path), "--map", "Who they are=client.name", "--map", "Where=client.city")
    assert said["counts"]["new"] == 1
    assert Client.objects.get(name="Bora").city == "Rijeka"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["import", "/nowhere.csv"], "There is no file"),
        (["undo_import", "99"], "There is no import 99"),
        (["import", "{file}", "--by", "x@y.example"], "is nobody here who may import"),
        (["import", "{file}", "--map", "Client"], "needs a ="),
        (["import", "{file}", "--map", "Client=client.shoe"], "There is no field"),
    ],
)
def test_what_cannot_be_done_is_said(cast: Cast, file: str, words: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command(*[word.format(file=file) for word in words])


def test_the_words_for_people_name_columns_counts_and_the_way_back(cast: Cast, file: str) -> None:
    out = io.StringIO()
    call_command("import", file, stdout=out)
    text = out.getvalue()
    assert "Client  →  client.name" in text
    assert "2 rows read: 1 new, 0 changed, 0 the same, 1 rejected (kept)." in text
    assert f"rapport undo-import {Import.objects.latest('pk').pk}" in text
