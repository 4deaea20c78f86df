"""By when a specialist is to answer and by when we owe the client: offered before it is asked, doubted in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.conversations.promises.calendars import day_in, of_client, of_us
from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.reckon.timing import Calendar
from rapport.ui import formats

ROOM = timedelta(hours=1)  # to read the answer before it goes on
MINUTE = timedelta(minutes=1)
LOOK = 10  # days back from ours


def ours_for(client: Client) -> datetime:
    """The end of the client's next working day."""
    theirs = of_client(client)
    tomorrow = day_in(theirs, clock.now()) + timedelta(days=1)
    return theirs.end_of_day(theirs.next_working_day(tomorrow))


def due_for(specialist: Member | None, client: Client, ours_due: datetime) -> datetime:
    """The last moment of the specialist's working time that leaves room before ours; else halfway to it."""
    calendar, now = of_us(client.pk, specialist), clock.now()
    day = day_in(calendar, ours_due)
    for back in range(LOOK):
        on = day - timedelta(days=back)
        last = min(calendar.end_of_day(on), ours_due - ROOM)
        if last > now + ROOM and calendar.works_at(last - MINUTE):
            return last
    return (now + (ours_due - now) / 2).replace(second=0, microsecond=0)


def doubts(specialist: Member, due: datetime) -> list[str]:
    """What speaks against asking this specialist by then; it may be asked all the same, knowingly."""
    calendar = of_us(0, specialist)
    now, day = clock.now(), day_in(calendar, due)
    name = specialist.first_name
    if until := calendar.away_until(day):
        return [_("%(name)s is away until %(day)s.") % {"name": name, "day": formats.day(until)}]
    found = []
    if not calendar.works_at(due - MINUTE):
        found.append(
            _("%(moment)s is outside %(name)s's working time.") % {"moment": formats.moment(due), "name": name}
        )
    if calendar.working_hours_between(now, due) <= 0:
        found.append(_away_now(calendar, name, now, due))
    return found


def _away_now(calendar: Calendar, name: str, now: datetime, due: datetime) -> str:
    if until := calendar.away_until(day_in(calendar, now)):
        return _("%(name)s is away until %(day)s.") % {"name": name, "day": formats.day(until)}
    return _("%(name)s does not work before then.") % {"name": name}
