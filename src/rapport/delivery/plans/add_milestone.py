"""Adds a milestone to a plan: who, from when until when, after what, and whether the client is to say yes to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.plans.lock import held, touch
from rapport.delivery.plans.models import Milestone, Plan
from rapport.delivery.plans.stages import Way, calendar_of, stage, way_of
from rapport.journal import clock
from rapport.journal.record import record
from rapport.reckon import plan as judged
from rapport.ui.formats import say

FIELDS = ("title", "about", "who", "goal", "critical", "needs_approval")
MOST, LONGEST = 100, 5000
EARLIEST = date(1990, 1, 1)
FURTHEST = timedelta(days=5 * 366)


def add_milestone(
    plan: Plan,
    values: Mapping[str, Any],
    *,
    by: Member,
    first: date,
    last: date,
    after: Collection[int] = (),
    once: str | None = None,
) -> Milestone:
    """One more stage, with these values (FIELDS). `after` are keys of milestones of the same plan.

    In a settled plan it has no baseline: it came later. The same `once` is the same milestone. Raises ValidationError
    by field.
    """
    with transaction.atomic():
        standing = held(plan, by=by)
        if once and (there := Milestone.objects.filter(once=once, plan=plan.pk).first()):
            return there
        way = way_of(plan.pk)
        if len(way.milestones) >= MOST:
            raise ValidationError(_("A plan holds a hundred milestones. Make another plan."))
        place = max((one.place for one in way.milestones), default=-1) + 1
        milestone = Milestone(plan=standing, place=place, first=first, last=last, once=once, **plain(values))
        check(milestone)
        check_way(milestone, after, way)
        milestone.save()
        milestone.after.set(after)
        touch(standing)
        record(
            "milestone.added", by=by, about=milestone, client=standing.client_id,
            in_story=standing.settled_at is not None, plan=standing.pk, **told(milestone),
        )  # fmt: skip
    return milestone


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: values[name] for name in FIELDS if name in values}
    if "title" in kept:
        kept["title"] = " ".join(kept["title"].split())
    if "about" in kept:
        kept["about"] = kept["about"].strip()
    return kept


def check(milestone: Milestone) -> None:
    wrong: dict[str, str] = {}
    if not milestone.title:
        wrong["title"] = _("Say what is done when it is done.")
    for name, most in (("title", 200), ("about", LONGEST)):
        if len(getattr(milestone, name)) > most:
            wrong[name] = _("At most %(limit)s characters fit here.") % {"limit": most}
    if milestone.goal is not None and milestone.goal.client_id != milestone.plan.client_id:
        wrong["goal"] = _("Choose a goal of this client.")
    for name in ("first", "last"):
        if said := check_day(getattr(milestone, name)):
            wrong[name] = said
    if not wrong and milestone.last < milestone.first:
        wrong["last"] = _("It would end before it begins.")
    if wrong:
        raise ValidationError(wrong)


def check_day(day: date) -> str:
    """Why the day cannot be right; nothing when it can."""
    if day < EARLIEST:
        return _("This is too long ago to be right. Check the year.")
    if day > clock.today() + FURTHEST:
        return _("That is more than five years ahead. Check the year.")
    return ""


def check_way(milestone: Milestone, after: Collection[int], way: Way) -> None:
    """Refuse what waits for itself, for another plan's, or begins before what it comes after ends.

    What it would push is not moved unasked: then it is refused too.
    """
    if set(after) - {one.pk for one in way.milestones}:
        raise ValidationError({"after": _("Choose milestones of this plan.")})
    key = milestone.pk or 0
    new = replace(stage(milestone, after, calendar_of(milestone.who)), key=key)
    stages = [one for one in way.stages if one.key != key] + [new]
    try:
        judged.check(new, stages)
    except judged.Refused as refused:
        circle = not set(after).isdisjoint({key}) or _is_circle(stages)
        raise ValidationError({"after" if circle else "first": say(refused.reason)}) from None


def told(milestone: Milestone) -> dict[str, Any]:
    """What the journal keeps of a milestone with each thing that happens to it."""
    return {"title": milestone.title, "first": milestone.first.isoformat(), "last": milestone.last.isoformat()}


def _is_circle(stages: list[judged.Stage]) -> bool:
    try:
        judged.in_order(stages)
    except judged.Refused:
        return True
    return False
