"""A client's question put to a specialist: its dates, what each side is asked, where the answer lands."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from rapport.agency.models import Absence
from rapport.attention.models import open_items
from rapport.conversations.mail.models import Draft, Message, Thread
from rapport.conversations.questions.access import question_for
from rapport.conversations.questions.answer import answer, use
from rapport.conversations.questions.ask import Doubtful, ask
from rapport.conversations.questions.models import Question
from rapport.conversations.questions.withdraw import ask_again, withdraw
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.models import Client, Crew


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)  # ten in Zagreb
    monkeypatch.setattr(clock, "now", lambda: at)
    return at


@pytest.fixture
def adria(cast):
    type(cast.tin).objects.filter(pk=cast.tin.pk).update(week="mon-fri 08:00-16:00")
    cast.tin.refresh_from_db()
    return Client.objects.fetch(cast.luka, cast.adria.pk)


@pytest.fixture
def mail(cast, adria):
    now = clock.now()
    thread = Thread.objects.create(client=adria, subject="Budget", bare="budget", first_at=now, last_at=now)
    return Message.objects.create(
        once="1", thread=thread, client=adria, state="kept", way="in", at=now, sender_name="Ivana",
        sender_mail="ivana@adria.example", subject="Budget", new_words="Does the winter campaign keep the 4,000?",
    )  # fmt: skip


def put(cast, adria, **more):
    return ask(adria, by=cast.luka, **{"of": cast.tin, "text": "Does it keep the 4,000?", **more})


def test_ours_is_the_end_of_the_clients_next_working_day_and_theirs_before_it(cast, adria):
    question = put(cast, adria)
    assert question.ours_due == datetime(2026, 3, 3, 16, tzinfo=UTC)
    assert question.due == datetime(2026, 3, 3, 15, tzinfo=UTC)  # when Tin goes home


def test_a_weekend_there_is_stepped_over(cast, adria, monkeypatch):
    friday = datetime(2026, 3, 6, 9, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: friday)
    assert put(cast, adria).ours_due.date() == date(2026, 3, 9)


def test_the_specialist_is_asked_and_the_keeper_when_it_waits_too_long(cast, adria):
    question = put(cast, adria)
    to_tin = open_items(cause=f"question:{question.pk}").get()
    to_luka = open_items(cause=f"question_wait:{question.pk}").get()
    assert (to_tin.member, to_tin.client_id, to_tin.due) == (cast.tin, adria.pk, question.due)
    assert (to_luka.member, to_luka.client_id, to_luka.shows_from) == (None, adria.pk, question.due)


def test_a_specialist_who_does_not_see_the_client_has_only_the_words(cast, adria):
    Crew.objects.all().delete()
    question = put(cast, adria)
    assert open_items(cause=f"question:{question.pk}").get().client_id is None
    assert question_for(cast.tin, question.pk) == question
    with pytest.raises(Http404):
        question_for(cast.tin, question.pk, asking=True)


@pytest.mark.parametrize("name", ["ana", "nina", "fran"])
def test_nobody_else_sees_a_question(cast, adria, name):
    question = put(cast, adria)
    with pytest.raises(Http404):
        question_for(getattr(cast, name), question.pk)


@pytest.mark.parametrize(
    "field, more",
    [
        ("text", {"text": " "}),
        ("due", {"due": datetime(2026, 3, 1, 9, tzinfo=UTC)}),
        ("due", {"due": datetime(2029, 3, 1, 9, tzinfo=UTC)}),
        ("due", {"due": datetime(2026, 3, 4, 9, tzinfo=UTC), "ours_due": datetime(2026, 3, 4, 9, tzinfo=UTC)}),
        ("of", {"of": "luka"}),
        ("of", {"of": "fran"}),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_field(cast, adria, field, more):
    if isinstance(more.get("of"), str):
        more = {"of": getattr(cast, more["of"])}
    with pytest.raises(ValidationError) as refusal:
        put(cast, adria, knowing=True, **more)
    assert field in refusal.value.message_dict
    assert not Question.objects.exists()


def test_a_date_outside_their_working_time_is_asked_only_knowingly(cast, adria):
    night = {"due": datetime(2026, 3, 3, 20, tzinfo=UTC), "ours_due": datetime(2026, 3, 5, 9, tzinfo=UTC)}
    with pytest.raises(Doubtful, match="outside Tin's working time"):
        put(cast, adria, **night)
    assert put(cast, adria, **night, knowing=True).due == night["due"]


def test_an_absence_is_said(cast, adria):
    Absence.objects.create(member=cast.tin, first=date(2026, 3, 2), last=date(2026, 3, 6))
    with pytest.raises(Doubtful, match="Tin is away until"):
        put(cast, adria, due=datetime(2026, 3, 3, 12, tzinfo=UTC))


def test_a_specialist_asks_nobody_for_a_client(cast):
    with pytest.raises(PermissionDenied):
        ask(Client.objects.fetch(cast.tin, cast.adria.pk), by=cast.tin, of=cast.ana, text="?")


def test_a_doubled_click_asks_once(cast, adria):
    once = uuid4()
    assert put(cast, adria, once=once) == put(cast, adria, once=once)
    assert Question.objects.count() == 1


def test_the_answer_lands_beneath_the_draft_of_the_reply(cast, adria, mail):
    Draft.objects.create(member=cast.luka, client=adria, answers=mail, text="Dear Ivana,", version=3)
    question = put(cast, adria, message=mail)
    answer(question, by=cast.tin, text="It goes down to 3,500.")
    draft = Draft.objects.get()
    assert draft.text == (
        "Dear Ivana,\n\n[Answer of Tin Babić, to be put into your own words:]\nIt goes down to 3,500."
    )
    assert draft.version == 4
    assert not open_items(cause=f"question:{question.pk}").exists()
    assert open_items(cause=f"question_use:{question.pk}").get().why.plain() == (
        "Tin Babić answered: It goes down to 3,500."
    )


def test_without_a_draft_one_is_begun_to_whoever_wrote(cast, adria, mail):
    answer(put(cast, adria, message=mail), by=cast.tin, text="Yes.")
    draft = Draft.objects.get()
    assert (draft.member, draft.to, draft.subject) == (cast.luka, [["Ivana", "ivana@adria.example"]], "Re: Budget")


def test_the_same_answer_twice_is_one_and_another_is_said_anew(cast, adria, mail):
    question = put(cast, adria, message=mail)
    answer(question, by=cast.tin, text="Yes.")
    answer(question, by=cast.tin, text="Yes. ")
    assert Entry.objects.filter(name="question.answered").count() == 1
    answer(question, by=cast.tin, text="No.")
    assert Draft.objects.get().text.endswith("No.")


def test_only_whoever_was_asked_or_asks_may_answer(cast, adria):
    question = put(cast, adria)
    question.client = Client.objects.fetch(cast.fran, cast.adria.pk)
    with pytest.raises(PermissionDenied):
        answer(question, by=cast.fran, text="Me?")


def test_an_answer_that_was_used_asks_for_nothing_more(cast, adria):
    question = answer(put(cast, adria), by=cast.tin, text="Yes.")
    assert use(question, by=cast.luka)
    assert not use(question, by=cast.luka)
    assert not open_items(kind="question").exists()
    assert use(question, by=cast.luka, used=False)
    assert open_items(kind="question").count() == 1


def test_a_withdrawn_question_waits_for_nobody_and_can_be_asked_again(cast, adria):
    question = put(cast, adria)
    assert withdraw(question, by=cast.luka)
    assert not open_items(kind="question").exists()
    with pytest.raises(ValidationError, match="withdrawn"):
        answer(question, by=cast.tin, text="Too late")
    assert ask_again(question, by=cast.luka)
    assert open_items(kind="question").count() == 2


def test_their_date_is_halfway_when_no_working_day_ends_before_ours(cast, adria):
    soon = clock.now() + timedelta(hours=2)
    assert put(cast, adria, ours_due=soon).due == clock.now() + timedelta(hours=1)
