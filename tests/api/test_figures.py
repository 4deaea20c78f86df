"""A program sends a client's figures with a token of one source; without it nothing opens, and bad input says why."""

import json
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from rapport.links.hand_out import hand_out
from rapport.results.readings.load import load
from rapport.results.readings.models import Arrival
from rapport.results.readings.push_token import give_token, take_token_back

ROWS = {"rows": [{"day": f"2026-10-{day:02d}", "clicks": 10 + day, "leads": 2} for day in range(1, 15)]}
CSV = "Day,Clicks,Leads\n2026-10-01,11,2\n2026-10-02,12,2\n"


@pytest.fixture
def client(cast):
    cast.adria.standing = frozenset({"keeper"})
    return cast.adria


def send(body, token, kind="application/json"):
    browser = Browser(enforce_csrf_checks=True, raise_request_exception=False)
    data = body if isinstance(body, str) else json.dumps(body)
    return browser.post(
        reverse("api_figures"), data=data, content_type=kind, headers={"Authorization": f"Bearer {token}"}
    )


def test_json_and_csv_are_kept_and_sent_twice_change_nothing(client, cast):
    token = give_token(client, "google_ads", by=cast.luka)
    answer = send(ROWS, token)
    assert answer.status_code == 201, answer.content
    arrival = Arrival.objects.get(pk=answer.json()["arrival"])
    assert (arrival.client, arrival.way, arrival.source) == (client, "push", "google_ads")
    again = send(ROWS, token).json()["counts"]
    assert (again["new"], again["corrected"]) == (0, 0)
    assert send(CSV, token, "text/csv").status_code == 201
    first = arrival.first_day
    assert load(client.pk, ["clicks"], first, first).total("clicks") == 11


def test_without_a_living_token_nothing_opens(client, cast):
    token = give_token(client, "google_ads", by=cast.luka)
    assert send(ROWS, "made-up").status_code == 401
    assert send(ROWS, "").status_code == 401
    _link, other = hand_out("calendar-feed", lasts=timedelta(days=1), by=cast.luka, client=client.pk)
    assert send(ROWS, other).status_code == 401
    take_token_back(client, "google_ads", by=cast.luka)
    answer = send(ROWS, token)
    assert answer.status_code == 401
    assert "taken back" in answer.json()["error"]
    assert not Arrival.objects.exists()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("{", "application/json"),
        ('{"rows": 3}', "application/json"),
        ('{"rows": [{"clicks": 3}]}', "application/json"),
        ('{"rows": [{"day": "yesterday", "clicks": 3}]}', "application/json"),
        ("[" * 5000, "application/json"),
        ("", "text/csv"),
        ("a,b\n1,2\n", "text/csv"),
        ("<x/>", "application/xml"),
    ],
)
def test_what_cannot_be_taken_is_said_in_a_sentence(client, cast, body, kind):
    answer = send(body, give_token(client, "google_ads", by=cast.luka), kind)
    assert answer.status_code == 422, answer.content
    assert answer.json()["error"]
    assert not Arrival.objects.exists()


def test_the_token_is_told_once_and_taken_back_on_the_page(client, cast, caller):
    browser = caller(cast.luka)
    page = browser.post(reverse("figures_token", args=[client.pk]), {"source": "meta_ads"}).content.decode()
    assert "it is not shown again" in page
    page = browser.get(reverse("client_results", args=[client.pk])).content.decode()
    assert "it is not shown again" not in page
    assert "Take the token of Meta Ads back" in page
    browser.post(reverse("figures_token_end", args=[client.pk]), {"source": "meta_ads"})
    assert "Take the token of Meta" not in browser.get(reverse("client_results", args=[client.pk])).content.decode()
