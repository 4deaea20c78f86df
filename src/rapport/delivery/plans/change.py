"""Changes what a plan is called and about; of two editors the second is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from rapport.agency.models import Member
from rapport.delivery.plans.draw_up import check, plain
from rapport.delivery.plans.lock import held
from rapport.delivery.plans.models import Plan
from rapport.journal.record import record
from rapport.portfolio.change import write


def change(plan: Plan, values: Mapping[str, Any], *, by: Member, version: int) -> Plan:
    """Write the named fields; raises ChangedMeanwhile when another version stands than was opened."""
    with transaction.atomic():
        standing = held(plan, by=by, version=version)
        changes = write(standing, plain(values))
        check(standing)
        if not changes:
            return standing
        standing.version += 1
        standing.save()
        record(
            "plan.changed", by=by, about=standing, client=standing.client_id, in_story=False, title=standing.title,
            changes=changes, version=standing.version,
        )  # fmt: skip
    return standing
