"""Ends a rhythm: what lies ahead and was not moved by hand is cancelled, what was held stays."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.models import Member
from rapport.conversations.meetings.access import requires
from rapport.conversations.meetings.cancel import cancel
from rapport.conversations.meetings.change_rhythm import BY_ITSELF, ahead_of, moved_by_hand
from rapport.conversations.meetings.models import Series
from rapport.journal import clock
from rapport.journal.record import record


def end_rhythm(series: Series, *, by: Member | None) -> bool:
    """End it today; False when it has ended before."""
    requires(by, series.client)
    with transaction.atomic():
        if not Series.objects.filter(pk=series.pk, ended_at=None).update(ended_at=clock.now()):
            return False
        for meeting in ahead_of(series):
            if not moved_by_hand(meeting):
                cancel(meeting, by=None, why=BY_ITSELF, in_story=False)
        record("rhythm.ended", by=by, about=series, client=series.client_id, title=str(series), kind=series.kind)
    series.refresh_from_db(fields=["ended_at"])
    return True
