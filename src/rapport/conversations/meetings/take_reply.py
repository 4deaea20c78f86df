"""Takes in what a calendar program answers to an invitation of ours, when it is the one invited who answers."""

from __future__ import annotations

from rapport.conversations.meetings.answer import answer
from rapport.conversations.meetings.models import Meeting, Participant
from rapport.conversations.meetings.people import who_has
from rapport.journal import clock
from rapport.reckon.calendars import Calendar, Reply, read_replies

SAID = {
    "ACCEPTED": Participant.Answer.ACCEPTED,
    "DECLINED": Participant.Answer.DECLINED,
    "TENTATIVE": Participant.Answer.TENTATIVE,
}


def take_replies(calendar: Calendar, *, client_id: int, sender: str) -> int:
    """The number of answers that changed something.

    Counts only for a meeting of this client, in its present version, from a participant who writes from their own
    address about themselves, and if they have not answered later.
    """
    return sum(_take(reply, client_id, sender) for reply in read_replies(calendar))


def _take(reply: Reply, client_id: int, sender: str) -> bool:
    meeting = Meeting.objects.filter(uid=reply.uid, client=client_id, from_outside=False).first()
    said = SAID.get(reply.partstat)
    if meeting is None or said is None or reply.sequence < meeting.sequence:
        return False
    people = list(meeting.participants.select_related("member"))
    seat = who_has(reply.person.mail, people)
    if seat is None or seat.member_id or who_has(sender, people) != seat:
        return False
    at = min(reply.stamp or clock.now(), clock.now())
    if seat.answered_at and at < seat.answered_at:
        return False
    return answer(seat, said, by=None, at=at)
