"""Changes what a goal says; of two editors the second is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.delivery.goals.models import Goal
from rapport.delivery.goals.set_goal import check, plain
from rapport.journal.record import record
from rapport.portfolio.change import ChangedMeanwhile, write


def change(goal: Goal, values: Mapping[str, Any], *, by: Member, version: int) -> Goal:
    """Write the named fields; raises ChangedMeanwhile when another version stands than was opened."""
    require(by, "plan.keep", goal.client.standing)
    with transaction.atomic():
        standing = Goal.objects.select_for_update().get(pk=goal.pk)
        if standing.version != version:
            raise ChangedMeanwhile
        if standing.state != Goal.State.OPEN:
            raise ValidationError(_("It has ended. Open it again first."))
        changes = write(standing, plain(values))
        check(standing)
        if not changes:
            return standing
        standing.version += 1
        standing.save()
        record(
            "goal.changed", by=by, about=standing, client=standing.client_id, in_story=False, title=standing.title,
            changes=changes, version=standing.version,
        )  # fmt: skip
    return standing
