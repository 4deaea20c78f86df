"""Proposing times on the desk: looking finds three with reasons, sending offers them, withdrawing ends their link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from tests.approvals.asking import person
from tests.cast import Cast
from tests.conversations.test_meetings_times import AT, TIMES, offered

from rapport.conversations.meetings.models import Offer
from rapport.conversations.meetings.offers import waiting
from rapport.conversations.meetings.plan import plan
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client
from rapport.post.models import Outgoing


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def asked(cast: Cast, contact: Any, **more: Any) -> dict[str, Any]:
    usual = {
        "title": "Winter plan", "contact": contact.pk, "members": [cast.luka.pk, cast.tin.pk], "minutes": 60,
        "since": "2026-11-24", "until": "2026-12-04", "place": "",
    }  # fmt: skip
    return {**usual, **more}


def test_looking_finds_three_times_and_sends_nothing(cast: Cast, caller: Callable[[Any], Browser]) -> None:
    ivana = person(cast.adria)
    answer = caller(cast.luka).get(reverse("client_times", args=[cast.adria.pk]), asked(cast, ivana))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert html.count('name="at"') == 3
    assert "Inside the working hours of both sides." in html
    assert not Offer.objects.exists()


def test_a_client_far_away_gets_shifted_days_that_say_so(cast: Cast, caller: Callable[[Any], Browser]) -> None:
    Client.objects.filter(pk=cast.adria.pk).update(zone="Asia/Tokyo")
    html = caller(cast.luka).get(
        reverse("client_times", args=[cast.adria.pk]), asked(cast, person(cast.adria), minutes=90)
    )
    text = html.content.decode()
    assert "our day shifted" in text
    assert "with them" in text


def test_sending_offers_what_was_ticked(cast: Cast, caller: Callable[[Any], Browser]) -> None:
    ivana = person(cast.adria)
    browser, url = caller(cast.luka), reverse("client_times", args=[cast.adria.pk])
    answer = browser.post(url, asked(cast, ivana, at=[one.isoformat() for one in TIMES[:2]]))
    assert answer.status_code == 303
    offer = waiting().get()
    assert [one.at for one in offer.times.all()] == TIMES[:2]
    assert {one.name for one in offer.members.all()} == {"Luka Perko", "Tin Babić"}
    assert Outgoing.objects.filter(key=f"times:{offer.pk}").exists()
    page = browser.get(reverse("client_meetings", args=[cast.adria.pk])).content.decode()
    assert "Offered times" in page
    browser.post(reverse("offer_withdraw", args=[offer.pk]))
    assert not waiting().exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": 3}, {"since": "2026-12-24", "until": "2026-12-01"}, {"until": "2028-01-01"}, {"contact": 987654},
        {"title": ""}, {"since": "x"}, {"at": ["soon"]}, {"at": []}, {"at": ["2026-11-24T03:00:00+00:00"]},
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_nothing_is_lost(
    cast: Cast, caller: Callable[[Any], Browser], wrong: dict[str, Any]
) -> None:
    ivana = person(cast.adria)
    sent = asked(cast, ivana, at=[TIMES[0].isoformat()]) | {"title": "Winter plan"} | wrong
    answer = caller(cast.luka).post(reverse("client_times", args=[cast.adria.pk]), sent)
    assert answer.status_code == 422
    assert not Offer.objects.exists()


def test_a_meeting_is_offered_other_times_from_its_page(cast: Cast, caller: Callable[[Any], Browser]) -> None:
    ivana = person(cast.adria)
    made = plan(
        by=cast.luka, client=client_for(cast.luka, cast.adria.pk), local=datetime(2026, 11, 24, 10),
        zone="Europe/Zagreb", title="Monthly", contacts=[ivana],
    )  # fmt: skip
    browser = caller(cast.luka)
    url = reverse("meeting_times", args=[made.pk])
    assert url in browser.get(reverse("meeting", args=[made.pk])).content.decode()
    assert "Monthly" in browser.get(url).content.decode()
    browser.post(url, asked(cast, ivana, title="Monthly", at=[TIMES[1].isoformat()]))
    assert waiting().get().meeting == made


def test_invitations_are_sent_from_the_meeting_and_told_when_it_moves(
    cast: Cast, caller: Callable[[Any], Browser]
) -> None:
    ivana = person(cast.adria)
    made = plan(
        by=cast.luka, client=client_for(cast.luka, cast.adria.pk), local=datetime(2026, 11, 24, 10),
        zone="Europe/Zagreb", title="Monthly", contacts=[ivana],
    )  # fmt: skip
    browser = caller(cast.luka)
    assert browser.get(reverse("meeting_invite", args=[made.pk])).status_code == 200
    assert browser.post(reverse("meeting_invite", args=[made.pk]), {"to": ivana.pk}).status_code == 303
    moved = {"day": "2026-11-25", "hour": "11:00", "minutes": 60, "zone": "Europe/Zagreb", "who": "ours", "tell": "on"}
    assert browser.post(reverse("meeting_move", args=[made.pk]), moved).status_code == 303
    browser.post(reverse("meeting_cancel", args=[made.pk]), {"who": "ours", "tell": "on"})
    methods = Outgoing.objects.filter(key__contains=f"ation:{made.pk}:").order_by("pk").values_list("method", flat=True)
    assert list(methods) == ["REQUEST", "REQUEST", "CANCEL"]


def test_an_offer_of_anothers_client_cannot_be_withdrawn(cast: Cast, caller: Callable[[Any], Browser]) -> None:
    offer, _token = offered(cast)
    assert caller(cast.nina).post(reverse("offer_withdraw", args=[offer.pk])).status_code == 404
    assert waiting().get() == offer
