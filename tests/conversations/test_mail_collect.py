"""Reading a mailbox: from where it was left, through every trouble a server can make."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from tests import cast as casting
from tests.conversations.letters import letter

from rapport.attention.models import open_items
from rapport.conversations.mail import collect as collecting
from rapport.conversations.mail.models import Arrival, Folder, Mailbox, Message
from rapport.conversations.mail.reread import reread
from rapport.gateways.fakes import FakeMailbox
from rapport.journal import clock
from rapport.journal.sealed import seal
from rapport.portfolio.models import Channel


@pytest.fixture
def mailbox(cast: casting.Cast) -> Mailbox:
    person = casting.contact(cast.adria, "Ivana", "Perić")
    Channel.objects.create(contact=person, kind="mail", value="ivana@adria.example", folded="ivana@adria.example")
    return Mailbox.objects.create(
        member=cast.luka, address="luka@kordun.example", host="127.0.0.1", user="luka", security="none",
        secret=seal("open sesame"),
    )  # fmt: skip


@pytest.fixture
def server() -> FakeMailbox:
    return FakeMailbox()


def read(mailbox: Mailbox, server: FakeMailbox) -> Any:
    return collecting.collect(mailbox.pk, server.open)


def test_inbox_and_sent_are_read_and_the_next_turn_goes_on_from_there(mailbox: Mailbox, server: FakeMailbox) -> None:
    server.deliver(letter("One."))
    server.deliver(letter("Two.", sender="luka@kordun.example", to="ivana@adria.example"), folder="Sent")
    assert (read(mailbox, server).met, Message.objects.count()) == (2, 2)
    assert read(mailbox, server).met == 0
    server.deliver(letter("Three."))
    assert read(mailbox, server).met == 1
    mailbox.refresh_from_db()
    assert mailbox.read_at is not None
    assert sorted(Message.objects.values_list("way", flat=True)) == ["in", "in", "out"]


def test_the_same_mail_in_a_moved_place_is_a_duplicate(mailbox: Mailbox, server: FakeMailbox) -> None:
    server.make("Clients")
    [uid] = server.deliver(letter())
    read(mailbox, server)
    server.move(uid, "INBOX", "Clients")
    read(mailbox, server)
    assert list(Arrival.objects.order_by("pk").values_list("outcome", flat=True)) == ["kept", "duplicate"]


def test_a_private_folder_is_never_opened(mailbox: Mailbox, server: FakeMailbox) -> None:
    server.make("Family")
    server.deliver(letter(), folder="Family")
    Folder.objects.create(mailbox=mailbox, name="Family", private=True)
    assert read(mailbox, server).met == 0


def test_a_cut_in_the_middle_loses_nothing(mailbox: Mailbox, server: FakeMailbox) -> None:
    for number in range(6):
        server.deliver(letter(f"Number {number}."))
    server.goes_wrong("cut", at_uid=4)
    turn = read(mailbox, server)
    assert turn.trouble is not None
    assert turn.met == 3
    mailbox.refresh_from_db()
    assert mailbox.try_at > clock.now()
    assert read(mailbox, server).met == 3
    assert Message.objects.count() == 6


def test_a_server_that_is_gone_is_not_stormed_and_its_owner_is_told_in_the_end(
    cast: Any, mailbox: Mailbox, server: FakeMailbox
) -> None:
    server.goes_wrong("unreachable", times=3)
    start = clock.now()
    waits = []
    for _ in range(3):
        read(mailbox, server)
        mailbox.refresh_from_db()
        waits.append(round((mailbox.try_at - clock.now()).total_seconds() / 60))
    assert waits == [2, 4, 8]
    item = open_items(kind="mailbox").get()
    assert item.member == cast.luka
    assert "does not answer" in item.why.plain()
    assert collecting.collect_due(server.open) == 0
    server.deliver(letter())
    with time_machine.travel(start + timedelta(minutes=9), tick=False):
        assert collecting.collect_due(server.open) == 1
    mailbox.refresh_from_db()
    assert (mailbox.trouble, mailbox.failures, Message.objects.count()) == (None, 0, 1)
    assert not open_items(kind="mailbox").exists()


def test_a_wrong_password_is_said_at_once_and_never_repeated_in_words(mailbox: Mailbox, server: FakeMailbox) -> None:
    server.goes_wrong("refused_password")
    read(mailbox, server)
    mailbox.refresh_from_db()
    said = open_items(kind="mailbox").get().why.plain()
    assert "does not take the user name or the password" in said
    assert "open sesame" not in f"{said}{mailbox.trouble}"


def test_one_message_that_always_breaks_the_connection_is_stepped_over(mailbox: Mailbox, server: FakeMailbox) -> None:
    server.deliver(letter("One."))
    server.deliver(letter("Poison."))
    server.deliver(letter("Three."))
    server.goes_wrong("cut", at_uid=2, times=5)
    for _ in range(6):
        read(mailbox, server)
    assert Message.objects.count() == 2
    assert Arrival.objects.get(outcome="broken").uid == 2


def test_a_folder_numbered_anew_is_read_again_and_nothing_is_stored_twice(
    mailbox: Mailbox, server: FakeMailbox
) -> None:
    server.deliver(letter("One."))
    read(mailbox, server)
    box = server.folders["INBOX"]
    box.uidvalidity += 1
    read(mailbox, server)
    assert Message.objects.count() == 1
    assert mailbox.folders.get(name="INBOX").uidvalidity == box.uidvalidity


def test_a_second_reader_leaves_a_taken_mailbox_alone(mailbox: Mailbox, server: FakeMailbox) -> None:
    Mailbox.objects.filter(pk=mailbox.pk).update(taken_at=clock.now())
    assert read(mailbox, server) is None
    Mailbox.objects.filter(pk=mailbox.pk).update(taken_at=clock.now() - timedelta(hours=1))
    assert read(mailbox, server) is not None


def test_reading_again_since_a_day_judges_what_was_skipped_anew(
    cast: Any, mailbox: Mailbox, server: FakeMailbox
) -> None:
    server.deliver(letter(sender="Ante <ante@elsewhere.example>"))
    read(mailbox, server)
    assert Arrival.objects.get().outcome == "stranger"
    person = casting.contact(cast.adria, "Ante")
    Channel.objects.create(contact=person, kind="mail", value="ante@elsewhere.example", folded="ante@elsewhere.example")
    reread(mailbox, by=cast.luka, since=date(2026, 1, 1))
    read(mailbox, server)
    assert Message.objects.get().contact == person
    assert Arrival.objects.get().outcome == "kept"
