"""Saves what a member chose for themselves: language, formats, clock, hours, quiet."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.journal.record import record

OWN = (
    "name", "language", "formats", "theme", "zone", "country", "week",
    "digest_at", "quiet_from", "quiet_until", "focus_from", "focus_until",
)  # fmt: skip


def set_up(member: Member, **choices: Any) -> Member:
    """Only one's own fields are written, so that a change of roles at the same moment is not undone."""
    require(member, "me.change")
    assert set(choices) <= set(OWN)
    changed = [name for name, value in choices.items() if getattr(member, name) != value]
    for name in changed:
        setattr(member, name, choices[name])
    if changed:
        with transaction.atomic():
            member.save(update_fields=changed)
            record("member.set_up", by=member, about=member, in_story=False, fields=changed)
    return member
