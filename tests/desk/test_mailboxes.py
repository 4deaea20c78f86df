"""Mailboxes as their owner sees them, and the sorting tray."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import cast as casting
from tests.conversations.letters import letter

from rapport.conversations.mail import receive as receiving
from rapport.conversations.mail.models import Dropped, Mailbox, Message
from rapport.conversations.mail.receive import Source
from rapport.journal import clock
from rapport.portfolio.models import Channel


@pytest.fixture
def ivana(cast: Any) -> Any:
    person = casting.contact(cast.adria, "Ivana", "Perić")
    Channel.objects.create(contact=person, kind="mail", value="ivana@adria.example", folded="ivana@adria.example")
    return person


@pytest.fixture
def mailbox(cast: Any) -> Mailbox:
    return Mailbox.objects.create(
        member=cast.luka, address="luka@kordun.example", host="127.0.0.1", port=9, user="luka", security="none",
        secret="open sesame",
    )  # fmt: skip


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


SENT = {
    "address": "Luka@kordun.example", "user": "", "key": "password", "secret": "open sesame", "host": "127.0.0.1",
    "port": "9", "security": "none", "out_host": "127.0.0.1", "out_port": "9", "out_security": "none",
    "signature": "Luka",
}  # fmt: skip


def test_a_mailbox_is_added_tried_at_once_and_never_shows_its_password(cast: Any, caller: Any) -> None:
    browser = caller(cast.luka)
    assert 'value="imap.kordun.example"' in words(browser.get("/mailboxes/new/"))
    answer = browser.post("/mailboxes/new/", SENT, follow=True)
    mailbox = Mailbox.objects.get()
    assert (mailbox.address, mailbox.secret.reveal()) == ("luka@kordun.example", "open sesame")
    assert "127.0.0.1 does not answer. We try again by ourselves." in words(answer)
    for page in (answer, browser.get(f"/mailboxes/{mailbox.pk}/change/"), browser.get("/mailboxes/")):
        assert "open sesame" not in words(page)
    assert browser.post("/mailboxes/new/", SENT).status_code == 422


def test_changing_without_a_password_keeps_it_and_giving_up_forgets_it(
    cast: Any, caller: Any, mailbox: Mailbox
) -> None:
    browser = caller(cast.luka)
    browser.post(f"/mailboxes/{mailbox.pk}/change/", {**SENT, "secret": "", "host": "localhost"})
    mailbox.refresh_from_db()
    assert (mailbox.host, mailbox.secret.reveal()) == ("localhost", "open sesame")
    browser.post(f"/mailboxes/{mailbox.pk}/end/")
    mailbox.refresh_from_db()
    assert (mailbox.active, bool(mailbox.secret)) == (False, False)


def test_the_status_page_says_what_became_of_each_message_and_links_to_it(
    cast: Any, caller: Any, mailbox: Mailbox, ivana: Any
) -> None:
    for uid, raw in enumerate([letter(), letter(sender="Shop <a@shop.example>", subject="Sale")], start=1):
        receiving.receive(raw, Source("INBOX", uid, mailbox=mailbox, uidvalidity=1))
    browser = caller(cast.luka)
    page = words(browser.get(f"/mailboxes/{mailbox.pk}/"))
    assert f'href="/mail/messages/{Message.objects.get().pk}/"' in page or "Winter budget" in page
    assert "Nobody in the address book goes with a@shop.example." in page
    assert "Winter budget" not in words(browser.get(f"/mailboxes/{mailbox.pk}/?outcome=stranger"))
    assert browser.get(f"/mailboxes/{mailbox.pk}/?outcome=<script>&page=nonsense").status_code == 200


def test_reading_again_needs_a_day_that_was(cast: Any, caller: Any, mailbox: Mailbox) -> None:
    browser = caller(cast.luka)
    for day in ("", "1890-01-01", "9999-12-31", "nonsense", (clock.today() + timedelta(days=1)).isoformat()):
        answer = browser.post(f"/mailboxes/{mailbox.pk}/reread/", {"since": day}, follow=True)
        assert "Choose a day" in words(answer)
    browser.post(f"/mailboxes/{mailbox.pk}/reread/", {"since": "2026-01-01"})
    mailbox.refresh_from_db()
    assert mailbox.reads_since.isoformat() == "2026-01-01"


def test_a_dropped_mbox_is_read_message_by_message_and_twice_changes_nothing(
    cast: Any, caller: Any, ivana: Any
) -> None:
    box = b"".join(b"From x Thu Jan  1 00:00:00 2026\n" + letter(f"Number {n}.") + b"\n\n" for n in range(3))
    browser = caller(cast.luka)
    for _ in range(2):
        file = SimpleUploadedFile("old.mbox", box, content_type="application/mbox")
        page = words(browser.post("/mailboxes/files/", {"file": file}, follow=True))
    assert Message.objects.count() == 3
    assert "Had been read already" in page
    assert Dropped.objects.filter(finished_at=None).count() == 0


@pytest.mark.parametrize("name, content", [("clients.csv", b"Name;City\n"), ("", b"x"), ("a.pdf", b"%PDF-1.7")])
def test_what_is_no_mail_is_refused_in_words(cast: Any, caller: Any, name: str, content: bytes) -> None:
    file = BytesIO(content)
    file.name = name
    page = words(caller(cast.luka).post("/mailboxes/files/", {"file": file} if name else {}, follow=True))
    assert "is neither mail nor a chat" in page or "Choose a file" in page


def test_the_tray_settles_with_one_click_and_is_its_owners_alone(
    cast: Any, caller: Any, mailbox: Mailbox, ivana: Any
) -> None:
    raw = letter(sender="Ante Radić <ante@gmail.com>", cc="ivana@adria.example", subject="<script>alert(1)</script>")
    receiving.receive(raw, Source("INBOX", 1, mailbox=mailbox, uidvalidity=1))
    message = Message.objects.get()
    assert "Ante" not in words(caller(cast.marta).get("/tray/"))
    browser = caller(cast.luka)
    page = words(browser.get("/tray/"))
    assert "It is Adria Dental" in page
    assert "&lt;script&gt;" in page
    assert caller(cast.marta).post(f"/tray/{message.pk}/client/", {"client": cast.adria.pk}).status_code == 404
    assert browser.post(f"/tray/{message.pk}/client/", {"client": cast.polyot.pk}).status_code == 404
    assert "Choose the client" in words(browser.post(f"/tray/{message.pk}/client/", {"client": "x"}, follow=True))
    page = words(browser.post(f"/tray/{message.pk}/client/", {"client": cast.adria.pk}, follow=True))
    assert "Nothing waits to be sorted" in page
    message.refresh_from_db()
    assert (message.state, message.client, message.contact.name) == ("kept", cast.adria, "Ante Radić")


def test_putting_aside_can_be_taken_back(cast: Any, caller: Any, mailbox: Mailbox, ivana: Any) -> None:
    raw = letter(sender="Ad <ad@gmail.com>", cc="ivana@adria.example")
    receiving.receive(raw, Source("INBOX", 1, mailbox=mailbox, uidvalidity=1))
    message, browser = Message.objects.get(), caller(cast.luka)
    browser.post(f"/tray/{message.pk}/aside/", {"for_good": "1"})
    assert "Nothing waits" in words(browser.get("/tray/"))
    browser.post(f"/tray/{message.pk}/back/")
    assert "ad@gmail.com" in words(browser.get("/tray/"))
