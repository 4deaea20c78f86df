"""Lays out what the playbook of a start says, as rows in bulk: files, tasks, what they owe, accesses, questions.

A fixed number of statements, however long the playbook is. Our tasks are written in the keeper's language, what the
client reads in theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import translation

from rapport.agency.models import Agency, Member
from rapport.approvals.written_in import language_of
from rapport.catalogue.content import Content, Door, TaskLine, read, said
from rapport.conversations.promises import calendars
from rapport.delivery.owed.models import Owed
from rapport.delivery.tasks.models import Step, Task
from rapport.documents.lay_out import Sheet, lay_out
from rapport.journal import clock
from rapport.onboarding.accesses.models import Access, AccessStep
from rapport.onboarding.questionnaires.models import Questionnaire
from rapport.onboarding.starts.models import Start
from rapport.portfolio.models import Client, Contact
from rapport.reckon.folding import fold
from rapport.reckon.handing import check_date
from rapport.reckon.playbook import Span, spans
from rapport.reckon.starts import laid
from rapport.reckon.timing import Calendar

ANSWERED_WITHIN = 5  # working days of both sides, for questions and accesses of a playbook that names no days
SOON = "soon"

# Lines of a playbook for which something else stands: the questionnaire, the list of accesses, the first meeting.
QUESTIONNAIRE, ACCESSES, MEETING = "questionnaire", "accesses", "kick-off"


@dataclass(frozen=True, slots=True)
class Hands:
    """Who begins: the keeper, the specialist where there is one, who decides there; with their calendars."""

    keeper: Member
    specialist: Member | None
    contact: Contact | None
    ours: Calendar
    doing: Calendar  # the specialist's
    theirs: Calendar
    language: str  # the client's
    check_share: float  # of the working time is left when a handed task is looked at

    @classmethod
    def of(cls, client: Client, keeper: Member, specialist: Member | None, contact: Contact | None) -> Hands:
        agency = Agency.ours()
        ours = keeper.calendar(agency)
        return cls(
            keeper, specialist, contact, ours, specialist.calendar(agency) if specialist else ours,
            calendars.of_client(client), language_of(contact or Contact(), client), agency.check_share / 100,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Days:
    """The first and last day of each line of the playbook by its key."""

    of: Mapping[str, tuple[date, date]]

    def by(self, key: str) -> date:
        """By which day a line is wanted; a week for what the playbook does not name."""
        return self.of.get(key, self.of[SOON])[1]

    def meeting(self) -> date:
        """From which day on the first meeting may be."""
        return self.of.get(MEETING, self.of[SOON])[0]


def days_of(start: Start, hands: Hands) -> Days:
    wanted = {**spans(start.edition.content.get("tasks") or ()), SOON: Span(ANSWERED_WITHIN, ANSWERED_WITHIN)}
    return Days(laid(wanted, start.began_on, hands.ours, hands.theirs))


def lay(start: Start, days: Days, hands: Hands, by: Member) -> None:
    """All rows of the start but its first meeting; within the transaction of whoever begins it."""
    content = read(start.edition.content)
    _files(start, content, hands, by)
    _tasks(start, content, days, hands, by)
    _owed(start, content, days, hands, by)
    _accesses(start, content, days, hands, by)
    _questions(start, content, days, hands, by)


def stood_for(content: Content) -> frozenset[str]:
    """The keys of lines that are no task and nothing owed, since they are something of their own."""
    keys = {MEETING}
    if content.questionnaire:
        keys.add(QUESTIONNAIRE)
    if content.accesses:
        keys.add(ACCESSES)
    return frozenset(keys)


def cause(start: Start, key: str) -> str:
    """The key under which a row of the start is laid once."""
    return f"start:{start.pk}:{key}"


def _files(start: Start, content: Content, hands: Hands, by: Member) -> None:
    if not content.folders and not content.documents:
        return
    with translation.override(hands.language):
        name = start.edition.service.name
    sheets = [
        Sheet(one.key, said(one.title, hands.language), said(one.body, hands.language), one.folder)
        for one in content.documents
    ]
    folders = [said(folder, hands.language) for folder in content.folders]
    lay_out(start.client_id, name, folders, sheets, by=by, once=f"start:{start.pk}")


def _tasks(start: Start, content: Content, days: Days, hands: Hands, by: Member) -> None:
    others = stood_for(content)
    lines = [line for line in content.tasks if line.part != Task.Part.CLIENT and line.key not in others]
    tasks = Task.objects.bulk_create(_task(start, line, days.of[line.key], hands, by) for line in lines)
    by_key = {line.key: task.pk for line, task in zip(lines, tasks, strict=True)}
    behind = Task.after.through
    behind.objects.bulk_create(
        behind(from_task_id=by_key[line.key], to_task_id=by_key[key])
        for line in lines
        for key in dict.fromkeys(line.after)
        if key in by_key and key != line.key
    )
    Step.objects.bulk_create(
        Step(task_id=by_key[line.key], text=said(text, hands.keeper.language)[:250], place=place)
        for line in lines
        for place, text in enumerate(line.checklist)
    )


def _task(start: Start, line: TaskLine, days: tuple[date, date], hands: Hands, by: Member) -> Task:
    """The keeper's own is theirs at once. A specialist's waits for their yes where nothing stands before it; what comes
    after something is handed over when that is done (hand_next)."""
    language, now = hands.keeper.language, clock.now()
    doer, calendar = (hands.specialist, hands.doing) if line.part == "specialist" else (hands.keeper, hands.ours)
    title, due = said(line.title, language)[:200], calendar.end_of_day(days[1])
    task = Task(
        client_id=start.client_id, title=title, folded=fold(title)[:200], what=said(line.what, language),
        criteria=said(line.criteria, language), service_id=start.edition.service_id, keeper=hands.keeper, member=doer,
        part=line.part, hours=Decimal(str(line.hours)).quantize(Decimal("0.01")) if line.hours else None,
        begins=days[0], due_at=due, source="start", source_id=start.pk, made_by=by, made_at=now,
        once=cause(start, line.key),
    )  # fmt: skip
    if doer == hands.keeper:
        task.state, task.accepted_at = Task.State.DOING, now
    elif doer is not None and not line.after:
        task.state, task.handed_at = Task.State.HANDED, now
        task.check_at = check_date(now, due, hands.check_share, calendar).at
    return task


def _owed(start: Start, content: Content, days: Days, hands: Hands, by: Member) -> None:
    """The client's part of the playbook is what they owe us; what waits for it is said."""
    others = stood_for(content)
    Owed.objects.bulk_create(
        Owed(
            client_id=start.client_id,
            contact=hands.contact,
            what=said(line.title, hands.language)[:300],
            waits=_waits(content, line.key, hands.language),
            due=days.of[line.key][1],
            source="start",
            source_id=start.pk,
            made_by=by,
            once=cause(start, line.key),
        )
        for line in content.tasks
        if line.part == Task.Part.CLIENT and line.key not in others
    )


