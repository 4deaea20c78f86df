"""Says that a planned meeting did not take place, on whose side it failed and why."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.conversations.meetings import quarters
from rapport.conversations.meetings.access import requires
from rapport.conversations.meetings.models import Meeting
from rapport.conversations.meetings.settled import settle_all
from rapport.journal import clock
from rapport.journal.record import record


def miss(meeting: Meeting, *, by: Member, who: str = "ours", why: str = "") -> bool:
    """It did not take place; False when it is not planned any more. ValidationError for one that lies ahead."""
    requires(by, meeting.client)
    with transaction.atomic():
        standing = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if standing.state != Meeting.State.PLANNED:
            return False
        if standing.at > clock.now():
            raise ValidationError(_("It lies ahead. Cancel it if it will not take place."))
        standing.state = Meeting.State.MISSED
        standing.version += 1
        standing.save(update_fields=["state", "version"])
        quarters.free(standing)
        settle_all(standing)
        record(
            "meeting.missed", by=by, about=standing, client=standing.client_id, title=str(standing),
            when=standing.at.isoformat(), who=who, why=why.strip(),
        )  # fmt: skip
    meeting.state, meeting.version = standing.state, standing.version
    return True
