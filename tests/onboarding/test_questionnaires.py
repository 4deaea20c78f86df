"""Letters, kind reminders, silence told to the keeper, and what of a questionnaire goes to the first meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from tests.cast import Cast, contact
from tests.onboarding.beginning import decider, known, questions

from rapport.agency.models import Member
from rapport.attention.models import open_items
from rapport.conversations.meetings.models import Kind, Meeting
from rapport.journal import clock
from rapport.links.hand_out import living
from rapport.links.models import Link
from rapport.onboarding.questionnaires import remind
from rapport.onboarding.questionnaires.ask import ask
from rapport.onboarding.questionnaires.close import close, open_again
from rapport.onboarding.questionnaires.facts import points, waiting
from rapport.onboarding.questionnaires.hand_part import hand_part
from rapport.onboarding.questionnaires.models import Part, Questionnaire
from rapport.onboarding.questionnaires.save import Ended, Typed, Writer, save
from rapport.onboarding.questionnaires.send_in import send_in
from rapport.onboarding.questionnaires.take_back import take_back
from rapport.overview.agenda import points as agenda_points
from rapport.portfolio.models import Client, Contact, Status
from rapport.post.models import Outgoing

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
IVANA = Writer("Ivana")


@pytest.fixture
def travel() -> Iterator[Callable[[datetime], Any]]:
    with time_machine.travel(MONDAY, tick=False) as journey:
        yield journey.move_to


@pytest.fixture
def row(cast: Cast, travel: Any) -> Questionnaire:
    asked, _address = ask(questions(cast), by=cast.luka)
    return asked


def letters() -> list[str]:
    rows = Outgoing.objects.filter(key__startswith="questionnaire:").order_by("pk")
    return list(rows.values_list("subject", flat=True))


def each_hour(travel: Callable[[datetime], Any], days: int) -> None:
    """The recurring work of so many days."""
    for hours in range(0, days * 24, 4):
        travel(MONDAY + timedelta(hours=hours))
        remind.remind()
        remind.tell_of_quiet()


def test_they_are_reminded_kindly_and_not_often_in_their_working_hours(row: Questionnaire, travel: Any) -> None:
    each_hour(travel, 25)
    assert letters() == ["Questions before we begin: SEO"] + ["Once more: questions about SEO"] * 3
    row.refresh_from_db()
    assert row.remind_at is None
    sent = [datetime.fromisoformat(at) for at in row.reminded]
    assert all(row.client.calendar().works_at(at) for at in sent)
    assert all(later - first > timedelta(days=2) for first, later in pairwise(sent))
    assert Outgoing.objects.filter(text__contains="Ten quiet minutes").count() == 3


def test_who_writes_is_left_in_peace_and_told_how_far_they_are(row: Questionnaire, travel: Any) -> None:
    travel(MONDAY + timedelta(days=2))
    save(row, [Typed("goal", ["More"]), Typed("shop", ["no"])], writer=IVANA)
    travel(MONDAY + timedelta(days=4))
    assert remind.remind() == 0
    each_hour(travel, 9)
    assert len(letters()) == 2
    text = Outgoing.objects.order_by("-pk").values_list("text", flat=True)[0]
    assert "You have answered 2 of our questions, thank you; 4 are left." in text


@pytest.mark.parametrize("ended", ["sent", "closed", "contact", "client"])
def test_nobody_is_reminded_of_what_is_over(cast: Cast, row: Questionnaire, travel: Any, ended: str) -> None:
    if ended == "sent":
        send_in(row, name="Ivana", with_gaps=True)
    elif ended == "closed":
        close(row, by=cast.luka)
    elif ended == "contact":
        Contact.objects.update(deleted_at=clock.now())
    else:
        Client.objects.filter(pk=cast.adria.pk).update(status=Status.GONE)
    each_hour(travel, 12)
    assert len(letters()) == 1
    assert not open_items(kind="questionnaire").exists()


def test_the_keeper_is_told_of_silence_once_and_no_more_when_they_write(row: Questionnaire, travel: Any) -> None:
    each_hour(travel, 12)
    item = open_items(kind="questionnaire").get()
    assert item.why.plain() == "Ivana Perić has not begun the questions about SEO."
    save(row, [Typed("goal", ["More"])], writer=IVANA)
    assert not open_items(kind="questionnaire").exists()
    travel(MONDAY + timedelta(days=40))
    remind.tell_of_quiet()
    assert "1 of 6 questions" in open_items(kind="questionnaire").get().why.plain()


def test_another_contact_gets_a_link_of_their_own_and_the_first_one_ends(cast: Cast, row: Questionnaire) -> None:
    ante = contact(cast.adria, "Ante", language="hr")
    row.client = known(cast.luka, cast.adria)
    with pytest.raises(ValidationError, match="No mail address of Ante"):
        ask(row, by=cast.luka, contact=ante)
    ante.channels.create(kind="mail", value="ante@adria.example", folded="ante@adria.example")
    asked, _address = ask(row, by=cast.luka, contact=ante)
    assert (asked.contact, asked.language, asked.reminded) == (ante, "hr", [])
    assert living(asked, purpose="questionnaire").get().contact_id == ante.pk
    stranger = decider(cast.isar, "x@isar.example")
    with pytest.raises(ValidationError, match="somebody of this client"):
        ask(asked, by=cast.luka, contact=stranger)


def test_who_may_ask_and_close(cast: Cast, row: Questionnaire) -> None:
    row.client = known(cast.tin, cast.adria)
    for deed in (ask, close, open_again, take_back):
        with pytest.raises(PermissionDenied):
            deed(row, by=cast.tin)  # type: ignore[operator]


def test_closed_it_ends_every_link_and_opened_again_it_takes_words(cast: Cast, row: Questionnaire) -> None:
    part, _address = hand_part(row, keys=["goal"], name="Ante", mail="a@adria.example", asker="Ivana")
    row.client = known(cast.luka, cast.adria)
    assert close(row, by=cast.luka)
    assert not close(row, by=cast.luka)
    assert not Link.objects.filter(revoked_at=None, purpose__startswith="questionnaire").exists()
    with pytest.raises(Ended):
        save(row, [Typed("goal", ["x"])], writer=IVANA)
    with pytest.raises(Ended):
        save(row, [Typed("goal", ["x"])], writer=Writer(member=cast.luka))
    with pytest.raises(Ended):
        hand_part(row, keys=["goal"], name="A", mail="a@b.example", asker="Ivana")
    assert open_again(row, by=cast.luka)
    assert save(row, [Typed("goal", ["x"])], writer=IVANA).changed
    assert Part.objects.get() == part


def test_gaps_and_doubts_are_offered_for_the_first_meeting_alone(cast: Cast, row: Questionnaire) -> None:
    save(
        row,
        [Typed("shop", unknown=True, doubt="Ask Ante"), Typed("since", ["2020-05-01"], doubt="about then")],
        writer=IVANA,
    )
    unsure = ["Not sure: Do you have a shop? “Ask Ante”", "Not sure: Since when? “about then”"]
    assert [point.text.plain() for point in points(cast.adria.pk)] == unsure  # what is only missing may still come
    send_in(row, name="Ivana", with_gaps=True)
    found = {point.source: point for point in points(cast.adria.pk)}
    assert len(found) == 4
    assert all(len(source) <= 60 and not point.for_us for source, point in found.items())
    meeting = Meeting.objects.get(client=cast.adria, kind=Kind.ONBOARDING)
    offered = [point.text.plain() for point in agenda_points(meeting)]
    assert "Not answered yet: What should change?" in offered
    meeting.kind = Kind.CLIENT
    assert "Not answered yet: What should change?" not in [point.text.plain() for point in agenda_points(meeting)]


def test_what_waits_for_a_contact_is_known_to_the_portal(cast: Cast, row: Questionnaire) -> None:
    assert row.contact is not None
    assert waiting([row.contact.pk]) == [row]
    send_in(row, name="Ivana", with_gaps=True)
    assert waiting([row.contact.pk]) == []


def test_earlier_words_stay_and_the_last_ten_are_kept(cast: Cast, row: Questionnaire) -> None:
    number = 0
    for n in range(14):
        saved = save(row, [Typed("goal", [f"State {n}"], number=number)], writer=Writer(f"Name {n}"))
        number = saved.answers["goal"].number
    answer = saved.answers["goal"]
    assert (answer.value, answer.number, len(answer.earlier)) == ("State 13", 14, 10)
    assert answer.earlier[-1]["name"] == "Name 12"


def test_one_of_us_writes_on_after_it_was_sent_and_they_do_not(cast: Cast, row: Questionnaire) -> None:
    send_in(row, name="Ivana", with_gaps=True)
    luka: Member = cast.luka
    assert save(row, [Typed("goal", ["Said in the meeting"])], writer=Writer("Ivana", luka)).changed
    with pytest.raises(Ended):
        save(row, [Typed("goal", ["Later"])], writer=IVANA)
