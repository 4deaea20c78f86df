"""Keeps what one participant answers to an invitation: by their link, by a mail of their calendar, or on our page."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.agency.models import Member
from rapport.attention.ask import ask, settle
from rapport.conversations.meetings import quarters
from rapport.conversations.meetings.calendar_entry import name_of
from rapport.conversations.meetings.models import Meeting, Participant
from rapport.conversations.meetings.settled import cause
from rapport.journal import clock
from rapport.journal.record import record
from rapport.reckon.verdict import because

ANSWERS = (Participant.Answer.ACCEPTED, Participant.Answer.TENTATIVE, Participant.Answer.DECLINED)


def answer(seat: Participant, said: str, *, by: Member | None, at: datetime | None = None) -> bool:
    """False when the meeting is not ahead any more, and when that is what they had said. `said` is one of ANSWERS."""
    if said not in ANSWERS:
        raise ValueError(said)
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().get(pk=seat.meeting_id)
        if meeting.state != Meeting.State.PLANNED or meeting.at <= clock.now():
            return False
        changed = Participant.objects.filter(pk=seat.pk).exclude(answer=said)
        if not changed.update(answer=said, answered_at=at or clock.now()):
            return False
        if seat.member_id:
            quarters.hold(meeting)
            settle(cause=cause(meeting, "invited"), by=by)
        if seat.contact_id:
            _ask_for_another(meeting, seat, said)
        record(
            "meeting.answered", by=by, about=meeting, client=meeting.client_id, title=str(meeting),
            name=name_of(seat), answer=said, when=meeting.at.isoformat(),
        )  # fmt: skip
    seat.answer = said
    return True


def _ask_for_another(meeting: Meeting, seat: Participant, said: str) -> None:
    """A client who cannot come is offered another time; whoever can after all needs none."""
    if said != Participant.Answer.DECLINED:
        settle(cause=cause(meeting, "declined"))
        return
    ask(
        "pick", cause=cause(meeting, "declined"), client=meeting.client_id, meeting=meeting.pk, due=meeting.at,
        reason=because("{name} cannot come to {title} on {at}.", name=name_of(seat), title=str(meeting), at=meeting.at),
    )  # fmt: skip
