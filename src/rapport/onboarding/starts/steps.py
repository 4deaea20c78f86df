"""The steps of starts as values, and how each start stands by them: a fixed number of statements for any number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from rapport.agency.models import Agency, Member
from rapport.catalogue.content import Content, TaskLine, read
from rapport.catalogue.models import Edition
from rapport.conversations.meetings.models import Kind, Meeting
from rapport.delivery.owed.models import Owed
from rapport.delivery.tasks.calendars import of_members
from rapport.delivery.tasks.models import Task
from rapport.journal import clock
from rapport.onboarding.accesses.models import Access, AccessStep
from rapport.onboarding.questionnaires.models import Questionnaire
from rapport.onboarding.starts.lay_out import ACCESSES, MEETING, QUESTIONNAIRE
from rapport.onboarding.starts.models import Start
from rapport.portfolio.models import Contact, Keeper
from rapport.reckon.starts import Standing, Step, standing
from rapport.reckon.timing import Calendar

GOING = (Start.State.GOING, Start.State.WORKING)
OURS_TO_ANSWER = (Task.State.UNCLEAR, Task.State.PROPOSED, Task.State.DELIVERED)
TESTING = "test-accesses"  # where a playbook tests accesses by a task, one that is given has done its part


@dataclass(slots=True)
class _Laid:
    """What belongs to one start, as it is gathered."""

    start: Start
    keeper: Member | None
    lines: Mapping[str, TaskLine]
    tasks: list[Task] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    accesses: list[Access] = field(default_factory=list)
    questionnaires: list[Questionnaire] = field(default_factory=list)
    meeting: Meeting | None = None
    done_on: dict[str, date | None] = field(default_factory=dict)
    moved: list[datetime] = field(default_factory=list)

    @property
    def who(self) -> str:
        return self.keeper.name if self.keeper else ""

    def their(self, contact: Contact | None) -> str:
        return contact.name if contact is not None else self.start.client.name

    def after(self, key: str) -> tuple[str, ...]:
        return self.lines[key].after if key in self.lines else ()

    def waited_for(self, key: str) -> bool:
        return self.lines[key].onboarding if key in self.lines else True

    def ready(self, key: str, *others: date | None) -> date:
        """From which day a line is somebody's to do: what it waited for is done, and its own day has come."""
        before = [self.done_on.get(other) for other in self.after(key)]
        return max(filter(None, [self.start.began_on, *before, *others]))


def standings(starts: Iterable[Start]) -> dict[int, Standing]:
    """How each of these starts stands today, by its id. Their clients must have been fetched along."""
    rows = list(starts)
    if not rows:
        return {}
    laid = _gathered(rows)
    last = _last_steps([one for each in laid.values() for one in each.accesses])
    agency = Agency.ours()
    offices = of_members({one.keeper for one in laid.values() if one.keeper}, agency)
    house = Calendar(agency.zone if agency.zone in clock.ZONES else "UTC", holidays=agency.country)
    found = {}
    for pk, one in laid.items():
        _note_done(one)
        steps = list(_steps(one, last))  # also notes when each of them last moved
        found[pk] = standing(
            steps,
            moved=clock.day_of(max(one.moved)),
            calendar=offices[one.keeper.pk] if one.keeper else house,
            today=clock.today(),
        )
    return found


def key_of(once: str | None) -> str:
    """The key of a playbook's line, from the cause of the row that was laid for it: "start:7:tracking"."""
    return (once or "").split(":", 2)[-1]


def going(**named: Any) -> Iterator[Start]:
    """Starts under way, with what a judgement needs."""
    rows = Start.objects.filter(state__in=GOING, client__deleted_at=None, client__merged_into=None, **named)
    return rows.select_related("client", "edition__service").defer("edition__content").order_by("pk").iterator()


def _gathered(rows: Sequence[Start]) -> dict[int, _Laid]:
    clients = {row.client_id for row in rows}
    kept = Keeper.objects.current().filter(client__in=clients, part=Keeper.Part.KEEPER).select_related("member")
    keepers = {row.client_id: row.member for row in kept}
    editions = Edition.objects.in_bulk({row.edition_id for row in rows})
    contents: dict[int, Content] = {pk: read(edition.content) for pk, edition in editions.items()}
    laid = {
        row.pk: _Laid(
            row,
            keepers.get(row.client_id),
            {line.key: line for line in contents[row.edition_id].tasks},
            moved=[row.made_at],
        )
        for row in rows
    }
    of_starts = {"client__in": clients, "source": "start", "source_id__in": list(laid)}
    for task in Task.objects.filter(deleted_at=None, **of_starts).select_related("member").order_by("pk"):
        laid[task.source_id or 0].tasks.append(task)
    for owed in Owed.objects.filter(**of_starts).select_related("contact").order_by("pk"):
        laid[owed.source_id or 0].owed.append(owed)
    for one in Questionnaire.objects.filter(start__in=laid).select_related("contact").order_by("pk"):
        laid[one.start_id or 0].questionnaires.append(one)
    for access in Access.objects.filter(start__in=laid).select_related("contact", "member").order_by("pk"):
        laid[access.start_id or 0].accesses.append(access)
    meetings: dict[int, list[Meeting]] = defaultdict(list)
    for meeting in Meeting.objects.filter(client__in=clients, kind=Kind.ONBOARDING).order_by("-at"):
        meetings[meeting.client_id or 0].append(meeting)
    for row in rows:
        laid[row.pk].meeting = _first_meeting(row, meetings[row.client_id])
    return laid


