"""Keeps the quarters of an hour that a meeting takes from each of us who comes: for every deed that sets its time.

What is planned by hand takes what is free, since people may sit in two meetings if they say so. A time that a client
picks needs all of its quarters (pick_time.py): the unique key in the database lets one of many picks have them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from rapport.conversations.meetings.models import Meeting, Participant, Taken

QUARTER = timedelta(minutes=15)


def hold(meeting: Meeting, members: Iterable[int] | None = None) -> bool:
    """Take what is free for the meeting as it stands, and leave what it took before; False if a quarter was not free.

    `members` are ids; None: those who are seated. To be called in the transaction that sets the time.
    """
    Taken.objects.filter(meeting=meeting).delete()
    if meeting.state != Meeting.State.PLANNED:
        return True
    ids = sorted(set(seated(meeting) if members is None else members))
    wanted = [
        Taken(member_id=member, quarter=quarter, meeting=meeting)
        for member in ids  # in one order for all, so that two who ask at once never wait for each other
        for quarter in quarters_of(meeting.at, meeting.minutes)
    ]
    Taken.objects.bulk_create(wanted, ignore_conflicts=True)
    return Taken.objects.filter(meeting=meeting).count() == len(wanted)


def free(meeting: Meeting) -> None:
    Taken.objects.filter(meeting=meeting).delete()


def seated(meeting: Meeting) -> Iterable[int]:
    """Ids of us who come; whoever has declined does not."""
    rows = Participant.objects.filter(meeting=meeting, member__isnull=False)
    return rows.exclude(answer=Participant.Answer.DECLINED).values_list("member", flat=True)


def quarters_of(at: datetime, minutes: int) -> Iterator[datetime]:
    """The beginnings of the quarters that a meeting touches, in UTC.

    >>> [f"{one:%H:%M}" for one in quarters_of(datetime(2026, 11, 24, 9, 10, tzinfo=UTC), 30)]
    ['09:00', '09:15', '09:30']
    """
    at = at.astimezone(UTC)
    quarter, end = at - (at - datetime.min.replace(tzinfo=UTC)) % QUARTER, at + timedelta(minutes=minutes)
    while quarter < end:
        yield quarter
        quarter += QUARTER
