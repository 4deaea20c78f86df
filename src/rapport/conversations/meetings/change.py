"""Changes what a meeting is and who comes; when it is, is moved (move.py)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from rapport.agency.models import Member
from rapport.conversations.meetings import quarters
from rapport.conversations.meetings.access import requires
from rapport.conversations.meetings.models import Meeting, Participant
from rapport.conversations.meetings.plan import check, invite
from rapport.journal.record import record
from rapport.portfolio.models import Contact

FIELDS = ("title", "kind", "place", "about", "began")


class ChangedMeanwhile(ValidationError):
    """Somebody else saved it since this version was read; `theirs` is what stands now."""

    def __init__(self, theirs: Any) -> None:
        super().__init__(f"version {theirs.version}")
        self.theirs = theirs


def change(
    meeting: Meeting, *, by: Member, version: int, members: Iterable[Member], contacts: Iterable[Contact], **to: Any
) -> Meeting:
    """Change the named fields and who comes. The host stays; whoever stays keeps their answer.

    Raises ChangedMeanwhile when `version` is not the one that stands, ValidationError by field.
    """
    requires(by, meeting.client)
    ours, theirs = list(members), list(contacts)
    with transaction.atomic():
        standing = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if standing.version != version:
            raise ChangedMeanwhile(standing)
        standing.client, standing.host = meeting.client, meeting.host
        before = written(standing)
        for name in FIELDS:
            if name in to:
                setattr(standing, name, to[name].strip())
        check(standing, standing.local.astimezone(UTC).replace(tzinfo=None), [standing.host, *ours], theirs)
        _seat(standing, [standing.host, *ours], theirs)
        after = written(standing)
        changes = {name: [before[name], after[name]] for name in after if after[name] != before[name]}
        if not changes:
            return standing
        quarters.hold(standing)
        standing.version += 1
        standing.save()
        record(
            "meeting.changed", by=by, about=standing, client=standing.client_id, in_story=False, changes=changes,
            version=standing.version,
        )  # fmt: skip
    return standing


def written(meeting: Meeting) -> dict[str, Any]:
    """What can be changed, as plain values."""
    people = list(meeting.participants.order_by("pk").values_list("member", "contact"))
    return {
        **{name: getattr(meeting, name) for name in FIELDS},
        "members": sorted(member for member, _contact in people if member),
        "contacts": sorted(contact for _member, contact in people if contact),
    }


def _seat(meeting: Meeting, ours: list[Member], theirs: list[Contact]) -> None:
    Participant.objects.filter(meeting=meeting, member__isnull=False).exclude(member__in=ours).delete()
    Participant.objects.filter(meeting=meeting, contact__isnull=False).exclude(contact__in=theirs).delete()
    invite(meeting, ours, theirs)
