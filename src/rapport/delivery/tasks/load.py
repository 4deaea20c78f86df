"""What members carry in the coming weeks, from tasks, meetings and absences: for the load page, hand-overs, overload.

Four statements for however many members: absences, tasks, time noted on them, meetings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q, Sum

from rapport.agency.models import Agency, Member, Role
from rapport.conversations.meetings.models import Meeting, Participant
from rapport.delivery.tasks import calendars
from rapport.delivery.tasks.models import OPEN_STATES, Task, TimeNote
from rapport.journal import clock
from rapport.portfolio.models import Crew
from rapport.reckon.capacity import WEEKS, Busy, Fit, Load, Work, carried, could_take, fits
from rapport.reckon.verdict import Reason, because

COUNTED = tuple(state for state in OPEN_STATES if state != Task.State.DELIVERED)  # its hours are spent
DOERS = (Role.MANAGER, Role.HEAD, Role.SPECIALIST, Role.CONTRACTOR)
OTHERS = 40  # of those who may do it are looked at


@dataclass(slots=True)
class Carries:
    """One member's weeks, what they are made of, and how many of the hours nobody has said yes to yet."""

    load: Load
    work: list[Work] = field(default_factory=list)
    meetings: list[Busy] = field(default_factory=list)
    waiting: float = 0.0


def carries(members: Iterable[Member], *, weeks: int = WEEKS) -> dict[int, Carries]:
    """What each of these members carries; the share that may be promised is the agency's."""
    people = list(members)
    agency, now = Agency.ours(), clock.now()
    plannable = min(max(agency.plannable, 1), 100)
    calendar_of = calendars.of_members(people, agency)
    work, waiting = _work(people)
    meetings = _meetings(people, now, now + timedelta(weeks=weeks))
    found = {}
    for one in people:
        load = carried(
            work[one.pk],
            meetings[one.pk],
            calendar_of[one.pk],
            now,
            weeks=weeks,
            plannable=plannable,
        )
        found[one.pk] = Carries(load, work[one.pk], meetings[one.pk], waiting[one.pk])
    return found


def doers(team: int | None = None) -> list[Member]:
    """Who can be promised hours: everybody who does work for clients, of one team or of all."""
    people = Member.objects.filter(is_active=True).select_related("team").order_by("name", "pk")
    rows = people.filter(team=team) if team else people
    return [one for one in rows if one.is_(*DOERS)]


def does_it_fit(
    hours: float, due: datetime, member: Member, *, begins: date | None = None, without: int | None = None
) -> Fit:
    """Whether so many hours more fit; `without` is a task that is being handed over and does not count itself."""
    return fits(hours, due, _without(carries([member])[member.pk], without), begins=begins)


def who_could(
    hours: float,
    due: datetime,
    instead_of: Member,
    *,
    client: int | None = None,
    service: int | None = None,
    begins: date | None = None,
) -> list[tuple[Member, Fit, Reason]]:
    """Who else could take it by then, of those who may do it, and why they may."""
    may = _who_may(instead_of, client, service)
    people = {one.pk: one for one in Member.objects.filter(pk__in=may, is_active=True)}
    loads: dict[Hashable, Load] = {pk: one.load for pk, one in carries(people.values()).items()}
    return [
        (people[pk], fit, may[pk])
        for pk, fit in could_take(hours, due, loads, begins=begins)
        if isinstance(pk, int)
    ]  # fmt: skip


def _without(one: Carries, task: int | None) -> Load:
    if task is None or all(work.key != task for work in one.work):
        return one.load
    book = one.load.book
    kept = [work for work in one.work if work.key != task]
    return carried(kept, one.meetings, book.calendar, book.now, weeks=len(one.load.weeks), plannable=one.load.plannable)


def _who_may(instead_of: Member, client: int | None, service: int | None) -> dict[int, Reason]:
    """The crew of the client, who has done this service, the same team: of the same kind of role."""
    found: dict[int, Reason] = {}
    if client:
        for pk in Crew.objects.current().filter(client=client).values_list("member", flat=True):
            found.setdefault(pk, because("works for the client"))
    if service:
        done = Task.objects.here().filter(service=service, made_at__gt=clock.now() - timedelta(days=366))
        for pk in done.exclude(member=None).order_by().values_list("member", flat=True).distinct()[:OTHERS]:
            found.setdefault(pk, because("has done this service"))
    team = (
        Member.objects.filter(is_active=True, team=instead_of.team_id) if instead_of.team_id else Member.objects.none()
    )
    for one in team[: OTHERS * 2]:
        if _alike(one, instead_of):
            found.setdefault(one.pk, because("is in the same team"))
    found.pop(instead_of.pk, None)
    return dict(list(found.items())[:OTHERS])


def _alike(one: Member, other: Member) -> bool:
    hands = (Role.SPECIALIST, Role.CONTRACTOR)
    return one.is_(*hands) if other.is_(*hands) else one.is_(Role.MANAGER, Role.HEAD)


def _work(people: Sequence[Member]) -> tuple[dict[int, list[Work]], dict[int, float]]:
    """What is left of the tasks they owe: reckoned hours less the time noted."""
    found: dict[int, list[Work]] = defaultdict(list)
    waiting: dict[int, float] = defaultdict(float)
    kept = Q(client=None) | Q(client__deleted_at=None, client__merged_into=None)
    owed = Task.objects.here().filter(kept, member__in=people, state__in=COUNTED)
    noted = dict(
        TimeNote.objects.filter(task__in=owed.exclude(hours=None).values("pk"))
        .order_by()
        .values_list("task")
        .annotate(minutes=Sum("minutes"))
    )
    for pk, member, hours, begins, due, state in owed.order_by("pk").values_list(
        "pk", "member", "hours", "begins", "due_at", "state"
    ):
        left = None if hours is None else max(float(hours) - noted.get(pk, 0) / 60, 0.0)
        found[member].append(Work(pk, left, begins, due))
        if left and state == Task.State.HANDED:
            waiting[member] += left
    return found, waiting


def _meetings(people: Sequence[Member], now: datetime, until: datetime) -> dict[int, list[Busy]]:
    """Planned ones they are to come to, or host, and have not declined; each once."""
    found: dict[int, dict[int, Busy]] = defaultdict(dict)
    coming = {"state": Meeting.State.PLANNED, "at__gte": now, "at__lt": until}
    rows = (
        Participant.objects.filter(member__in=people, **{f"meeting__{name}": value for name, value in coming.items()})
        .exclude(answer=Participant.Answer.DECLINED)
        .values_list("member", "meeting", "meeting__at", "meeting__minutes")
    )
    for member, meeting, at, minutes in rows:
        if member is not None:
            found[member][meeting] = Busy(meeting, at, minutes / 60)
    return defaultdict(list, {pk: list(busy.values()) for pk, busy in found.items()})


def titles(keys: Iterable[object], member: Member) -> dict[int, Task]:
    """The tasks behind a week that this member may see, with their clients."""
    pks = [key for key in keys if isinstance(key, int)]
    rows = Task.objects.visible_to(member).filter(pk__in=pks).select_related("client")
    return {one.pk: one for one in rows}
