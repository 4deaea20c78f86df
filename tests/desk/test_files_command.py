"""`rapport import` of mail and chats, `rapport mail import`, `rapport mail status`: JSON values, teaching sentences."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from tests import cast as casting
from tests.conversations.letters import letter

from rapport.conversations.mail.models import Arrival, Mailbox, Message
from rapport.conversations.models import Touchpoint
from rapport.journal import clock
from rapport.portfolio.models import Channel
from rapport.reckon.verdict import as_data, because

DATA = Path(__file__).parents[1] / "data" / "chats"
IPHONE = DATA / "whatsapp" / "WhatsApp Chat - Ivana Perić.txt"
LUKA = ("--member", "luka@kordun.example")


@pytest.fixture
def ivana(cast: casting.Cast) -> Any:
    person = casting.contact(cast.adria, "Ivana", "Perić")
    Channel.objects.create(contact=person, kind="mail", value="ivana@adria.example", folded="ivana@adria.example")
    return person


def told(*words: str, as_json: bool = True) -> Any:
    out = io.StringIO()
    call_command(*words, *(["--json"] if as_json else []), stdout=out)
    return json.loads(out.getvalue()) if as_json else out.getvalue()


def test_import_reads_a_chat_as_the_members(cast: Any, ivana: Any) -> None:
    said = told("import", str(IPHONE), *LUKA)
    assert (said["reader"], said["kind"], said["order"], said["zone"]) == ("chats", "whatsapp", "dmy", "Europe/Zagreb")
    assert said["counts"] == {"kept": 3, "missed": 1}
    assert said["chats"][0]["client"] == "Adria Dental"
    assert "3 kept" not in told("import", str(IPHONE), *LUKA, as_json=False)
    assert Touchpoint.objects.count() == 3


def test_import_reads_mail_as_the_members(cast: Any, ivana: Any, tmp_path: Path) -> None:
    path = tmp_path / "hello.eml"
    path.write_bytes(letter())
    said = told("import", str(path), *LUKA)
    assert (said["reader"], said["counts"], said["messages"][0]["outcome"]) == ("mail", {"kept": 1}, "kept")
    assert Message.objects.get().given_by == cast.luka
    with pytest.raises(CommandError, match="rapport mail read"):
        told("import", str(path), "--dry-run")


def test_whoever_speaks_with_no_client_cannot_bring_chats(cast: Any) -> None:
    with pytest.raises(CommandError, match="--member"):
        told("import", str(IPHONE), "--member", "iva@kordun.example")


def test_what_only_a_person_knows_is_answered_on_the_command_line(cast: Any, tmp_path: Path) -> None:
    path = tmp_path / "_chat.txt"
    path.write_text("[03/04/26, 09:00:00] Iva: When?\n[03/04/26, 09:05:00] Lule: Soon.")
    with pytest.raises(SystemExit):
        told("import", str(path), *LUKA)
    said = told("import", str(path), *LUKA, "--answer", "dates=dmy")
    assert said["chats"][0] == {
        "title": "Iva, Lule", "state": "waits", "conversations": 1, "client": None, "likely": None,
        "people": ["Iva", "Lule"],
    }  # fmt: skip
    answers = [f"{key}={value}" for key, value in (("dates", "dmy"), ("us:Iva, Lule", "Lule"))]
    flags = [word for answer in answers for word in ("--answer", answer)]
    with pytest.raises(CommandError, match="no client of Luka"):
        told("import", str(path), *LUKA, *flags, "--answer", "whose:Iva, Lule=Polyot Travel")
    said = told("import", str(path), *LUKA, *flags, "--answer", "whose:Iva, Lule=adria dental")
    assert (said["chats"][0]["client"], said["counts"]) == ("Adria Dental", {"kept": 1})
    assert Touchpoint.objects.get().began == "theirs"


def test_mail_import_reads_a_folder_and_says_what_became_of_each(cast: Any, ivana: Any, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(letter())
    (tmp_path / "b.mbox").write_bytes(b"From x Thu Jan  1 00:00:00 2026\n" + letter(sender="Ad <ad@shop.example>"))
    (tmp_path / "notes.txt").write_text("nothing")
    said = told("mail", "import", str(tmp_path), *LUKA)
    assert [(one["file"], one["counts"]) for one in said] == [("a.eml", {"kept": 1}), ("b.mbox", {"stranger": 1})]
    assert said[1]["messages"][0]["reason"] == "Nobody in the address book goes with ad@shop.example."
    again = told("mail", "import", str(tmp_path / "a.eml"), *LUKA, as_json=False)
    assert "Had been read already" in again


@pytest.mark.parametrize("words", [("nobody@kordun.example", "is nobody here"), ("fran@kordun.example", "nobody here")])
def test_mail_import_asks_for_somebody_who_speaks_with_clients(cast: Any, tmp_path: Path, words: Any) -> None:
    with pytest.raises(CommandError, match=words[1]):
        told("mail", "import", str(tmp_path), "--member", words[0])


def test_a_path_that_is_not_there_is_said_before_anything_is_read(cast: Any, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(letter())
    with pytest.raises(CommandError, match="Nothing was read"):
        told("mail", "import", str(tmp_path / "a.eml"), str(tmp_path / "b.eml"), *LUKA)
    assert not Arrival.objects.exists()


def test_mail_status_says_how_each_mailbox_stands(cast: Any) -> None:
    now = clock.now()
    box = Mailbox.objects.create(
        member=cast.luka, address="luka@kordun.example", host="127.0.0.1", user="luka", secret="hush",
        read_at=now - timedelta(hours=2), tried_at=now, try_at=now + timedelta(minutes=5), failures=2,
        trouble={"reason": as_data(because("The server does not answer."))},
    )  # fmt: skip
    for uid, outcome in enumerate(["kept", "kept", "newsletter", "tray"]):
        Arrival.objects.create(mailbox=box, source="INBOX", uid=uid, outcome=outcome)
    [said] = told("mail", "status")
    assert said["last_error"] == "The server does not answer."
    assert (said["kept"], said["waiting"], said["skipped"], said["failures"]) == (2, 1, {"newsletter": 1}, 2)
    assert said["next_try"] == box.try_at.isoformat()
    text = told("mail", "status", as_json=False)
    assert "last error: The server does not answer." in text
    assert "2 kept, 1 waits to be sorted, 1 newsletter" in text
    assert "hush" not in text + json.dumps(said)
