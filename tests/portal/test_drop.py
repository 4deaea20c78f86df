"""The page on which a contact puts a secret in: looking uses nothing, one press puts it in, nothing comes back."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.onboarding.test_drops import SECRET, asked

from rapport.onboarding.accesses.models import Drop
from rapport.portfolio.models import Client


@pytest.fixture
def token(cast):
    return asked(Client.objects.fetch(cast.luka, cast.adria.pk), cast.luka, cast.tin)[1]


def url(token):
    return reverse("portal_drop", args=[token])


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_uses_nothing_up(token, method):
    with CaptureQueriesContext(connection) as queries:
        answers = [getattr(Browser(), method)(url(token)) for _n in range(3)]
    assert not [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert {answer.status_code for answer in answers} == {200}
    assert answers[0]["Cache-Control"] == "no-store"


def test_it_says_what_happens_and_keeps_the_browser_from_remembering(token):
    page = Browser().get(url(token)).content.decode()
    for told in ("Web shop", "Tin Babić alone can read it", 'autocomplete="off"', "then it is gone"):
        assert told in page


def test_one_press_puts_it_in_and_the_link_has_done_its_work(token):
    answer = Browser().post(url(token), {"secret": SECRET, "name": "Ivana Perić"})
    page = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert "it is sealed" in page
    assert SECRET not in page
    assert Drop.objects.get().put_name == "Ivana Perić"
    for again in (Browser().post(url(token), {"secret": "x", "name": "y"}), Browser().get(url(token))):
        assert again.status_code == 410
        assert "This link has ended" in again.content.decode()


@pytest.mark.parametrize(
    "sent, says",
    [
        ({"secret": SECRET, "name": ""}, "Write your name"),
        ({"secret": SECRET, "name": "x" * 121}, "At most 120"),
        ({"secret": "  ", "name": "Ivana"}, "Put the password"),
        ({"secret": f"{SECRET}\0", "name": "Ivana"}, "no password has"),
        ({"secret": "Perunika" * 700, "name": "Ivana"}, "At most 5,000"),
        ({}, "Put the password"),
    ],
)
def test_what_is_missing_is_said_and_the_secret_never_comes_back(token, sent, says):
    answer = Browser().post(url(token), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "Perunika" not in page
    assert Browser().post(url(token), {"secret": SECRET, "name": "Ivana"}).status_code == 200


def test_in_the_language_of_whoever_holds_the_link(token):
    assert Browser().get(f"{url(token)}?language=hr").status_code == 200
    assert Browser().get(url("x" * 43)).status_code == 404
