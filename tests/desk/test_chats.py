"""Files of chats and calls on the screen: dropped in either box, asked about, reported, taken back."""

from __future__ import annotations

import io
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import cast as casting
from tests.conversations.letters import letter

from rapport.conversations.chats.models import ChatFile, FileChat
from rapport.conversations.mail.models import Dropped
from rapport.conversations.models import Touchpoint
from rapport.intake.models import Import

DATA = Path(__file__).parents[1] / "data" / "chats"
IPHONE = DATA / "whatsapp" / "WhatsApp Chat - Ivana Perić.txt"


def words(answer: Any) -> str:
    return unescape(answer.content.decode())


def drop(browser: Any, content: Path | bytes, name: str = "", at: str = "/mailboxes/files/") -> Any:
    raw = content.read_bytes() if isinstance(content, Path) else content
    file = SimpleUploadedFile(name or getattr(content, "name", ""), raw)
    return browser.post(at, {"file": file}, follow=True)


@pytest.fixture
def ivana(cast: casting.Cast) -> Any:
    return casting.contact(cast.adria, "Ivana", "Perić")


@pytest.mark.parametrize("box", ["/mailboxes/files/", "/imports/"])
def test_a_chat_dropped_in_either_box_leads_to_its_report(cast: Any, caller: Any, ivana: Any, box: str) -> None:
    page = words(drop(caller(cast.luka), IPHONE, at=box))
    assert "Adria Dental" in page
    assert "Missed call" in page
    assert "by the clock of Europe/Zagreb" in page
    assert Touchpoint.objects.count() == 3
    assert not Import.objects.exists()


@pytest.mark.parametrize("box", ["/mailboxes/files/", "/imports/"])
def test_mail_dropped_in_either_box_is_read_as_mail(cast: Any, caller: Any, ivana: Any, box: str) -> None:
    assert "What became of each message" in words(drop(caller(cast.luka), letter(), "hello.eml", at=box))
    assert Dropped.objects.count() == 1


def test_a_table_of_clients_is_still_an_import(cast: Any, caller: Any) -> None:
    drop(caller(cast.luka), b"Name;City\nBora;Rijeka\n", "clients.csv", at="/imports/")
    assert Import.objects.get().name == "clients.csv"
    assert not ChatFile.objects.exists()


@pytest.mark.parametrize(
    "name, content, said",
    [
        ("clients.csv", b"Name;City\nBora;Rijeka\n", "This is a table, but no list of calls"),
        ("a.pdf", b"%PDF-1.7", "This is a PDF document"),
        ("a.json", b'{"a": 1}', "no export of Telegram or Skype"),
        ("a.png", b"\x89PNG\r\n", "This is a picture"),
        ("a.zip", b"PK\x03\x04broken", "damaged or locked"),
        ("a.txt", b"Dear diary", "No chat was found"),
        ("a.txt", b" ", "The file is empty"),
    ],
)
def test_what_nobody_reads_is_refused_by_what_it_looks_like(
    cast: Any, caller: Any, name: str, content: bytes, said: str
) -> None:
    page = words(drop(caller(cast.luka), content, name))
    assert "is neither mail nor a chat" in page
    assert said in page
    assert not ChatFile.objects.exists()


