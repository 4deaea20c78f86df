"""When an answer is wanted and when we kindly ask again: counted in the client's working days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.reckon.timing import Calendar

WANTED_AFTER = 5  # working days
AGAIN_AFTER = 2  # working days, from one asking to the next
MOST_REMINDERS = 2
BEFORE_CLOSING = timedelta(hours=6)  # of the usual day: the middle of the morning


def usual_due(client: Client) -> datetime:
    """The end of the fifth working day there."""
    calendar = client.calendar()
    return calendar.end_of_day(_working_days_on(calendar, clock.today(client.zone), WANTED_AFTER))


def first_reminder(client: Client, asked: datetime, due: datetime) -> datetime | None:
    """Two working days after asking; none when that is not before the due moment."""
    return next_reminder(client, asked, due, reminders=0)


def next_reminder(client: Client, last: datetime, due: datetime, *, reminders: int) -> datetime | None:
    """In the working hours there, two working days after the last asking; None when enough was asked."""
    if reminders >= MOST_REMINDERS:
        return None
    calendar = client.calendar()
    day = _working_days_on(calendar, last.astimezone(clock.zone_of(client.zone)).date(), AGAIN_AFTER)
    moment = calendar.end_of_day(day) - BEFORE_CLOSING
    return moment if moment < due else None


def silent_after(calendar: Calendar, asked: datetime, due: datetime, days: int) -> datetime:
    """The end of the n-th working day after asking, by their calendar; never before the moment we have named."""
    day = _working_days_on(calendar, asked.astimezone(clock.zone_of(calendar.zone)).date(), days)
    return max(calendar.end_of_day(day), due)


def _working_days_on(calendar: Calendar, day: date, number: int) -> date:
    for _n in range(number):
        day = calendar.next_working_day(day + timedelta(days=1))
    return day
