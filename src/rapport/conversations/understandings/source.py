"""The words a passage can be marked in: a call note, a mail or the minutes of a meeting, for whoever may read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.conversations.access import touchpoint_for
from rapport.conversations.mail.models import Message
from rapport.conversations.meetings.models import Meeting, MinuteLine
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client


@dataclass(frozen=True, slots=True)
class Source:
    """`contact` is who most likely said it; None when that is not known."""

    kind: str
    pk: int
    client: Client
    text: str
    at: datetime
    contact: int | None


def source_words(member: Member, kind: str, pk: int) -> Source:
    """The text, when the member may read it; else the same 404 for hidden, missing and unknown kinds."""
    look = _LOOK.get(kind)
    if look is None:
        raise Http404(_("There are no such words."))
    return look(member, pk)


def _touchpoint(member: Member, pk: int) -> Source:
    touchpoint = touchpoint_for(member, pk)
    people = touchpoint.people.filter(deleted_at=None, client=touchpoint.client_id)
    said_by = people.values_list("pk", flat=True).first()
    return Source("touchpoint", pk, touchpoint.client, touchpoint.summary, touchpoint.at, said_by)


def _message(member: Member, pk: int) -> Source:
    message = Message.objects.filter(pk=pk, state=Message.State.KEPT).exclude(client=None).first()
    if message is None or message.client_id is None:
        raise Http404(_("There are no such words."))
    client = client_for(member, message.client_id, "mail.read")
    return Source("message", pk, client, message.new_words, message.at, message.contact_id)


def _meeting(member: Member, pk: int) -> Source:
    meeting = Meeting.objects.filter(pk=pk).exclude(client=None).first()
    if meeting is None or meeting.client_id is None:
        raise Http404(_("There are no such words."))
    client = client_for(member, meeting.client_id, "meeting.keep")
    lines = MinuteLine.objects.filter(meeting=meeting).values_list("text", flat=True)
    theirs = meeting.participants.filter(contact__deleted_at=None, contact__client=client)
    said_by = theirs.order_by("pk").values_list("contact", flat=True).first()
    return Source("meeting", pk, client, "\n".join(lines), meeting.at, said_by)


_LOOK: Mapping[str, Callable[[Member, int], Source]] = {
    "touchpoint": _touchpoint,
    "message": _message,
    "meeting": _meeting,
}
