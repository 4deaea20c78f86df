"""What a line of minutes becomes: a promise is kept as one, an action is asked of its owner, a decision is marked."""

from __future__ import annotations

from datetime import datetime

from rapport.agency.models import Member
from rapport.attention.ask import ask, settle
from rapport.conversations.meetings.models import MinuteLine
from rapport.conversations.promises.make import make
from rapport.conversations.promises.models import Promise
from rapport.conversations.promises.refuse import refuse
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Contact
from rapport.reckon.verdict import because

LONGEST_PROMISE = 300


def become(line: MinuteLine, becomes: str, *, by: Member, person: Member | Contact | None) -> None:
    """Save the line as this. What a contact promised is theirs; else it is ours, of the owner or of the host.

    A promise among ourselves has nobody to be promised to: it becomes an action.
    """
    if becomes == MinuteLine.Becomes.PROMISE and line.meeting.client_id is None:
        becomes = MinuteLine.Becomes.ACTION
    line.becomes, line.promise = becomes, None
    if becomes in (MinuteLine.Becomes.WORDS, MinuteLine.Becomes.DECISION):
        line.owner, line.due = None, None
    line.version += 1
    if becomes == MinuteLine.Becomes.PROMISE:
        line.promise = _promise(line, by, person)
    elif becomes == MinuteLine.Becomes.ACTION:
        line.owner = line.owner or line.meeting.host
    line.save()
    if becomes == MinuteLine.Becomes.ACTION:
        _action(line, by)


def unmake(line: MinuteLine, *, by: Member) -> None:
    """It is only words again: its action is asked of nobody, its promise, while it is open, is none."""
    if line.becomes == MinuteLine.Becomes.ACTION:
        settle(cause=cause(line.pk))
        line.done_at = None
    promise = line.promise
    if promise is not None and line.meeting.client is not None:
        promise.client = line.meeting.client
        refuse(promise, by=by)


def done(line: MinuteLine, *, by: Member | None, is_done: bool = True) -> bool:
    """Its owner has done the action, or has not after all; False when that is known."""
    changed = MinuteLine.objects.filter(pk=line.pk, becomes=MinuteLine.Becomes.ACTION, done_at__isnull=is_done)
    if not changed.update(done_at=clock.now() if is_done else None):
        return False
    if is_done:
        settle(cause=cause(line.pk), by=by)
    else:
        line.done_at = None
        _ask(line)
    return True


def cause(line: int) -> str:
    return f"action:{line}"


def _promise(line: MinuteLine, by: Member, person: Member | Contact | None) -> Promise:
    client = line.meeting.client
    assert client is not None
    theirs = isinstance(person, Contact)
    return make(
        client, by=by, by_us=not theirs, what=line.text[:LONGEST_PROMISE], due=line.due,
        member=line.owner or line.meeting.host, contact=person if isinstance(person, Contact) else None,
        words=line.text, source="minutes", source_id=line.pk, once=f"minutes:{line.pk}:{line.version}",
    )  # fmt: skip


def _action(line: MinuteLine, by: Member) -> None:
    _ask(line)
    record(
        "action.set", by=by, about=line, client=line.meeting.client_id, in_story=False, what=line.text,
        owner=line.owner_id, due=line.due.isoformat() if line.due else None, meeting=line.meeting_id,
    )  # fmt: skip


def _ask(line: MinuteLine) -> None:
    due: datetime | None = None
    if line.due and line.owner:
        due = line.owner.calendar().end_of_day(line.due)
    ask(
        "action", cause=cause(line.pk), client=line.meeting.client_id, member=line.owner, due=due,
        reason=because("{what} ({title})", what=line.text, title=str(line.meeting)), meeting=line.meeting_id,
        line=line.pk,
    )  # fmt: skip
