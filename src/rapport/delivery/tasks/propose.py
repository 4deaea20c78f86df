"""The doer proposes another date, with the reason; the keeper takes it or not, and the check is reckoned anew."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.tasks import calendars, remind
from rapport.delivery.tasks.lock import DO, by_its_doer, expect, held, put, told
from rapport.delivery.tasks.models import Proposal, Task
from rapport.delivery.tasks.write import check_instant
from rapport.journal import clock
from rapport.journal.record import record

LONGEST = 500


def propose(task: Task, *, by: Member, due_at: datetime | None, reason: str) -> Proposal:
    """Another date. One waits at a time: proposing again replaces what nobody has answered."""
    reason = " ".join(reason.split())
    wrong: dict[str, str] = {}
    if due_at is None:
        wrong["due"] = _("Choose the day you can keep.")
    else:
        wrong |= check_instant("due", due_at)
        if due_at <= clock.now():
            wrong["due"] = _("That day is over.")
    if not reason:
        wrong["reason"] = _("Say why; whoever checks it will read it.")
    elif len(reason) > LONGEST:
        wrong["reason"] = _("At most %(limit)s characters fit here.") % {"limit": LONGEST}
    with transaction.atomic():
        standing = held(task, by=by, deed=DO)
        by_its_doer(standing, by)
        expect(standing, (Task.State.HANDED, Task.State.DOING, Task.State.PROPOSED))
        if due_at is not None and due_at == standing.due_at:
            wrong["due"] = _("That is the date it has. Say yes to it, or choose another.")
        if wrong or due_at is None:
            raise ValidationError(wrong)
        if (there := standing.proposals.filter(answered_at=None).first()) is not None:
            if (there.due_at, there.reason) == (due_at, reason):
                return there  # the same click twice
            there.answered_at, there.answered_by, there.taken = clock.now(), by, False
            there.save()
        proposal = Proposal.objects.create(task=standing, due_at=due_at, reason=reason, by=by, at=clock.now())
        standing.state = Task.State.PROPOSED
        put(standing)
        remind.look_again([standing.pk], by=by)
        record(
            "task.proposed", by=by, about=standing, client=standing.client_id, in_story=False,
            wished=due_at.isoformat(), reason=reason, **told(standing),
        )  # fmt: skip
    return proposal


def answer(task: Task, *, by: Member, taken: bool, words: str = "", version: int | None = None) -> Task:
    """The keeper takes the proposed date, or the first one stands. A date that is agreed counts as a yes.

    Raises ValidationError where nothing waits for an answer, and Stale.
    """
    with transaction.atomic():
        standing = held(task, by=by, version=version)
        proposal = standing.proposals.filter(answered_at=None).first()
        if standing.state != Task.State.PROPOSED or proposal is None:
            raise ValidationError(_("No date waits for an answer any more."))
        words = " ".join(words.split())[:LONGEST]
        now = clock.now()
        proposal.taken, proposal.answered_at, proposal.answered_by, proposal.answer = taken, now, by, words
        proposal.save()
        was = standing.due_at
        if taken:
            set_due(standing, proposal.due_at)
            standing.accepted_at = standing.accepted_at or now
        standing.state = Task.State.DOING if standing.accepted_at else Task.State.HANDED
        put(standing)
        remind.look_again([standing.pk], by=by)
        record(
            "task.date_answered", by=by, about=standing, client=standing.client_id, in_story=False, taken=taken,
            was=was.isoformat() if was else None, words=words, **told(standing),
        )  # fmt: skip
    return standing


def set_due(task: Task, due_at: datetime, *, check_at: datetime | None = None) -> None:
    """Another date: the check is reckoned anew from now, unless it is chosen, or was and still comes before it."""
    task.due_at = due_at
    if check_at is not None:
        task.check_at, task.check_by_hand, task.checked_at = check_at, True, None
        return
    if task.check_by_hand and task.check_at and clock.now() < task.check_at < due_at:
        return
    task.check_by_hand = False
    if task.member is not None:
        task.check_at = calendars.reckoned_check(clock.now(), due_at, calendars.of_member(task.member)).at
        task.checked_at = None
