"""What a calendar file says: bytes in, entries or a Refusal out, and out again as a feed, an invitation or a reply.

For the diary, the mail reader and the command line. Nothing in a file is trusted: its size, its repetitions and its
zones are bounded, and its texts are plain text.

>>> file = b"BEGIN:VCALENDAR\\nBEGIN:VEVENT\\nUID:1\\nRRULE:FREQ=WEEKLY;COUNT=3\\nDURATION:PT1H\\n"
>>> file += b"DTSTART;TZID=Central Europe Standard Time:20261019T090000\\nEND:VEVENT\\nEND:VCALENDAR"
>>> read = read_calendar(file)
>>> read.events[0].starts.zone, read.events[0].starts.named
('Europe/Budapest', 'Central Europe Standard Time')
>>> autumn = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
>>> [str(one.starts.at) for one in occurrences(read, *autumn).found]  # the clock changes between the first two
['2026-10-19 07:00:00+00:00', '2026-10-26 08:00:00+00:00', '2026-11-02 08:00:00+00:00']
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from rapport.reckon.ical.lines import Tree, read_tree
from rapport.reckon.ical.reading import calendar_of
from rapport.reckon.ical.taking_place import taken, taking_place
from rapport.reckon.ical.values import (
    LIMITS,
    Calendar,
    Event,
    Limits,
    Moment,
    Occurrence,
    Occurrences,
    Person,
    Refusal,
    Reply,
)
from rapport.reckon.ical.writing import write_feed, write_invitation, write_reply

__all__ = [
    "LIMITS",
    "UTC",
    "Calendar",
    "Event",
    "Limits",
    "Moment",
    "Occurrence",
    "Occurrences",
    "Person",
    "Refusal",
    "Reply",
    "busy_times",
    "occurrences",
    "read_calendar",
    "read_replies",
    "write_feed",
    "write_invitation",
    "write_reply",
]


def read_calendar(raw: bytes, *, zone: str = "UTC", limits: Limits = LIMITS) -> Calendar | Refusal:
    """Read a calendar file. Never raises, but for a `zone` that does not exist (ValueError).

    `zone` is where times without a zone are read, unless the file names its own.

    >>> read_calendar(b"Dear all").sentence.plain()
    'This is not a calendar file: it holds no calendar and no entry.'
    """
    tree = read_tree(raw, limits)
    return calendar_of(tree, limits, zone) if isinstance(tree, Tree) else tree


def occurrences(
    calendar: Calendar | Iterable[Event],
    since: datetime,
    until: datetime,
    *,
    at_most: int = 1000,
    zone: str = "",
) -> Occurrences:
    """When the entries take place between two instants: series without what is left out or replaced, in order.

    Cancelled entries and answers do not take place; of several versions of an entry the latest counts. A whole day
    begins at midnight of `zone`, where times without a zone are read too (else that of the calendar, else UTC). At
    most `at_most` are given; what a recurrence may cost is bounded, and `is_cut` says when there was more.
    """
    own = calendar.zone if isinstance(calendar, Calendar) else ""
    events = calendar.events if isinstance(calendar, Calendar) else calendar
    return taking_place(events, since, until, at_most, zone or own or "UTC")


def busy_times(
    calendar: Calendar | Iterable[Event], since: datetime, until: datetime, *, zone: str = ""
) -> tuple[tuple[datetime, datetime], ...]:
    """When somebody with this diary is taken, in UTC and in order, as `slots.Side.busy` wants it; entries that do not
    make busy are left out, whole days count from midnight to midnight of `zone`, times told as busy count too.

    >>> away = b"BEGIN:VCALENDAR\\nBEGIN:VEVENT\\nUID:1\\nDTSTART;VALUE=DATE:20261124\\nEND:VEVENT\\nEND:VCALENDAR"
    >>> autumn = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
    >>> [(str(first), str(last)) for first, last in busy_times(read_calendar(away), *autumn, zone="Europe/Zagreb")]
    [('2026-11-23 23:00:00+00:00', '2026-11-24 23:00:00+00:00')]
    """
    own = calendar.zone if isinstance(calendar, Calendar) else ""
    events = calendar.events if isinstance(calendar, Calendar) else calendar
    return tuple(sorted(taken(events, since, until, zone or own or "UTC")))


def read_replies(calendar: Calendar) -> tuple[Reply, ...]:
    """What the attendees answer in a file with METHOD:REPLY, one reply for each entry and person.

    >>> reply = b"BEGIN:VCALENDAR\\nMETHOD:REPLY\\nBEGIN:VEVENT\\nUID:7\\n"
    >>> reply += b"ATTENDEE;PARTSTAT=DECLINED:mailto:ana@adria.example"
    >>> [(one.uid, one.person.mail, one.partstat) for one in read_replies(read_calendar(reply))]
    [('7', 'ana@adria.example', 'DECLINED')]
    """
    return tuple(
        Reply(event.uid, person, person.partstat, event.instead_of, event.sequence, event.stamp, event.comment)
        for event in calendar.events
        if event.method == "REPLY" and event.uid
        for person in event.attendees
        if person.mail and person.partstat
    )
