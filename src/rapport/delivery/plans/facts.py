"""What a client's page, the portal and reports may know of plans: how far they are, what comes next, what slipped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rapport.delivery.plans.models import Milestone, Plan
from rapport.delivery.plans.stages import Way, ways_of
from rapport.portfolio.models import Client
from rapport.portfolio.show import shown
from rapport.reckon import plan as judged
from rapport.reckon.plan import Standing


@dataclass(frozen=True, slots=True)
class StageFact:
    """One milestone as others see it; `agreed_last` is the day that was first agreed, where there is one."""

    pk: int
    title: str
    about: str
    first: date
    last: date
    agreed_last: date | None
    critical: bool
    done_on: date | None
    standing: Standing

    @property
    def slipped(self) -> int:
        """Calendar days it ends later than was first agreed; below zero it comes earlier."""
        return (self.last - self.agreed_last).days if self.agreed_last else 0


@dataclass(frozen=True, slots=True)
class PlanFact:
    """A plan with its milestones by day. `share` is 0 to 1 of them done, None for an empty plan."""

    pk: int
    client_id: int
    title: str
    about: str
    state: str
    stages: tuple[StageFact, ...]
    end: date | None
    agreed_end: date | None

    @property
    def done(self) -> int:
        return sum(stage.done_on is not None for stage in self.stages)

    @property
    def share(self) -> float | None:
        return self.done / len(self.stages) if self.stages else None

    @property
    def next(self) -> StageFact | None:
        """What is under way or comes next: what is done but waits for a yes comes first."""
        waiting = (stage for stage in self.stages if stage.standing.state in ("asked", "refused", "unasked"))
        left = (stage for stage in self.stages if stage.done_on is None)
        return next(waiting, None) or next(left, None)

    @property
    def moved(self) -> tuple[StageFact, ...]:
        """Critical milestones that end on another day than was first agreed."""
        return tuple(stage for stage in self.stages if stage.critical and stage.slipped)

    @property
    def slipped(self) -> int:
        return (self.end - self.agreed_end).days if self.end and self.agreed_end else 0


def shown_plans(client: Client) -> list[PlanFact]:
    """The plans that are marked for the client, settled ones that have not been dropped; seven statements at most."""
    rows = Plan.objects.filter(client=client, pk__in=shown(client.pk, Plan)).exclude(settled_at=None)
    return facts_of(rows.exclude(state=Plan.State.DROPPED).order_by("state", "-settled_at", "pk"))


def plans_of(client_id: int) -> list[PlanFact]:
    """All plans of a client: those under way first; six statements at most."""
    order: dict[str, int] = {Plan.State.GOING: 0, Plan.State.DRAFT: 1, Plan.State.DONE: 2, Plan.State.DROPPED: 3}
    rows = sorted(Plan.objects.filter(client=client_id), key=lambda plan: (order[plan.state], -plan.pk))
    return facts_of(rows)


def facts_of(plans: Iterable[Plan]) -> list[PlanFact]:
    """Each plan with where it stands; the number of statements does not hang on how many they are."""
    rows = list(plans)
    ways = ways_of([plan.pk for plan in rows]) if rows else {}
    return [fact_of(plan, ways[plan.pk]) for plan in rows]


def fact_of(plan: Plan, way: Way) -> PlanFact:
    agreed = [row.baseline_last for row in way.milestones if row.baseline_last]
    return PlanFact(
        pk=plan.pk,
        client_id=plan.client_id,
        title=plan.title,
        about=plan.about,
        state=plan.state,
        stages=tuple(_stage(row, way) for row in way.milestones),
        end=judged.end_of(way.stages) if way.stages else None,
        agreed_end=max(agreed, default=None),
    )


def _stage(row: Milestone, way: Way) -> StageFact:
    return StageFact(
        row.pk, row.title, row.about, row.first, row.last, row.baseline_last, row.critical,
        way.stage_of[row.pk].done, way.standing(row),
    )  # fmt: skip
