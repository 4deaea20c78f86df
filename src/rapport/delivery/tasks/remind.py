"""Asks for what a task wants of its keeper and of its doer, and settles it when that is gone.

Items show and grow late by the clock alone: each is laid when the task changes and shows from its hour. What else
changes them (an absence, another crew) is looked at when it is recorded, and nightly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q

from rapport.agency.access import may
from rapport.agency.models import Member
from rapport.attention.ask import ask
from rapport.attention.models import Item, open_items
from rapport.conversations.spoken import close_as_spoken, put_aside
from rapport.delivery.tasks import calendars
from rapport.delivery.tasks.doers import works_there
from rapport.delivery.tasks.models import Doubt, Proposal, Task
from rapport.journal import clock
from rapport.portfolio.models import HELD, Crew, Keeper, Status
from rapport.reckon.timing import Calendar
from rapport.reckon.verdict import Reason, because, counted

KINDS = (
    "task_handed", "task_due", "task_check", "task_late", "task_unclear", "task_date", "task_delivered",
    "task_returned",
)  # fmt: skip
OFTEN = 2  # returns after which the keeper is asked to look at why
CHUNK = 200
EXCERPT = 200
LIVING = (*HELD, Status.PROSPECT)  # clients for whom work goes on


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item that a task wants; `member` None: whoever keeps the client."""

    kind: str
    tail: str  # what else names the cause: it is asked again when that changes, though it was put aside before
    reason: Reason
    member: Member | None
    due: datetime | None
    shows_from: datetime | None = None
    hours: float = 0.25


@dataclass(slots=True)
class Known:
    """What one look needs of many tasks."""

    calendars: dict[int, Calendar]
    keeping: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    crews: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    doubts: dict[int, Doubt] = field(default_factory=dict)
    proposals: dict[int, Proposal] = field(default_factory=dict)


def look_again(task_ids: Iterable[int], *, by: Member | None = None) -> None:
    """Ask, bring up to date and settle for these tasks; what closes is done by `by`, or simply gone."""
    for ids in _chunks(task_ids):
        _look(ids, by)


def look_over() -> None:
    """All tasks that are open, and all that anybody is asked about."""
    asked = (item.facts.get("task") for item in open_items(kind__in=KINDS).only("facts"))
    look_again({*Task.objects.open().values_list("pk", flat=True), *(pk for pk in asked if isinstance(pk, int))})


def of_client(client_id: int) -> None:
    look_again(Task.objects.open().filter(client=client_id).values_list("pk", flat=True))


def of_member(member_id: int) -> None:
    """What they do and what they check: their days away, their week or their roles have changed."""
    theirs = Task.objects.open().filter(Q(member=member_id) | Q(keeper=member_id))
    look_again(theirs.values_list("pk", flat=True))


def _look(ids: list[int], by: Member | None) -> None:
    rows = Task.objects.open().filter(pk__in=ids).select_related("client", "keeper", "member")
    tasks = [one for one in rows.order_by("pk") if one.client is None or _lives(one)]
    standing = _standing(ids)
    wanted = {
        f"task:{one.pk}:{each.kind}:{each.tail}": (one, each) for one, each in _all_wanted(tasks) if each is not None
    }
    gone = [item for cause, item in standing.items() if cause not in wanted]
    if gone:
        close_as_spoken(gone, by=by)
    fresh = [cause for cause in wanted if cause not in standing]
    aside = put_aside(fresh) if fresh else set()
    for cause, (task, each) in wanted.items():
        if cause not in aside:
            _ask(cause, task, each, standing.get(cause))


def _lives(task: Task) -> bool:
    assert task.client is not None
    return task.client.deleted_at is None and task.client.merged_into_id is None and task.client.status in LIVING


def _standing(ids: list[int]) -> dict[str, Item]:
    """The open items about these tasks, by cause; reached by the clients of the tasks, which items have an index of."""
    rows = Task.objects.filter(pk__in=ids)
    of = Q(client__in=rows.exclude(client=None).values("client")) | Q(client=None)
    known = set(ids)
    items = open_items(kind__in=KINDS).filter(of)
    return {item.cause: item for item in items if item.facts.get("task") in known}


def _all_wanted(tasks: list[Task]) -> Iterator[tuple[Task, Wanted | None]]:
    if not tasks:
        return
    known = _known(tasks)
    for task in tasks:
        for each in _wanted(task, known):
            yield task, each


def _known(tasks: list[Task]) -> Known:
    known = Known(calendars.of_members(one.member or one.keeper for one in tasks))
    clients = {one.client_id for one in tasks if one.client_id}
    for client, member in Keeper.objects.current().filter(client__in=clients).values_list("client", "member"):
        known.keeping[client].add(member)
    for client, member in Crew.objects.current().filter(client__in=clients).values_list("client", "member"):
        known.crews[client].add(member)
    unclear = [one.pk for one in tasks if one.state == Task.State.UNCLEAR]
    proposed = [one.pk for one in tasks if one.state == Task.State.PROPOSED]
    if unclear:
        for doubt in Doubt.objects.filter(task__in=unclear, answered_at=None).order_by("pk"):
            known.doubts[doubt.task_id] = doubt
    if proposed:
        for proposal in Proposal.objects.filter(task__in=proposed, answered_at=None):
            known.proposals[proposal.task_id] = proposal
    return known


