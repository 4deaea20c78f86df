"""Where extra work was asked for: a mail, a meeting, a task, a request of the portal or a word in the story."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404

from rapport.agency.models import Member
from rapport.conversations.mail.access import message_for
from rapport.conversations.meetings.access import meeting_for
from rapport.conversations.models import Touchpoint
from rapport.delivery.requests.models import Request
from rapport.delivery.tasks.access import task_for
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client, Contact

KINDS = ("message", "meeting", "task", "request", "touchpoint")
LONGEST = 5000


@dataclass(frozen=True, slots=True)
class Source:
    """What it was asked in: its kind and id, the client's own words there, who said them, and its name."""

    kind: str
    pk: int
    name: str = ""
    words: str = ""
    contact: Contact | None = None


def source_of(member: Member, client: Client, kind: str, pk: int) -> Source | None:
    """The thing itself, when the member may see it and it is of this client; else nothing."""
    try:
        client_id, found = _FINDERS[kind](member, pk)
    except (KeyError, Http404, PermissionDenied):
        return None
    return found if client_id == client.pk else None


Found = tuple[int | None, Source]


def _message(member: Member, pk: int) -> Found:
    mail = message_for(member, pk)
    return mail.client_id, Source("message", pk, mail.subject, mail.new_words.strip()[:LONGEST], mail.contact)


def _meeting(member: Member, pk: int) -> Found:
    meeting = meeting_for(member, pk)
    return meeting.client_id, Source("meeting", pk, str(meeting))


def _task(member: Member, pk: int) -> Found:
    task = task_for(member, pk)
    return task.client_id, Source("task", pk, str(task))


def _request(member: Member, pk: int) -> Found:
    asked = Request.objects.select_related("contact").filter(pk=pk).first()
    if asked is None:
        raise Http404
    client_for(member, asked.client_id, "story.see")
    return asked.client_id, Source("request", pk, asked.words[:80], asked.words[:LONGEST], asked.contact)


def _touchpoint(member: Member, pk: int) -> Found:
    word = Touchpoint.objects.filter(pk=pk, deleted_at=None).first()
    if word is None:
        raise Http404
    theirs = word.began == Touchpoint.Began.THEIRS
    who = word.people.filter(deleted_at=None).first() if theirs else None
    return word.client_id, Source("touchpoint", pk, word.summary[:80], word.summary[:LONGEST] if theirs else "", who)


_FINDERS = {
    "message": _message,
    "meeting": _meeting,
    "task": _task,
    "request": _request,
    "touchpoint": _touchpoint,
}
