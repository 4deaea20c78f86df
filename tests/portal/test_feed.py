"""A member's calendar feed: only theirs and only what they may see now, kept by ETag, ended by taking the link back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast

from rapport.agency.models import Member
from rapport.conversations.meetings.feed import file_of, make_feed
from rapport.conversations.meetings.models import Meeting
from rapport.conversations.meetings.plan import plan
from rapport.journal.models import Entry
from rapport.links.models import Link
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Crew
from rapport.reckon.calendars import Calendar, read_calendar

AT = datetime(2026, 11, 23, 7, 10, tzinfo=UTC)
TEN = datetime(2026, 11, 24, 10)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    cache.clear()

    def at(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    at(AT)
    return at


def planned(cast: Cast, local: datetime = TEN, **more: Any) -> Meeting:
    client = client_for(cast.luka, cast.adria.pk, "meeting.keep")
    return plan(
        by=cast.luka, client=client, local=local, zone="Europe/Zagreb", **{"title": "Monthly; with, care", **more}
    )


def path(member: Member) -> str:
    return make_feed(member).split("//", 1)[1].partition("/")[2].join(["/", ""])


def entries(raw: bytes) -> Calendar:
    found = read_calendar(raw)
    assert isinstance(found, Calendar)
    return found


def test_the_feed_reads_back_with_wall_time_zone_and_words(cast: Cast) -> None:
    made = planned(cast, about="Line one\nBEGIN:VEVENT", place="Hall 3")
    answer = Browser().get(path(cast.luka))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Set-Cookie" not in answer.headers
    assert not answer.cookies
    event = entries(answer.content).events[0]
    assert event.starts is not None
    assert (event.uid, event.starts.at, event.starts.zone) == (made.uid, made.at, "Europe/Zagreb")
    assert (event.summary, event.location) == ("Adria Dental, Monthly; with, care", "Hall 3")
    assert "Luka Perko" in event.description
    assert "BEGIN:VEVENT" in event.description
    assert len(entries(answer.content).events) == 1
    assert not event.attendees


def test_it_opens_in_another_reader(cast: Cast) -> None:
    icalendar = pytest.importorskip("icalendar")
    made = planned(cast)
    other = icalendar.Calendar.from_ical(file_of(cast.luka))
    event = other.walk("VEVENT")[0]
    assert (str(event["UID"]), event.decoded("DTSTART").astimezone(UTC)) == (made.uid, made.at)


def test_only_what_the_member_may_see_at_that_moment_is_in_it(cast: Cast) -> None:
    planned(cast, members=[cast.tin])
    feed = path(cast.tin)
    assert len(entries(Browser().get(feed).content).events) == 1
    assert not entries(Browser().get(path(cast.ana)).content).events
    Crew.objects.filter(member=cast.tin).delete()
    assert not entries(Browser().get(feed).content).events


def test_old_and_far_meetings_and_cancelled_ones_are_not_in_it(cast: Cast) -> None:
    planned(cast, TEN - timedelta(days=120))
    planned(cast, TEN + timedelta(days=500))
    gone = planned(cast)
    Meeting.objects.filter(pk=gone.pk).update(state="cancelled")
    near = planned(cast, TEN + timedelta(days=300))
    assert [one.uid for one in entries(file_of(cast.luka)).events] == [near.uid]


def test_an_unchanged_feed_is_not_sent_again(cast: Cast) -> None:
    planned(cast)
    feed = path(cast.luka)
    first = Browser().get(feed)
    again = Browser().get(feed, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    planned(cast, TEN + timedelta(days=1))
    changed = Browser().get(feed, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["Cache-Control"] == "private, no-cache"


def test_a_link_taken_back_or_of_somebody_who_left_opens_nothing(cast: Cast, caller: Callable[[Any], Browser]) -> None:
    feed = path(cast.luka)
    assert caller(cast.ana).post(reverse("feed_end", args=[Link.objects.get().pk])).status_code == 404
    Member.objects.filter(pk=cast.luka.pk).update(is_active=False)
    assert Browser().get(feed).status_code == 410
    Member.objects.filter(pk=cast.luka.pk).update(is_active=True)
    assert Browser().get(feed).status_code == 200
    caller(cast.luka).post(reverse("feed_end", args=[Link.objects.get().pk]))
    assert Browser().get(feed).status_code == 410
    assert Browser().get(reverse("portal_feed", args=["made-up"])).status_code == 404
    assert Entry.objects.filter(name__in=("calendar.shared", "calendar.unshared")).count() == 2


def test_the_link_is_shown_once_and_listed_after(cast: Cast, caller: Callable[[Any], Browser]) -> None:
    browser = caller(cast.luka)
    shown = browser.post(reverse("feed_new"))
    assert shown["Cache-Control"] == "no-store"
    assert "/calendar/" in shown.content.decode()
    later = browser.get(reverse("me")).content.decode()
    assert ".ics" not in later
    assert "Take back the link made" in later
    for _n in range(12):
        browser.post(reverse("feed_new"))
    assert Link.objects.count() == 10


def test_whoever_reads_too_often_waits(cast: Cast) -> None:
    feed = path(cast.luka)
    codes = [Browser().get(feed).status_code for _n in range(32)]
    assert codes == [200] * 30 + [429] * 2


def test_reading_writes_nothing_and_costs_the_same_for_many(cast: Cast) -> None:
    feed, counts = path(cast.luka), []
    for n in range(2):
        for day in range(1 + 10 * n):
            planned(cast, TEN + timedelta(days=day))
        with CaptureQueriesContext(connection) as queries:
            Browser().get(feed)
        assert not [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6
