"""Sending through a real SMTP server: what it took, whom it refused, whether to try again, and when nobody can know."""

from __future__ import annotations

import base64
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from tests.gateways.authority import certificate
from tests.gateways.scripted import Talk, listening

from rapport.gateways import smtp
from rapport.gateways.door import Door, Trouble
from rapport.gateways.smtp import Refusal, Sent

LUKA, VESNA, IVO = "luka@kordun.example", "vesna@adria.example", "ivo@adria.example"
LETTER = (
    f"From: {LUKA}\nTo: {VESNA}\nMessage-ID: <1@kordun.example>\nSubject: Offer\n\nGood morning.\n.\nLuka\n".encode()
)

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


class House:
    """What the server answers, and what it took."""

    def __init__(self, **answers: str) -> None:
        self.answers, self.taken = answers, []  # type: ignore[var-annotated]

    async def handle_MAIL(self, server: Any, session: Any, envelope: Envelope, address: str, options: list) -> str:
        if "mail" in self.answers:
            return self.answers["mail"]
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Envelope, address: str, options: list) -> str:
        if address.split("@")[0] in self.answers:
            return self.answers[address.split("@")[0]]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        if "data" in self.answers:
            return self.answers["data"]
        self.taken.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content, session.ssl is not None))
        return "250 taken"


@contextmanager
def house(
    port_only: bool = False, folder: Path | None = None, tls: str = "", **how: Any
) -> Iterator[tuple[House, Door]]:
    """A server on a free port; `tls` is "" or "starttls" or "tls"; answers as House takes them."""
    settings = {key: how.pop(key) for key in list(how) if key.startswith(("auth", "data_size", "enable"))}
    handler = House(**how)
    context = None
    if tls:
        assert folder
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate(folder, "127.0.0.1"))
    if tls == "starttls":
        settings |= {"tls_context": context, "require_starttls": True}

    if tls == "tls":
        settings["auth_require_tls"] = False  # it does not know that the line is under TLS already

    class There(Controller):
        def factory(self) -> SMTP:
            return SMTP(self.handler, **self.SMTP_kwargs)

    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    there = There(handler, "127.0.0.1", port, ssl_context=context if tls == "tls" else None, **settings)
    there.start()
    try:
        yield handler, Door("127.0.0.1", port, tls or "none", timeout=5)  # type: ignore[arg-type]
    finally:
        there.stop()


def keyed(door: Door, password: str = "šifra", token: str = "") -> Door:
    return Door(door.host, door.port, door.security, LUKA, password, token, 5)


