"""Moves the dates of a task, with the reason; the check date follows the doer's unless it is chosen. For the keeper."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.tasks import calendars, remind
from rapport.delivery.tasks.hand import UNCHANGED, Doubtful
from rapport.delivery.tasks.lock import expect, held, put, told
from rapport.delivery.tasks.models import OPEN_STATES, Proposal, Task
from rapport.delivery.tasks.propose import set_due
from rapport.delivery.tasks.write import check_day, check_instant
from rapport.journal import clock
from rapport.journal.record import record
from rapport.reckon.handing import doubts


def move(
    task: Task,
    *,
    by: Member,
    due_at: datetime | None = None,
    client_due: date | None = UNCHANGED,
    check_at: datetime | None = None,
    reckon_check: bool = False,
    reason: str = "",
    knowing: bool = False,
    version: int | None = None,
) -> Task:
    """Another date for the doer, the check, the client; what is not given stays. Moving the doer's date says why.

    `reckon_check`: a check date chosen before gives way to the reckoned one. A date that was proposed is answered by
    this. Raises Doubtful unless `knowing`, Stale, ValidationError by field.
    """
    with transaction.atomic():
        standing = held(task, by=by, version=version)
        expect(standing, OPEN_STATES)
        was = {"due": standing.due_at, "client_due": standing.client_due, "check": standing.check_at}
        wrong = check_instant("due", due_at) if due_at else {}
        wrong |= check_instant("check_at", check_at) if check_at else {}
        wrong |= check_day("client_due", client_due) if client_due is not UNCHANGED else {}
        moved = due_at is not None and due_at != standing.due_at
        reason = " ".join(reason.split())
        if moved and standing.member_id and not standing.is_own and not reason:
            wrong["reason"] = _("Say why; the doer will read it.")
        if len(reason) > 500:
            wrong["reason"] = _("At most %(limit)s characters fit here.") % {"limit": 500}
        if wrong:
            raise ValidationError(wrong)
        if client_due is not UNCHANGED:
            standing.client_due = client_due
        if reckon_check:
            standing.check_by_hand = False
        _doubt(standing, due_at or standing.due_at, check_at, knowing)
        if moved and due_at is not None:
            set_due(standing, due_at, check_at=check_at)
            _answer_proposal(standing, by)
        elif check_at is not None and check_at != standing.check_at:
            standing.check_at, standing.check_by_hand, standing.checked_at = check_at, True, None
        elif reckon_check and standing.due_at:
            set_due(standing, standing.due_at)
        is_now = {"due": standing.due_at, "client_due": standing.client_due, "check": standing.check_at}
        if is_now == was:
            return standing
        put(standing)
        remind.look_again([standing.pk], by=by)
        record(
            "task.moved", by=by, about=standing, client=standing.client_id, in_story=False, reason=reason,
            was={name: value.isoformat() if value else None for name, value in was.items()},
            client_due=standing.client_due.isoformat() if standing.client_due else None, **told(standing),
        )  # fmt: skip
    return standing


def _doubt(task: Task, due_at: datetime | None, check_at: datetime | None, knowing: bool) -> None:
    if knowing or due_at is None or task.member is None:
        return
    against = doubts(
        name=task.member.first_name, now=clock.now(), due=due_at, doer=calendars.of_member(task.member),
        client_due=task.client_due, check=check_at,
    )  # fmt: skip
    if against:
        raise Doubtful(against)


def _answer_proposal(task: Task, by: Member) -> None:
    """A keeper who moves the date has answered the one that was proposed."""
    if task.state != Task.State.PROPOSED:
        return
    waiting = Proposal.objects.filter(task=task, answered_at=None)
    same = any(one.due_at == task.due_at for one in waiting)
    waiting.update(taken=same, answered_at=clock.now(), answered_by=by)
    if same:
        task.accepted_at = task.accepted_at or clock.now()
    task.state = Task.State.DOING if task.accepted_at else Task.State.HANDED
