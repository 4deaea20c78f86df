"""From a client's words to agreed ones: marked, read, sent, and standing as the contact decided."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from tests.approvals.asking import letters, person, token_of

from rapport.approvals.decide import Replaced, decide
from rapport.approvals.models import Approval
from rapport.approvals.remind import tell_of_silence
from rapport.approvals.withdraw import withdraw
from rapport.attention.models import open_items
from rapport.conversations.log import log
from rapport.conversations.mail.models import Message, Thread
from rapport.conversations.meetings.models import Meeting, MinuteLine
from rapport.conversations.understandings.access import understanding_for
from rapport.conversations.understandings.follow import stand_as, take_over
from rapport.conversations.understandings.models import Understanding
from rapport.conversations.understandings.send import send
from rapport.conversations.understandings.source import source_words
from rapport.conversations.understandings.write import Stale, drop, rewrite, write
from rapport.journal import clock
from rapport.portfolio.models import Client

SAID = "We like the new pages. Before we pay for December, can you tell me whether the campaign keeps the 4,000?"
WORDS = "Before we pay for December, can you tell me whether the campaign keeps the 4,000?"
READING = "They decide by Wednesday whether the winter budget stays at 4,000 euros."


@pytest.fixture
def ivana(cast: Any) -> Any:
    return person(cast.adria, language="en")


@pytest.fixture
def note(cast: Any, ivana: Any) -> Any:
    client = Client.objects.fetch(cast.luka, cast.adria.pk)
    return log(client, by=cast.luka, channel="call", began="theirs", summary=SAID, people=[ivana])


@pytest.fixture
def draft(cast: Any, note: Any, ivana: Any) -> Understanding:
    source = source_words(cast.luka, "touchpoint", note.pk)
    return write(source, by=cast.luka, contact=ivana, words=WORDS, reading=READING)


def sent(cast: Any, draft: Understanding) -> tuple[Understanding, Approval, str]:
    row, address = send(understanding_for(cast.luka, draft.pk), by=cast.luka)
    assert row.approval
    return row, row.approval, token_of(address)


def fresh(row: Understanding) -> Understanding:
    return Understanding.objects.get(pk=row.pk)


def test_a_passage_is_kept_beside_the_whole_text(draft: Understanding, ivana: Any, note: Any) -> None:
    assert (draft.words, draft.original, draft.reading) == (WORDS, SAID, READING)
    assert (draft.source, draft.source_id, draft.contact, draft.said_at) == ("touchpoint", note.pk, ivana, note.at)
    assert draft.state == "draft"


@pytest.mark.parametrize("words", ["We pay in December.", "the 4,000? We like", "We like the new pages … 5,000"])
def test_words_they_never_said_are_refused(cast: Any, note: Any, ivana: Any, words: str) -> None:
    source = source_words(cast.luka, "touchpoint", note.pk)
    with pytest.raises(ValidationError, match="Only their own words"):
        write(source, by=cast.luka, contact=ivana, words=words, reading=READING)


@pytest.mark.parametrize("words", [WORDS, "We like the\nnew pages.", "We like … the 4,000?", SAID])
def test_words_may_be_cut_down(cast: Any, note: Any, ivana: Any, words: str) -> None:
    source = source_words(cast.luka, "touchpoint", note.pk)
    assert write(source, by=cast.luka, contact=ivana, words=words, reading=READING).pk


def test_a_doubled_click_is_one(cast: Any, note: Any, ivana: Any) -> None:
    source, once = source_words(cast.luka, "touchpoint", note.pk), uuid4()
    made = {write(source, by=cast.luka, contact=ivana, words=WORDS, reading=READING, once=once).pk for _ in range(2)}
    assert len(made) == 1


def test_sent_it_waits_for_their_word_in_a_letter(cast: Any, draft: Understanding) -> None:
    row, approval, token = sent(cast, draft)
    assert (row.state, approval.shown) == ("sent", [["words", WORDS], ["reading", READING]])
    (letter,) = letters(approval)
    assert letter.subject == "Did we understand you right?"
    assert "We spoke on" in letter.text
    assert token in letter.text
    with pytest.raises(ValidationError):
        sent(cast, row)


def test_confirmed_it_is_agreed(cast: Any, draft: Understanding, follow: Any) -> None:
    row, approval, token = sent(cast, draft)
    decide(token, kind="confirmed", version=approval.version, name="Ivana")
    follow()
    row = fresh(row)
    assert row.state == "confirmed"
    assert row.settled_at
    assert not open_items(kind="corrected").exists()


def test_corrected_it_is_an_item_of_the_keeper_until_it_is_taken_over(
    cast: Any, draft: Understanding, follow: Any
) -> None:
    row, approval, token = sent(cast, draft)
    decide(token, kind="corrected", version=approval.version, name="Ivana", words="It is 4,500.")
    follow()
    item = open_items(kind="corrected").get()
    assert item.client_id == cast.adria.pk
    assert item.facts == {"approval": approval.pk}
    assert item.why.plain() == "Ivana corrected our reading: “It is 4,500.”"
    row = take_over(understanding_for(cast.luka, row.pk), by=cast.luka)
    assert (row.reading, row.state) == ("It is 4,500.", "confirmed")
    assert not open_items(kind="corrected").exists()
    stand_as(approval.pk)
    assert fresh(row).state == "confirmed"


def test_corrected_it_is_settled_by_sending_another_reading(cast: Any, draft: Understanding, follow: Any) -> None:
    row, approval, token = sent(cast, draft)
    decide(token, kind="declined", version=approval.version, name="Ivana")
    follow()
    row = fresh(row)
    assert row.state == "declined"
    assert "not their words" in open_items(kind="corrected").get().why.plain()
    row = rewrite(
        understanding_for(cast.luka, row.pk), by=cast.luka, contact=draft.contact, words=WORDS, reading="Other.",
        version=row.version,
    )  # fmt: skip
    assert not open_items(kind="corrected").exists()
    _row, newer, _token = sent(cast, row)
    assert newer.version != approval.version
    stand_as(approval.pk)
    assert fresh(row).state == "sent"


def test_what_changed_meanwhile_cannot_be_confirmed(cast: Any, draft: Understanding, follow: Any) -> None:
    row, approval, token = sent(cast, draft)
    seen = understanding_for(cast.luka, row.pk)
    rewrite(seen, by=cast.luka, contact=draft.contact, words=WORDS, reading="Another.", version=row.version)
    with pytest.raises(Replaced):
        decide(token, kind="confirmed", version=approval.version, name="Ivana")
    follow()
    assert fresh(row).state == "draft"


def test_an_answer_to_the_old_words_does_not_agree_to_the_new_ones(
    cast: Any, draft: Understanding, follow: Any
) -> None:
    """They confirm in the moment before the keeper rewrites: the follower comes after both."""
    row, approval, token = sent(cast, draft)
    decide(token, kind="confirmed", version=approval.version, name="Ivana")
    seen = understanding_for(cast.luka, row.pk)
    rewrite(seen, by=cast.luka, contact=draft.contact, words=WORDS, reading="Another.", version=row.version)
    follow()
    assert fresh(row).state == "draft"


def test_two_editors_meet(cast: Any, draft: Understanding) -> None:
    seen = understanding_for(cast.luka, draft.pk)
    same = {"by": cast.luka, "contact": draft.contact, "words": WORDS, "version": draft.version}
    rewrite(seen, reading="One.", **same)
    with pytest.raises(Stale):
        rewrite(seen, reading="Two.", **same)


def test_withdrawn_it_is_a_draft_again(cast: Any, draft: Understanding, follow: Any) -> None:
    row, approval, _token = sent(cast, draft)
    withdraw(approval, by=cast.luka)
    follow()
    assert fresh(row).state == "draft"


def test_dropped_it_asks_nothing_any_more(cast: Any, draft: Understanding) -> None:
    row, _approval, _token = sent(cast, draft)
    drop(understanding_for(cast.luka, row.pk), by=cast.luka)
    assert Approval.objects.get().state == "withdrawn"


def test_unanswered_past_its_day_is_said_and_answered_late_it_counts(
    cast: Any, draft: Understanding, follow: Any
) -> None:
    row, approval, token = sent(cast, draft)
    Approval.objects.update(due=clock.now() - timedelta(minutes=1))
    tell_of_silence()
    follow()
    assert fresh(row).state == "unanswered"
    assert open_items(kind="approval").count() == 1
    decide(token, kind="confirmed", version=approval.version, name="Ivana")
    follow()
    assert fresh(row).state == "confirmed"
    assert not open_items(kind="approval").exists()


def test_minutes_and_mail_are_sources_too(cast: Any, ivana: Any) -> None:
    now = clock.now()
    meeting = Meeting.objects.create(
        client=cast.adria, host=cast.luka, local=now, zone="Europe/Zagreb", at=now, uid="one@kordun.example"
    )
    meeting.participants.create(contact=ivana)
    for place, text in enumerate(["Winter stays.", "Pages in March."]):
        MinuteLine.objects.create(meeting=meeting, place=place, text=text, by=cast.luka)
    source = source_words(cast.luka, "meeting", meeting.pk)
    assert (source.text, source.contact) == ("Winter stays.\nPages in March.", ivana.pk)
    message = Message.objects.create(
        thread=Thread.objects.create(client=cast.adria, first_at=now, last_at=now),
        message_id="<1@adria.example>", client=cast.adria, contact=ivana, new_words=SAID, at=now,
        sender_mail="ivana@adria.example", state=Message.State.KEPT, way="in",
    )  # fmt: skip
    assert source_words(cast.luka, "message", message.pk).text == SAID
    Message.objects.update(state=Message.State.TRAY)
    with pytest.raises(Http404):
        source_words(cast.luka, "message", message.pk)


def test_nobody_marks_words_of_a_client_they_do_not_see(cast: Any, note: Any, ivana: Any) -> None:
    for kind, pk in (("touchpoint", note.pk), ("touchpoint", 0), ("nonsense", note.pk)):
        with pytest.raises(Http404):
            source_words(cast.nina, kind, pk)


def test_a_specialist_reads_but_does_not_send(cast: Any, draft: Understanding) -> None:
    with pytest.raises(PermissionDenied):
        send(understanding_for(cast.tin, draft.pk), by=cast.tin)


def test_a_contact_of_another_client_is_refused(cast: Any, note: Any) -> None:
    source = source_words(cast.luka, "touchpoint", note.pk)
    with pytest.raises(ValidationError, match="somebody of this client"):
        write(source, by=cast.luka, contact=person(cast.polyot), words=WORDS, reading=READING)
