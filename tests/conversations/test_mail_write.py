"""Answering and writing: to whom it goes, what it carries, drafts in two windows, taken back or sent but never both."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import cast as casting
from tests.conversations.letters import letter
from tests.post_office import Post, post_office

from rapport.attention.models import open_items
from rapport.conversations.mail import file_copies, receive
from rapport.conversations.mail.addressing import of_answer, read_line, written
from rapport.conversations.mail.fields import fill
from rapport.conversations.mail.keep_template import keep_template
from rapport.conversations.mail.models import Draft, Mailbox, Message, SentCopy, Template, Thread
from rapport.conversations.mail.offered import offered
from rapport.conversations.mail.save_draft import Newer, Typed, save_draft
from rapport.conversations.mail.send import NoAccount, send
from rapport.conversations.mail.take_back import TooLate, take_back
from rapport.conversations.models import Promise, Touchpoint
from rapport.gateways import imap
from rapport.gateways.fakes import FakeMailbox
from rapport.journal import clock
from rapport.journal.follow import catch_up
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Channel
from rapport.post.models import Account, Outgoing
from rapport.post.send import send_waiting

TUESDAY = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)  # ten o'clock in Zagreb


@pytest.fixture(autouse=True)
def on_tuesday() -> Iterator[None]:
    with time_machine.travel(TUESDAY):
        yield


@pytest.fixture
def office() -> Iterator[tuple[Post, int]]:
    with post_office() as opened:
        yield opened


@pytest.fixture
def ivana(cast: casting.Cast) -> Any:
    person = casting.contact(cast.adria, "Ivana", "Perić")
    Channel.objects.create(contact=person, kind="mail", value="ivana@adria.example", folded="ivana@adria.example")
    return person


@pytest.fixture
def mailbox(cast: casting.Cast, office: tuple[Post, int]) -> Mailbox:
    account = Account.objects.create(
        member=cast.luka, address="luka@kordun.example", name="Luka Perko", host="127.0.0.1", port=office[1],
        security="none", signature="Luka Perko\nKordun & Field",
    )  # fmt: skip
    return Mailbox.objects.create(
        member=cast.luka, address="luka@kordun.example", host="127.0.0.1", user="luka", security="none", account=account
    )


def arrived(mailbox: Mailbox, text: str = "Can you send the split by channel?", **more: Any) -> Message:
    uid = Message.objects.count() + 1
    arrival = receive.receive(letter(text, **more), receive.Source("INBOX", uid, mailbox=mailbox, uidvalidity=1))
    assert arrival.message is not None
    return Message.objects.select_related("raw").get(pk=arrival.message.pk)


def drafted(message: Message, by: Any, text: str = "Ivana, it stays at 4,000.", **more: Any) -> Draft:
    client = client_for(by, message.client_id or 0, "mail.write")
    usual = {"to": [["Ivana Perić", "ivana@adria.example"]], "subject": "Re: Winter budget", "text": text}
    draft = save_draft(client, by=by, typed=Typed(**{**usual, **more}), answers=message)
    draft.client = client
    return draft


def later(**span: float) -> Any:
    return time_machine.travel(clock.now() + timedelta(**span))


# to whom


def test_an_answer_goes_to_whoever_wants_it_and_to_all_without_oneself(cast: Any, ivana: Any, mailbox: Mailbox) -> None:
    message = arrived(
        mailbox, cc="Ante <ante@adria.example>, Tin Babić <tin@kordun.example>", Reply_To="Ured <ured@adria.example>"
    )
    alone = of_answer(message, cast.luka)
    assert (alone.to, alone.cc) == ([["Ured", "ured@adria.example"]], [])
    everyone = of_answer(message, cast.luka, everyone=True)
    assert everyone.to == [["Ured", "ured@adria.example"]]
    assert everyone.cc == [["Ante", "ante@adria.example"], ["Tin Babić", "tin@kordun.example"]]
    assert everyone.references[-1] == message.message_id


@pytest.mark.parametrize(
    "text, pairs",
    [
        ("", []),
        ("ivana@adria.example", [["", "ivana@adria.example"]]),
        ("Ivana Perić <ivana@adria.example>; b@c.example\nd@e.example", [
            ["Ivana Perić", "ivana@adria.example"], ["", "b@c.example"], ["", "d@e.example"]]),
        ("iva", [["iva", ""]]),
        ('"Perić, Ivana" <ivana@adria.example>', [["Perić, Ivana", "ivana@adria.example"]]),
    ],
)  # fmt: skip
def test_a_line_of_addresses_is_read_as_it_is_typed(text: str, pairs: list[list[str]]) -> None:
    assert read_line(text) == pairs
    assert read_line(written(pairs)) == pairs


# drafts


def test_two_windows_lose_nothing(cast: Any, ivana: Any, mailbox: Mailbox) -> None:
    message = arrived(mailbox)
    first = drafted(message, cast.luka, "From the first window.")
    client = first.client
    with pytest.raises(Newer) as newer:
        save_draft(client, by=cast.luka, typed=Typed(text="From the second."), answers=message, version=0)
    assert newer.value.theirs.text == "From the first window."
    typed_on = Typed(text="From the first window. And more.")
    assert save_draft(client, by=cast.luka, typed=typed_on, answers=message).text.endswith("more.")
    assert Draft.objects.count() == 1


def test_a_draft_takes_files_up_to_its_limit(cast: Any, ivana: Any, mailbox: Mailbox) -> None:
    message = arrived(mailbox)
    draft = drafted(message, cast.luka)
    file = SimpleUploadedFile("plan.pdf", b"x" * 100, "application/pdf")
    save_draft(draft.client, by=cast.luka, typed=Typed(text=draft.text), answers=message, version=2, files=[file])
    heavy = SimpleUploadedFile("film.mp4", b"x")
    heavy.size = 30_000_000
    with pytest.raises(ValidationError) as refusal:
        save_draft(draft.client, by=cast.luka, typed=Typed(text=draft.text), answers=message, version=3, files=[heavy])
    assert "film.mp4" in refusal.value.messages[0]
    assert [one.name for one in draft.files.all()] == ["plan.pdf"]


# sending


def test_an_answer_goes_out_in_its_thread_and_becomes_a_word(
    cast: Any, ivana: Any, mailbox: Mailbox, office: tuple[Post, int]
) -> None:
    message = arrived(mailbox)
    answer = send(drafted(message, cast.luka), by=cast.luka)
    assert (answer.thread, answer.way, answer.contact) == (message.thread, "out", ivana)
    assert send_waiting() == 0
    with later(seconds=11):
        assert send_waiting() == 1
        catch_up()
    [mail] = office[0].mails
    assert mail["In-Reply-To"] == f"<{message.message_id}>"
    assert mail["References"].endswith(f"<{message.message_id}>")
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content().replace("\r\n", "\n")
    assert text.startswith(
        "Ivana, it stays at 4,000.\n\n-- \nLuka Perko\nKordun & Field\n\nOn Tuesday, 17 November 2026, "
    )
    assert text.rstrip().endswith("Ivana Perić wrote:\n> Can you send the split by channel?")
    answer.refresh_from_db()
    word = answer.touchpoint
    assert (word.began, word.direction, word.counts, word.member) == ("ours", "both", False, cast.luka)
    assert list(word.people.all()) == [ivana]
    catch_up()
    assert Touchpoint.objects.filter(began="ours").count() == 1


def test_an_answer_settles_what_waited_and_taking_it_back_opens_it_again(
    cast: Any, ivana: Any, mailbox: Mailbox
) -> None:
    message = arrived(mailbox, "This is urgent: the site is down! Can you call me today?")
    assert open_items(cause=f"mail:{message.pk}").exists()
    answer = send(drafted(message, cast.luka), by=cast.luka)
    message.refresh_from_db()
    assert message.answered_at is not None
    assert not open_items(cause=f"mail:{message.pk}").exists()
    answer.client = client_for(cast.luka, cast.adria.pk)
    draft = take_back(answer, by=cast.luka)
    message.refresh_from_db()
    assert message.answered_at is None
    assert open_items(cause=f"mail:{message.pk}").exists()
    assert (draft.text, draft.sent_at) == ("Ivana, it stays at 4,000.", None)
    assert not Message.objects.filter(way="out").exists()
    with later(minutes=5):
        assert send_waiting() == 0


def test_what_is_on_its_way_is_not_taken_back(
    cast: Any, ivana: Any, mailbox: Mailbox, office: tuple[Post, int]
) -> None:
    answer = send(drafted(arrived(mailbox), cast.luka), by=cast.luka)
    with later(seconds=11):
        assert send_waiting() == 1
    answer.refresh_from_db()
    answer.client = client_for(cast.luka, cast.adria.pk)
    with pytest.raises(TooLate):
        take_back(answer, by=cast.luka)
    assert Message.objects.filter(way="out").count() == 1


def test_what_is_taken_back_joins_a_draft_begun_meanwhile(cast: Any, ivana: Any, mailbox: Mailbox) -> None:
    message = arrived(mailbox)
    answer = send(drafted(message, cast.luka, "First."), by=cast.luka, when="their hours")
    drafted(message, cast.luka, "Second.")
    answer.client = client_for(cast.luka, cast.adria.pk)
    assert take_back(answer, by=cast.luka).text == "Second.\n\nFirst."
    assert Draft.objects.filter(sent_at=None).count() == 1


def test_the_same_draft_is_sent_once(cast: Any, ivana: Any, mailbox: Mailbox) -> None:
    draft = drafted(arrived(mailbox), cast.luka)
    send(draft, by=cast.luka)
    with pytest.raises(ValidationError):
        send(draft, by=cast.luka)
    assert Outgoing.objects.count() == 1


def test_a_new_mail_begins_a_thread_that_counts_for_us(
    cast: Any, ivana: Any, mailbox: Mailbox, office: tuple[Post, int]
) -> None:
    client = client_for(cast.luka, cast.adria.pk, "mail.write")
    typed = Typed(to=[["", "ivana@adria.example"]], subject="Plan for spring", text="Here it is.")
    draft = save_draft(client, by=cast.luka, typed=typed)
    draft.client = client
    send(draft, by=cast.luka)
    with later(seconds=11):
        send_waiting()
        catch_up()
    thread = Thread.objects.get()
    assert (thread.began, thread.client, thread.bare) == ("ours", cast.adria, "plan for spring")
    assert Touchpoint.objects.get().counts


@pytest.mark.parametrize(
    "change, field",
    [
        ({"to": []}, "to"),
        ({"to": [["iva", ""]]}, "to"),
        ({"cc": [["iva", ""]]}, "cc"),
        ({"to": [["", "iva@@adria"]]}, "to"),
        ({"subject": " "}, "subject"),
        ({"text": " \n"}, "text"),
        ({"text": "Dear {first_name}"}, "text"),
    ],
)
def test_what_cannot_go_out_is_refused_with_a_sentence(
    cast: Any, ivana: Any, mailbox: Mailbox, change: dict[str, Any], field: str
) -> None:
    text = change.pop("text", "Yes.")
    draft = drafted(arrived(mailbox), cast.luka, text, **change)
    with pytest.raises(ValidationError) as refusal:
        send(draft, by=cast.luka)
    assert list(refusal.value.message_dict) == [field]
    draft.refresh_from_db()
    assert draft.sent_at is None


def test_without_an_account_nothing_is_sent_in_another_name(cast: Any, ivana: Any, mailbox: Mailbox) -> None:
    draft = drafted(arrived(mailbox), cast.marta)
    with pytest.raises(NoAccount):
        send(draft, by=cast.marta)


# when


@pytest.mark.parametrize(
    "now, when, goes",
    [
        ("2026-11-17 10:00", "now", "2026-11-17 10:00:10"),
        ("2026-11-17 22:00", "now", "2026-11-18 07:00:00"),  # quiet hours
        ("2026-11-17 22:00", "at once", "2026-11-17 22:00:10"),
        ("2026-11-20 18:00", "their hours", "2026-11-23 09:00:00"),  # a Friday evening
        ("2026-11-17 10:00", "their hours", "2026-11-17 10:00:10"),
    ],
)
def test_a_mail_goes_at_its_hour(cast: Any, ivana: Any, mailbox: Mailbox, now: str, when: str, goes: str) -> None:
    zone = clock.zone_of("Europe/Zagreb")
    message = arrived(mailbox)
    with time_machine.travel(datetime.fromisoformat(now).replace(tzinfo=zone), tick=False):
        answer = send(drafted(message, cast.luka), by=cast.luka, when=when)
    assert answer.outgoing is not None
    assert answer.outgoing.not_before == datetime.fromisoformat(goes).replace(tzinfo=zone)


def test_an_answer_to_what_is_urgent_does_not_wait_for_the_morning(cast: Any, ivana: Any, mailbox: Mailbox) -> None:
    message = arrived(mailbox, "URGENT! The site is down, please call me as soon as possible!")
    assert message.urgent
    with time_machine.travel(datetime(2026, 11, 17, 21, 0, tzinfo=UTC), tick=False):
        answer = send(drafted(message, cast.luka), by=cast.luka)
    assert answer.outgoing is not None
    assert answer.outgoing.not_before == datetime(2026, 11, 17, 21, 0, 10, tzinfo=UTC)


def test_a_time_that_has_passed_is_refused(cast: Any, ivana: Any, mailbox: Mailbox) -> None:
    draft = drafted(arrived(mailbox), cast.luka)
    for when in (TUESDAY - timedelta(hours=1), TUESDAY + timedelta(days=800)):
        with pytest.raises(ValidationError):
            send(draft, by=cast.luka, when=when)


# promises, copies


def test_a_ticked_promise_is_kept_when_the_mail_has_gone(
    cast: Any, ivana: Any, mailbox: Mailbox, office: tuple[Post, int]
) -> None:
    text = "It stays at 4,000. I will send you the split by channel tomorrow."
    [offer] = offered(text, language="en")
    assert "split by channel" in offer.words
    answer = send(drafted(arrived(mailbox), cast.luka, text), by=cast.luka, keep=[offer.key])
    assert not Promise.objects.filter(by_us=True, state="open").exists()
    with later(seconds=11):
        send_waiting()
        catch_up()
        catch_up()
    promise = Promise.objects.get(by_us=True)
    assert (promise.state, promise.source, promise.source_id) == ("open", "message", answer.pk)
    assert promise.contact == ivana


def test_a_copy_is_filed_once_however_often_the_server_was_away(
    cast: Any, ivana: Any, mailbox: Mailbox, office: tuple[Post, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = FakeMailbox()
    monkeypatch.setattr(imap, "open", server.open)
    server.goes_wrong("unreachable")
    answer = send(drafted(arrived(mailbox), cast.luka), by=cast.luka)
    with later(seconds=11):
        send_waiting()
        catch_up()
        assert file_copies.file_copies() == 0
    assert "nobody answers" in SentCopy.objects.get().error
    with later(hours=1):
        assert file_copies.file_copies() == 1
        assert file_copies.file_copies() == 0
        SentCopy.objects.update(filed_at=None, attempts=0, try_at=None)
        file_copies.file_copies()
    [copy] = server.folders["Sent"].messages.values()
    assert copy.content is not None
    assert answer.message_id.encode() in copy.content
    again = receive.receive(copy.content, receive.Source("Sent", 1, mailbox=mailbox, uidvalidity=1))
    assert again.outcome == "duplicate"
    assert Message.objects.filter(way="out").count() == 1


def test_a_letter_that_cannot_be_sent_comes_back_to_its_writer(
    cast: Any, ivana: Any, mailbox: Mailbox, office: tuple[Post, int]
) -> None:
    draft = drafted(arrived(mailbox), cast.luka, to=[["", "nobody@adria.example"]])
    send(draft, by=cast.luka)
    with later(seconds=11):
        assert send_waiting() == 0
        catch_up()
    item = open_items(cause__startswith="unsent:").get()
    assert (item.member, item.client) == (cast.luka, cast.adria)
    assert "no such mailbox" in item.why.plain()


# templates


def test_a_template_with_an_unknown_field_is_refused_by_name(cast: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        keep_template(Template(), by=cast.luka, name="Thanks", text="Dear {firstname},")
    assert "{firstname}" in refusal.value.message_dict["text"][0]
    assert "{first_name}" in refusal.value.message_dict["text"][0]


def test_a_template_is_filled_with_what_is_known(cast: Any, ivana: Any) -> None:
    text = fill("{first_name}, {client} and {my_name}", client=cast.adria, contact=ivana, member=cast.luka)
    assert text == "Ivana, Adria Dental and Luka Perko"
    assert fill("{first_name}!", client=cast.adria, contact=None, member=cast.luka) == "{first_name}!"
