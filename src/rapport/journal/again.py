"""Tries once more what followers failed at, for the administrator who has mended the cause."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models import QuerySet

from rapport.journal.models import Entry
from rapport.journal.record import record


def failing() -> QuerySet[Entry]:
    """Entries that at least one follower has failed at and not followed since, newest first."""
    return Entry.objects.filter(told_at=None, attempts__gt=0).order_by("-id")


def again(*, by: models.Model) -> int:
    """The next sweep tells them again, those given up included; how many."""
    with transaction.atomic():
        number = failing().update(attempts=0, try_at=None)
        if number:
            record("following.again", by=by, in_story=False, number=number)
    return number
