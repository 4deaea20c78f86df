"""`rapport slots`: one JSON value or words for people, and refusals that say what to write."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

ASKED = ["--ours", "Europe/Zagreb", "--theirs", "America/New_York", "--from", "2026-11-23", "--days", "10"]


def said(*words: str) -> str:
    out = io.StringIO()
    call_command("slots", *words, stdout=out)
    return out.getvalue()


def told(*words: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(said(*words, "--json"))
    return value


def test_three_times_off_both_sides_holidays() -> None:
    found = told(*ASKED, "--hours", "9-17", "--their-hours", "9-17", "--holidays-ours", "HR", "--holidays-theirs", "US",
                 "--length", "60", "--count", "6")  # fmt: skip
    assert [slot["ours"] for slot in found["slots"]] == [
        f"2026-11-{day}T15:00:00+01:00" for day in (23, 24, 25, 27, 30)
    ] + ["2026-12-01T15:00:00+01:00"]
    assert found["slots"][0]["theirs"] == "2026-11-23T09:00:00-05:00"
    assert {slot["kind"] for slot in found["slots"]} == {"both in hours"}
    assert found["ours"] == {"zone": "Europe/Zagreb", "hours": "mon-fri 09:00-17:00"}


def test_absences_and_meetings_are_kept_free() -> None:
    away = ["--away-ours", "2026-11-23..2026-11-24", "--away-theirs", "2026-11-25"]
    ours = ["--busy-ours", "2026-11-26T14:00..2026-11-26T17:00"]
    theirs = ["--busy-theirs", "2026-11-27T09:00..2026-11-27T10:00", "--buffer", "15"]  # 15:00 to 16:00 by our clock
    found = told(*ASKED, *away, *ours, *theirs, "--count", "1")
    assert [slot["ours"] for slot in found["slots"]] == ["2026-11-30T15:00:00+01:00"]


def test_far_apart_the_shift_is_said_in_words() -> None:
    words = said("--ours", "Europe/Zagreb", "--theirs", "Asia/Tokyo", "--from", "2026-11-23")
    assert "We would begin at 08:00 instead of 09:00, 1 hour earlier." in words
    assert "No overlap of working hours: 8 hours apart." in words
    assert "Zagreb" in words


def test_without_a_first_day_it_is_from_now_on() -> None:
    assert told("--ours", "UTC", "--theirs", "UTC")["slots"]


@pytest.mark.parametrize(
    "words, complaint",
    [
        (["--ours", "Europe/"], 'There is no time zone "Europe/".'),
        (["--theirs", "../etc"], "There is no time zone"),
        (["--hours", "17-9"], "end before it begins"),
        (["--hours", "whenever"], "cannot be read"),
        (["--hours", "9-25"], "is no time of day"),
        (["--from", "2026-02-30"], '"2026-02-30" is no day. Write it like 2026-11-23.'),
        (["--from", "1066-10-14"], "between 1970 and 2100"),
        (["--holidays-ours", "XX"], 'No public holidays are known for "XX"'),
        (["--days", "0"], "--days is a number from 1 on."),
        (["--days", "400"], "within a year"),
        (["--length", "2000"], "between one minute and one day"),
        (["--count", "-1"], "--count is a number from 1 on."),
        (["--buffer", "-1"], "room around meetings"),
        (["--away-ours", "2026-11-24..2026-11-20"], "end before it begins"),
        (["--busy-ours", "2026-11-24"], "is no meeting"),
        (["--busy-theirs", "2026-11-24T11:00..2026-11-24T10:00"], "end before it begins"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(words: list[str], complaint: str) -> None:
    with pytest.raises(CommandError, match=complaint.replace("(", r"\(")):
        call_command("slots", *ASKED, *words)
