"""Changes a rhythm: what lies ahead and was not moved by hand follows; what was moved, cancelled or held stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from rapport.agency.models import Member
from rapport.conversations.meetings import quarters
from rapport.conversations.meetings.access import requires
from rapport.conversations.meetings.begin_rhythm import check_rhythm
from rapport.conversations.meetings.cancel import cancel
from rapport.conversations.meetings.lay_ahead import coming_days, lay
from rapport.conversations.meetings.models import Meeting, Participant, Series
from rapport.conversations.meetings.move import move
from rapport.conversations.meetings.plan import invite
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.journal.record import record
from rapport.portfolio.models import Contact

BY_ITSELF = "rhythm"  # why a meeting was moved or cancelled that follows its rhythm
FIELDS = ("kind", "title", "host", "rule", "first", "until", "at_time", "zone", "minutes", "place")


def change_rhythm(
    series: Series, *, by: Member, members: Iterable[Member], contacts: Iterable[Contact], **to: Any
) -> Series:
    """Change the named fields and who comes from now on. Raises ValidationError by field."""
    requires(by, series.client)
    ours, theirs = list(members), list(contacts)
    with transaction.atomic():
        standing = (
            Series.objects.select_for_update(of=("self",)).select_related("client", "team", "host").get(pk=series.pk)
        )
        for name in FIELDS:
            if name in to:
                setattr(standing, name, to[name].strip() if isinstance(to[name], str) else to[name])
        check_rhythm(standing, theirs)
        untouched = [meeting for meeting in ahead_of(standing) if not moved_by_hand(meeting)]
        standing.save()
        standing.members.set([standing.host, *ours])
        standing.contacts.set(theirs)
        _follow(standing, untouched, by)
        lay(standing)
        record(
            "rhythm.changed", by=by, about=standing, client=standing.client_id, in_story=False, title=str(standing),
            rule=standing.rule,
        )  # fmt: skip
    return standing


def ahead_of(series: Series) -> list[Meeting]:
    """Its planned meetings that lie ahead."""
    rows = Meeting.objects.filter(series=series, state=Meeting.State.PLANNED, at__gt=clock.now())
    return list(rows.select_related("host", "client").order_by("at"))


def moved_by_hand(meeting: Meeting) -> bool:
    """Whether somebody, of ours or theirs, moved it: the journal tells that from what the rhythm itself has done."""
    moves = Entry.objects.filter(name="meeting.moved", about=Meeting._meta.label_lower, about_id=meeting.pk)
    return moves.exclude(data__why=BY_ITSELF).exists()


def _follow(series: Series, untouched: list[Meeting], by: Member) -> None:
    """Each meeting that the rhythm still means goes to its time; the others fall away."""
    meant = {one.meant: one for one in coming_days(series, clock.today(series.zone))}
    for meeting in untouched:
        one = meant.get(meeting.occurrence) if meeting.occurrence else None
        if one is None:
            cancel(meeting, by=None, why=BY_ITSELF, in_story=False)
            continue
        Meeting.objects.filter(pk=meeting.pk).update(
            kind=series.kind, title=series.title, place=series.place, host=series.host
        )
        meeting.host, meeting.client = series.host, series.client
        move(
            meeting, by=None, local=datetime.combine(one.day, series.at_time), zone=series.zone,
            minutes=series.minutes, why=BY_ITSELF, in_story=False,
        )  # fmt: skip
        _seat(meeting, series)


def _seat(meeting: Meeting, series: Series) -> None:
    """Who comes to the rhythm comes to the meeting; guests of the single meeting stay."""
    there = Participant.objects.filter(meeting=meeting)
    there.filter(contact__isnull=False).exclude(contact__in=series.contacts.all()).delete()
    invite(meeting, series.members.filter(is_active=True), series.contacts.filter(deleted_at=None))
    quarters.hold(Meeting.objects.get(pk=meeting.pk))
