"""Opens the sealed notes of a handover, by a deliberate act that is kept."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.models import Member
from rapport.journal.record import record
from rapport.onboarding.handovers.access import may_accept, refuse_unless
from rapport.onboarding.handovers.models import Handover


def reveal_notes(handover: Handover, *, by: Member) -> str:
    """For whoever wrote it, its keeper, and the head; who read them when stands in the journal."""
    refuse_unless(handover.made_by_id == by.pk or may_accept(by, handover))
    with transaction.atomic():
        words = handover.notes.reveal()
        record("handover.notes_read", by=by, about=handover, client=handover.client_id, in_story=False)
    return words