def _waits(content: Content, key: str, language: str) -> str:
    return ", ".join(said(line.title, language) for line in content.tasks if key in line.after)[:300]


def _accesses(start: Start, content: Content, days: Days, hands: Hands, by: Member) -> None:
    """One to each system the work needs, unless the client has given it already for something else we do."""
    known = set(
        Access.objects.filter(client=start.client_id, member=hands.specialist)
        .exclude(state__in=(Access.State.REVOKED, Access.State.NOT_NEEDED))
        .values_list("system", flat=True)
    )
    rows = [_access(start, door, days, hands, by) for door in content.accesses]
    made = Access.objects.bulk_create(row for row in rows if row.system not in known)
    AccessStep.objects.bulk_create(AccessStep(access=access, state=access.state, by=by) for access in made)


def _access(start: Start, door: Door, days: Days, hands: Hands, by: Member) -> Access:
    language = hands.language
    return Access(
        client_id=start.client_id, start=start, key=door.key, system=said(door.system, language)[:120],
        level=said(door.level, language)[:120], why=said(door.why, language)[:300], member=hands.specialist,
        contact=hands.contact, due=days.by(ACCESSES), made_by=by, once=cause(start, f"access:{door.key}"),
    )  # fmt: skip


def _questions(start: Start, content: Content, days: Days, hands: Hands, by: Member) -> None:
    """Ready for the keeper to look at and send; nothing leaves the house by itself."""
    if not content.questionnaire:
        return
    Questionnaire.objects.create(
        client_id=start.client_id, start=start, edition=start.edition, contact=hands.contact, language=hands.language,
        due=hands.theirs.end_of_day(days.by(QUESTIONNAIRE)), made_by=by, once=f"start:{start.pk}",
    )  # fmt: skip
