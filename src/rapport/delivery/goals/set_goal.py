"""Sets a goal of a client: what it wants to reach, by which figure and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.delivery.goals.models import Goal
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client

FIELDS = ("title", "aim", "metric", "baseline", "target", "unit", "criteria", "since", "due")
LINES = ("title", "metric", "unit")
LONGEST = 5000
FIRST, LAST = date(1990, 1, 1), date(2199, 12, 31)
LARGEST = Decimal(10) ** 13


def set_goal(client: Client, values: Mapping[str, Any], *, by: Member, once: str | None = None) -> Goal:
    """Keep a goal with these values (FIELDS). The same `once` is the same goal. Raises ValidationError by field."""
    require(by, "plan.keep", client.standing)
    if once and (there := Goal.objects.filter(once=once).first()):
        return _same(there, client)
    goal = Goal(client=client, made_by=by, made_at=clock.now(), once=once, **plain(values))
    check(goal)
    try:
        with transaction.atomic():
            goal.save()
            record("goal.set", by=by, about=goal, client=client.pk, **told(goal))
    except IntegrityError:
        if once and (there := Goal.objects.filter(once=once).first()):
            return _same(there, client)  # the same form, sent twice in the same moment
        raise
    return goal


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The named values as they are kept: lines without needless blanks, texts trimmed."""
    kept = {name: values[name] for name in FIELDS if name in values}
    for name, value in kept.items():
        if isinstance(value, str):
            kept[name] = " ".join(value.split()) if name in LINES else value.strip()
    return kept


def check(goal: Goal) -> None:
    """Refuse, with a sentence at the field, what cannot be a goal. What is not SMART yet is said, not refused."""
    wrong: dict[str, str] = {}
    if not goal.title:
        wrong["title"] = _("Say in a line what is to be reached.")
    for name, most in (("title", 200), ("metric", 80), ("unit", 20), ("aim", LONGEST), ("criteria", LONGEST)):
        if len(getattr(goal, name)) > most:
            wrong[name] = _("At most %(limit)s characters fit here.") % {"limit": most}
    for name in ("since", "due"):
        if (day := getattr(goal, name)) and not FIRST <= day <= LAST:
            wrong[name] = _("That year cannot be right.")
    for name in ("baseline", "target"):
        if (figure := getattr(goal, name)) is not None and (not figure.is_finite() or abs(figure) >= LARGEST):
            wrong[name] = _("That figure is too great to be right.")
    if goal.since and goal.due and goal.due < goal.since and not wrong:
        wrong["due"] = _("It would end before it begins.")
    if wrong:
        raise ValidationError(wrong)


def told(goal: Goal) -> dict[str, Any]:
    """What the journal keeps of a goal with each thing that happens to it."""
    return {"title": goal.title, "due": goal.due.isoformat() if goal.due else None}


def _same(there: Goal, client: Client) -> Goal:
    if there.client_id != client.pk:
        raise ValidationError(_("This was kept with another client already. Load the page again."))
    return there
