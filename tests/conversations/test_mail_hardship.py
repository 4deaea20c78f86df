"""Mail that is made to hurt: each becomes a row with its reason, the next one is read, and no letter answers any."""

from __future__ import annotations

import io
import os
import socket
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from tests import cast as casting
from tests.conversations.letters import letter
from tests.gateways import dovecot

from rapport.attention.models import open_items
from rapport.conversations.mail import collect as collecting
from rapport.conversations.mail import receive as receiving
from rapport.conversations.mail.models import Arrival, Mailbox, Message
from rapport.conversations.mail.receive import Source
from rapport.conversations.models import Touchpoint
from rapport.journal import clock
from rapport.journal.follow import catch_up
from rapport.journal.sealed import seal
from rapport.portfolio.models import Channel
from rapport.post.models import Outgoing

HEAD = b"From: ivana@adria.example\nTo: luka@kordun.example\nMessage-ID: <%s@adria.example>\nSubject: Hard\n"


@pytest.fixture
def mailbox(cast: casting.Cast) -> Mailbox:
    person = casting.contact(cast.adria, "Ivana", "Perić")
    Channel.objects.create(contact=person, kind="mail", value="ivana@adria.example", folded="ivana@adria.example")
    return Mailbox.objects.create(
        member=cast.luka, address="luka@kordun.example", host="127.0.0.1", user="luka", security="none"
    )


@pytest.fixture
def arrive(mailbox: Mailbox) -> Any:
    uids = iter(range(1, 10_000))
    return lambda raw: receiving.receive(raw, Source("INBOX", next(uids), mailbox=mailbox, uidvalidity=1))


def many_parts() -> bytes:
    return HEAD % b"parts" + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nOne.\n" * 50_000 + b"--b--\n"


def long_header() -> bytes:
    return HEAD % b"header" + b"X-Long: " + b"a" * 10_000_000 + b"\n\nHello.\n"


def many_fields() -> bytes:
    return HEAD % b"fields" + b"X-Many: a\n" * 1_000_000 + b"\nHello.\n"


def nested() -> bytes:
    opened = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(100))
    return HEAD % b"nested" + opened + b"\nHello.\n"


def within_one_another() -> bytes:
    return HEAD % b"within" + b"Content-Type: message/rfc822\n\n" * 100 + b"\nHello.\n"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (many_parts, "The message has more than 1000 parts."),
        (long_header, "The header of the message is larger than 1024 kilobytes."),
        (many_fields, "The header of the message is larger than 1024 kilobytes."),
        (nested, "The parts of the message lie in each other more than 30 levels deep."),
    ],
)
def test_what_is_over_a_limit_is_set_aside_with_its_reason_and_the_next_one_is_read(
    arrive: Any, raw: Any, said: str
) -> None:
    arrival = arrive(raw())
    assert arrival.outcome in ("broken", "too_large")
    assert from_reason(arrival) == said
    assert arrive(letter()).outcome == "kept"
    assert Message.objects.count() == 1


def test_mails_within_one_another_are_kept_as_a_file(arrive: Any) -> None:
    assert arrive(within_one_another()).outcome == "kept"
    assert Message.objects.get().attachments.count() == 1


@pytest.mark.parametrize("charset", ["x-unknown-9", "utf-8; drop", "idna", "base64", "zip", "unicode_escape", "\0", ""])
def test_words_in_an_unknown_charset_are_kept_and_can_be_read(arrive: Any, charset: str) -> None:
    head = HEAD % b"charset" + f'Content-Type: text/plain; charset="{charset}"\n\n'.encode()
    assert arrive(head + "Čekamo vaš odgovor do petka.".encode()).outcome == "kept"
    assert Message.objects.get().new_words == "Čekamo vaš odgovor do petka."


def test_a_bomb_is_kept_as_it_came_and_never_unpacked(arrive: Any, monkeypatch: Any) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        for number in range(4):
            bomb.writestr(f"{number}.txt", b"\0" * 20_000_000)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    raw = _with_file(packed.getvalue(), "application/zip", "bomb.zip")
    assert arrive(raw).outcome == "kept"
    file = Message.objects.get().attachments.get().document
    assert (file.name, file.size) == ("bomb.zip", len(packed.getvalue()))


def test_a_winmail_is_kept_as_a_file_with_the_words_beside_it(arrive: Any) -> None:
    raw = _with_file(b"\x78\x9f\x3e\x22" + b"\0" * 400, "application/ms-tnef", "winmail.dat")
    assert arrive(raw).outcome == "kept"
    message = Message.objects.get()
    assert message.new_words == "See the file."
    assert [str(one) for one in message.attachments.all()] == ["winmail.dat"]


