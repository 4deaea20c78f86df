"""Until when an answer is in time: a working day of whoever waits for it, or some working hours of whoever gives it."""

from __future__ import annotations

from datetime import datetime, timedelta

from rapport.reckon.timing import Calendar, zone_named


def a_working_day_after(at: datetime, calendar: Calendar) -> datetime:
    """The instant by which a whole working day of the calendar has passed since `at` (an aware instant).

    What comes within their hours has until the same hour of their next working day; what comes outside them counts
    from the hour they come in, so it has until the end of that day.

    >>> from datetime import UTC
    >>> office = Calendar("Europe/Zagreb")
    >>> a_working_day_after(datetime(2024, 11, 15, 13, 30, tzinfo=UTC), office).isoformat()
    '2024-11-18T14:30:00+01:00'
    >>> a_working_day_after(datetime(2024, 11, 16, 13, 30, tzinfo=UTC), office).isoformat()
    '2024-11-18T17:00:00+01:00'
    """
    zone = zone_named(calendar.zone)
    local = at.astimezone(zone)
    if calendar.works_at(at):
        day = calendar.next_working_day(local.date() + timedelta(days=1))
        return datetime.combine(day, local.time(), zone)
    end = calendar.end_of_day(calendar.next_working_day(local.date()))
    if end <= at:
        end = calendar.end_of_day(calendar.next_working_day(local.date() + timedelta(days=1)))
    return end.astimezone(zone)


def working_hours_after(at: datetime, hours: float, calendar: Calendar) -> datetime:
    """The first minute by which so many working hours of the calendar have passed since `at` (an aware instant).

    Within sixty days; where the calendar has not so many hours in them, the last minute of these days.

    >>> from datetime import UTC
    >>> office = Calendar("Europe/Zagreb")
    >>> working_hours_after(datetime(2024, 11, 15, 14, 0, tzinfo=UTC), 4, office).isoformat()  # Friday at 15:00
    '2024-11-18T11:00:00+01:00'
    """
    done = calendar.hours_from(at)
    low, high = 0, 60 * 24 * 60
    while low < high:
        middle = (low + high) // 2
        if done(at + timedelta(minutes=middle)) >= hours - 1e-9:
            high = middle
        else:
            low = middle + 1
    return (at + timedelta(minutes=low)).astimezone(zone_named(calendar.zone))
