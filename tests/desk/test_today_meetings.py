"""Today's meetings: beside the day with the client's own time, on the line of hours, in the sentence."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Caller
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast

from rapport.conversations.meetings.models import Meeting
from rapport.conversations.meetings.plan import plan
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client

AT = datetime(2026, 11, 17, 7, 10, tzinfo=UTC)  # ten past eight in Zagreb
Sign = Callable[[Any], Caller]


@pytest.fixture(autouse=True)
def at_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def meeting(cast: Cast, hour: int, minute: int = 0, **more: Any) -> Meeting:
    client = client_for(cast.luka, cast.adria.pk)
    local = datetime(2026, 11, 17, hour, minute)
    return plan(by=cast.luka, client=client, local=local, zone="Europe/Zagreb", minutes=30, **more)


def test_the_day_shows_its_meetings_with_the_clients_own_time(cast: Cast, caller: Sign) -> None:
    far = {"city": "Perm", "country": "RU", "zone": "Asia/Yekaterinburg", "week": "mon-fri 09:00-18:00"}
    Client.objects.filter(pk=cast.adria.pk).update(**far)
    meeting(cast, 13, 30, title="Fair")
    page = caller(cast.luka).get("/today/").content.decode()
    assert "Adria Dental, Fair" in page
    assert "17:30 in Perm · they leave at 18:00" in page
    assert "No agenda yet" in page
    assert 'class="block"' in page
    assert "<b>One</b> meeting is ahead." in page
    assert "next in 5 h" in page or "next in" in page


def test_an_early_hour_and_a_day_off_there_are_said(cast: Cast, caller: Sign) -> None:
    Client.objects.filter(pk=cast.adria.pk).update(city="Boston", zone="America/New_York", country="US")
    meeting(cast, 14, title="Kick-off")
    page = caller(cast.luka).get("/today/").content.decode()
    assert "08:00 in Boston · they begin at 09:00" in page


def test_a_meeting_one_does_not_come_to_is_not_of_ones_day(cast: Cast, caller: Sign) -> None:
    meeting(cast, 10, title="Monthly")
    assert "Monthly" not in caller(cast.marta).get("/today/").content.decode()


def test_the_statements_do_not_grow_with_the_meetings(cast: Cast, caller: Sign) -> None:
    browser, counts = caller(cast.luka), []
    for hours in ((9, 10), (11, 12, 13, 14, 15)):
        for hour in hours:
            meeting(cast, hour)
        with CaptureQueriesContext(connection) as queries:
            browser.get("/today/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
