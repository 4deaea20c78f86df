"""Questions to specialists on their pages: asked, answered, withdrawn; who sees what."""

from datetime import timedelta

import pytest
from django.urls import reverse

from rapport.conversations.questions.ask import ask
from rapport.conversations.questions.models import Question
from rapport.conversations.questions.remind import look_over
from rapport.journal import clock
from rapport.portfolio.models import Client, Crew


@pytest.fixture
def adria(cast):
    return Client.objects.fetch(cast.luka, cast.adria.pk)


@pytest.fixture
def question(cast, adria):
    return ask(adria, by=cast.luka, of=cast.tin, text="Does it keep the 4,000?", words="Will it stay?", knowing=True)


def text(answer):
    return answer.content.decode()


def test_a_question_is_asked_with_the_offered_dates(cast, adria, caller):
    browser = caller(cast.luka)
    address = reverse("question_new", args=[adria.pk])
    assert f'value="{cast.tin.pk}" selected' in text(browser.get(address))
    answer = browser.post(address, {"of": cast.tin.pk, "text": "Does it keep the 4,000?"})
    made = Question.objects.get()
    assert answer.headers["Location"] == reverse("question", args=[made.pk])
    assert made.due < made.ours_due


def test_a_date_that_is_doubtful_is_said_and_nothing_is_lost(cast, adria, caller):
    day = clock.today() + timedelta(days=14)
    day += timedelta(days=5 - day.weekday())  # a Saturday
    words = {
        "of": cast.tin.pk,
        "text": "Does it?",
        "due": f"{day}T12:00",
        "ours_due": f"{day + timedelta(days=3)}T12:00",
    }
    browser, address = caller(cast.luka), reverse("question_new", args=[adria.pk])
    answer = browser.post(address, words)
    assert answer.status_code == 422
    assert "outside Tin" in text(answer)
    assert "Does it?" in text(answer)
    assert browser.post(address, {**words, "knowing": "on"}).status_code == 303


@pytest.mark.parametrize("wrong", [{"text": ""}, {"of": "0"}, {"due": "soon"}, {"due": "2001-01-01T10:00"}])
def test_what_cannot_be_asked_is_said(cast, adria, caller, wrong):
    words = {"of": cast.tin.pk, "text": "Does it?", **wrong}
    assert caller(cast.luka).post(reverse("question_new", args=[adria.pk]), words).status_code == 422
    assert not Question.objects.exists()


def test_a_message_of_another_client_is_not_there(cast, adria, caller):
    assert caller(cast.luka).get(reverse("question_new", args=[adria.pk]) + "?message=99").status_code == 404


def test_the_specialist_answers_and_the_keeper_copies(cast, question, caller):
    tin, luka, address = caller(cast.tin), caller(cast.luka), reverse("question", args=[question.pk])
    assert "Will it stay?" in text(tin.get(address))
    assert tin.post(address, {"answer": " "}).status_code == 422
    assert tin.post(address, {"answer": "It goes down."}).status_code == 303
    page = text(luka.get(address))
    assert "It goes down." in page
    luka.post(reverse("question_use", args=[question.pk]))
    assert Question.objects.get().used_at is not None


def test_a_specialist_outside_the_crew_does_not_read_whose_question_it_is(cast, question, caller):
    Crew.objects.all().delete()
    look_over()
    for address in (reverse("question", args=[question.pk]), reverse("questions"), reverse("today")):
        page = text(caller(cast.tin).get(address))
        assert "Does it keep the 4,000?" in page
        assert "Adria" not in page


def test_a_withdrawn_question_comes_back_with_one_click(cast, question, caller):
    luka = caller(cast.luka)
    luka.post(reverse("question_withdraw", args=[question.pk]))
    assert Question.objects.get().withdrawn_at
    luka.post(reverse("question_again", args=[question.pk]))
    assert not Question.objects.get().withdrawn_at


@pytest.mark.parametrize("n", [1, 15])
def test_the_page_takes_the_same_statements_however_many_are_asked(
    cast, adria, caller, n, django_assert_max_num_queries
):
    for i in range(n):
        ask(adria, by=cast.luka, of=cast.tin, text=f"Question {i}?", knowing=True)
    browser = caller(cast.luka)
    browser.get(reverse("questions"))
    with django_assert_max_num_queries(7):
        browser.get(reverse("questions"))
