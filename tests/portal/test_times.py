"""The page of offered times: looking picks nothing, one press makes the meeting, what went is said kindly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.approvals.asking import person
from tests.cast import Cast
from tests.conversations.test_meetings_times import AT, TIMES, offered

from rapport.attention.models import open_items
from rapport.conversations.meetings.models import Meeting, Offer
from rapport.conversations.meetings.plan import plan
from rapport.links.models import Link
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    cache.clear()

    def at(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    at(AT)
    return at


def url(token: str) -> str:
    return reverse("portal_times", args=[token])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_page_shows_the_times_on_their_clock_with_ours_beside(cast: Cast) -> None:
    Client.objects.filter(pk=cast.adria.pk).update(zone="Asia/Tokyo")
    _offer, token = offered(cast, times=[datetime.fromisoformat("2026-11-24T07:00:00+00:00")])
    html = text(Browser().get(url(token)))
    assert "24 November 2026, 16:00" in html
    assert "08:00 with us in Zagreb" in html
    assert "Times in Tokyo" in html


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing(cast: Cast, method: str) -> None:
    _offer, token = offered(cast)
    with CaptureQueriesContext(connection) as queries:
        getattr(Browser(), method)(url(token))
        getattr(Browser(), method)(url(token) + f"?at={TIMES[0].isoformat()}&none=1")
    assert not [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert not Meeting.objects.exists()


def test_a_press_makes_the_meeting_and_looking_again_shows_it(cast: Cast) -> None:
    _offer, token = offered(cast)
    answer = Browser().post(url(token), {"at": TIMES[1].isoformat()})
    assert answer.status_code == 200
    assert "Thank you, Ivana" in text(answer)
    assert Meeting.objects.get().at == TIMES[1]
    assert "We meet: Winter plan" in text(Browser().get(url(token)))


def test_a_time_that_has_just_gone_is_said_and_the_others_are_shown(cast: Cast) -> None:
    _offer, token = offered(cast)
    isar = client_for(cast.marta, cast.isar.pk, "meeting.keep")
    plan(by=cast.marta, client=isar, host=cast.luka, local=datetime(2026, 11, 24, 10), zone="Europe/Zagreb")
    answer = Browser().post(url(token), {"at": TIMES[0].isoformat()})
    assert answer.status_code == 409
    assert "has just been taken" in text(answer)
    assert TIMES[1].isoformat() in text(answer)
    assert f'value="{TIMES[0].isoformat()}"' not in text(answer)


@pytest.mark.parametrize("sent", [{}, {"at": "tomorrow"}, {"at": "2026-11-24T10:00"}, {"at": "9" * 90}, {"at": "\0"}])
def test_what_is_no_time_is_asked_again(cast: Cast, sent: dict[str, str]) -> None:
    _offer, token = offered(cast)
    answer = Browser().post(url(token), sent)
    assert answer.status_code == 422
    assert "Press one of the times" in text(answer)


def test_none_suits_is_kept_with_their_words(cast: Cast) -> None:
    _offer, token = offered(cast)
    answer = Browser().post(url(token), {"none": "1", "words": "<b>Friday?</b>"})
    assert "&lt;b&gt;Friday?&lt;/b&gt;" in text(answer)
    assert open_items(kind="pick").count() == 1
    assert Browser().get(url(token)).status_code == 410


def test_words_that_are_too_long_are_not_lost(cast: Cast) -> None:
    _offer, token = offered(cast)
    answer = Browser().post(url(token), {"none": "1", "words": "long " * 500})
    assert answer.status_code == 422
    assert "long long" in text(answer)
    assert Offer.objects.get().declined_at is None


def test_links_that_never_were_have_expired_or_belong_to_another_page_open_nothing(
    cast: Cast, clock: Callable[[datetime], None]
) -> None:
    offer, token = offered(cast)
    assert Browser().get(url("made-up")).status_code == 404
    other = Link.objects.get(purpose="times")
    Link.objects.filter(pk=other.pk).update(purpose="approval")
    assert Browser().get(url(token)).status_code == 404
    Link.objects.filter(pk=other.pk).update(purpose="times")
    clock(datetime.fromisoformat("2026-11-27T08:00:00+00:00"))
    assert Browser().post(url(token), {"at": TIMES[0].isoformat()}).status_code == 410
    assert offer.contact.client == cast.adria
    assert not Meeting.objects.exists()


def test_a_press_from_another_site_is_refused(cast: Cast) -> None:
    _offer, token = offered(cast)
    assert Browser(enforce_csrf_checks=True).post(url(token), {"at": TIMES[0].isoformat()}).status_code == 403


@pytest.mark.parametrize("language", ["en", "hr", "sk", "ru"])
def test_the_page_is_drawn_in_each_language(cast: Cast, language: str) -> None:
    _offer, token = offered(cast, contact=person(cast.adria, language=language))
    answer = Browser().get(url(token))
    assert f'<html lang="{language}"' in text(answer)
