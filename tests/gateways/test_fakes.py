"""The fake servers answer the same questions as the true ones, so that what is tested above holds below."""

import inspect

import pytest

from rapport.gateways import imap, smtp
from rapport.gateways.door import Door, Trouble
from rapport.gateways.fakes import FakeMailbox, FakePost, FakeSession
from rapport.gateways.imap import Gone, Session, StartOver
from rapport.gateways.smtp import Refusal

DOOR = Door("mail.example", 993, user="luka", password="a secret")


@pytest.mark.parametrize("name", [name for name in vars(Session) if not name.startswith("_")])
def test_a_fake_is_asked_as_the_true_one_is(name: str) -> None:
    assert inspect.signature(getattr(FakeSession, name)) == inspect.signature(getattr(Session, name))


def test_a_fake_sends_as_the_true_one_does() -> None:
    true, fake = inspect.signature(smtp.send), inspect.signature(FakePost().send)
    assert true == fake


def test_a_fake_mailbox_keeps_moves_renames_and_numbers_anew(monkeypatch) -> None:
    box = FakeMailbox()
    monkeypatch.setattr(imap, "open", box.open)
    box.make("Clients")
    box.deliver(b"Subject: 1\r\n\r\n", b"Subject: 2\r\n\r\n" + b"x" * 100)
    box.move(1, "INBOX", "Clients")
    with imap.open(DOOR) as session:
        known = {folder.name: folder.uidvalidity for folder in session.folders()}
        assert [raw.uid for raw in session.fetch("INBOX", uidvalidity=known["INBOX"])] == [2]
        assert [raw.content for raw in session.fetch("Clients")] == [b"Subject: 1\r\n\r\n"]
        assert [(raw.content, raw.head) for raw in session.fetch("INBOX", max_size=50)] == [(None, b"Subject: 2")]
        box.rename("Clients", "Old")
        assert session.fetch("Clients", uidvalidity=known["Clients"]) == Gone("Clients", "Old")
        box.make("INBOX", "inbox")
        assert isinstance(session.fetch("INBOX", after_uid=2, uidvalidity=known["INBOX"]), StartOver)
        first = session.append_to_sent(b"Message-ID: <1@a>\r\n\r\n")
        assert session.append_to_sent(b"Message-ID: <1@a>\r\n\r\n").uid == first.uid


def test_a_fake_mailbox_goes_wrong_when_it_is_told_to() -> None:
    box = FakeMailbox()
    box.deliver(b"1", b"2", b"3")
    box.spoil(1)
    box.goes_wrong("refused_password")
    box.goes_wrong("cut", at_uid=3)
    with pytest.raises(Trouble, match="wrong"), box.open(DOOR):
        pass
    got: list = []
    with pytest.raises(Trouble, match="broke"), box.open(DOOR) as session:
        got += session.fetch("INBOX")
    assert [(raw.uid, raw.broken) for raw in got] == [(1, True), (2, False)]
    with box.open(DOOR) as session:
        assert [raw.uid for raw in session.fetch("INBOX", after_uid=2)] == [3]
    assert box.visits == 3


def test_a_fake_post_takes_refuses_and_goes_wrong() -> None:
    post = FakePost(refuses={"ivo@a.example": Refusal(451, "later", True)})
    assert post.send(DOOR, b"x", sender="l@k.example", recipients=["v@a.example", "ivo@a.example"]).refused
    with pytest.raises(Trouble) as trouble:
        post.send(DOOR, b"x", sender="l@k.example", recipients=["ivo@a.example"])
    assert trouble.value.temporary
    post.goes_wrong("in_doubt")
    with pytest.raises(Trouble, match="may have been sent"):
        post.send(DOOR, b"y", sender="l@k.example", recipients=["v@a.example"])
    assert [raw for raw, _, _ in post.taken] == [b"x", b"y"]
