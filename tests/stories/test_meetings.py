"""What follows for meetings: a new keeper hosts, a gone client has none, a ticked action is done."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from tests.cast import Cast

from rapport.attention.ask import close, reopen
from rapport.attention.models import open_items
from rapport.conversations.meetings.models import Meeting, MinuteLine
from rapport.conversations.meetings.plan import plan
from rapport.conversations.meetings.take_minutes import write
from rapport.journal.record import record
from rapport.portfolio.access import client_for
from rapport.portfolio.hand_over import hand_over

AT = datetime(2026, 11, 17, 7, 10, tzinfo=UTC)
Follow = Callable[[], int]


@pytest.fixture(autouse=True)
def at_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    client = client_for(cast.luka, cast.adria.pk)
    return plan(by=cast.luka, client=client, local=datetime(2026, 11, 20, 10), zone="Europe/Zagreb")


def test_the_new_keeper_hosts_what_the_former_was_to_host(cast: Cast, meeting: Meeting, follow: Follow) -> None:
    hand_over(client_for(cast.luka, cast.adria.pk), by=cast.luka, keeper=cast.ana, note="Ana takes over.")
    follow()
    meeting.refresh_from_db()
    assert meeting.host == cast.ana
    assert list(meeting.participants.values_list("member", flat=True)) == [cast.ana.pk]


def test_a_gone_client_has_no_meetings_ahead(cast: Cast, meeting: Meeting, follow: Follow) -> None:
    record("client.gone", by=None, about=cast.adria, client=cast.adria.pk, cause="price")
    follow()
    meeting.refresh_from_db()
    assert meeting.state == "cancelled"


def test_an_action_ticked_on_today_is_done_in_the_minutes(cast: Cast, meeting: Meeting, follow: Follow) -> None:
    write(meeting, by=cast.luka, text="> Call the printer")
    item = open_items(kind="action").get()
    close(item, by=cast.luka, outcome="done")
    follow()
    assert MinuteLine.objects.get().done_at is not None
    reopen(item, by=cast.luka)
    follow()
    assert MinuteLine.objects.get().done_at is None
    assert open_items(kind="action").count() == 1
    assert Meeting.objects.get().at > AT + timedelta(days=1)
