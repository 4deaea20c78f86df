"""Hands a task over: to whom, by when, and by when the client has it; the check date follows. For the keeper."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Agency, Member
from rapport.delivery.tasks import calendars, remind
from rapport.delivery.tasks.doers import let_work
from rapport.delivery.tasks.lock import expect, held, put, told
from rapport.delivery.tasks.models import Doubt, HandedOn, Proposal, Task
from rapport.delivery.tasks.write import check_day, check_instant
from rapport.journal import clock
from rapport.journal.record import record
from rapport.reckon.handing import doubts
from rapport.reckon.verdict import Reason

UNCHANGED = date.min  # of the client's date: leave what stands


class Doubtful(Exception):
    """Something speaks against these dates; `doubts` say what. Hand it over once more knowingly."""

    def __init__(self, doubts: tuple[Reason, ...]) -> None:
        super().__init__(" ".join(doubt.plain() for doubt in doubts))
        self.doubts = doubts


def hand(
    task: Task,
    *,
    by: Member,
    to: Member | None,
    due_at: datetime | None,
    client_due: date | None = UNCHANGED,
    check_at: datetime | None = None,
    reason: str = "",
    into_crew: bool = False,
    knowing: bool = False,
    version: int | None = None,
) -> Task:
    """Give it to `to`, who is asked for a yes; own work of whoever gives it is under way at once.

    Without `check_at` the check date is reckoned (reckon.handing) on the doer's calendar; one chosen by hand stays.
    A missing doer or date forbids it; other doubts raise Doubtful unless `knowing`. `into_crew` lets somebody who
    does not work for the client yet do so. A doubled click is one handing over. Raises Stale, ValidationError.
    """
    with transaction.atomic():
        standing = held(task, by=by, version=version)
        if to is not None and (standing.state, standing.member_id, standing.due_at) == ("handed", to.pk, due_at):
            return standing
        expect(standing, (Task.State.OPEN, Task.State.UNCLEAR))
        give(
            standing, by=by, to=to, due_at=due_at, client_due=client_due, check_at=check_at, into_crew=into_crew,
            knowing=knowing,
        )  # fmt: skip
        assert standing.member is not None
        HandedOn.objects.create(
            task=standing, was=None, to=standing.member, due_at=standing.due_at, reason=reason.strip()[:500], by=by,
            at=clock.now(),
        )  # fmt: skip
        put(standing)
        remind.look_again([standing.pk], by=by)
        record("task.handed", by=by, about=standing, client=standing.client_id, **told(standing))
    return standing


def give(
    task: Task,
    *,
    by: Member,
    to: Member | None,
    due_at: datetime | None,
    client_due: date | None,
    check_at: datetime | None,
    into_crew: bool,
    knowing: bool,
) -> None:
    """Check and set who does it by when; the caller holds the row and writes it."""
    wrong: dict[str, str] = {}
    if to is None:
        wrong["member"] = _("Choose who does it.")
    if due_at is None:
        wrong["due"] = _("Choose the day by which it is done.")
    else:
        wrong |= check_instant("due", due_at)
    if client_due is not UNCHANGED:
        wrong |= check_day("client_due", client_due)
    if check_at is not None:
        wrong |= check_instant("check_at", check_at)
    if wrong or to is None or due_at is None:
        raise ValidationError(wrong)
    let_work(task.client, to, by=by, into_crew=into_crew)
    agency, now = Agency.ours(), clock.now()
    calendar = calendars.of_member(to, agency)
    if client_due is not UNCHANGED:
        task.client_due = client_due
    against = doubts(name=to.first_name, now=now, due=due_at, doer=calendar, client_due=task.client_due, check=check_at)
    if against and not knowing:
        raise Doubtful(against)
    own = to.pk == by.pk
    task.member, task.due_at, task.handed_at = to, due_at, now
    task.accepted_at, task.checked_at, task.delivered_at = (now if own else None), None, None
    task.check_by_hand = check_at is not None
    task.check_at = check_at or calendars.reckoned_check(now, due_at, calendar, agency).at
    task.state = Task.State.DOING if own else Task.State.HANDED
    end_open_words(task, by=by)


def end_open_words(task: Task, *, by: Member, answer: str = "") -> None:
    """A proposal or a doubt that waited is over: somebody else does it, or it is closed."""
    now = clock.now()
    Proposal.objects.filter(task=task, answered_at=None).update(
        answered_at=now, answered_by=by, taken=False, answer=answer[:500]
    )
    Doubt.objects.filter(task=task, answered_at=None).update(answered_at=now, answered_by=by, answer=answer)
