"""Reckons the instants of planned meetings anew from what was agreed, when the rules of a zone have changed."""

from __future__ import annotations

from django.db import transaction

from rapport.conversations.meetings import quarters
from rapport.conversations.meetings.models import Meeting
from rapport.conversations.meetings.plan import set_time
from rapport.journal import clock


def reckon_anew() -> int:
    """Every planned meeting that lies ahead; the number whose instant changed. The wall time is what was agreed."""
    moved = []
    for meeting in Meeting.objects.filter(state=Meeting.State.PLANNED, at__gt=clock.now(), from_outside=False):
        if meeting.zone not in clock.ZONES:
            continue  # a zone that the list of zones has dropped
        before = meeting.at
        set_time(meeting, meeting.local.replace(tzinfo=None))
        if meeting.at != before:
            moved.append(meeting)
    with transaction.atomic():
        Meeting.objects.bulk_update(moved, ["at", "local"], batch_size=200)
        for meeting in moved:
            quarters.hold(meeting)
    return len(moved)
