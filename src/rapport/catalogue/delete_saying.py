"""Takes a page out of the library, and brings it back."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.catalogue.models import Saying
from rapport.journal import clock
from rapport.journal.record import record


def delete_saying(saying: Saying, *, by: Member) -> bool:
    """Out of sight; false when it was already."""
    return _set(saying, by=by, deleted=True)


def restore_saying(saying: Saying, *, by: Member) -> bool:
    """Back as it was; false when it was there."""
    return _set(saying, by=by, deleted=False)


def _set(saying: Saying, *, by: Member, deleted: bool) -> bool:
    require(by, "library.write")
    with transaction.atomic():
        standing = Saying.objects.select_for_update().get(pk=saying.pk)
        if (standing.deleted_at is not None) == deleted:
            return False
        standing.deleted_at = clock.now() if deleted else None
        standing.version += 1
        standing.save(update_fields=["deleted_at", "version"])
        record("saying.deleted" if deleted else "saying.restored", by=by, about=standing, in_story=False)
    return True
