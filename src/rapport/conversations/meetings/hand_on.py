"""Hands the meetings of a client on: to its new keeper when it was handed over, to nobody when it has gone."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.models import Member
from rapport.conversations.meetings import quarters
from rapport.conversations.meetings.cancel import cancel
from rapport.conversations.meetings.end_rhythm import end_rhythm
from rapport.conversations.meetings.models import Meeting, Participant, Series
from rapport.conversations.meetings.plan import invite
from rapport.journal import clock


def hand_on(client_id: int, *, of: int, to: Member) -> int:
    """What the former keeper was to host lies with the new one; both come to nothing twice. Safe to repeat."""
    with transaction.atomic():
        for series in Series.objects.filter(client=client_id, host=of, ended_at=None):
            series.members.remove(of)
            series.members.add(to)
            Series.objects.filter(pk=series.pk).update(host=to)
        ahead = Meeting.objects.filter(
            client=client_id, host=of, state=Meeting.State.PLANNED, at__gt=clock.now(), from_outside=False
        )
        meetings = list(ahead)
        for meeting in meetings:
            Participant.objects.filter(meeting=meeting, member=of).delete()
            invite(meeting, [to], [])
            quarters.hold(meeting)
            Meeting.objects.filter(pk=meeting.pk).update(host=to)
    return len(meetings)


def let_go(client_id: int) -> None:
    """The client has gone: its rhythms end, what lies ahead is cancelled. Safe to repeat."""
    for series in Series.objects.filter(client=client_id, ended_at=None).select_related("client"):
        end_rhythm(series, by=None)
    ahead = Meeting.objects.filter(client=client_id, state=Meeting.State.PLANNED, at__gt=clock.now())
    for meeting in ahead.select_related("client"):
        cancel(meeting, by=None, in_story=False)
