"""Letters of members over a real SMTP server: what is in them, who gets them, taken back or sent but never both."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from tests.cast import Cast
from tests.post_office import Post, post_office

from rapport.documents.keep import keep
from rapport.gateways.door import Trouble
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.journal.sealed import seal
from rapport.post import send as sending
from rapport.post.again import again, once_again
from rapport.post.models import Account, Outgoing
from rapport.post.put import put
from rapport.post.send import GIVE_UP_AFTER, send, send_waiting
from rapport.post.withdraw import withdraw
from rapport.reckon.verdict import Reason


@pytest.fixture
def office() -> Iterator[tuple[Post, int]]:
    with post_office() as opened:
        yield opened


@pytest.fixture
def account(cast: Cast, office: tuple[Post, int]) -> Account:
    return Account.objects.create(
        member=cast.luka, address="luka@kordun.example", name="Luka Perko", host="127.0.0.1", port=office[1],
        security="none",
    )  # fmt: skip


def letter(account: Account, key: str = "mail:1", **more: Any) -> Outgoing:
    usual: dict[str, Any] = {"to_all": [["Ivana Perić", "ivana@adria.example"]], "subject": "Winter", "text": "Yes."}
    return put(key=key, sender=account, by=account.member, client_id=7, **(usual | more))


def test_a_letter_carries_what_it_was_given(account: Account, office: tuple[Post, int]) -> None:
    file = keep(BytesIO(b"%PDF-1.4 plan"), name="Plan for Ivana.pdf", by=None, kind="application/pdf")
    written = letter(
        account, subject="Zimski proračun – plan", text="Ostaje 4.000 €.", html="<p>Ostaje 4.000 €.</p>",
        cc=[["Dr. Ante Radić", "ante@adria.example"]], files=[file],
        headers={"In-Reply-To": "<q1@adria.example>", "References": "<q0@adria.example> <q1@adria.example>"},
        calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", method="REQUEST",
    )  # fmt: skip
    assert send_waiting() == 1
    [mail] = office[0].mails
    assert mail["From"] == "Luka Perko <luka@kordun.example>"
    assert mail["To"] == "Ivana Perić <ivana@adria.example>"
    assert mail["Cc"] == '"Dr. Ante Radić" <ante@adria.example>'
    assert mail["Subject"] == "Zimski proračun – plan"
    assert (mail["In-Reply-To"], mail["References"]) == (
        "<q1@adria.example>",
        "<q0@adria.example> <q1@adria.example>",
    )
    assert mail["Message-ID"] == written.headers["Message-ID"]
    assert mail["Message-ID"].endswith("@kordun.example>")
    assert mail["Date"] is not None
    assert mail["Auto-Submitted"] is None
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert (plain.get_content().strip(), html.get_content().strip()) == ("Ostaje 4.000 €.", "<p>Ostaje 4.000 €.</p>")
    [calendar] = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert calendar.get_param("method") == "REQUEST"
    [attached] = [part for part in mail.walk() if part.get_filename()]
    assert (attached.get_filename(), attached.get_content()) == ("Plan for Ivana.pdf", b"%PDF-1.4 plan")
    assert office[0].envelopes[0].rcpt_tos == ["ivana@adria.example", "ante@adria.example"]


def test_a_sent_letter_is_told_and_not_sent_again(account: Account, office: tuple[Post, int]) -> None:
    written = letter(account)
    assert (send_waiting(), send_waiting()) == (1, 0)
    [entry] = Entry.objects.filter(name="post.sent")
    assert (entry.data, entry.client_id, entry.by_id) == (
        {"outgoing": written.pk, "refused": []},
        7,
        account.member_id,
    )
    assert len(office[0].mails) == 1


@pytest.mark.parametrize("broken", ["\r\nBcc: spy@evil.example", "\nX: y\n\nhello", "\r", "\x00\u2028Bcc: a@b.c"])
def test_nothing_handed_in_can_add_a_header(account: Account, office: tuple[Post, int], broken: str) -> None:
    account.name = f"Luka{broken}".replace("\0", "")  # no database of ours keeps that one
    account.save()
    letter(
        account, subject=f"Winter{broken}", to_all=[[f"Ivana{broken}", "ivana@adria.example"]],
        headers={"In-Reply-To": f"<q1@adria.example>{broken}"}, method="REQUEST",
    )  # fmt: skip
    with pytest.raises(ValidationError):
        letter(account, "mail:2", to_all=[["Ivana", f"ivana@adria.example{broken} b"]])
    assert send_waiting() == 1
    for mail, envelope in zip(office[0].mails, office[0].envelopes, strict=True):
        assert mail["Bcc"] is None
        assert mail["X"] is None
        assert envelope.rcpt_tos == ["ivana@adria.example"]


def test_a_header_that_is_not_offered_is_refused(account: Account) -> None:
    with pytest.raises(TypeError):
        letter(account, headers={"Bcc": "spy@evil.example"})


def test_refused_recipients_are_named_though_the_letter_went(account: Account, office: tuple[Post, int]) -> None:
    written = letter(account, cc=[["", "nobody@adria.example"]])
    assert send_waiting() == 1
    written.refresh_from_db()
    assert "nobody@adria.example: " in written.error
    assert Entry.objects.get(name="post.sent").data["refused"] == ["nobody@adria.example"]


def test_what_is_refused_for_good_is_told_at_once_and_tried_again_only_when_asked(
    cast: Cast, account: Account, office: tuple[Post, int]
) -> None:
    written = letter(account, to_all=[["", "nobody@adria.example"]])
    assert send_waiting() == 0
    written.refresh_from_db()
    assert (written.attempts, written.sent_at) == (GIVE_UP_AFTER, None)
    assert "no such mailbox" in written.error
    assert isinstance(written.why, Reason)
    assert written.why.plain() == "127.0.0.1 refuses every address it goes to: “no such mailbox”"
    assert Entry.objects.get(name="post.failed").data["outgoing"] == written.pk
    with time_machine.travel(clock.now() + timedelta(days=9)):
        assert send_waiting() == 0
    assert once_again(written, by=cast.luka)
    written.refresh_from_db()
    assert (written.attempts, written.error, written.why, written.taken_at) == (0, "", "", None)


def test_what_is_refused_for_now_is_tried_later_and_may_be_taken_back(
    account: Account, office: tuple[Post, int]
) -> None:
    written = letter(account, to_all=[["", "later@adria.example"]])
    assert send_waiting() == 0
    written.refresh_from_db()
    assert (written.attempts, written.taken_at) == (1, None)
    assert "come again later" in written.error
    assert not Entry.objects.filter(name="post.failed").exists()
    assert withdraw(written.pk)
    with time_machine.travel(clock.now() + timedelta(days=1)):
        assert send_waiting() == 0


def test_a_password_that_cannot_be_opened_is_told_at_once(account: Account, settings: Any) -> None:
    account.secret = seal("open sesame")
    account.save()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key " * 5, []
    written = letter(account)
    assert send_waiting() == 0
    written.refresh_from_db()
    assert str(written.trouble["say"]).startswith("The password cannot be opened")
    assert Entry.objects.filter(name="post.failed").count() == 1


def test_what_may_have_gone_already_is_not_sent_a_second_time(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def doubtful(door: Any, raw: bytes, **more: Any) -> None:
        raise Trouble("in_doubt", door, "silence")

    monkeypatch.setattr(sending.smtp, "send", doubtful)
    written = letter(account)
    assert send_waiting() == 0
    with time_machine.travel(clock.now() + timedelta(days=1)):
        assert send_waiting() == 0
    written.refresh_from_db()
    assert "may have been sent" in written.error
    assert Entry.objects.filter(name="post.failed").count() == 1


def test_members_write_though_the_house_has_no_mail_server(
    account: Account, office: tuple[Post, int], settings: Any
) -> None:
    settings.MAIL_GOES_OUT = False
    letter(account)
    put(key="digest:1", to="luka@kordun.example", subject="Today", text="Good morning.")
    assert send_waiting() == 1


def test_a_letter_taken_back_never_goes_and_is_no_failure(cast: Cast, account: Account) -> None:
    written = letter(account, not_before=clock.now() + timedelta(seconds=10))
    assert send(written.pk) == 0
    assert (withdraw(written.pk), withdraw(written.pk)) == (True, False)
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        assert send_waiting() == 0
    assert again(by=cast.iva) == 0


def test_a_letter_on_its_way_is_not_taken_back(account: Account) -> None:
    written = letter(account)
    Outgoing.objects.filter(pk=written.pk).update(taken_at=clock.now())
    assert not withdraw(written.pk)


@pytest.mark.django_db(transaction=True)
def test_fifty_hands_at_once_either_send_it_once_or_take_it_back(office: tuple[Post, int]) -> None:
    from tests import cast as casting

    luka = casting.make().luka
    account = Account.objects.create(
        member=luka, address="luka@kordun.example", host="127.0.0.1", port=office[1], security="none"
    )
    outcomes: list[tuple[int, int]] = []
    for number in range(6):
        before = len(office[0].envelopes)
        written = letter(account, f"mail:{number}")
        start = threading.Barrier(50)

        def hand(at: int, pk: int = written.pk, start: threading.Barrier = start) -> tuple[int, int]:
            try:
                start.wait()
                return (0, int(withdraw(pk))) if at % 2 else (send(pk), 0)
            finally:
                connection.close()

        with ThreadPoolExecutor(50) as hands:
            done = list(hands.map(hand, range(50)))
        sent, withdrawn = sum(one[0] for one in done), sum(one[1] for one in done)
        assert sent + withdrawn == 1
        assert len(office[0].envelopes) - before == sent
        outcomes.append((sent, withdrawn))
    assert len(outcomes) == 6
