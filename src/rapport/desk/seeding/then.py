"""The demo's days: working days counted back from today, the next hour of a working day, and deeds of then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.db.models import Max

from rapport.agency.models import Member
from rapport.attention.models import Item
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.models import Client
from rapport.post.models import Outgoing
from rapport.reckon.timing import Calendar

ZONE = "Europe/Zagreb"


def day_back(days: int) -> date:
    """The n-th working day before today; weekends do not count, also when today is one."""
    day = clock.today(ZONE)
    while days:
        day -= timedelta(days=1)
        days -= day.weekday() < 5
    return day


def back(days: int, at: str) -> datetime:
    """That day at an hour of Zagreb."""
    return datetime.combine(day_back(days), time.fromisoformat(at), tzinfo=clock.zone_of(ZONE))


def ahead(at: str, calendars: Iterable[Calendar], *, room: timedelta = timedelta(minutes=20)) -> datetime:
    """The next time it is that hour in Zagreb on a day on which everybody works."""
    hour, everybody = time.fromisoformat(at), list(calendars)
    day = clock.today(ZONE)
    if datetime.combine(day, hour, tzinfo=clock.zone_of(ZONE)) < clock.now() + room:
        day += timedelta(days=1)
    while (next_day := max(calendar.next_working_day(day) for calendar in everybody)) != day:
        day = next_day
    return datetime.combine(day, hour, tzinfo=clock.zone_of(ZONE))


def door(client: Client, by: Member) -> Client:
    """The client as this member may see it, for a deed of theirs."""
    return Client.objects.fetch(by, client.pk)


@contextmanager
def as_of(at: datetime) -> Iterator[None]:
    """What is recorded, written, asked and settled meanwhile was so then, and its letters have gone out."""
    began = clock.now()
    entry, letter = (model._default_manager.aggregate(last=Max("pk"))["last"] or 0 for model in (Entry, Outgoing))
    yield
    Entry.objects.filter(pk__gt=entry).update(at=at)
    Outgoing.objects.filter(pk__gt=letter).update(written_at=at, taken_at=at, sent_at=at)
    Item.objects.filter(closed_at__gte=began).update(closed_at=at)
    Item.objects.filter(shows_from__gte=began, shows_from__lte=clock.now()).update(shows_from=at)
