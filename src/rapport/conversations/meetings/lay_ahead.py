"""Plans the coming meetings of every rhythm, eight weeks ahead; safe to repeat, whatever was moved or cancelled."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from rapport.agency.models import Agency
from rapport.conversations.meetings.models import Meeting, Series
from rapport.conversations.meetings.plan import plan
from rapport.journal import clock
from rapport.portfolio.models import KEPT, Client
from rapport.reckon.recurring import Occurrence, occurrences
from rapport.reckon.timing import Calendar, Week

AHEAD = timedelta(weeks=8)


def lay_ahead() -> int:
    """For every rhythm that goes on; the number of meetings planned. One that cannot be read stops no other."""
    return sum(lay(series) for series in Series.objects.filter(ended_at=None).select_related("client", "team", "host"))


def lay(series: Series) -> int:
    """Plan what is missing of one rhythm. A day that the rhythm has had is never planned twice."""
    if series.client is not None and not _is_kept(series.client):
        return 0
    today = clock.today(series.zone)
    with transaction.atomic():
        list(Series.objects.select_for_update().filter(pk=series.pk).values_list("pk"))
        there = set(Meeting.objects.filter(series=series).values_list("occurrence", flat=True))
        coming = [one for one in coming_days(series, today) if one.meant not in there and one.day >= today]
        members = list(series.members.filter(is_active=True))
        contacts = list(series.contacts.filter(deleted_at=None, client=series.client_id))
        for one in coming:
            _plan(series, one, members, contacts)
        Series.objects.filter(pk=series.pk).update(planned_to=today + AHEAD)
    return len(coming)


def coming_days(series: Series, today: date) -> list[Occurrence]:
    """The days of the rhythm from today to eight weeks on, off the days off of both sides; none if it cannot be read.

    An occurrence of last week may have been moved to this one, so the search begins a week earlier.
    """
    since = max(series.first, today - timedelta(days=7))
    until = min(series.until or date.max, today + AHEAD)
    ours, theirs = _calendars(series)
    try:
        return occurrences(series.rule, series.first, since=since, until=until, ours=ours, theirs=theirs)
    except ValueError:
        return []


def _plan(series: Series, one: Occurrence, members: list, contacts: list) -> None:
    plan(
        by=None, local=datetime.combine(one.day, series.at_time), zone=series.zone, client=series.client,
        team=series.team, host=series.host, kind=series.kind, title=series.title, minutes=series.minutes,
        place=series.place, members=members, contacts=contacts, series=series, occurrence=one.meant,
    )  # fmt: skip


def _calendars(series: Series) -> tuple[Calendar, Calendar | None]:
    """Weeks and holidays of both sides; absences move no rhythm, they are for people to decide."""
    agency = Agency.ours()
    ours = Calendar(zone=series.zone, week=Week.parse(series.host.week), holidays=series.host.country or agency.country)
    return ours, series.client.calendar() if series.client is not None else None


def _is_kept(client: Client) -> bool:
    return client.deleted_at is None and client.merged_into_id is None and client.status in KEPT
