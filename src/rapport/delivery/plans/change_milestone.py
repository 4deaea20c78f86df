"""Changes what a milestone is, who does it and what it comes after; its days are moved, with a reason (`move`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from rapport.agency.models import Member
from rapport.delivery.plans.add_milestone import check, check_way, plain
from rapport.delivery.plans.lock import held_milestone
from rapport.delivery.plans.lock import write as write_milestone
from rapport.delivery.plans.models import Milestone
from rapport.delivery.plans.stages import way_of
from rapport.journal.record import record
from rapport.portfolio.change import write


def change_milestone(
    milestone: Milestone, values: Mapping[str, Any], *, by: Member, version: int, after: Collection[int] | None = None
) -> Milestone:
    """Write the named fields; raises ChangedMeanwhile when another version stands than was opened."""
    with transaction.atomic():
        standing = held_milestone(milestone, by=by, version=version)
        changes = write(standing, plain(values))
        check(standing)
        way = way_of(standing.plan_id)
        before = sorted(way.stage_of[standing.pk].after)
        wanted = before if after is None else sorted(set(after))
        if wanted != before:
            check_way(standing, wanted, way)
            standing.after.set(wanted)
            changes["after"] = [before, wanted]
        if not changes:
            return standing
        write_milestone(standing)
        record(
            "milestone.changed", by=by, about=standing, client=standing.plan.client_id, in_story=False,
            plan=standing.plan_id, title=standing.title, changes=changes, version=standing.version,
        )  # fmt: skip
    return standing
