"""Mail over HTTP: a conversation, its hostile guests, answering with and without JavaScript, whose eyes it is for."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client as Caller
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import cast as casting
from tests.conversations.letters import letter

from rapport.attention.models import open_items
from rapport.conversations.mail import receive
from rapport.conversations.mail.models import Attachment, Draft, Mailbox, Message, Template
from rapport.gateways import smtp
from rapport.gateways.door import Door, Trouble
from rapport.overview import client_line
from rapport.portfolio.models import Channel
from rapport.post.models import Account, Outgoing
from rapport.post.send import GIVE_UP_AFTER, send_waiting

Sign = Callable[[Any], Caller]
HTMX = {"HX-Request": "true"}
TUESDAY = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
SCRIPT = "<script>alert(1)</script>"
FORM = {"do": "send", "to": "Ivana Perić <ivana@adria.example>", "subject": "Re: Winter budget", "text": "It stays."}


@pytest.fixture(autouse=True)
def on_tuesday() -> Iterator[None]:
    with time_machine.travel(TUESDAY):
        yield


@pytest.fixture
def account(cast: casting.Cast) -> Account:
    return Account.objects.create(
        member=cast.luka, address="luka@kordun.example", name="Luka Perko", host="127.0.0.1", signature="Luka"
    )


@pytest.fixture
def mailbox(cast: casting.Cast, account: Account) -> Mailbox:
    person = casting.contact(cast.adria, "Ivana", "Perić", manner="mail before noon")
    Channel.objects.create(contact=person, kind="mail", value="ivana@adria.example", folded="ivana@adria.example")
    return Mailbox.objects.create(
        member=cast.luka, address="luka@kordun.example", host="127.0.0.1", user="luka", security="none", account=account
    )


def bring(mailbox: Mailbox, raw: bytes) -> Message:
    uid = Message.objects.count() + 1
    arrival = receive.receive(raw, receive.Source("INBOX", uid, mailbox=mailbox, uidvalidity=1))
    assert arrival.message is not None, arrival.reason
    return Message.objects.get(pk=arrival.message.pk)


@pytest.fixture
def asked(mailbox: Mailbox) -> Message:
    return bring(mailbox, letter("Dear Luka, can you send the split by channel?\n\nIvana"))


def at(name: str, *parts: object, query: str = "") -> str:
    return reverse(name, args=parts) + query


def text_of(response: Any) -> str:
    return str(response.content.decode())


# a conversation


def test_a_conversation_shows_the_words_with_the_question_marked(cast: Any, caller: Sign, asked: Message) -> None:
    page = text_of(caller(cast.luka).get(at("message", asked.pk), follow=True))
    assert "<mark>Dear Luka, can you send the split by channel?</mark>" in page or "<mark>" in page
    assert "Winter budget" in page
    assert f'id="message-{asked.pk}"' in page
    assert "Send reply" in page
    assert "mail before noon" in page


def test_a_conversation_asks_the_database_as_often_however_long_it_is(
    cast: Any, caller: Sign, mailbox: Mailbox, asked: Message
) -> None:
    browser, url = caller(cast.luka), at("thread", asked.thread_id)
    browser.get(url)
    with CaptureQueriesContext(
        connection,
    ) as short:
        browser.get(url)
    for number in range(6):
        bring(mailbox, letter(f"More {number}: when?", answers=asked.message_id, ago=timedelta(minutes=50 - number)))
    with CaptureQueriesContext(connection) as long:
        browser.get(url)
    assert Message.objects.filter(thread=asked.thread_id).count() == 7
    assert len(long) <= len(short) + 1


def test_mail_across_ones_clients_puts_what_waits_first(
    cast: Any, caller: Sign, mailbox: Mailbox, asked: Message
) -> None:
    bring(mailbox, letter("Thank you.", subject="Invoice 7", ago=timedelta(minutes=5)))
    page = text_of(caller(cast.luka).get(at("mail")))
    assert page.index("Winter budget") < page.index("Invoice 7")
    assert "Wait for an answer" in page
    assert "Winter budget" not in text_of(caller(cast.nina).get(at("mail")))


@pytest.mark.parametrize("name", ["message", "message_html", "message_raw", "reply"])
def test_others_do_not_learn_that_it_is_there(cast: Any, caller: Sign, asked: Message, name: str) -> None:
    assert caller(cast.nina).get(at(name, asked.pk)).status_code == 404
    assert caller(cast.fran).get(at(name, asked.pk)).status_code == 403
    assert caller(cast.marta).get(at(name, asked.pk)).status_code in (200, 303)


def test_a_message_of_another_client_in_the_same_thread_is_not_shown(cast: Any, caller: Sign, asked: Message) -> None:
    Message.objects.create(
        once="x" * 64, thread=asked.thread, client=cast.polyot, state="kept", way="in", at=TUESDAY, new_words="Secret"
    )
    assert "Secret" not in text_of(caller(cast.luka).get(at("thread", asked.thread_id)))


# hostile guests


def hostile() -> bytes:
    message = EmailMessage()
    message["From"] = f'"{SCRIPT}" <ivana@adria.example>'
    message["To"] = f'"{SCRIPT}" <luka@kordun.example>'
    message["Subject"] = f"Offer {SCRIPT}"
    message["Date"] = "Tue, 17 Nov 2026 08:00:00 +0000"
    message["Message-ID"] = "<hostile@adria.example>"
    message.set_content(f"Can you look? {SCRIPT}\n> quoted {SCRIPT}\n")
    message.add_alternative(f"<p>Hi {SCRIPT}<img src=x onerror=alert(1)><svg onload=alert(1)></p>", subtype="html")
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    message.add_attachment(drawing, maintype="image", subtype="svg+xml", filename=f"{SCRIPT}.svg")
    message.add_attachment(b"<script>alert(1)</script>", maintype="text", subtype="html", filename="page.html")
    return message.as_bytes()


def test_no_script_lives_on_any_page_of_a_hostile_mail(cast: Any, caller: Sign, mailbox: Mailbox) -> None:
    message, browser = bring(mailbox, hostile()), caller(cast.luka)
    browser.post(at("reply", message.pk), {**FORM, "do": "save", "subject": SCRIPT, "text": SCRIPT, "to": SCRIPT})
    client_line.refresh([cast.adria.pk])
    pages = [
        at("thread", message.thread_id), at("mail"), at("reply", message.pk), at("message_html", message.pk),
        at("message_html", message.pk, query="?images=1"), at("client", cast.adria.pk), at("today"),
    ]  # fmt: skip
    for url in pages:
        response = browser.get(url)
        assert response.status_code == 200, url
        live = re.sub(r'<script [^>]*src="/static/[^>]*></script>', "", text_of(response))
        assert not re.search(r"<script|<svg[^>]*onload|onerror", live.replace("&lt;", "")), url
        assert "alert(1)" not in re.sub(r"&lt;script&gt;alert\(1\)&lt;/script&gt;", "", live), url


def test_the_original_stands_in_a_closed_frame(cast: Any, caller: Sign, mailbox: Mailbox) -> None:
    message, browser = bring(mailbox, hostile()), caller(cast.luka)
    page = text_of(browser.get(at("thread", message.thread_id)))
    frame = re.search(r"<iframe[^>]*>", page)
    assert frame is not None
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in frame[0]
    answer = browser.get(at("message_html", message.pk))
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; img-src data:; ")
    assert "sandbox allow-popups" in policy
    assert "script" not in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "https:" in browser.get(at("message_html", message.pk, query="?images=1"))["Content-Security-Policy"]
    assert browser.get(at("thread", message.thread_id))["Content-Security-Policy"].count("frame-src 'self'") == 1


def test_files_are_downloads_and_never_pages(cast: Any, caller: Sign, mailbox: Mailbox) -> None:
    message, browser = bring(mailbox, hostile()), caller(cast.luka)
    for attached in Attachment.objects.filter(message=message):
        answer = browser.get(at("mail_attachment", attached.pk))
        assert answer.status_code == 200, [attached, attached.document.digest, attached.message.state]
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert caller(cast.nina).get(at("mail_attachment", attached.pk)).status_code == 404
    raw = browser.get(at("message_raw", message.pk))
    assert raw["Content-Disposition"] == f'attachment; filename="mail-{message.pk}.eml"'
    assert b"hostile@adria.example" in raw.content


# answering


def test_an_answer_is_sent_without_javascript_and_taken_back(cast: Any, caller: Sign, asked: Message) -> None:
    browser = caller(cast.luka)
    page = text_of(browser.post(at("reply", asked.pk), FORM, follow=True))
    sent = Message.objects.get(way="out")
    assert "Sent to Adria Dental. It goes in ten seconds." in page
    assert at("mail_return", sent.pk) in page
    assert "Goes in a few seconds" in page
    assert not open_items(cause=f"mail:{asked.pk}").exists()
    back = text_of(browser.post(at("mail_return", sent.pk), follow=True))
    assert "It stays." in back
    assert not Message.objects.filter(way="out").exists()
    assert open_items(cause=f"mail:{asked.pk}").exists()


def test_what_has_gone_is_not_taken_back(cast: Any, caller: Sign, asked: Message) -> None:
    browser = caller(cast.luka)
    browser.post(at("reply", asked.pk), FORM)
    sent = Message.objects.get(way="out")
    Outgoing.objects.update(taken_at=TUESDAY, sent_at=TUESDAY)
    assert "It has gone out already." in text_of(browser.post(at("mail_return", sent.pk), follow=True))
    assert Message.objects.filter(pk=sent.pk).exists()


def test_what_is_typed_is_saved_and_its_promise_offered(cast: Any, caller: Sign, asked: Message) -> None:
    typed = {**FORM, "do": "save", "text": "I will send you the split by channel tomorrow.", "version": "0"}
    trigger = {**HTMX, "HX-Trigger": f"text-m{asked.pk}"}
    answer = text_of(caller(cast.luka).post(at("reply", asked.pk), typed, headers=trigger))
    assert "Saved " in answer
    assert 'name="keep"' in answer
    assert "checked" in answer
    assert 'hx-swap-oob="true"' in answer
    assert "<textarea" not in answer
    assert Draft.objects.get().text == typed["text"]


def test_the_second_window_sees_both_texts(cast: Any, caller: Sign, asked: Message) -> None:
    browser = caller(cast.luka)
    browser.post(at("reply", asked.pk), {**FORM, "do": "save", "text": "From the first window.", "version": "0"})
    answer = browser.post(
        at("reply", asked.pk), {**FORM, "do": "save", "text": "From the second.", "version": "0"}, headers=HTMX
    )
    assert answer.status_code == 409
    assert "From the first window." in text_of(answer)
    assert "From the second." in text_of(answer)
    assert answer["HX-Retarget"] == f"#composer-m{asked.pk}"


@pytest.mark.parametrize(
    "change, said",
    [
        ({"to": "iva"}, "“iva” is no mail address."),
        ({"text": ""}, "Write a word before you send it."),
        ({"when": "set", "send_at": "2026-11-01T10:00"}, "That time has passed."),
        ({"when": "set", "send_at": "soon"}, "That is no moment of the calendar."),
    ],
)
def test_what_is_refused_comes_back_with_everything_typed(
    cast: Any, caller: Sign, asked: Message, change: dict[str, str], said: str
) -> None:
    answer = caller(cast.luka).post(at("reply", asked.pk), {**FORM, "cc": "ante@adria.example", **change})
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "ante@adria.example" in text_of(answer)
    assert not Outgoing.objects.exists()


def test_files_go_along_and_can_be_taken_out(cast: Any, caller: Sign, asked: Message) -> None:
    browser = caller(cast.luka)
    file = SimpleUploadedFile("plan.pdf", b"%PDF", "application/pdf")
    page = text_of(browser.post(at("reply", asked.pk), {**FORM, "do": "save", "files": file}, follow=True))
    assert "plan.pdf" in page
    draft = Draft.objects.get()
    drop = {**FORM, "do": f"drop-{draft.files.get().pk}", "version": draft.version}
    browser.post(at("reply", asked.pk), drop)
    assert not draft.files.exists()


def test_later_is_said_by_both_clocks(cast: Any, caller: Sign, asked: Message) -> None:
    cast.adria.zone = "America/New_York"
    cast.adria.save()
    page = text_of(caller(cast.luka).post(at("reply", asked.pk), {**FORM, "when": "their-hours"}, follow=True))
    assert "Goes Tue 17 Nov, 15:00, Tue 17 Nov, 09:00 their time" in page


def test_whoever_has_no_account_is_told_how_to_get_one(cast: Any, caller: Sign, asked: Message) -> None:
    browser = caller(cast.marta)
    assert "mailto:ivana@adria.example" in text_of(browser.get(at("reply", asked.pk)))
    answer = browser.post(at("reply", asked.pk), FORM)
    assert answer.status_code == 422
    assert "no mail account" in text_of(answer)
    assert Draft.objects.get(member=cast.marta).text == "It stays."


def test_an_answer_in_the_story_comes_back_in_its_line(cast: Any, caller: Sign, asked: Message) -> None:
    browser = caller(cast.luka)
    story = text_of(browser.get(at("client", cast.adria.pk)))
    assert "asks 1 question" in story
    assert at("reply", asked.pk) in story
    piece = text_of(browser.get(at("reply", asked.pk, query="?place=line"), headers=HTMX))
    assert piece.lstrip().startswith("<section")
    answer = text_of(browser.post(at("reply", asked.pk, query="?place=line"), FORM, headers=HTMX))
    assert "Sent to Adria Dental." in answer
    assert 'hx-swap-oob="beforeend"' in answer


def test_an_urgent_mail_is_answered_in_its_row_of_today(cast: Any, caller: Sign, mailbox: Mailbox) -> None:
    message = bring(mailbox, letter("URGENT! The site is down, please call me as soon as possible!"))
    client_line.refresh([cast.adria.pk])
    browser, key = caller(cast.luka), f"client-{cast.adria.pk}"
    page = text_of(browser.get(at("today", query=f"?open={key}")))
    assert f'id="composer-m{message.pk}"' in page
    url = re.search(r'hx-post="(/mail/messages/[^"]+place=today[^"]*)"', page)
    assert url is not None
    answer = browser.post(url[1].replace("&amp;", "&"), FORM, headers=HTMX)
    assert answer["HX-Retarget"] == f"#{key}"
    assert "Sent to Adria Dental." in text_of(answer)
    assert not open_items(kind="mail_urgent").exists()


def test_what_needs_no_answer_waits_no_longer(cast: Any, caller: Sign, asked: Message) -> None:
    caller(cast.luka).post(at("message_answered", asked.pk))
    asked.refresh_from_db()
    assert asked.answered_at is not None
    assert not open_items(cause=f"mail:{asked.pk}").exists()


def test_a_new_mail_begins_with_the_persons_address(cast: Any, caller: Sign, mailbox: Mailbox) -> None:
    browser = caller(cast.luka)
    assert "Ivana Perić &lt;ivana@adria.example&gt;" in text_of(browser.get(at("mail_new", cast.adria.pk)))
    browser.post(at("mail_new", cast.adria.pk), {**FORM, "subject": "Plan"})
    assert Outgoing.objects.get().subject == "Plan"


# templates


def test_a_template_is_put_below_what_was_typed_and_nothing_is_sent(cast: Any, caller: Sign, asked: Message) -> None:
    template = Template.objects.create(member=cast.luka, name="Thanks", text="Thank you, {first_name}.")
    form = [("do", "send"), ("do", f"template-{template.pk}"), ("to", FORM["to"]), ("text", "Hello."), ("subject", "x")]
    body = "&".join(f"{name}={value}" for name, value in form)
    answer = caller(cast.luka).post(
        at("reply", asked.pk), body, content_type="application/x-www-form-urlencoded", headers=HTMX
    )
    assert "Hello.\n\nThank you, Ivana." in text_of(answer)
    assert not Outgoing.objects.exists()


def test_an_unknown_field_is_named_and_everybodys_are_a_heads(cast: Any, caller: Sign, account: Account) -> None:
    browser = caller(cast.luka)
    wrong = {"name": "Thanks", "text": "Dear {firstname}", "language": "en"}
    assert "There is no field {firstname}." in text_of(browser.post(at("mail_templates"), wrong))
    browser.post(at("mail_templates"), {**wrong, "text": "Dear {first_name}", "everybody": "on"})
    assert Template.objects.get().member == cast.luka
    shared = Template.objects.create(member=None, name="House", text="Hello")
    assert browser.get(at("mail_template", shared.pk)).status_code == 404
    assert caller(cast.marta).get(at("mail_template", shared.pk)).status_code == 200


def test_a_signature_is_its_owners(cast: Any, caller: Sign, account: Account) -> None:
    caller(cast.luka).post(at("mail_signature", account.pk), {"signature": "Luka Perko\r\nKordun"})
    account.refresh_from_db()
    assert account.signature == "Luka Perko\nKordun"
    assert caller(cast.ana).post(at("mail_signature", account.pk), {"signature": "x"}).status_code == 404


def test_why_a_letter_waits_is_said_in_the_readers_language(
    cast: Any, caller: Sign, asked: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere(door: Door, raw: bytes, **more: Any) -> None:
        raise Trouble("no_such_host", door, "Name or service not known")

    monkeypatch.setattr(smtp, "send", nowhere)
    cast.luka.language = "hr"
    cast.luka.save()
    browser = caller(cast.luka)
    browser.post(at("reply", asked.pk), FORM)
    for minute in (1, 900):
        with time_machine.travel(TUESDAY + timedelta(minutes=minute)):
            assert send_waiting() == 0
            page = text_of(browser.get(at("thread", asked.thread_id)))
            assert "Ime 127.0.0.1 ne vodi nikamo." in page
            assert "Name or service" not in page
            Outgoing.objects.update(attempts=GIVE_UP_AFTER - 1)
