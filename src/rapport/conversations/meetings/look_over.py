"""Looks over the meetings: what ended and nobody said what became of it, an agenda or minutes that are owed, a debrief.

Everything asked here closes by itself when its cause is gone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from rapport.agency.models import Agency
from rapport.attention.ask import answered, ask, settle
from rapport.attention.models import open_items
from rapport.conversations.meetings.agenda_points import points_of
from rapport.conversations.meetings.debrief import owe
from rapport.conversations.meetings.hold import ask_for_minutes
from rapport.conversations.meetings.models import AgendaLine, Meeting
from rapport.conversations.meetings.settled import cause
from rapport.journal import clock
from rapport.portfolio.models import KEPT
from rapport.reckon.timing import Calendar
from rapport.reckon.verdict import Reason, because, counted

SILENT = timedelta(hours=3)  # after its end nobody has said what became of it
LOOK_BACK = timedelta(days=30)
WITH_AGENDA = ("client", "onboarding", "kpi")  # kinds of a client's meeting that want one


def look_over() -> None:
    """Ask about every meeting whose hour has come, and settle what is gone. Safe to repeat."""
    now = clock.now()
    _missed(now)
    _agendas(now)
    _minutes(now)


def _alive(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Of clients that are kept, and of our own."""
    kept = Q(client__status__in=KEPT, client__deleted_at=None, client__merged_into=None)
    return rows.filter(Q(client=None) | kept).select_related("client", "host")


def _missed(now: datetime) -> None:
    """A planned meeting that is over: it was held or it was not, somebody says so. A specialist owes a debrief."""
    rows = _alive(Meeting.objects.filter(state=Meeting.State.PLANNED, at__lt=now, at__gt=now - LOOK_BACK))
    ended = [one for one in rows if one.at + timedelta(minutes=one.minutes) + SILENT <= now]
    wanted = {cause(one, "missed"): one for one in ended}
    _settle_others("meeting_missed", wanted)
    for name in wanted.keys() - answered(wanted):
        one = wanted[name]
        ask(
            "meeting_missed", cause=name, client=one.client_id, member=None if one.client_id else one.host_id,
            due=one.at + timedelta(minutes=one.minutes) + 2 * SILENT, meeting=one.pk,
            reason=because("{title} was to be on {at}, and nobody has said what became of it.",
                           title=str(one), at=one.at),
        )  # fmt: skip
        if one.client_id:
            seated = one.participants.select_related("member").exclude(member=None)
            owe(one, [person.member for person in seated if person.member is not None])


def _agendas(now: datetime) -> None:
    """From the working day before a client's meeting on, while nothing stands on its agenda."""
    lines = AgendaLine.objects.filter(meeting=OuterRef("pk"), struck=False)
    rows = _alive(
        Meeting.objects.filter(
            state=Meeting.State.PLANNED, at__gt=now, at__lt=now + timedelta(days=14), client__isnull=False,
            kind__in=WITH_AGENDA, agenda_sent_at=None,
        ).exclude(Exists(lines))
    )  # fmt: skip
    calendars: dict[int, Calendar] = {}
    agency, wanted = Agency.ours(), {}
    for one in rows:
        if one.host_id not in calendars:
            calendars[one.host_id] = one.host.calendar(agency)
        if now >= day_before(one, calendars[one.host_id]):
            wanted[cause(one, "agenda")] = one
    _settle_others("agenda", wanted)
    for name in wanted.keys() - answered(wanted):
        one = wanted[name]
        ask("agenda", cause=name, client=one.client_id, due=one.at, meeting=one.pk, reason=_no_agenda(one))


def day_before(meeting: Meeting, calendar: Calendar) -> datetime:
    """When the working day before a meeting begins, by the host's clock."""
    zone = clock.zone_of(calendar.zone)
    day = meeting.at.astimezone(zone).date()
    return datetime.combine(calendar.previous_working_day(day - timedelta(days=1)), time.min, zone)


def _no_agenda(meeting: Meeting) -> Reason:
    ready = len([point for point in points_of(meeting) if not point.for_us])
    if not ready:
        return because("You meet on {at} and there is no agenda.", at=meeting.at)
    return because(
        "You meet on {at} and there is no agenda; {points} ready to go in.",
        at=meeting.at, points=counted("{n} open point is", "{n} open points are", ready),
    )  # fmt: skip


def _minutes(now: datetime) -> None:
    """A client's meeting that was held, and whose minutes have not gone out; for a month."""
    rows = _alive(
        Meeting.objects.filter(
            state=Meeting.State.HELD, minutes_sent_at=None, client__isnull=False, at__gt=now - LOOK_BACK
        )
    )
    wanted = {cause(one, "minutes"): one for one in rows}
    _settle_others("minutes", wanted)
    asked = set(open_items(kind="minutes").values_list("cause", flat=True))
    for name in wanted.keys() - asked - answered(wanted):
        ask_for_minutes(wanted[name])


def _settle_others(kind: str, wanted: Iterable[str]) -> Counter[str]:
    """What is open of this kind and is not wanted any more."""
    gone = set(open_items(kind=kind).values_list("cause", flat=True)) - set(wanted)
    return Counter({name: settle(cause=name) for name in gone if name.startswith("meeting:")})
