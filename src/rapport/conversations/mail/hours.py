"""When a mail goes out: in a few seconds, after one's quiet hours, in the client's working hours, or at a set time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.attention.quiet import quiet_until
from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.reckon.timing import Calendar, Week

UNDO_FOR = timedelta(seconds=10)
FURTHEST = timedelta(days=366)
NOW, AT_ONCE, THEIR_HOURS = "now", "at once", "their hours"


@dataclass(frozen=True, slots=True)
class Going:
    """`at` is when it is handed over; `waits_for` says for what: "", "quiet", "their hours", "set"."""

    at: datetime
    waits_for: str = ""


def going(when: str | datetime, *, member: Member, client: Client, urgent: bool, now: datetime) -> Going:
    """When it goes. In the member's quiet hours sending waits, unless it answers what is urgent or they say "at once".

    ValidationError for a time that has passed or lies more than a year ahead.
    """
    soon = now + UNDO_FOR
    if isinstance(when, datetime):
        if when < now - timedelta(minutes=1):
            raise ValidationError({"send_at": _("That time has passed. Choose one ahead.")})
        if when > now + FURTHEST:
            raise ValidationError({"send_at": _("That is more than a year ahead. Check the year.")})
        return Going(max(when, soon), "set")
    if when == THEIR_HOURS:
        opens = next_working_instant(calendar_of(client), now)
        return Going(max(opens, soon), "their hours" if opens > now else "")
    if when == NOW and not urgent and (until := quiet_until(member, now)):
        return Going(until, "quiet")
    return Going(soon)


def next_working_instant(calendar: Calendar, now: datetime) -> datetime:
    """This instant when they work, else the next opening; an instant in their zone.

    >>> from datetime import UTC
    >>> zagreb = Calendar("Europe/Zagreb")
    >>> next_working_instant(zagreb, datetime(2024, 11, 8, 17, 30, tzinfo=UTC)).isoformat()  # a Friday evening
    '2024-11-11T09:00:00+01:00'
    """
    if calendar.works_at(now):
        return now
    zone = clock.zone_of(calendar.zone)
    local = now.astimezone(zone)
    span = calendar.week.days[local.weekday()]
    today = local.date()
    if span is None or local.time() >= span[0] or not calendar.is_working_day(today):
        today = calendar.next_working_day(today + timedelta(days=1))
    opening = calendar.week.days[today.weekday()]
    return datetime.combine(today, opening[0] if opening else time(9), zone)


def calendar_of(client: Client) -> Calendar:
    """Theirs; a week or zone that cannot be read is the usual one."""
    try:
        return client.calendar()
    except ValueError:
        return Calendar(zone=clock.zone_of(client.zone).key, week=Week.usual(), holidays=client.country)
