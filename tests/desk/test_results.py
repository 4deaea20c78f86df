"""Results of all clients one works for: who is off target and what left its course, in as many statements as ever."""

import pytest
from django.urls import reverse
from tests.cast import client
from tests.results.test_findings import feed

from rapport.catalogue.models import Service
from rapport.journal import clock
from rapport.portfolio.models import Keeper
from rapport.reckon.verdict import because
from rapport.results.findings.look import look
from rapport.results.pace.remind import look_again
from rapport.results.readings.models import Target


@pytest.fixture
def at(time_machine):
    time_machine.move_to("2026-11-18 09:00:00+00:00")


def test_who_is_off_target_or_off_course_comes_first(cast, caller, at):
    feed(cast.adria)
    first = clock.today().replace(day=1)
    Target.objects.create(client=cast.adria, metric="leads", first=first, wanted=5000, set_by=cast.luka)
    look(cast.adria)
    look_again([cast.adria.pk])
    feed(cast.tatrawood, days=0)
    page = caller(cast.luka).get(reverse("results")).content.decode()
    assert "Adria Dental" in page
    assert "of 5,000" in page
    assert "behind" in page
    assert "Tatrawood" not in page
    everybody = caller(cast.marta).get(reverse("results"), {"show": "all"}).content.decode()
    assert "Tatrawood" in everybody
    of_none = {"show": "all", "service": Service.objects.get(key="design").pk}
    assert "No figures yet" in caller(cast.marta).get(reverse("results"), of_none).content.decode()


def test_it_asks_as_often_for_one_client_as_for_twenty(cast, caller, at, django_assert_max_num_queries):
    for n in range(20):
        one = client(f"Client {n}", cast.luka)
        feed(one, days=0)
    browser = caller(cast.luka)
    browser.get(reverse("results"))
    with django_assert_max_num_queries(12):
        page = browser.get(reverse("results"), {"show": "all"})
    assert page.content.decode().count("data-row") == 20
    assert Keeper.objects.count() >= 20


def test_a_promise_is_judged_from_what_was_spent_and_what_came(cast, caller, at):
    feed(cast.adria, days=0)
    feed(cast.adria, "spend", days=0)
    browser, address = caller(cast.luka), reverse("feasible", args=[cast.adria.pk])
    assert "How much is promised" in browser.get(address).content.decode()
    told = browser.get(address, {"metric": "leads", "promised": "100000", "days": "30"}).content.decode()
    assert "Out of reach" in told or "Cannot be told" in told
    wrong = browser.get(address, {"metric": "leads", "promised": "inf", "days": "0"})
    assert wrong.status_code == 422


def test_a_target_that_history_speaks_against_is_set_only_knowingly(cast, caller, at, monkeypatch):
    feed(cast.adria, days=0)
    stretch = (because("{promised} is reached in {share} of 100 cases.", promised=9000, share=3),)
    monkeypatch.setattr("rapport.desk.figures.views.doubts", lambda *args: stretch)
    browser, address = caller(cast.luka), reverse("target_set", args=[cast.adria.pk])
    said = {"metric": "leads", "wanted": "9000", "length": "month", "first": "2026-12"}
    answer = browser.post(address, said)
    assert answer.status_code == 422
    assert "in 3 of 100 cases" in answer.content.decode()
    assert not Target.objects.exists()
    browser.post(address, {**said, "knowing": "on"})
    assert Target.objects.get().wanted == 9000
