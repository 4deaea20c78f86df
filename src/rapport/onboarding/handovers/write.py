"""Writes a handover down, with whatever is known so far; of two who write at once the second is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.journal.record import record
from rapport.onboarding.handovers.access import may_write, refuse_unless
from rapport.onboarding.handovers.models import Handover

FIELDS = ("name", "client", "facts", "services", "promises", "no_promises", "people", "notes", "keeper")


class Stale(Exception):
    """Somebody saved it since it was opened; `theirs` is how it stands now."""

    def __init__(self, theirs: Handover) -> None:
        super().__init__(f"version {theirs.version}")
        self.theirs = theirs


def begin(values: Mapping[str, Any], *, by: Member, once: str | None = None) -> Handover:
    """A new draft. A form sent twice (`once`) is one handover."""
    require(by, "handover.write")
    if once and (there := Handover.objects.filter(once=once, made_by=by).first()):
        return there
    handover = Handover(made_by=by, once=once, **_known(values))
    try:
        with transaction.atomic():
            handover.save()
            record("handover.begun", by=by, about=handover, in_story=False, name=handover.name)
    except IntegrityError:
        if once and (there := Handover.objects.filter(once=once, made_by=by).first()):
            return there
        raise
    return handover


def write(handover: Handover, values: Mapping[str, Any], *, by: Member, version: int) -> Handover:
    """Save what is known now; sealed notes only where new ones are handed in. Raises Stale."""
    refuse_unless(may_write(by, handover))
    with transaction.atomic():
        row = Handover.objects.select_for_update().get(pk=handover.pk)
        if row.version != version:
            raise Stale(row)
        refuse_unless(may_write(by, row))
        for name, value in _known(values).items():
            setattr(row, name, value)
        row.version += 1
        row.save()
        record("handover.written", by=by, about=row, in_story=False, name=row.name, version=row.version)
    return row


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in FIELDS if name in values}
