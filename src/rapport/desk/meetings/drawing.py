"""What the page of one meeting draws: its time on both sides, who comes, the agenda, the minutes, what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from rapport.agency.access import acting
from rapport.conversations.meetings import letters, send_minutes
from rapport.conversations.meetings.agenda import is_for_us
from rapport.conversations.meetings.hold import EARLY
from rapport.conversations.meetings.invite_by_mail import invited
from rapport.conversations.meetings.models import AgendaLine, Debrief, Meeting, MinuteLine
from rapport.journal import clock
from rapport.overview import agenda
from rapport.overview.meetings_of import there
from rapport.portfolio.models import DirectLine

ICONS = {"words": "message-circle", "decision": "gavel", "promise": "handshake", "action": "square-check"}
TONES = {"held": "good", "missed": "bad", "cancelled": "", "planned": "accent"}


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line of the minutes with the icon of what it became."""

    line: MinuteLine
    icon: str
    late: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A line of the agenda; `for_us` is not sent."""

    line: AgendaLine
    for_us: bool


def draw(request: HttpRequest, meeting: Meeting, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a meeting; also the answer to a deed that was refused on it."""
    context = {**head(request, meeting), **agenda_of(meeting), **minutes_of(meeting), **more}
    return render(request, "desk/meetings/meeting.html", context, status=status)


def head(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    member, now = acting(request), clock.now()
    people = list(meeting.participants.select_related("member", "contact").order_by("contact_id", "pk"))
    lines, begun = _direct_lines(meeting), meeting.at <= now + EARLY
    return {
        "meeting": meeting,
        "client": meeting.client,
        "client_url": reverse("client", args=[meeting.client_id]) if meeting.client_id else "",
        "there": there(meeting, member.zone),
        "until": meeting.at + timedelta(minutes=meeting.minutes),
        "people": [(person, lines.get(person.member_id or 0, "")) for person in people],
        "tone": TONES[meeting.state],
        "begun": begun,
        "over": meeting.at + timedelta(minutes=meeting.minutes) <= now,
        "may_move": meeting.state == Meeting.State.PLANNED and not meeting.from_outside,
        "ahead": meeting.state == Meeting.State.PLANNED and meeting.at > now,
        "mine": next((person.answer for person in people if person.member_id == member.pk), ""),
        "invited": invited(meeting) if meeting.client_id and not meeting.from_outside else set(),
        "debrief": Debrief.objects.filter(meeting=meeting).select_related("owed_by").first(),
        "readers": letters.readers(meeting) if meeting.client_id else [],
        "sent": send_minutes.versions(meeting) if meeting.minutes_sent_at else [],
    }


def agenda_of(meeting: Meeting) -> dict[str, Any]:
    lines = [Point(line, is_for_us(line)) for line in meeting.agenda.filter(struck=False)]
    waits = meeting.state == Meeting.State.PLANNED
    return {
        "meeting": meeting,
        "points": lines,
        "ready": agenda.points(meeting) if waits else [],
        "to_send": any(not point.for_us for point in lines),
        "agenda_wrong": "",
        "agenda_typed": "",
    }


def minutes_of(meeting: Meeting) -> dict[str, Any]:
    today = clock.today(meeting.zone)
    lines = [
        DrawnLine(line, ICONS[line.becomes], bool(line.due and line.due < today and not line.done_at))
        for line in meeting.lines.select_related("owner", "by")
    ]
    kinds = [
        ("promise", "handshake", "P"), ("action", "square-check", "A"), ("decision", "gavel", "D"),
    ]  # fmt: skip
    return {
        "meeting": meeting,
        "lines": lines,
        "kinds": [(kind, MinuteLine.Becomes(kind).label, sign, key) for kind, sign, key in kinds],
        "once": uuid4(),
        "minutes_wrong": "",
        "minutes_typed": "",
        "minutes_keys": True,
    }


def _direct_lines(meeting: Meeting) -> dict[int, str]:
    """What the direct lines agreed with the client are about, by the one of ours; "·" for one without words."""
    if meeting.client_id is None:
        return {}
    rows = DirectLine.objects.current().filter(client=meeting.client_id).order_by("pk")
    return {line.member_id: line.about or "·" for line in rows}
