"""`rapport calendar read`: one JSON array, an object a file, refusals by name; and words for people."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "calendar-vcard"
ENTRY = (
    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Strategy <script>\r\nLOCATION:Split\r\n"
    "DTSTART;TZID=Europe/Zagreb:20261119T090000\r\nDURATION:PT1H\r\nORGANIZER;CN=Luka:mailto:luka@kordun.example\r\n"
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@adria.example\r\nRRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Ana Horvat\nORG:Adria\nTEL;TYPE=CELL:+385 1\nBDAY:1980-05-01\nEND:VCARD\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "entry.ics").write_text(ENTRY)
    (tmp_path / "card.vcf").write_text(CARD)
    (tmp_path / "letter.ics").write_text("Dear all")
    (tmp_path / "notes.txt").write_text("not asked for")
    return tmp_path


def said(*words: str) -> str:
    out = io.StringIO()
    call_command("calendar", "read", *words, stdout=out)
    return out.getvalue()


def told(*words: str) -> list[dict[str, Any]]:
    value: list[dict[str, Any]] = json.loads(said(*words, "--json"))
    return value


def test_each_file_is_one_object_with_its_kind_or_its_refusal(folder: Path) -> None:
    card, entry, letter = told(str(folder))
    assert [one["kind"] for one in (card, entry, letter)] == ["vcard", "calendar", None]
    assert entry["path"] == str(folder / "entry.ics")
    [event] = entry["events"]
    assert (event["uid"], event["summary"], event["rule"]) == ("1", "Strategy <script>", "FREQ=WEEKLY")
    assert event["starts"] == {
        "day": "2026-11-19",
        "time": "09:00:00",
        "zone": "Europe/Zagreb",
        "named": "",
        "at": "2026-11-19T08:00:00+00:00",
    }
    assert event["attendees"][0]["partstat"] == "ACCEPTED"
    assert entry["jcal"][0] == "vcalendar"
    assert (card["cards"][0]["name"], card["cards"][0]["birthday"]) == ("Ana Horvat", "1980-05-01")
    assert letter["refusal"]["sentence"].startswith("This is neither")
    assert entry["refusal"] is card["refusal"] is None


def test_a_file_that_is_not_there_is_refused_and_the_others_are_read(folder: Path) -> None:
    gone, entry = told(str(folder / "gone.ics"), str(folder / "entry.ics"))
    assert gone["refusal"]["reason"] == "cannot_be_opened"
    assert entry["refusal"] is None


@pytest.mark.skipif(not SAMPLES.exists(), reason="needs the samples beside the repository")
def test_all_samples_are_told_in_one_array() -> None:
    files = [path for path in SAMPLES.glob("*/*") if path.suffix in (".ics", ".vcf")]
    found = told(str(SAMPLES))
    assert {one["path"] for one in found} == {str(path) for path in files}
    assert [one["path"] for one in found if one["refusal"]] == []
    assert said(str(SAMPLES))


def test_people_read_when_where_and_who(folder: Path) -> None:
    words = said(str(folder))
    for part in ("REQUEST, 1 entry", "Strategy <script>", "Europe/Zagreb", "Place: Split", "ana@adria.example ACCEPTED",
                 "Ana Horvat · Adria", "+385 1 (cell)", "This is neither a calendar nor a vCard file."):  # fmt: skip
        assert part in words


def test_without_a_word_or_a_path_it_is_not_understood() -> None:
    for words in ([], ["read"], ["write", "x"]):
        with pytest.raises((CommandError, SystemExit)):
            call_command("calendar", *words)
