"""Draws up a plan for a client: empty, or the way of an earlier plan from another day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.delivery.plans.add_milestone import check_day
from rapport.delivery.plans.models import Milestone, Plan
from rapport.delivery.plans.stages import way_of
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client
from rapport.reckon.plan import laid_anew

FIELDS = ("title", "about", "service")
LONGEST = 5000


def draw_up(
    client: Client,
    values: Mapping[str, Any],
    *,
    by: Member,
    like: Plan | None = None,
    first: date | None = None,
    once: str | None = None,
) -> Plan:
    """A new plan. `like` one that `by` may see: its milestones are taken over, from `first` on, with nobody's name on
    them where it was another client's. The same `once` is the same plan. Raises ValidationError by field.
    """
    require(by, "plan.keep", client.standing)
    if once and (there := Plan.objects.filter(once=once).first()):
        return _same(there, client)
    plan = Plan(client=client, made_by=by, made_at=clock.now(), once=once, **plain(values))
    check(plan)
    if like is not None and (first is None or check_day(first)):
        raise ValidationError({"first": _("Say on which day it begins.")})
    try:
        with transaction.atomic():
            plan.save()
            if like is not None and first is not None:
                _take_over(plan, like, first)
            record("plan.drawn_up", by=by, about=plan, client=client.pk, in_story=False, title=plan.title)
    except IntegrityError:
        if once and (there := Plan.objects.filter(once=once).first()):
            return _same(there, client)  # the same form, sent twice in the same moment
        raise
    return plan


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: values[name] for name in FIELDS if name in values}
    if "title" in kept:
        kept["title"] = " ".join(kept["title"].split())
    if "about" in kept:
        kept["about"] = kept["about"].strip()
    return kept


def check(plan: Plan) -> None:
    wrong: dict[str, str] = {}
    if not plan.title:
        wrong["title"] = _("Give the plan a name.")
    for name, most in (("title", 200), ("about", LONGEST)):
        if len(getattr(plan, name)) > most:
            wrong[name] = _("At most %(limit)s characters fit here.") % {"limit": most}
    if wrong:
        raise ValidationError(wrong)


def _take_over(plan: Plan, like: Plan, first: date) -> None:
    way = way_of(like.pk)
    own = like.client_id == plan.client_id
    made: dict[int, Milestone] = {}
    for place, stage in enumerate(laid_anew(way.stages, first)):
        was = way.by_pk[stage.key]
        made[was.pk] = Milestone.objects.create(
            plan=plan, title=was.title, about=was.about, place=place, who=was.who if own else None,
            first=stage.first, last=stage.last, critical=was.critical, needs_approval=was.needs_approval,
        )  # fmt: skip
    links = Milestone.after.through
    links.objects.bulk_create(
        links(from_milestone=made[stage.key], to_milestone=made[key])
        for stage in way.stages
        for key in stage.after
        if key in made
    )


def _same(there: Plan, client: Client) -> Plan:
    if there.client_id != client.pk:
        raise ValidationError(_("This was kept with another client already. Load the page again."))
    return there
