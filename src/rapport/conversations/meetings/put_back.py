"""Takes back what was said of a meeting, held, missed or cancelled: it is planned again, and its word is removed."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.models import Member
from rapport.conversations.meetings import quarters
from rapport.conversations.meetings.access import requires
from rapport.conversations.meetings.models import Meeting, Participant
from rapport.conversations.meetings.settled import settle_all
from rapport.conversations.models import Touchpoint
from rapport.conversations.remove import remove
from rapport.journal.record import record


def put_back(meeting: Meeting, *, by: Member) -> bool:
    """Planned again; False when it is already. Minutes and a debrief that was given stay."""
    requires(by, meeting.client)
    with transaction.atomic():
        standing = Meeting.objects.select_for_update().get(pk=meeting.pk)
        was = standing.state
        if was == Meeting.State.PLANNED:
            return False
        said = Touchpoint.objects.filter(pk=standing.touchpoint_id or 0, deleted_at=None).first()
        standing.state, standing.held_at, standing.touchpoint = Meeting.State.PLANNED, None, None
        standing.version += 1
        standing.sequence += was == Meeting.State.CANCELLED
        standing.save()
        Participant.objects.filter(meeting=standing).update(came=None)
        quarters.hold(standing)
        settle_all(standing)
        if said is not None and meeting.client is not None:
            said.client = meeting.client
            remove(said, by=by)
        record(
            "meeting.put_back", by=by, about=standing, client=standing.client_id, in_story=False,
            title=str(standing), was=was,
        )  # fmt: skip
    meeting.state, meeting.touchpoint, meeting.version = standing.state, None, standing.version
    return True