def authenticator(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    known = isinstance(data, LoginPassword) and data == LoginPassword(LUKA.encode(), "šifra".encode())
    return AuthResult(success=known, handled=False)


def send(door: Door, *recipients: str, raw: bytes = LETTER, sender: str = LUKA) -> Sent:
    return smtp.send(door, raw, sender=sender, recipients=recipients or (VESNA,))


def refused(door: Door, *recipients: str, **how: Any) -> Trouble:
    with pytest.raises(Trouble) as trouble:
        send(door, *recipients, **how)
    return trouble.value


def test_a_letter_arrives_as_it_was_written_with_true_line_ends() -> None:
    with house() as (there, door):
        assert send(door, VESNA, IVO, VESNA) == Sent({})
    sender, recipients, content, _ = there.taken[0]
    assert (sender, recipients) == (LUKA, [VESNA, IVO])
    assert content == LETTER.replace(b"\n", b"\r\n")


def test_a_text_cannot_speak_to_the_server() -> None:
    smuggled = b"Subject: a\r\n\r\nx\n.\nMAIL FROM:<x@x.example>\r.\r\nRCPT TO:<y@y.example>\r\n.\r\nend"
    with house() as (there, door):
        send(door, raw=smuggled)
    assert len(there.taken) == 1
    assert there.taken[0][2].count(b"\r\n.\r\n") == 3


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_letter_goes_under_tls_with_the_members_key(tls: str, tmp_path: Path, monkeypatch: Any) -> None:
    with house(folder=tmp_path, tls=tls, authenticator=authenticator, auth_required=True) as (there, door):
        assert refused(keyed(door)).kind == "certificate"
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
        assert send(keyed(door)) == Sent({})
        smtp.try_key(keyed(door))
        wrong = refused(keyed(door, "krivo"))
    assert there.taken[0][3] == (tls == "starttls")
    assert (wrong.kind, wrong.temporary) == ("refused_password", False)
    assert "krivo" not in f"{wrong} {wrong!r} {wrong.__dict__}"


def test_starttls_is_not_given_up_where_the_server_does_not_offer_it() -> None:
    with house() as (_, door):
        assert refused(Door(door.host, door.port, "starttls", timeout=5)).kind == "no_encryption"


def test_a_key_where_none_is_taken_is_no_way_in() -> None:
    with house() as (_, door):
        assert refused(keyed(door)).kind == "no_way_in"


def test_one_refused_recipient_does_not_keep_the_others_from_theirs() -> None:
    with house(ivo="550 5.1.1 no such mailbox") as (there, door):
        answer = send(door, VESNA, IVO)
    assert answer == Sent({IVO: Refusal(550, "5.1.1 no such mailbox", temporary=False)})
    assert there.taken[0][1] == [VESNA]


@pytest.mark.parametrize(
    ("answers", "kind", "temporary"),
    [
        ({"vesna": "550 5.1.1 no such mailbox"}, "recipients_refused", False),
        ({"vesna": "451 4.7.1 greylisted, come again"}, "recipients_refused", True),
        ({"vesna": "452 4.2.2 mailbox full"}, "recipients_refused", True),
        ({"mail": "553 5.7.1 not your address"}, "sender_refused", False),
        ({"mail": "451 4.3.0 later"}, "sender_refused", True),
        ({"mail": "421 4.7.0 too many messages, slow down"}, "too_many_connections", True),
        ({"data": "554 5.7.1 looks like spam"}, "message_refused", False),
        ({"data": "451 4.3.0 disk full"}, "message_refused", True),
        ({"data": "552 5.3.4 too big"}, "too_large", False),
    ],
)
def test_a_refusal_says_whether_to_try_again(answers: dict[str, str], kind: str, temporary: bool) -> None:
    with house(**answers) as (there, door):
        trouble = refused(door)
    assert (trouble.kind, trouble.temporary, there.taken) == (kind, temporary, [])
    assert trouble.words == next(iter(answers.values()))[4:]
    if kind == "recipients_refused":
        assert trouble.data["refused"][VESNA].temporary is temporary


def test_a_letter_beyond_the_servers_size_is_not_even_begun() -> None:
    with house(data_size_limit=1000) as (there, door):
        trouble = refused(door, raw=LETTER + b"x" * 2000)
    assert (trouble.kind, trouble.data["allowed"], there.taken) == ("too_large", 1000, [])


@pytest.mark.parametrize("address", ["", "nobody", "a@b\r\nRCPT TO:<x@y>", "a b@c.example", "<a@b.example>", "a@b@c"])
def test_an_address_that_is_none_is_said_before_anything_is_sent(address: str) -> None:
    with house() as (there, door):
        assert refused(door, VESNA, address).kind == "bad_address"
        assert refused(door, sender=address).kind == "bad_address"
    assert there.taken == []


def test_an_address_in_other_letters_goes_by_its_plain_name_or_is_refused_in_words() -> None:
    with house(enable_SMTPUTF8=False) as (there, door):
        assert send(door, "info@čistoća.example") == Sent({})
        assert refused(door, "đurđa@kuća.example").kind == "bad_address"
    with house(enable_SMTPUTF8=True) as (other, door):
        assert send(door, "đurđa@kuća.example") == Sent({})
    assert there.taken[0][1] == ["info@" + "čistoća.example".encode("idna").decode()]
    assert other.taken[0][1][0].startswith("đurđa@")


def test_a_server_that_is_gone_is_unreachable() -> None:
    with closing(socket.socket()) as nobody:
        nobody.bind(("127.0.0.1", 0))
        trouble = refused(Door("127.0.0.1", nobody.getsockname()[1], "none", timeout=5))
    assert (trouble.kind, trouble.temporary) == ("unreachable", True)


def speaking(*last: bytes, auth: bytes = b"XOAUTH2 PLAIN", token: str = "valid") -> Any:
    """A server that goes along until the message is handed over, and then says `last`, or nothing and hangs up."""

    def play(talk: Talk) -> None:
        talk.say(b"220 ready")
        while True:
            said = talk.hear()
            if said.upper().startswith(b"EHLO"):
                talk.say(b"250-here", b"250 AUTH " + auth)
            elif said.startswith(b"AUTH XOAUTH2 "):
                if base64.b64decode(said.split()[2]).decode() == f"user={LUKA}\1auth=Bearer {token}\1\1":
                    talk.say(b"235 welcome")
                else:
                    talk.say(b"334 " + base64.b64encode(b'{"status":"401"}'))
                    assert talk.hear() == b""
                    talk.say(b"535 5.7.8 not accepted")
            elif said == b"DATA":
                talk.say(b"354 go on")
                while talk.hear() != b".":
                    pass
                if not last:
                    return
                talk.say(*last)
            else:
                talk.say(b"250 fine")

    return play


def test_silence_after_the_message_was_handed_over_is_doubt_and_not_tried_again() -> None:
    with listening(speaking()) as port:
        trouble = refused(Door("127.0.0.1", port, "none", timeout=5))
    assert (trouble.kind, trouble.temporary) == ("in_doubt", False)


def test_a_token_is_a_second_way_in() -> None:
    with listening(speaking(b"250 taken")) as port:
        door = Door("127.0.0.1", port, "none", LUKA, "", "valid", 5)
        assert send(door) == Sent({})
        trouble = refused(Door("127.0.0.1", port, "none", LUKA, "", "long-over", 5))
    assert (trouble.kind, trouble.temporary) == ("refused_token", False)
    assert "long-over" not in f"{trouble} {trouble!r}"


def test_a_server_that_takes_no_token_says_so() -> None:
    with listening(speaking(b"250 taken", auth=b"PLAIN")) as port:
        assert refused(Door("127.0.0.1", port, "none", LUKA, "", "valid", 5)).kind == "no_way_in"


@pytest.mark.parametrize("greeting", [b"HTTP/1.1 400 Bad Request", b"554 no mail here", b"421 busy", b"\xff\xfe", b""])
def test_whatever_the_server_says_it_ends_in_words(greeting: bytes) -> None:
    with listening(lambda talk: talk.say(greeting) if greeting else None) as port:
        assert refused(Door("127.0.0.1", port, "none", timeout=5)).kind in ("server", "unreachable", "cut")


def test_a_server_that_never_stops_talking_is_left(monkeypatch: Any) -> None:
    monkeypatch.setattr(smtp, "MOST", 10_000)

    def play(talk: Talk) -> None:
        talk.say(b"220 ready")
        talk.hear()
        for _ in range(5000):
            talk.say(b"250-and another thing")
        talk.hear()

    with listening(play) as port:
        assert refused(Door("127.0.0.1", port, "none", timeout=5)).kind == "cut"


def test_a_server_that_drips_is_left_when_the_time_is_over(monkeypatch: Any) -> None:
    monkeypatch.setattr(smtp, "PATIENCE", -1)
    with listening(speaking(b"250 taken")) as port:
        assert refused(Door("127.0.0.1", port, "none", timeout=5)).temporary