def _first_meeting(start: Start, meetings: Sequence[Meeting]) -> Meeting | None:
    """The one that was planned with the start; where that fell through, the next onboarding meeting with them."""
    held = (Meeting.State.PLANNED, Meeting.State.HELD)
    standing = [one for one in meetings if one.state in held]
    own = [one for one in standing if one.pk == start.meeting_id]
    later = [one for one in standing if one.at >= start.made_at]
    return next(iter([*own, *later]), None)


def _last_steps(accesses: Sequence[Access]) -> dict[int, datetime]:
    rows = AccessStep.objects.filter(access__in=[one.pk for one in accesses]).order_by().values("access")
    return {row["access"]: row["last"] for row in rows.annotate(last=Max("at"))}


def _note_done(laid: _Laid) -> None:
    """First which lines are done and since when, for others wait for them."""
    for task in laid.tasks:
        laid.done_on[key_of(task.once)] = _day(task.closed_at)
    for owed in laid.owed:
        laid.done_on[key_of(owed.once)] = _day(owed.closed_at)
    for one in laid.questionnaires:
        if one.state != Questionnaire.State.OPEN:
            laid.done_on[QUESTIONNAIRE] = _day(one.sent_at or one.touched_at or one.made_at)
    if laid.meeting is not None and laid.meeting.state == Meeting.State.HELD:
        laid.done_on[MEETING] = _day(laid.meeting.at)


def _steps(laid: _Laid, last: Mapping[int, datetime]) -> Iterator[Step]:
    for one in laid.questionnaires:
        yield _questionnaire(laid, one)
    for access in laid.accesses:
        yield _access(laid, access, last.get(access.pk))
    for owed in laid.owed:
        yield _owed(laid, owed)
    for task in laid.tasks:
        yield _task(laid, task)
    yield _meeting(laid)


def _task(laid: _Laid, task: Task) -> Step:
    key = key_of(task.once)
    moved = [task.handed_at, task.accepted_at, task.checked_at, task.delivered_at, task.closed_at]
    laid.moved += [at for at in moved if at]
    answering = task.state in OURS_TO_ANSWER
    touched = _day(task.delivered_at or task.handed_at) if answering else None
    doer = task.member if task.state in (Task.State.HANDED, Task.State.DOING) and not task.is_own else None
    return Step(
        key=key,
        kind="task",
        name=task.title,
        whose="specialist" if doer is not None else "keeper",
        who=doer.name if doer is not None else laid.who,
        since=touched or laid.ready(key, task.begins),
        due=_day(task.due_at),
        done_on=laid.done_on[key],
        after=() if answering else laid.after(key),
        onboarding=laid.waited_for(key),
        place=f"task:{task.pk}",
    )


def _owed(laid: _Laid, owed: Owed) -> Step:
    key = key_of(owed.once)
    laid.moved += [at for at in (owed.given_at, owed.closed_at) if at]
    given = _day(owed.given_at) if owed.state == Owed.State.GIVEN else None
    return Step(
        key=key,
        kind="owed",
        name=owed.what,
        whose="keeper" if given else "client",
        who=laid.who if given else laid.their(owed.contact),
        since=given or laid.ready(key),
        due=owed.due,
        done_on=laid.done_on[key],
        after=laid.after(key),
        onboarding=laid.waited_for(key),
        place=f"owed:{owed.pk}",
    )


def _questionnaire(laid: _Laid, one: Questionnaire) -> Step:
    laid.moved += [at for at in (one.asked_at, one.touched_at, one.sent_at) if at]
    over = one.state != Questionnaire.State.OPEN
    return Step(
        key=QUESTIONNAIRE,
        kind="questionnaire",
        name=_("Questionnaire") if one.asked_at or over else _("Send the questionnaire"),
        whose="client" if one.asked_at else "keeper",
        who=laid.their(one.contact) if one.asked_at else laid.who,
        since=_day(one.asked_at) or laid.start.began_on,
        due=_day(one.due),
        done_on=laid.done_on[QUESTIONNAIRE] if over else None,
        after=laid.after(QUESTIONNAIRE),
        place=f"questionnaire:{one.pk}",
    )


def _access(laid: _Laid, access: Access, last: datetime | None) -> Step:
    if last is not None:
        laid.moved.append(last)
    since = _day(last) or laid.start.began_on
    done = {Access.State.TESTED, Access.State.NOT_NEEDED, Access.State.REVOKED}
    if TESTING in laid.lines:
        done.add(Access.State.GIVEN)
    theirs = access.state in (Access.State.ASKED, Access.State.SOUGHT)
    tester = access.member if access.state == Access.State.GIVEN and access.member != laid.keeper else None
    return Step(
        key=f"access:{access.pk}",
        kind="access",
        name=_("Access: %(system)s") % {"system": access.system},
        whose="client" if theirs else "specialist" if tester else "keeper",
        who=laid.their(access.contact) if theirs else tester.name if tester else laid.who,
        since=since,
        due=access.due,
        done_on=since if access.state in done else None,
        after=laid.after(ACCESSES),
        group=ACCESSES,
        place=f"access:{access.pk}",
    )


def _meeting(laid: _Laid) -> Step:
    meeting, held = laid.meeting, laid.done_on.get(MEETING)
    if meeting is not None and meeting.held_at:
        laid.moved.append(meeting.held_at)
    planned = _day(meeting.at) if meeting is not None and meeting.state == Meeting.State.PLANNED else None
    return Step(
        key=MEETING,
        kind="meeting",
        name=_("First meeting") if planned or held else _("Plan the first meeting"),
        whose="keeper",
        who=laid.who,
        since=planned or held or laid.start.began_on,
        due=planned,
        done_on=held,
        after=laid.after(MEETING) if planned else (),
        place=f"meeting:{meeting.pk}" if meeting is not None else "",
    )


def _day(at: datetime | None) -> date | None:
    return clock.day_of(at) if at else None
