"""A plan's milestones as the judgement of plans takes them: each with its days, what it comes after, and a calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import models
from django.db.models import QuerySet

from rapport.agency.models import Absence, Agency, Member
from rapport.approvals import facts as approvals
from rapport.delivery.answers import yes_of
from rapport.delivery.plans.models import Milestone
from rapport.journal import clock
from rapport.journal.worded import ask
from rapport.reckon import plan as judged
from rapport.reckon.plan import Before, Stage, Standing
from rapport.reckon.timing import Calendar, Week


@dataclass(frozen=True)
class Way:
    """The milestones of one plan by day, with what each comes after."""

    milestones: tuple[Milestone, ...]
    stages: tuple[Stage, ...]
    asked: dict[int, approvals.Standing]

    @cached_property
    def by_pk(self) -> dict[int, Milestone]:
        return {one.pk: one for one in self.milestones}

    @cached_property
    def stage_of(self) -> dict[int, Stage]:
        return {stage.key: stage for stage in self.stages}

    def befores(self, milestone: Milestone) -> list[Before]:
        """What it comes after, as the judgement of its beginning takes it."""
        befores = (one for one in self.milestones if one.pk in self.stage_of[milestone.pk].after)
        return [
            Before(
                one.title, one.done_at is not None, one.needs_approval, yes_of(self.asked.get(one.pk)),
                one.who.name if one.who and one.begun_at else "",
            )
            for one in befores
        ]  # fmt: skip

    def standing(self, milestone: Milestone) -> Standing:
        """Where it stands today, and whose move it is."""
        return judged.standing(
            self.stage_of[milestone.pk], self.befores(milestone), clock.today(),
            needs_yes=milestone.needs_approval, yes=yes_of(self.asked.get(milestone.pk)),
            who=milestone.who.name if milestone.who else "",
        )  # fmt: skip


def way_of(plan_id: int) -> Way:
    return ways_of([plan_id])[plan_id]


def ways_of(plan_ids: Iterable[int]) -> dict[int, Way]:
    """The milestones of many plans, in five statements at most, however many they are."""
    ids = list(plan_ids)
    rows = ask(_milestones, ids) if ids else []
    found = sorted(rows, key=lambda one: (one.first, one.place, one.pk))
    keys = {one.pk for one in found}
    after: dict[int, set[int]] = defaultdict(set)
    for later, earlier in ask(_afters, ids) if ids else ():
        if later in keys and earlier in keys:
            after[later].add(earlier)
    calendars = _calendars({one.who for one in found if one.who}) if found else {}
    waiting = [one.pk for one in found if one.needs_approval]
    asked = approvals.newest(Milestone, waiting) if waiting else {}
    by_plan: dict[int, list[Milestone]] = {pk: [] for pk in ids}
    for one in found:
        by_plan[one.plan_id].append(one)
    return {
        pk: Way(
            tuple(rows),
            tuple(stage(one, after[one.pk], calendars[one.who_id]) for one in rows),
            {one.pk: asked[one.pk] for one in rows if one.pk in asked},
        )
        for pk, rows in by_plan.items()
    }


def _milestones(plans: Collection[int]) -> QuerySet[Milestone]:
    return Milestone.objects.filter(plan__in=plans, deleted_at=None).select_related("who", "goal")


def _afters(plans: Collection[int]) -> QuerySet[models.Model, tuple[int, int]]:
    pairs = Milestone.after.through.objects.filter(from_milestone__plan__in=plans)
    return pairs.values_list("from_milestone", "to_milestone")


def stage(milestone: Milestone, after: Iterable[int], calendar: Calendar) -> Stage:
    done = clock.day_of(milestone.done_at) if milestone.done_at else None
    return Stage(
        milestone.pk or 0, milestone.title, milestone.first, milestone.last, frozenset(after), calendar,
        milestone.begun_at is not None, done,
    )  # fmt: skip


def calendar_of(member: Member | None) -> Calendar:
    """By whose days a milestone is counted: of whoever does it, else the agency's."""
    return _calendars({member} if member else set())[member.pk if member else None]


def _calendars(members: Iterable[Member]) -> dict[int | None, Calendar]:
    """Each member's calendar, and under None the agency's; two statements."""
    agency = Agency.ours()
    wanted = list(members)
    away: dict[int, list[tuple[object, object]]] = defaultdict(list)
    if wanted:
        for member, first, last in Absence.objects.filter(member__in=wanted).values_list("member", "first", "last"):
            away[member].append((first, last))
    found: dict[int | None, Calendar] = {None: _calendar(agency.zone, agency.week, agency.country, ())}
    for one in wanted:
        found[one.pk] = _calendar(one.zone, one.week, one.country or agency.country, tuple(away[one.pk]))
    return found


def _calendar(zone: str, week: str, country: str, away: Sequence[tuple[object, object]]) -> Calendar:
    """A stored week that cannot be read is the usual one: a plan must not be lost for it."""
    try:
        days = Week.parse(week)
    except ValueError:
        days = Week.usual()
    return Calendar(zone if zone in clock.ZONES else "UTC", days, country, tuple(away))  # type: ignore[arg-type]
