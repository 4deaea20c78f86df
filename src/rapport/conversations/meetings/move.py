"""Moves a meeting to another time, and keeps who moved it and why."""

from __future__ import annotations

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.attention.ask import settle
from rapport.conversations.meetings import quarters
from rapport.conversations.meetings.access import requires
from rapport.conversations.meetings.change import ChangedMeanwhile
from rapport.conversations.meetings.models import Meeting, Participant
from rapport.conversations.meetings.plan import check, set_time
from rapport.journal.record import record


def move(
    meeting: Meeting,
    *,
    by: Member | None,
    local: datetime,
    zone: str = "",
    minutes: int | None = None,
    who: str = "ours",
    why: str = "",
    version: int | None = None,
    in_story: bool = True,
) -> Meeting:
    """Move it; `who` is "ours" or "theirs". Answers given to the old time fall away. The same time again is no move.

    `by` is None for what came from outside or by itself. Raises ValidationError by field, ChangedMeanwhile.
    """
    requires(by, meeting.client)
    with transaction.atomic():
        standing = Meeting.objects.select_for_update().get(pk=meeting.pk)
        standing.client, standing.host = meeting.client, meeting.host
        if version is not None and standing.version != version:
            raise ChangedMeanwhile(standing)
        if standing.state != Meeting.State.PLANNED:
            raise ValidationError(_("Only a meeting that is planned can be moved."))
        if standing.from_outside and by is not None:
            raise ValidationError(_("The invitation came from them: ask them to move it."))
        was, length = standing.at, standing.minutes
        standing.zone, standing.minutes = zone or standing.zone, minutes or standing.minutes
        check(standing, local, [standing.host], [])
        set_time(standing, local)
        if (standing.at, standing.minutes) == (was, length):
            return standing
        standing.sequence += 1
        standing.version += 1
        standing.save()
        Participant.objects.filter(meeting=standing).update(answer=Participant.Answer.NONE, answered_at=None)
        quarters.hold(standing)
        settle(cause=f"meeting:{standing.pk}:missed")
        settle(cause=f"meeting:{standing.pk}:agenda")
        settle(cause=f"meeting:{standing.pk}:declined")
        record(
            "meeting.moved", by=by, about=standing, client=standing.client_id, in_story=in_story,
            title=str(standing), was=was.isoformat(), to=standing.at.isoformat(), who=who, why=why.strip(),
        )  # fmt: skip
    return standing


def wall(meeting: Meeting) -> datetime:
    """The agreed wall time without a zone."""
    return meeting.local.astimezone(UTC).replace(tzinfo=None)