def _wanted(task: Task, known: Known) -> Iterator[Wanted]:
    keeper = None if task.client_id else task.keeper
    doer, state = task.member, task.state
    if doer is None or state == Task.State.OPEN:
        if task.due_at:
            yield _due(task, keeper, known.calendars[(doer or task.keeper).pk])
        return
    calendar = known.calendars[doer.pk]
    day = {"title": task.title, "day": _day(calendar, task.due_at), "name": doer.name}
    if not _can_do(task, doer, known):
        reason = because("{name} cannot do it any more, hand it on: {title}", **day)
        yield Wanted("task_unclear", f"gone:{doer.pk}", reason, keeper, task.due_at, hours=0.5)
    due = task.due_at.isoformat() if task.due_at else "-"
    if state == Task.State.HANDED and may(doer, "today.see") and task.handed_at:
        reason = because("{keeper} asks you, by {day}: {title}", keeper=task.keeper.name, **day)
        yield Wanted("task_handed", f"{doer.pk}:{due}", reason, doer, _answer_by(task))
    if state in (Task.State.DOING, Task.State.PROPOSED) and task.due_at and may(doer, "today.see"):
        yield _due(task, keeper if task.is_own else doer, calendar)
    if task.is_own:
        return
    yield from _of_keeper(task, keeper, day, due, known)


def _of_keeper(task: Task, keeper: Member | None, day: dict[str, Any], due: str, known: Known) -> Iterator[Wanted]:
    state = task.state
    if state == Task.State.UNCLEAR and (doubt := known.doubts.get(task.pk)):
        reason = because("{name} asks about “{title}”: {words}", words=_short(doubt.words), **day)
        yield Wanted("task_unclear", f"{doubt.pk}", reason, keeper, _answer_by(task), hours=0.5)
    if state == Task.State.PROPOSED and (proposal := known.proposals.get(task.pk)):
        reason = because(
            "{name} proposes {wished} instead of {day}, {why}: {title}",
            wished=_day(known.calendars[task.member_id or 0], proposal.due_at),
            why=_short(proposal.reason.rstrip(".")),
            **day,
        )
        yield Wanted("task_date", f"{proposal.pk}", reason, keeper, _answer_by(task))
    if state == Task.State.DELIVERED:
        reason = because("{name} delivered: {title}", **day)
        at = task.delivered_at.isoformat() if task.delivered_at else "-"
        yield Wanted("task_delivered", at, reason, keeper, _look_by(task), hours=0.5)
        return
    if task.returned >= OFTEN and state != Task.State.DELIVERED:
        times = counted("{n} time", "{n} times", task.returned)
        reason = because("It came back {times}; talk with {name}: {title}", times=times, **day)
        yield Wanted("task_returned", f"{task.returned}", reason, keeper, task.due_at, hours=0.5)
    if state in (Task.State.HANDED, Task.State.DOING, Task.State.PROPOSED):
        if task.check_at and task.checked_at is None and (task.due_at is None or task.check_at < task.due_at):
            reason = because("{name} does it by {day}, look at it while there is time: {title}", **day)
            check = task.check_at.isoformat()
            yield Wanted("task_check", f"{check}:{due}", reason, keeper, task.due_at, task.check_at)
        if task.due_at:
            reason = because("{name} was to do it by {day}: {title}", **day)
            yield Wanted("task_late", due, reason, keeper, task.due_at, task.due_at, hours=0.5)


def _due(task: Task, member: Member | None, calendar: Calendar) -> Wanted:
    """Whoever does it sees it from a working day before its date, or from so many days before as it takes hours."""
    assert task.due_at is not None
    hours = float(task.hours or 1)
    day = calendars.day_in(calendar, task.due_at)
    before = calendar.previous_working_day(day - timedelta(days=1 + int(hours // 8)))
    start = datetime.combine(before, time.min, clock.zone_of(calendar.zone))
    reason = because("By {day}: {title}", day=day, title=task.title)
    return Wanted("task_due", task.due_at.isoformat(), reason, member, task.due_at, start, min(hours, 40.0))


def _day(calendar: Calendar, at: datetime | None) -> date | None:
    return calendars.day_in(calendar, at) if at else None


def _can_do(task: Task, doer: Member, known: Known) -> bool:
    if not may(doer, "task.do"):
        return False
    client = task.client
    return client is None or works_there(doer, client, known.keeping[client.pk], known.crews[client.pk])


def _answer_by(task: Task) -> datetime | None:
    """A word is wanted before the check; where that is over, by the date itself."""
    check = task.check_at
    return check if check and task.handed_at and check > task.handed_at else task.due_at


def _look_by(task: Task) -> datetime | None:
    """Delivered work is looked at before the client has it: by the day before theirs, or by the doer's date."""
    if task.client_due is None:
        return task.due_at
    eve = datetime.combine(task.client_due, time(9), clock.zone_of(task.keeper.zone))
    return max(eve, task.due_at) if task.due_at else eve


def _ask(cause: str, task: Task, wanted: Wanted, there: Item | None) -> None:
    if there is not None:
        shows_from = wanted.shows_from or there.shows_from
        is_now = (there.due, there.why, there.hours, there.shows_from)
        if is_now == (wanted.due, wanted.reason, wanted.hours, shows_from):
            return
    ask(
        wanted.kind, cause=cause, reason=wanted.reason, client=task.client_id, member=wanted.member, due=wanted.due,
        shows_from=wanted.shows_from or (there.shows_from if there else None), hours=wanted.hours, task=task.pk,
    )  # fmt: skip


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else f"{line[: EXCERPT - 1].rstrip()}…"


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    every = sorted(set(ids))
    return (every[n : n + CHUNK] for n in range(0, len(every), CHUNK))
