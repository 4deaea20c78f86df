"""A question to a contact was answered, withdrawn, or met with silence: what it was about stands accordingly."""

from __future__ import annotations

from rapport.conversations.understandings import follow
from rapport.delivery.extra import follow as extra_work
from rapport.journal.models import Entry


def understanding(entry: Entry) -> None:
    """Our reading of their words is confirmed, corrected, not theirs, or to be written anew."""
    if entry.about_id:
        follow.stand_as(entry.about_id)


def extra(entry: Entry) -> None:
    """Extra work they said yes or no to, or that is to be told anew."""
    if entry.data.get("subject") == "delivery.extrawork":
        extra_work.stand_as(entry.data["subject_id"])
