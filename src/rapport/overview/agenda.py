"""The points ready for the agenda of a meeting, joined from what each context offers: for the page of the meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from rapport.agency.models import Absence
from rapport.conversations.meetings.agenda_points import points_of
from rapport.conversations.meetings.models import Kind, Meeting
from rapport.journal import clock
from rapport.onboarding.questionnaires import facts as questionnaires
from rapport.portfolio import facts
from rapport.reckon.agenda import AgendaPoint, in_order
from rapport.reckon.verdict import because

NEAR = timedelta(days=14)


def points(meeting: Meeting) -> list[AgendaPoint]:
    """What could go in and is not on the agenda yet, heaviest first; what was struck is not offered again."""
    known = set(meeting.agenda.exclude(source="").values_list("source", flat=True))
    offered = in_order([*points_of(meeting), *_of_beginning(meeting), *_of_people(meeting)])
    return [point for point in offered if point.source not in known]


def _of_beginning(meeting: Meeting) -> list[AgendaPoint]:
    """What the client's questionnaires leave open is what the first meeting is for."""
    if meeting.client_id is None or meeting.kind != Kind.ONBOARDING:
        return []
    return questionnaires.points(meeting.client_id)


def _of_people(meeting: Meeting) -> Iterator[AgendaPoint]:
    """Who of both sides is away in the two weeks after the meeting, and whose birthday is near."""
    first = meeting.at.astimezone(clock.zone_of(meeting.zone)).date()
    ours = meeting.participants.exclude(member=None).values("member")
    rows = Absence.objects.filter(member__in=ours, first__lte=first + NEAR, last__gte=first).select_related("member")
    for absence in rows:
        told = because(
            "{name} is away from {first} to {last}.", name=absence.member.name, first=absence.first, last=absence.last
        )
        yield AgendaPoint(f"absent:{absence.pk}", told, 40)
    if meeting.client_id is not None:
        yield from _of_contacts(meeting.client_id, first)


def _of_contacts(client: int, first: date) -> Iterator[AgendaPoint]:
    for away in facts.absences([client], first, first + NEAR).get(client, []):
        told = because(
            "{name} is away from {first} to {last}.", name=away.contact.name, first=away.first, last=away.last
        )
        yield AgendaPoint(f"away:{away.pk}", told, 35, for_us=True)
    for birthday in facts.birthdays(first, first + NEAR, [client]):
        told = because("{name} has a birthday on {day}.", name=birthday.name, day=birthday.day)
        yield AgendaPoint(f"birthday:{birthday.contact}", told, 20, for_us=True)
