"""When a mail was read or found sent, what a word changes is looked at: the next one due, and who came first."""

from __future__ import annotations

from rapport.agency.models import Member
from rapport.conversations.follow_through import follow_through
from rapport.conversations.models import Touchpoint
from rapport.journal.models import Entry


def word(entry: Entry) -> None:
    touchpoint = Touchpoint.objects.filter(pk=entry.data.get("touchpoint"), deleted_at=None).first()
    if touchpoint:
        follow_through(touchpoint, by=Member.objects.filter(pk=entry.by_id or 0).first())
