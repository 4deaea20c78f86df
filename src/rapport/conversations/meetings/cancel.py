"""Cancels a meeting, with whose wish it was and why; put_back.py brings it back."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.models import Member
from rapport.conversations.meetings import quarters
from rapport.conversations.meetings.access import requires
from rapport.conversations.meetings.models import Meeting
from rapport.conversations.meetings.settled import settle_all
from rapport.journal.record import record


def cancel(meeting: Meeting, *, by: Member | None, who: str = "ours", why: str = "", in_story: bool = True) -> bool:
    """Cancel what is planned; False when it is not, or not any more."""
    requires(by, meeting.client)
    with transaction.atomic():
        standing = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if standing.state != Meeting.State.PLANNED:
            return False
        standing.state = Meeting.State.CANCELLED
        standing.sequence += 1
        standing.version += 1
        standing.save(update_fields=["state", "sequence", "version"])
        quarters.free(standing)
        settle_all(standing)
        record(
            "meeting.cancelled", by=by, about=standing, client=standing.client_id, in_story=in_story,
            title=str(standing), when=standing.at.isoformat(), who=who, why=why.strip(),
        )  # fmt: skip
    meeting.state, meeting.sequence, meeting.version = standing.state, standing.sequence, standing.version
    return True
