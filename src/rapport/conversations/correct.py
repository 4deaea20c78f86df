"""Corrects a touchpoint and keeps what it said before, with who and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.conversations.follow_through import follow_through
from rapport.conversations.log import check, judge
from rapport.conversations.models import Earlier, Touchpoint
from rapport.journal.record import record
from rapport.portfolio.models import Contact

FIELDS = (
    "channel", "began", "direction", "agreed", "at", "summary", "mood", "next_step", "next_step_on", "why_first",
)  # fmt: skip


class Stale(Exception):
    """Somebody else corrected it meanwhile; `theirs` is what stands now."""

    def __init__(self, theirs: Touchpoint) -> None:
        super().__init__(f"version {theirs.version}")
        self.theirs = theirs


def correct(
    touchpoint: Touchpoint, *, by: Member, version: int, people: Iterable[Contact] | None = None, **changes: Any
) -> Touchpoint:
    """Change the named fields. `direction=""` judges it anew. `touchpoint.client` must have come through its door.

    Raises Stale when `version` is not the one that stands, ValidationError for what cannot have been.
    """
    require(by, "touchpoint.correct", touchpoint.client.standing)
    if unknown := set(changes) - set(FIELDS):
        raise TypeError(f"a touchpoint has no {', '.join(sorted(unknown))} to correct")
    with transaction.atomic():
        standing = Touchpoint.objects.select_for_update().get(pk=touchpoint.pk)
        if standing.version != version:
            raise Stale(standing)
        before = values_of(standing)
        if not changes.get("why_first"):
            changes.pop("why_first", None)  # a reason once given is changed, not emptied: it takes no version
        for field, value in changes.items():
            setattr(standing, field, value.strip() if isinstance(value, str) else value)
        standing.client = touchpoint.client
        spoken_with = list(standing.people.all()) if people is None else list(people)
        check(standing, spoken_with)
        judge(standing)
        standing.people.set(spoken_with)
        if values_of(standing) == before:
            return standing
        Earlier.objects.create(touchpoint=standing, by=by, values=before)
        standing.version += 1
        standing.save()
        follow_through(standing, by=by)
        record(
            "touchpoint.corrected", by=by, about=standing, client=standing.client_id, in_story=False,
            fields=sorted(field for field, value in values_of(standing).items() if value != before[field]),
        )  # fmt: skip
    return standing


def values_of(touchpoint: Touchpoint) -> dict[str, Any]:
    """The correctable values as plain JSON."""
    values = {field: getattr(touchpoint, field) for field in FIELDS}
    values["at"] = touchpoint.at.isoformat()
    values["next_step_on"] = touchpoint.next_step_on.isoformat() if touchpoint.next_step_on else None
    values["people"] = sorted(touchpoint.people.values_list("pk", flat=True))
    return values
