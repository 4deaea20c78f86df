"""What becomes of each message that arrives, and why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests import cast as casting
from tests.conversations.letters import letter

from rapport.attention.models import Item, open_items
from rapport.conversations.mail import receive as receiving
from rapport.conversations.mail.models import Arrival, Mailbox, Message, Thread
from rapport.conversations.mail.receive import Source
from rapport.conversations.mail.sort import bring_back, put_aside, sort
from rapport.conversations.models import Promise, Touchpoint
from rapport.journal import clock
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Channel, DirectLine


@pytest.fixture
def ivana(cast: casting.Cast) -> Any:
    person = casting.contact(cast.adria, "Ivana", "Perić")
    Channel.objects.create(contact=person, kind="mail", value="ivana@adria.example", folded="ivana@adria.example")
    return person


@pytest.fixture
def mailbox(cast: casting.Cast) -> Mailbox:
    return Mailbox.objects.create(
        member=cast.luka, address="luka@kordun.example", host="127.0.0.1", user="luka", security="none"
    )


@pytest.fixture
def arrive(mailbox: Mailbox) -> Any:
    uids = iter(range(1, 10_000))

    def receive(raw: bytes, **source: Any) -> Arrival:
        return receiving.receive(raw, Source("INBOX", next(uids), **{"mailbox": mailbox, "uidvalidity": 1, **source}))

    return receive


def test_a_clients_mail_is_kept_with_its_thread_its_word_and_its_question(
    cast: Any, ivana: Any, arrive: Any, follow: Any
) -> None:
    arrival = arrive(letter())
    assert arrival.outcome == Arrival.Outcome.KEPT
    message = Message.objects.get()
    assert (message.client, message.contact, message.way, message.member) == (cast.adria, ivana, "in", cast.luka)
    assert message.because[0]["say"] == "{mail} is the address of {name}."
    assert message.thread.client == cast.adria
    assert message.thread.began == "theirs"
    word = message.touchpoint
    assert (word.channel, word.began, word.direction, word.counts) == ("mail", "theirs", "in", True)
    assert list(word.people.all()) == [ivana]
    follow()
    assert open_items(kind="first_call").get().client == cast.adria


def test_the_same_message_twice_is_stored_once(ivana: Any, arrive: Any) -> None:
    raw = letter()
    assert [arrive(raw).outcome, arrive(raw).outcome] == ["kept", "duplicate"]
    assert Message.objects.count() == Touchpoint.objects.count() == 1


def test_a_message_without_an_id_is_known_by_its_words(ivana: Any, arrive: Any) -> None:
    raw = letter().replace(b"Message-ID", b"X-Was")
    assert [arrive(raw).outcome, arrive(raw).outcome] == ["kept", "duplicate"]


def test_two_messages_that_claim_one_id_are_both_kept(ivana: Any, arrive: Any) -> None:
    first = arrive(letter("First words of it.", message_id="same@adria.example"))
    other = arrive(letter("Something quite different.", message_id="same@adria.example"))
    assert (first.outcome, other.outcome) == ("kept", "kept")
    assert Message.objects.count() == 2


def test_a_read_place_is_not_read_again(ivana: Any, mailbox: Mailbox) -> None:
    source = Source("INBOX", 7, mailbox=mailbox, uidvalidity=1)
    assert receiving.receive(letter(), source).pk == receiving.receive(letter("Another"), source).pk
    assert Message.objects.count() == 1


def test_an_unknown_sender_of_the_clients_own_domain_is_taken_for_the_client(
    cast: Any, ivana: Any, arrive: Any
) -> None:
    assert arrive(letter(sender="Ante Radić <ante@adria.example>")).outcome == "kept"
    message = Message.objects.get()
    assert message.client == cast.adria
    assert message.contact is None


def test_an_unsure_sender_waits_in_the_sorting_tray(cast: Any, ivana: Any, arrive: Any) -> None:
    arrival = arrive(letter(sender="Ante <ante@gmail.com>", cc="Ivana <ivana@adria.example>"))
    assert arrival.outcome == "tray"
    assert not Touchpoint.objects.exists()
    item = open_items(kind="tray").get()
    assert (item.member, item.why.plain()) == (cast.luka, "1 mail waits in your sorting tray.")


def test_a_shared_domain_never_decides(cast: Any, arrive: Any) -> None:
    person = casting.contact(cast.adria, "Maja", "Lovrić")
    Channel.objects.create(contact=person, kind="mail", value="maja@gmail.com", folded="maja@gmail.com")
    assert arrive(letter(sender="Somebody Else <else@gmail.com>")).outcome == "stranger"
    assert arrive(letter(sender="Maja <maja@gmail.com>")).outcome == "kept"


def test_one_click_settles_it_and_the_address_book_learns(cast: Any, ivana: Any, arrive: Any) -> None:
    for words in ("One.", "Two."):
        arrive(letter(words, sender="Ante Radić <ante@gmail.com>", cc="ivana@adria.example"))
    first = Message.objects.order_by("at").first()
    settled = sort(first, client_for(cast.luka, cast.adria.pk), by=cast.luka)
    assert len(settled) == 2
    assert not open_items(kind="tray").exists()
    assert Touchpoint.objects.count() == 2
    person = cast.adria.contacts.get(first_name="Ante")
    assert person.channels.get().value == "ante@gmail.com"
    assert arrive(letter("Three.", sender="Ante Radić <ante@gmail.com>")).outcome == "kept"
    assert Message.objects.filter(contact=person, state="kept").count() == 3


def test_what_was_put_aside_for_good_is_not_asked_about_again(cast: Any, ivana: Any, arrive: Any) -> None:
    arrive(letter("One.", sender="Ad <ad@gmail.com>", cc="ivana@adria.example"))
    message = Message.objects.get()
    put_aside(message, by=cast.luka, for_good=True)
    assert arrive(letter("Two.", sender="Ad <ad@gmail.com>", cc="ivana@adria.example")).outcome == "stranger"
    bring_back(message, by=cast.luka)
    assert arrive(letter("Three.", sender="Ad <ad@gmail.com>", cc="ivana@adria.example")).outcome == "tray"


@pytest.mark.parametrize(
    "made, outcome",
    [
        ({"sender": "Nobody <nobody@elsewhere.example>"}, "stranger"),
        ({"sender": "Ana Vidović <ana@kordun.example>"}, "colleagues"),
        ({"sender": "News <news@shop.example>", "List_Unsubscribe": "<https://shop.example/u>"}, "newsletter"),
        (b"", "broken"),
        (b"\0\xff", "broken"),
    ],
    ids=["stranger", "colleagues", "newsletter", "empty", "noise"],
)
def test_what_is_skipped_says_why(cast: Any, ivana: Any, arrive: Any, made: Any, outcome: str) -> None:
    arrival = arrive(letter(**made) if isinstance(made, dict) else made)
    assert arrival.outcome == outcome
    assert arrival.reason
    assert not Message.objects.exists()


def test_a_poisoned_message_is_set_aside_and_the_next_one_is_read(ivana: Any, arrive: Any, monkeypatch: Any) -> None:
    broken = letter("poison")
    read = receiving.read_letter

    def trips(raw: bytes) -> Any:
        if raw == broken:
            raise RecursionError
        return read(raw)

    monkeypatch.setattr(receiving, "read_letter", trips)
    assert [arrive(broken).outcome, arrive(letter()).outcome] == ["broken", "kept"]


def test_an_answer_joins_its_thread_and_a_thread_counts_once(cast: Any, ivana: Any, arrive: Any) -> None:
    arrive(letter(message_id="q@adria.example", ago=timedelta(hours=5)))
    arrive(letter("Here it is.", sender="luka@kordun.example", to="ivana@adria.example", subject="Re: Winter budget",
                  message_id="a@kordun.example", answers="q@adria.example", ago=timedelta(hours=4)))  # fmt: skip
    arrive(letter("Thanks!", subject="Re: Winter budget", answers="a@kordun.example", ago=timedelta(hours=3)))
    assert Thread.objects.count() == 1
    words = Touchpoint.objects.order_by("at")
    assert [(w.began, w.counts) for w in words] == [("theirs", True), ("ours", False), ("theirs", False)]
    assert words[1].direction == "both"


def test_mail_out_of_order_still_counts_for_whoever_wrote_first(cast: Any, ivana: Any, arrive: Any) -> None:
    arrive(letter("Thanks!", subject="Re: Offer", message_id="b@adria.example", answers="a@kordun.example",
                  ago=timedelta(hours=3)))  # fmt: skip
    arrive(letter("Our offer.", sender="luka@kordun.example", to="ivana@adria.example", subject="Re: Offer",
                  message_id="a@kordun.example", answers="b@adria.example", ago=timedelta(hours=9)))  # fmt: skip
    thread = Thread.objects.get()
    assert thread.began == "ours"
    assert [(w.began, w.counts) for w in Touchpoint.objects.order_by("at")] == [("ours", True), ("theirs", False)]


def test_an_answer_that_lost_its_references_is_found_by_its_subject(ivana: Any, arrive: Any) -> None:
    arrive(letter("Winter?", ago=timedelta(days=2)))
    arrive(letter("And?", subject="Re: Winter budget"))
    arrive(letter("New", subject="Winter budget", ago=timedelta(hours=1)))
    assert sorted(Thread.objects.values_list("messages", flat=True)).__len__() == 3
    assert Thread.objects.count() == 2


def test_a_forged_answer_gains_nothing(cast: Any, ivana: Any, arrive: Any) -> None:
    arrive(letter(message_id="q@adria.example"))
    thread = Thread.objects.get()
    forged = arrive(letter("Pay here.", sender="Mallory <m@evil.example>", answers="q@adria.example"))
    assert forged.outcome == "tray"
    assert list(thread.messages.all()) == [Message.objects.get(message_id="q@adria.example")]
    assert Message.objects.get(sender_mail="m@evil.example").thread != thread


def test_automatic_mail_counts_for_nobody_and_asks_nobody(ivana: Any, arrive: Any) -> None:
    arrive(letter("I am away. Can you wait?", Auto_Submitted="auto-replied"))
    message = Message.objects.get()
    assert message.is_automatic
    assert not Touchpoint.objects.exists()
    assert not open_items(kind="unanswered").exists()


def test_a_question_unanswered_for_a_working_day_is_an_item_and_our_answer_closes_it(
    cast: Any, ivana: Any, arrive: Any
) -> None:
    arrive(letter(message_id="q@adria.example", ago=timedelta(days=6)))
    item = open_items(kind="unanswered").get()
    assert item.shows_from == item.due
    assert timedelta(hours=8) <= item.due - Message.objects.get().at < timedelta(days=5)
    arrive(letter("Here.", sender="luka@kordun.example", to="ivana@adria.example", answers="q@adria.example"))
    assert not open_items(kind="unanswered").exists()


def test_an_urgent_mail_is_asked_at_once(ivana: Any, arrive: Any, monkeypatch: Any) -> None:
    from rapport.conversations.mail import keeping
    from rapport.reckon.triage import Triage

    monkeypatch.setattr(keeping, "judge", lambda *a, **k: Triage(urgency=1, is_urgent=True, urgent_because=("down",)))
    arrive(letter("The site is down!"))
    item = open_items(kind="mail_urgent").get()
    assert item.why.plain() == "Ivana Perić writes that it is urgent: “down”."
    assert item.facts["quote"] == "The site is down!"


def test_a_colleagues_mail_past_the_keeper_shows_unless_a_line_is_agreed(cast: Any, ivana: Any, arrive: Any) -> None:
    past = {"sender": "Tin Babić <tin@kordun.example>", "to": "ivana@adria.example"}
    arrive(letter("Tracking is set.", **past))
    item = open_items(kind="past_keeper").get()
    assert item.why.plain() == "Tin Babić wrote to the client, and you were not on it."
    arrive(letter("With you on it.", cc="luka@kordun.example", **past))
    DirectLine.objects.create(client=cast.adria, member=cast.tin, agreed_by=cast.luka,
                              since=clock.today() - timedelta(days=1))  # fmt: skip
    arrive(letter("As agreed.", **past))
    assert Item.objects.filter(kind="past_keeper").count() == 1


def test_promises_in_a_mail_are_proposed_and_never_made(ivana: Any, arrive: Any, monkeypatch: Any) -> None:
    arrive(letter("Thank you for the call. I will send you the photos by Friday."))
    assert set(Promise.objects.values_list("state", flat=True)) <= {"proposed"}


def test_what_claims_to_be_written_tomorrow_is_written_now(ivana: Any, arrive: Any) -> None:
    arrive(letter(at=clock.now() + timedelta(days=400)))
    assert Message.objects.get().at <= clock.now()
