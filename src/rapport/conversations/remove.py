"""Takes a touchpoint out of the story and puts it back: nothing is lost, and what it had closed opens again."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.conversations.follow_through import follow_through
from rapport.conversations.models import Touchpoint
from rapport.journal import clock
from rapport.journal.record import record


def remove(touchpoint: Touchpoint, *, by: Member) -> bool:
    """Take it out; False when it was out already."""
    require(by, "touchpoint.correct", touchpoint.client.standing)
    with transaction.atomic():
        if not Touchpoint.objects.filter(pk=touchpoint.pk, deleted_at=None).update(deleted_at=clock.now()):
            return False
        touchpoint.refresh_from_db(fields=["deleted_at"])
        follow_through(touchpoint, by=by)
        record("touchpoint.removed", by=by, about=touchpoint, client=touchpoint.client_id, in_story=False)
    return True


def restore(touchpoint: Touchpoint, *, by: Member) -> bool:
    """Put it back; False when it was there already."""
    require(by, "touchpoint.correct", touchpoint.client.standing)
    with transaction.atomic():
        if not Touchpoint.objects.filter(pk=touchpoint.pk).exclude(deleted_at=None).update(deleted_at=None):
            return False
        touchpoint.deleted_at = None
        follow_through(touchpoint, by=by)
        record("touchpoint.restored", by=by, about=touchpoint, client=touchpoint.client_id, in_story=False)
    return True
