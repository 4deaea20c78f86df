"""Counts that a page of the library helped: once for each member, who may take it back."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.catalogue.models import Helped, Saying
from rapport.journal.record import record


def mark_helped(saying: Saying, *, by: Member) -> bool:
    """One more; false when this member had said so already."""
    require(by, "library.see")
    with transaction.atomic():
        _made, new = Helped.objects.get_or_create(saying=saying, member=by)
        if new:
            Saying.objects.filter(pk=saying.pk).update(worked=F("worked") + 1)
            record("saying.helped", by=by, about=saying, in_story=False)
    return new


def unmark_helped(saying: Saying, *, by: Member) -> bool:
    """One less; false when this member had not said so."""
    require(by, "library.see")
    with transaction.atomic():
        gone, _rows = Helped.objects.filter(saying=saying, member=by).delete()
        if gone:
            Saying.objects.filter(pk=saying.pk, worked__gt=0).update(worked=F("worked") - 1)
            record("saying.unhelped", by=by, about=saying, in_story=False)
    return bool(gone)
