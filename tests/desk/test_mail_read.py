"""`rapport mail read`: one JSON array, readable text, refusals in words, and no database."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from rapport.config import first_use

MAIL = b"""From: Ana Horvat <Ana@adria.example>
To: luka@kordun.example
Cc: Sime <sime@kordun.example>
Date: Tue, 5 May 2026 10:15:00 +0200
Subject: Re: Reels
Message-ID: <1@adria.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b

Could we have six instead of four, please?

--
Adria Dental

On 5 May 2026 at 10:00, Luka <luka@kordun.example> wrote:
> Four reels a month.
--b
Content-Type: application/pdf; name=plan.pdf

%PDF-1.7
--b--
"""


def run(*words: str) -> str:
    out = StringIO()
    call_command("mail", "read", *words, stdout=out)
    return out.getvalue()


def told(*words: str) -> list[dict[str, Any]]:
    read = json.loads(run(*words, "--json"))
    assert isinstance(read, list)
    return read


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    path = tmp_path / "offer.eml"
    path.write_bytes(MAIL)
    return path


def test_a_message_is_one_object_with_all_it_says(mail: Path) -> None:
    assert told(str(mail)) == [
        {
            "path": str(mail),
            "number": 1,
            "message_id": "1@adria.example",
            "subject": "Re: Reels",
            "sender": "ana@adria.example",
            "recipients": ["luka@kordun.example", "sime@kordun.example"],
            "people": [
                {"name": "Ana Horvat", "mail": "ana@adria.example", "as": "from"},
                {"name": "", "mail": "luka@kordun.example", "as": "to"},
                {"name": "Sime", "mail": "sime@kordun.example", "as": "cc"},
            ],
            "date": "2026-05-05T08:15:00+00:00",
            "new_words": "Could we have six instead of four, please?",
            "quoted": "On 5 May 2026 at 10:00, Luka <luka@kordun.example> wrote:\n> Four reels a month.",
            "signature": "--\nAdria Dental",
            "attachments": [{"name": "plan.pdf", "type": "application/pdf", "size": 8}],
            "language": "en",
            "is_automatic": False,
            "is_bounce": False,
            "is_list": False,
            "refusal": None,
        }
    ]


def test_every_message_of_an_mbox_and_every_file_of_a_folder_is_printed(tmp_path: Path, mail: Path) -> None:
    envelope = b"From a@x Tue May  5 10:15:00 2026\n"
    (tmp_path / "all.mbox").write_bytes(envelope + MAIL + b"\n" + envelope + b"Subject: 2\n\nHi\n")
    (tmp_path / "raw.txt").write_bytes(b"Subject: 3\n\nHi\n")
    assert [(row["number"], row["subject"]) for row in told(str(tmp_path))] == [
        (1, "Re: Reels"),
        (2, "2"),
        (1, "Re: Reels"),
        (1, "3"),
    ]


def test_what_is_no_message_is_refused_in_its_place(tmp_path: Path, mail: Path) -> None:
    picture = tmp_path / "logo.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    refused, read = told(str(picture), str(mail))
    assert refused["refusal"] == {"code": "not_a_message", "reason": "This is not a mail message."}
    assert set(refused) == set(read)
    assert "Not read: This is not a mail message." in run(str(picture))


def test_a_missing_file_is_refused_and_the_others_are_printed(mail: Path, tmp_path: Path) -> None:
    out = StringIO()
    with pytest.raises(CommandError, match="There is no file"):
        call_command("mail", "read", str(tmp_path / "gone.eml"), str(mail), "--json", stdout=out)
    assert [row["subject"] for row in json.loads(out.getvalue())] == ["Re: Reels"]


def test_nothing_to_print_is_an_empty_array(tmp_path: Path) -> None:
    (tmp_path / "empty.mbox").write_bytes(b"")
    assert told(str(tmp_path / "empty.mbox")) == []


def test_the_text_says_who_what_and_where_it_ends(mail: Path) -> None:
    text = run(str(mail))
    assert "From: Ana Horvat <ana@adria.example>" in text
    assert "Attached: plan.pdf (application/pdf, 8 bytes)" in text
    assert text.index("six instead") < text.index("-- signature --") < text.index("-- quoted --")


@pytest.mark.parametrize("words", [("mail", "read", "a.eml"), ("calendar", "read", "a.ics"), ("slots",)])
def test_reading_words_leave_the_database_alone(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.db.migrations.executor.MigrationExecutor.__init__", lambda *_: pytest.fail("touched"))
    first_use.prepare(*words)