def test_whose_chat_it_is_is_said_once(cast: Any, caller: Any, ivana: Any) -> None:
    raw = b"[13/04/2026, 09:00:00] Iva: When?\n[13/04/2026, 09:05:00] Luka Perko: Soon."
    browser = caller(cast.luka)
    page = words(drop(browser, raw, "WhatsApp Chat - Iva.txt"))
    assert "Whose chat is this: Iva?" in page
    assert "Ivana Perić, Adria Dental" in page
    assert "Polyot" not in page
    chat = FileChat.objects.get()
    assert "Choose whose chat" in words(browser.post(f"/chats/whose/{chat.pk}/", {"whose": "x"}, follow=True))
    assert browser.post(f"/chats/whose/{chat.pk}/", {"whose": f"c{cast.polyot.pk}"}).status_code == 404
    assert caller(cast.nina).post(f"/chats/whose/{chat.pk}/", {"whose": f"c{cast.polyot.pk}"}).status_code == 404
    page = words(browser.post(f"/chats/whose/{chat.pk}/", {"whose": f"p{ivana.pk}"}, follow=True))
    assert "is a chat with Adria Dental" in page
    assert list(Touchpoint.objects.get().people.all()) == [ivana]
    assert "Whose chat" not in words(drop(browser, raw, "WhatsApp Chat - Iva.txt"))


def test_a_private_chat_is_put_aside(cast: Any, caller: Any) -> None:
    raw = b"[13/04/2026, 09:00:00] Mama: Dinner?\n[13/04/2026, 09:05:00] Luka Perko: Yes."
    browser = caller(cast.luka)
    drop(browser, raw, "WhatsApp Chat - Mama.txt")
    page = words(browser.post(f"/chats/whose/{FileChat.objects.get().pk}/", {"aside": "1"}, follow=True))
    assert "Of these nothing was kept" in page
    assert not Touchpoint.objects.exists()
    assert "Whose chat is this" not in words(drop(browser, raw, "WhatsApp Chat - Mama.txt"))


def test_two_ways_to_read_its_dates_are_asked_with_two_buttons(cast: Any, caller: Any, ivana: Any) -> None:
    raw = "[03/04/26, 09:00:00] Ivana Perić: When?\n[03/04/26, 09:05:00] Luka Perko: Soon.".encode()
    browser = caller(cast.luka)
    assert "How are its dates read?" in words(drop(browser, raw, "WhatsApp Chat - Ivana Perić.txt"))
    pk = ChatFile.objects.get().pk
    browser.post(f"/chats/{pk}/dates/", {"order": "nonsense"})
    assert not Touchpoint.objects.exists()
    browser.post(f"/chats/{pk}/dates/", {"order": "dmy"})
    assert Touchpoint.objects.get().at.month == 4


def test_a_file_is_taken_back_from_its_page(cast: Any, caller: Any, ivana: Any) -> None:
    browser = caller(cast.luka)
    drop(browser, IPHONE)
    page = words(browser.post(f"/chats/{ChatFile.objects.get().pk}/undo/", follow=True))
    assert "3 conversations left the story." in page
    assert not Touchpoint.objects.filter(deleted_at=None).exists()
    assert "taken back" in words(browser.get("/mailboxes/"))


def test_what_a_chat_says_is_never_markup(cast: Any, caller: Any) -> None:
    evil = "<script>alert(1)</script>"
    raw = f"[13/04/2026, 09:00:00] {evil}: {evil}\n[13/04/2026, 09:05:00] Luka Perko: Soon.".encode()
    page = drop(caller(cast.luka), raw, f"WhatsApp Chat - x{evil.replace('/', '')}.txt").content.decode()
    assert "<script>alert" not in page


def test_the_report_asks_a_fixed_number_of_questions(
    cast: Any, caller: Any, ivana: Any, django_assert_max_num_queries: Any
) -> None:
    browser = caller(cast.luka)
    drop(browser, DATA / "telegram" / "all" / "result.json")
    pk = ChatFile.objects.get().pk
    with django_assert_max_num_queries(16):
        assert browser.get(f"/chats/{pk}/").status_code == 200


def test_a_chat_in_an_archive_is_read(cast: Any, caller: Any, ivana: Any) -> None:
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("_chat.txt", IPHONE.read_bytes())
        archive.writestr("00000012-PHOTO.jpg", b"\xff\xd8\xff")
    drop(caller(cast.luka), packed.getvalue(), "WhatsApp Chat - Ivana Perić.zip")
    assert Touchpoint.objects.count() == 3
