"""Changes the rules of the agency and records what they were."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from rapport.agency.access import require
from rapport.agency.models import Agency, Member
from rapport.journal.record import record

RULES = (
    "name", "country", "zone", "week", "currency", "cadence_a", "cadence_b", "cadence_c", "exclusivity", "load_cap",
)  # fmt: skip


def change_rules(*, by: Member, **rules: Any) -> Agency:
    require(by, "agency.change")
    assert set(rules) <= set(RULES)
    with transaction.atomic():
        ours = Agency.objects.select_for_update().get(pk=Agency.ours().pk)
        before = {name: getattr(ours, name) for name, value in rules.items() if getattr(ours, name) != value}
        for name in before:
            setattr(ours, name, rules[name])
        if before:
            ours.save(update_fields=list(before))
            record("agency.changed", by=by, about=ours, in_story=False, before=before)
    return ours
