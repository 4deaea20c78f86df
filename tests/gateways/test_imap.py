"""Reading a real mailbox: everything, in order, once; and a clear word for everything that goes wrong on the way."""

import os
import re
import signal
import socket
import threading
import tracemalloc
from contextlib import ExitStack, closing
from datetime import UTC, date, datetime

import pytest
from tests.gateways import scripted
from tests.gateways.dovecot import PASSWORD, VISITS, Dovecot

from rapport.gateways import imap, imap_wire
from rapport.gateways.door import Door, Trouble
from rapport.gateways.imap import Gone, Placed, StartOver


def letter(number: int, body: str = "Good morning.") -> bytes:
    head = f"Message-ID: <{number}@adria.example>\r\nFrom: vesna@adria.example\r\nSubject: {number}\r\n\r\n"
    return f"{head}{body}\r\n".encode()


def letters(count: int, size: int = 0) -> list[bytes]:
    return [letter(number, "x" * 70 + ("\r\n" + "y" * 70) * (size // 72)) for number in range(1, count + 1)]


def numbers(raws) -> list[int]:
    return [int(re.search(rb"Subject: (\d+)", raw.content)[1]) for raw in raws]


def visit(door: Door, got: list) -> Trouble | None:
    """Go on behind the last message got; the trouble that ended it."""
    try:
        with imap.open(door) as session:
            got += session.fetch("INBOX", after_uid=got[-1].uid if got else 0)
    except Trouble as trouble:
        return trouble
    return None


def kill_the_visits(dovecot: Dovecot) -> None:
    for process in dovecot.visits():
        os.kill(process, signal.SIGKILL)


def number_of(session, name: str) -> int:
    return next(folder.uidvalidity for folder in session.folders() if folder.name == name)


def test_a_mailbox_is_read_whole_and_in_order(dovecot: Dovecot) -> None:
    door, sent = dovecot.door(), letters(7)
    dovecot.deliver(door, *sent)
    with imap.open(door) as session:
        raws = list(session.fetch("INBOX"))
    assert [raw.content for raw in raws] == sent
    assert [raw.uid for raw in raws] == [1, 2, 3, 4, 5, 6, 7]
    assert raws[0].size == len(sent[0])
    assert abs((raws[0].arrived - datetime.now(UTC)).total_seconds()) < 86_400


def test_reading_marks_nothing_as_read(dovecot: Dovecot) -> None:
    door = dovecot.door()
    dovecot.deliver(door, *letters(2))
    for _ in range(2):
        with imap.open(door) as session:
            assert [raw.seen for raw in session.fetch("INBOX")] == [False, False]


def test_only_what_is_behind_the_last_one_is_read(dovecot: Dovecot) -> None:
    door = dovecot.door()
    dovecot.deliver(door, *letters(4))
    with imap.open(door) as session:
        number = number_of(session, "INBOX")
        assert numbers(session.fetch("INBOX", after_uid=2, uidvalidity=number)) == [3, 4]
        assert numbers(session.fetch("INBOX", after_uid=4, uidvalidity=number)) == []
        assert numbers(session.fetch("INBOX", after_uid=1, uidvalidity=number, limit=2)) == [2, 3]
        dovecot.deliver(door, letter(5))
        assert numbers(session.fetch("INBOX", after_uid=4, uidvalidity=number)) == [5]


def test_hundreds_of_messages_come_each_once(dovecot: Dovecot) -> None:
    door = dovecot.door()
    dovecot.deliver(door, *letters(450, size=2000))
    with imap.open(door) as session:
        assert numbers(session.fetch("INBOX")) == list(range(1, 451))


def test_a_large_mailbox_does_not_fill_the_memory(dovecot: Dovecot) -> None:
    door = dovecot.door()
    dovecot.deliver(door, *letters(600, size=60_000))
    tracemalloc.start()
    try:
        with imap.open(door) as session:
            size = sum(raw.size for raw in session.fetch("INBOX"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert size > 36_000_000
    assert peak < 24_000_000


def test_sent_is_found_and_read_too(dovecot: Dovecot) -> None:
    door = dovecot.door()
    dovecot.deliver(door, letter(1), folder="Sent")
    with imap.open(door) as session:
        names = [folder.name for folder in session.folders() if folder.special == "sent"]
        assert names == ["Sent"]
        assert numbers(session.fetch("Sent")) == [1]
        assert session.folders()[0].special == "inbox"


@pytest.mark.parametrize("name", ["Klijenti/Važno & hitno", "Клиенты", 'A "quoted" one', "back\\slash", "日本語"])
def test_a_folder_of_any_name_is_read(dovecot: Dovecot, name: str) -> None:
    door = dovecot.door()
    with imap.open(door) as session:
        session._line.create(session._named(name))
        session._line.append(session._named(name), "", None, letter(1))
        assert name in [folder.name for folder in session.folders()]
        assert numbers(session.fetch(name)) == [1]
    with imap.open(door) as another:
        assert numbers(another.fetch(name)) == [1]


def test_a_moved_message_is_found_where_it_lies_now(dovecot: Dovecot) -> None:
    door = dovecot.door()
    dovecot.deliver(door, *letters(3))
    with imap.open(door) as session:
        session._line.create("Clients")
        session._line.select("INBOX")
        session._line.uid("MOVE", "2", "Clients")
        assert numbers(session.fetch("INBOX")) == [1, 3]
        assert numbers(session.fetch("Clients")) == [2]


def test_a_folder_numbered_anew_says_start_over(dovecot: Dovecot) -> None:
    door = dovecot.door()
    with imap.open(door) as session:
        session._line.create("Clients")
        session._line.append("Clients", "", None, letter(1))
        before = number_of(session, "Clients")
        assert numbers(session.fetch("Clients", uidvalidity=before)) == [1]
        session._line.unselect()
        session._line.delete("Clients")
        session._line.create("Clients")
        session._line.append("Clients", "", None, letter(2))
        answer = session.fetch("Clients", after_uid=1, uidvalidity=before)
        assert isinstance(answer, StartOver)
        assert answer.uidvalidity == number_of(session, "Clients") != before
        assert numbers(session.fetch("Clients", uidvalidity=answer.uidvalidity)) == [2]


def test_a_renamed_folder_is_gone_and_perhaps_known_by_its_number(dovecot: Dovecot) -> None:
    with imap.open(dovecot.door()) as session:
        session._line.create("Clients")
        number = number_of(session, "Clients")
        session._line.rename("Clients", "Old")
        assert session.fetch("Clients", uidvalidity=number) == Gone("Clients", perhaps_now="Old")
        assert session.search_since("Clients", date(2026, 1, 1)) == Gone("Clients")
        assert session.fetch_these("Never", (1, 2)) == Gone("Never")


def test_a_message_that_is_too_large_comes_as_its_head(dovecot: Dovecot) -> None:
    door = dovecot.door()
    dovecot.deliver(door, letter(1), letter(2, "x" * 40_000), letter(3))
    with imap.open(door) as session:
        first, large, third = session.fetch("INBOX", max_size=20_000)
    assert (large.content, large.size > 40_000, large.broken) == (None, True, False)
    assert b"Subject: 2" in large.head
    assert b"xxx" not in large.head
    assert numbers([first, third]) == [1, 3]


def test_an_empty_message_is_a_message(dovecot: Dovecot) -> None:
    door = dovecot.door()
    dovecot.deliver(door, letter(1), b"", b"\r\n", letter(4))
    with imap.open(door) as session:
        assert [raw.uid for raw in session.fetch("INBOX")] == [1, 2, 3, 4]


def test_what_came_since_a_day_is_found_and_read_anew(dovecot: Dovecot) -> None:
    door = dovecot.door()
    with imap.open(door) as session:
        for number, day in enumerate(("05-Jan-2026", "20-Feb-2026", "01-Mar-2026"), 1):
            session._line.append("INBOX", "", f'"{day} 10:00:00 +0100"', letter(number))
        uids = session.search_since("INBOX", date(2026, 2, 21))
        assert uids == (2, 3)
        assert numbers(session.fetch_these("INBOX", (*uids, 999))) == [2, 3]
        number = number_of(session, "INBOX")
        assert session.search_since("INBOX", date(1, 1, 1), uidvalidity=number) == (1, 2, 3)
        assert isinstance(session.search_since("INBOX", date(2026, 2, 21), uidvalidity=number + 1), StartOver)


def test_another_folder_in_between_does_not_lead_a_reading_astray(dovecot: Dovecot) -> None:
    door = dovecot.door()
    dovecot.deliver(door, *letters(60))
    dovecot.deliver(door, *letters(60)[::-1], folder="Sent")
    with imap.open(door) as session:
        inbox, sent = session.fetch("INBOX"), session.fetch("Sent")
        pairs = [numbers(pair) for pair in zip(inbox, sent, strict=True)]
    assert pairs == [[number, 61 - number] for number in range(1, 61)]


@pytest.mark.parametrize("after", [900, 5_000, 30_000, 60_000, 80_000])
def test_a_line_cut_in_the_middle_loses_nothing_and_repeats_nothing(dovecot: Dovecot, after: int) -> None:
    door, got, troubles = dovecot.door(), [], []
    sent = letters(40, size=3000)
    dovecot.deliver(door, *sent)
    with scripted.breaking_after(dovecot.plain, after, after, 300) as way:
        way_in = Door("127.0.0.1", way, "none", door.user, PASSWORD)
        while not troubles or troubles[-1] is not None:
            troubles.append(visit(way_in, got))
    assert {trouble.kind for trouble in troubles[:-1]} <= {"cut", "unreachable"}
    assert all(trouble.temporary for trouble in troubles[:-1])
    assert len(troubles) > 1
    assert [raw.content for raw in got] == sent


def test_what_came_whole_before_the_cut_is_handed_on(dovecot: Dovecot) -> None:
    door, got = dovecot.door(), []
    dovecot.deliver(door, *letters(20, size=3000))
    with scripted.breaking_after(dovecot.plain, 40_000) as way:
        trouble = visit(Door("127.0.0.1", way, "none", door.user, PASSWORD), got)
    assert 5 < len(got) < 20
    assert numbers(got) == list(range(1, len(got) + 1))
    assert (trouble.kind, trouble.data) == ("cut", {"folder": "INBOX", "uid": len(got) + 1})


def test_a_server_killed_in_the_middle_is_a_cut(dovecot: Dovecot) -> None:
    door = dovecot.door()
    dovecot.deliver(door, *letters(300, size=500))
    with imap.open(door) as session:
        reading = session.fetch("INBOX")
        got = [next(reading)]
        kill_the_visits(dovecot)
        with pytest.raises(Trouble) as trouble:
            got += reading
    assert trouble.value.kind == "cut"
    assert visit(door, got) is None
    assert numbers(got) == list(range(1, 301))


def test_a_server_that_is_gone_is_unreachable_at_once() -> None:
    with closing(socket.socket()) as nobody:
        nobody.bind(("127.0.0.1", 0))
        with pytest.raises(Trouble) as trouble, imap.open(Door("127.0.0.1", nobody.getsockname()[1], "none")):
            pass
    assert (trouble.value.kind, trouble.value.temporary) == ("unreachable", True)


def test_a_server_that_says_nothing_is_unreachable_when_the_time_is_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        door = Door("127.0.0.1", silent.getsockname()[1], "none", timeout=0.3)
        with pytest.raises(Trouble) as trouble, imap.open(door):
            pass
    assert (trouble.value.kind, trouble.value.words) == ("unreachable", "no answer in time")


@pytest.mark.parametrize("host", ["no-such-host.invalid", "", "a..b", "x" * 300, "-", "host name"])
def test_a_name_that_leads_nowhere_is_said(host: str) -> None:
    with pytest.raises(Trouble) as trouble, imap.open(Door(host, 993, timeout=3)):
        pass
    assert trouble.value.kind == "no_such_host"


def test_without_encryption_only_this_machine_is_spoken_to() -> None:
    with pytest.raises(Trouble) as trouble, imap.open(Door("192.0.2.7", 143, "none", timeout=3)):
        pass
    assert trouble.value.kind == "no_encryption"
    with pytest.raises(Trouble) as trouble, imap.open(Door("192.0.2.7", 143, "none", timeout=0.2, plain_allowed=True)):
        pass
    assert trouble.value.kind == "unreachable"


@pytest.mark.parametrize("password", ["k-r-i-v-o", "", "krivo-š", 'qu"ote\\', "new\r\nline"])
def test_a_wrong_password_is_refused_and_never_repeated_in_words(dovecot: Dovecot, password: str) -> None:
    with pytest.raises(Trouble) as trouble, imap.open(dovecot.door(password=password)):
        pass
    assert (trouble.value.kind, trouble.value.temporary) == ("refused_password", False)
    if password:
        assert password not in f"{trouble.value} {trouble.value!r} {trouble.value.__dict__}"


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_we_trust_lets_us_in(trusted: Dovecot, security) -> None:
    door = trusted.door(security=security, port=trusted.tls if security == "tls" else trusted.plain)
    trusted.deliver(door, *letters(120, size=4000))
    with imap.open(door) as session:
        assert numbers(session.fetch("INBOX")) == list(range(1, 121))


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_nobody_vouches_for_is_refused_before_the_password(dovecot: Dovecot, security) -> None:
    door = dovecot.door(security=security, port=dovecot.tls if security == "tls" else dovecot.plain)
    with pytest.raises(Trouble) as trouble, imap.open(door):
        pass
    assert trouble.value.kind == "certificate"


def test_a_certificate_for_another_name_is_refused(trusted: Dovecot) -> None:
    with scripted.breaking_after(trusted.tls, host="127.0.0.2") as port:
        with pytest.raises(Trouble) as trouble, imap.open(trusted.door(host="127.0.0.2", security="tls", port=port)):
            pass
    assert (trouble.value.kind, trouble.value.temporary) == ("certificate", False)
    assert "127.0.0.2" in trouble.value.words


def test_encryption_where_none_is_spoken_is_said(dovecot: Dovecot) -> None:
    with pytest.raises(Trouble) as trouble, imap.open(dovecot.door(security="tls")):
        pass
    assert trouble.value.kind == "no_encryption"
    with scripted.listening(scripted.imap({})) as port, pytest.raises(Trouble) as trouble:
        with imap.open(Door("127.0.0.1", port, "starttls", "luka", "secret", timeout=5)):
            pass
    assert trouble.value.kind == "no_encryption"


def test_too_many_visits_at_once_is_said_as_that(dovecot: Dovecot) -> None:
    door = dovecot.door()
    with ExitStack() as visits:
        for _ in range(VISITS):
            visits.enter_context(imap.open(door))
        with pytest.raises(Trouble) as trouble:
            imap.Session(door)
    assert (trouble.value.kind, trouble.value.temporary) == ("too_many_connections", True)


def test_idle_wakes_when_a_message_comes(dovecot: Dovecot) -> None:
    door = dovecot.door()
    dovecot.deliver(door, letter(1))
    with imap.open(door) as session:
        threading.Timer(0.3, dovecot.deliver, (door, letter(2))).start()
        assert session.wait(20)
        assert numbers(session.fetch("INBOX", after_uid=1)) == [2]
        assert not session.wait(0.1)


def test_what_came_between_reading_and_waiting_wakes_too(dovecot: Dovecot) -> None:
    door = dovecot.door()
    dovecot.deliver(door, letter(1))
    with imap.open(door) as session:
        assert len(list(session.fetch("INBOX"))) == 1
        dovecot.deliver(door, letter(2))
        assert session.wait(20, after_uid=1)
        assert not session.wait(0.1, after_uid=2)


def test_without_idle_the_server_is_asked_now_and_then(dovecot: Dovecot) -> None:
    door = dovecot.door()
    dovecot.deliver(door, letter(1))
    with imap.open(door) as session:
        session._line.capabilities = tuple(set(session._line.capabilities) - {"IDLE"})
        threading.Timer(0.2, dovecot.deliver, (door, letter(2))).start()
        assert session.wait(20, poll_every=0.1)
        assert not session.wait(0.1, poll_every=0.05)


def test_waiting_is_no_answer_that_takes_too_long(dovecot: Dovecot, monkeypatch) -> None:
    monkeypatch.setattr(imap_wire, "PATIENCE", 0.1)
    door = dovecot.door()
    with imap.open(door) as session:
        threading.Timer(1.5, dovecot.deliver, (door, letter(1))).start()
        assert session.wait(20)


def test_a_line_cut_while_idle_is_a_cut(dovecot: Dovecot) -> None:
    with imap.open(dovecot.door()) as session:
        threading.Timer(0.3, kill_the_visits, (dovecot,)).start()
        with pytest.raises(Trouble) as trouble:
            session.wait(20)
    assert trouble.value.kind == "cut"


def test_a_copy_lies_in_sent_once_and_read(dovecot: Dovecot) -> None:
    with imap.open(dovecot.door()) as session:
        first = session.append_to_sent(letter(1).replace(b"\r\n", b"\n"))
        assert session.append_to_sent(letter(1)) == Placed("Sent", first.uid, was_there=True)
        assert session.append_to_sent(b"Subject: without an id\r\n\r\nx\r\n").uid == 2
        copies = list(session.fetch("Sent"))
    assert copies[0].content == letter(1)
    assert [copy.seen for copy in copies] == [True, True]


def test_ending_a_reading_early_leaves_the_session_usable(dovecot: Dovecot) -> None:
    door = dovecot.door()
    dovecot.deliver(door, *letters(150))
    with imap.open(door) as session:
        assert next(session.fetch("INBOX")).uid == 1
        assert numbers(session.fetch("INBOX", after_uid=149)) == [150]


def test_a_visit_leaves_no_connection_behind(dovecot: Dovecot) -> None:
    door = dovecot.door()
    for _ in range(VISITS * 2):
        with imap.open(door) as session:
            assert session.folders()  # more visits than the server allows at once
