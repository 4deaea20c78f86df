"""A meeting as an entry of a calendar file: for invitations, cancellations and a member's own feed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from rapport.conversations.meetings.models import Meeting, Participant
from rapport.conversations.meetings.people import mails_of
from rapport.post.models import Account
from rapport.reckon.calendars import Event, Moment, Person

PARTSTAT = {
    Participant.Answer.NONE: "NEEDS-ACTION",
    Participant.Answer.ACCEPTED: "ACCEPTED",
    Participant.Answer.DECLINED: "DECLINED",
    Participant.Answer.TENTATIVE: "TENTATIVE",
}


def entry_of(
    meeting: Meeting, *, summary: str, description: str = "", url: str = "", stamp: datetime | None = None
) -> Event:
    """Without people, as a feed has it: no program of theirs takes it for an invitation."""
    ends = meeting.at + timedelta(minutes=meeting.minutes)
    return Event(
        uid=meeting.uid, starts=Moment.of(meeting.at, meeting.zone), ends=Moment.of(ends, meeting.zone),
        summary=summary, description=description, location=meeting.place, url=url, stamp=stamp,
        sequence=meeting.sequence,
        status="CANCELLED" if meeting.state == Meeting.State.CANCELLED else "CONFIRMED",
    )  # fmt: skip


def invitation_of(meeting: Meeting, people: Iterable[Participant], *, summary: str, url: str = "") -> Event:
    """With its organizer and everybody who comes and has a mail address. What it is about stays with us."""
    entry, people = entry_of(meeting, summary=summary, url=url), list(people)
    mails = mails_of(people)
    attendees = [
        Person(mails[one.pk][0], name_of(one), PARTSTAT[Participant.Answer(one.answer)], "REQ-PARTICIPANT", rsvp=True)
        for one in people
        if mails[one.pk] and one.member_id != meeting.host_id
    ]
    organizer = Person(organizer_of(meeting), meeting.host.name)
    return Event(
        uid=entry.uid, starts=entry.starts, ends=entry.ends, summary=entry.summary, location=entry.location, url=url,
        sequence=entry.sequence, status=entry.status, organizer=organizer, attendees=tuple(attendees),
    )  # fmt: skip


def organizer_of(meeting: Meeting) -> str:
    """Where answers go: the address that the host writes from, whose mailbox is read."""
    account = Account.objects.filter(member=meeting.host_id).order_by("pk").first()
    return account.address.lower() if account else meeting.host.email


def name_of(person: Participant) -> str:
    return str(person.member or person.contact or person)
