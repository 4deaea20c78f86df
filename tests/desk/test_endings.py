"""Ending well on its page: the checklist with its deeds in place, what is refused in words, the way there."""

from datetime import timedelta

import pytest
from django.urls import reverse

from rapport.conversations.promises.make import make
from rapport.journal import clock
from rapport.onboarding.accesses.note import note
from rapport.onboarding.endings.models import Ending
from rapport.portfolio.models import Client, Parting
from rapport.portfolio.part_ways import part_ways

DAY = timedelta(days=1)


@pytest.fixture
def luka(cast, caller):
    return caller(cast.luka)


@pytest.fixture
def adria(cast):
    client = Client.objects.fetch(cast.luka, cast.adria.pk)
    part_ways(client, by=cast.luka, cause="price", last_day=clock.today() + 20 * DAY)
    return Client.objects.fetch(cast.luka, cast.adria.pk)


def text(answer):
    return answer.content.decode()


def test_where_nobody_parts_the_page_teaches_the_next_step(luka, cast):
    page = text(luka.get(reverse("client_ending", args=[cast.adria.pk])))
    assert "We are not parting ways" in page
    refused = luka.post(reverse("ending_doors", args=[cast.adria.pk]))
    assert refused.status_code == 422


def test_noting_a_parting_leads_to_its_ending(luka, cast):
    sent = {"cause": "price", "last_day": (clock.today() + 9 * DAY).isoformat()}
    answer = luka.post(reverse("client_part", args=[cast.adria.pk]), sent)
    assert answer["Location"] == reverse("client_ending", args=[cast.adria.pk])
    assert reverse("client_ending", args=[cast.adria.pk]) in text(luka.get(reverse("client", args=[cast.adria.pk])))


def test_what_is_open_stands_by_name_and_each_step_is_done_in_place(luka, cast, adria):
    note(adria, by=cast.luka, system="Google <b>", member=cast.tin, state="tested")
    make(adria, by=cast.luka, by_us=True, what="The last report", due=clock.today(), member=cast.luka)
    page = text(luka.get(reverse("client_ending", args=[adria.pk])))
    for told in ("Google &lt;b&gt;", "The last report", "5 steps remain.", "What shows the cause is not written down."):
        assert told in page
    luka.post(reverse("ending_files", args=[adria.pk]), {"note": "All layouts, to Ivana"})
    luka.post(reverse("ending_cause", args=[adria.pk]), {"evidence": "Her mail of Monday"})
    hello = {"on": (clock.today() + 99 * DAY).isoformat(), "idea": "An audit for free"}
    luka.post(reverse("ending_hello", args=[adria.pk]), hello)
    page = text(luka.get(reverse("client_ending", args=[adria.pk])))
    for told in ("All layouts, to Ivana", "Her mail of Monday", "An audit for free", "2 steps remain."):
        assert told in page
    refused = luka.post(reverse("ending_done", args=[adria.pk]), {"remains": ""})
    assert refused.status_code == 422
    assert "say what remains and why" in text(refused)
    luka.post(reverse("ending_done", args=[adria.pk]), {"remains": "The report goes out in April"})
    assert "Ended, with something left" in text(luka.get(reverse("client_ending", args=[adria.pk])))
    luka.post(reverse("ending_reopen", args=[adria.pk]))
    assert Ending.objects.get().done_at is None


@pytest.mark.parametrize(
    "route, sent, says",
    [
        ("ending_files", {"note": ""}, "cannot stay empty"),
        ("ending_cause", {"evidence": " "}, "cannot stay empty"),
        ("ending_hello", {"on": "soon", "idea": "An audit"}, "no day of the calendar"),
        ("ending_hello", {"on": "2001-01-01", "idea": "An audit"}, "after the last day"),
        ("ending_hello", {"on": "2190-01-01", "idea": "An audit"}, "five years ahead"),
        ("ending_files", {"note": "x" * 5001}, "At most 5000"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(luka, adria, route, sent, says):
    answer = luka.post(reverse(route, args=[adria.pk]), sent)
    assert answer.status_code == 422
    assert says in text(answer).replace("5,000", "5000")
    if "idea" in sent:
        assert "An audit" in text(answer)
    assert Parting.objects.get().hello_on is None


@pytest.mark.parametrize("n", [3, 25])
def test_the_page_takes_the_same_statements_whatever_the_rows(cast, luka, adria, n, django_assert_max_num_queries):
    for i in range(n):
        note(adria, by=cast.luka, system=f"System {i}", state="given")
        make(adria, by=cast.luka, by_us=True, what=f"Promise {i}", due=clock.today(), member=cast.luka)
    with django_assert_max_num_queries(17):
        assert luka.get(reverse("client_ending", args=[adria.pk])).status_code == 200