# loops

AUTOMATIC: dict[str, dict[str, str]] = {
    "away": {"Auto_Submitted": "auto-replied", "subject": "Automatic reply: Winter budget"},
    "bounce": {"sender": "Mail <mailer-daemon@adria.example>", "Return_Path": "<>", "subject": "Undeliverable: Winter"},
    "list": {"List_Id": "<news.adria.example>", "List_Unsubscribe": "<mailto:off@adria.example>"},
    "machine": {"Auto_Submitted": "auto-generated", "Precedence": "bulk"},
}


@pytest.mark.parametrize("kind", AUTOMATIC)
def test_what_a_machine_writes_makes_no_letter_go_out_and_no_one_wait(mailbox: Mailbox, arrive: Any, kind: str) -> None:
    ask = "URGENT: the site is down! Can you call me today? I will send you the photos tomorrow."
    for number in range(3):  # it answers itself, again and again
        arrive(letter(ask, message_id=f"{number}@adria.example", answers=f"{number - 1}@adria.example",
                      cc="ivana@adria.example", **AUTOMATIC[kind]))  # fmt: skip
    catch_up()
    assert not Outgoing.objects.exists()
    assert not open_items(kind__in=("unanswered", "mail_urgent", "proposed", "first_call")).exists()
    assert not Touchpoint.objects.filter(counts=True).exists()


def test_our_own_letter_coming_back_is_told_apart_and_answered_by_nobody(cast: Any, arrive: Any) -> None:
    ours = {"sender": "luka@kordun.example", "to": "ivana@adria.example", "message_id": "ours@kordun.example"}
    assert arrive(letter("Here is the split.", **ours)).outcome == "kept"
    again = arrive(letter("Here is the split.", Received="by list.adria.example", **ours))
    assert again.outcome == "duplicate"
    forwarded = letter("Here is the split.", **{**ours, "to": "luka@kordun.example"})
    assert arrive(forwarded.replace(b"ours@kordun", b"more@kordun")).outcome == "colleagues"
    catch_up()
    assert not Outgoing.objects.exists()
    assert Message.objects.count() == 1


def from_reason(arrival: Arrival) -> str:
    from rapport.reckon.verdict import from_data

    return str(from_data(arrival.reason).plain())


def _with_file(content: bytes, kind: str, name: str) -> bytes:
    from email import message_from_bytes, policy
    from email.message import EmailMessage

    message = message_from_bytes(letter("See the file."), _class=EmailMessage, policy=policy.default)
    main, _, sub = kind.partition("/")
    message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


# a server that goes away


@pytest.fixture
def server() -> Iterator[dovecot.Dovecot]:
    if dovecot.BINARY is None:
        if os.environ.get("CI", "") not in ("", "0", "false"):
            pytest.fail(dovecot.MISSING)
        pytest.skip(dovecot.MISSING)
    with dovecot.serving() as running:
        yield running


def test_a_server_that_was_gone_for_minutes_is_said_not_stormed_and_caught_up_with(
    mailbox: Mailbox, server: dovecot.Dovecot, monkeypatch: Any
) -> None:
    door = server.door()
    Mailbox.objects.filter(pk=mailbox.pk).update(port=server.plain, user=door.user, secret=seal(dovecot.PASSWORD))
    server.deliver(door, letter("One."), letter("Two."))
    visits = _counted(monkeypatch)
    assert collecting.collect_due() == 1
    assert Message.objects.count() == 2
    server.stop()
    start = clock.now()
    for minute in range(1, 8):
        with time_machine.travel(start + timedelta(minutes=minute), tick=False):
            collecting.collect_due()
    assert len(visits) == 1 + 3  # at once, after two minutes and after four more
    mailbox.refresh_from_db()
    assert mailbox.trouble["kind"] == "unreachable"
    assert "does not answer" in open_items(kind="mailbox").get().why.plain()
    server.start()
    server.deliver(door, letter("Three."), letter("Four."))
    with time_machine.travel(start + timedelta(minutes=30), tick=False):
        assert collecting.collect_due() == 1
    mailbox.refresh_from_db()
    assert (mailbox.trouble, mailbox.failures, Message.objects.count()) == (None, 0, 4)
    assert not open_items(kind="mailbox").exists()


def _counted(monkeypatch: Any) -> list[int]:
    from rapport.gateways import door as doors

    visits: list[int] = []
    first = doors._first_that_answers

    def counts(door: Any, addresses: Any) -> socket.socket:
        visits.append(door.port)
        return first(door, addresses)

    monkeypatch.setattr(doors, "_first_that_answers", counts)
    return visits
