"""Tells the keeper when the client's yes has freed a milestone: it may begin, and nobody has begun it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from rapport.agency.models import Member
from rapport.attention.ask import ask
from rapport.attention.models import Item, open_items
from rapport.conversations.promises import calendars
from rapport.conversations.spoken import close_as_spoken, put_aside
from rapport.delivery.plans.close import ENDS
from rapport.delivery.plans.models import Milestone, Plan
from rapport.delivery.plans.stages import Way, ways_of
from rapport.journal import clock
from rapport.portfolio.models import HELD, Client
from rapport.reckon.plan import may_begin
from rapport.reckon.verdict import Reason, because

KIND = "milestone_free"


def look_again(plan_ids: Iterable[int], *, by: Member | None = None) -> None:
    """Ask about what a yes has freed in these plans, and settle what was begun (by `by`) or is held up again."""
    ids = sorted(set(plan_ids))
    plans = {one.pk: one for one in Plan.objects.filter(pk__in=ids)}
    held = Client.objects.here().filter(pk__in={one.client_id for one in plans.values()}, status__in=HELD)
    clients = set(held.values_list("pk", flat=True))
    going = [pk for pk, one in plans.items() if one.state not in ENDS and one.client_id in clients]
    wanted = {cause_of(one): (one, said) for way in ways_of(going).values() for one, said in _freed(way)}
    causes = [cause_of(one) for one in Milestone.objects.filter(plan__in=ids)]
    standing = {item.cause: item for item in open_items(kind=KIND, cause__in=causes)}
    close_as_spoken([item for cause, item in standing.items() if cause not in wanted], by=by)
    aside = put_aside([cause for cause in wanted if cause not in standing])
    for cause, (one, said) in wanted.items():
        if cause not in aside:
            _ask(one, plans[one.plan_id].client_id, said, standing.get(cause))


def of_client(client_id: int) -> None:
    look_again(Plan.objects.filter(client=client_id).values_list("pk", flat=True))


def cause_of(milestone: Milestone) -> str:
    return f"free:{milestone.pk}"


def _freed(way: Way) -> Iterator[tuple[Milestone, Reason]]:
    """What may begin because of a yes, with the reason; what waited for no yes is on the plan alone."""
    for one in way.milestones:
        if one.begun_at or one.done_at:
            continue
        befores = way.befores(one)
        agreed = [before.title for before in befores if before.needs_yes and before.yes == "yes"]
        if agreed and may_begin(befores).may:
            yield one, because(
                "The client agreed to “{before}”: “{title}” may begin, planned for {day}.",
                before=agreed[-1], title=one.title, day=one.first,
            )  # fmt: skip


def _ask(milestone: Milestone, client_id: int, said: Reason, there: Item | None) -> None:
    due = _due(milestone, client_id)
    if there is None or (there.due, there.why) != (due, said):
        ask(KIND, cause=cause_of(milestone), reason=said, client=client_id, due=due, milestone=milestone.pk)


def _due(milestone: Milestone, client_id: int) -> datetime:
    """The end of its first day by the keeper's calendar; of the next working day when that is past."""
    ours = calendars.of_us(client_id)
    return ours.end_of_day(ours.next_working_day(max(milestone.first, calendars.day_in(ours, clock.now()))))
