"""Answers an invitation that came from outside: kept with the meeting, and sent to its organizer by mail."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Agency, Member
from rapport.conversations.meetings.access import requires
from rapport.conversations.meetings.answer import answer
from rapport.conversations.meetings.calendar_entry import PARTSTAT, entry_of
from rapport.conversations.meetings.models import Meeting, Participant
from rapport.conversations.meetings.take_in import PART
from rapport.journal import clock
from rapport.post.models import Account
from rapport.post.put import put
from rapport.reckon.calendars import write_reply
from rapport.ui import formats


def answer_theirs(meeting: Meeting, said: str, *, by: Member) -> bool:
    """False when that is what they had said, and when they do not take part. The mail goes where an organizer is known.

    An occurrence of a series is answered in Rapport alone: its organizer knows the series, not our piece of it.
    """
    requires(by, meeting.client)
    with transaction.atomic():
        seat, _made = Participant.objects.get_or_create(meeting=meeting, member=by)
        if not answer(seat, said, by=by):
            return False
        organizer = meeting.participants.filter(member=None).exclude(mail="").order_by("pk").first()
        if organizer is not None and PART not in meeting.uid:
            _reply(meeting, said, organizer.mail, by)
    return True


def _reply(meeting: Meeting, said: str, to: str, by: Member) -> None:
    account = Account.objects.filter(member=by).order_by("pk").first()
    mail = account.address if account else by.email
    reply = write_reply(
        entry_of(meeting, summary=str(meeting)), mail, PARTSTAT[Participant.Answer(said)], stamp=clock.now(),
        name=by.name,
    )  # fmt: skip
    words = {"title": str(meeting), "answer": Participant.Answer(said).label}
    put(
        key=f"reply:{meeting.pk}:{by.pk}:{meeting.sequence}:{said}:{clock.now():%Y%m%d%H%M}", to=to, sender=account,
        by=by, client_id=meeting.client_id, subject=_("%(answer)s: %(title)s") % words,
        text="\n\n".join([formats.moment(meeting.at), f"{by.name}\n{Agency.ours().name}"]) + "\n",
        calendar=reply.decode(), method="REPLY", headers={} if account else {"Reply-To": by.email},
    )  # fmt: skip
