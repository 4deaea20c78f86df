"""Ends a goal: reached, missed or dropped, with a word on how; and opens it again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.delivery.goals.models import Goal
from rapport.delivery.goals.set_goal import told
from rapport.journal import clock
from rapport.journal.record import record

ENDS = (Goal.State.REACHED, Goal.State.MISSED, Goal.State.DROPPED)
LONGEST = 2000


def close(goal: Goal, state: str, *, by: Member, note: str = "") -> Goal:
    """How it ended. One that has ended stays as it is. A goal that was not reached asks for a word on why."""
    require(by, "plan.keep", goal.client.standing)
    note = note.strip()
    if state not in ENDS:
        raise ValidationError({"state": _("Choose how it ended.")})
    if not note and state != Goal.State.REACHED:
        raise ValidationError({"note": _("Say why, so that the next one is set better.")})
    if len(note) > LONGEST:
        raise ValidationError({"note": _("At most %(limit)s characters fit here.") % {"limit": LONGEST}})
    with transaction.atomic():
        standing = Goal.objects.select_for_update().get(pk=goal.pk)
        if standing.state != Goal.State.OPEN:
            return standing
        standing.state, standing.note, standing.closed_at = state, note, clock.now()
        standing.version += 1
        standing.save()
        if state == Goal.State.REACHED:
            record("goal.reached", by=by, about=standing, client=standing.client_id, note=note, **told(standing))
        elif state == Goal.State.MISSED:
            record("goal.missed", by=by, about=standing, client=standing.client_id, note=note, **told(standing))
        else:
            record("goal.dropped", by=by, about=standing, client=standing.client_id, note=note, **told(standing))
    return standing


def reopen(goal: Goal, *, by: Member) -> bool:
    """It is aimed at again; False when it never ended. The note stays until it ends anew."""
    require(by, "plan.keep", goal.client.standing)
    with transaction.atomic():
        standing = Goal.objects.select_for_update().get(pk=goal.pk)
        if standing.state == Goal.State.OPEN:
            return False
        was, standing.state, standing.closed_at = standing.state, Goal.State.OPEN, None
        standing.version += 1
        standing.save()
        record("goal.reopened", by=by, about=standing, client=standing.client_id, was=was, **told(standing))
    return True
