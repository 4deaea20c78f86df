"""A member's meetings of some days, as lists and Today show them: with the client's own time, who comes, the agenda."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from rapport.agency.models import Member
from rapport.conversations.meetings.access import takes_part, visible_to
from rapport.conversations.meetings.models import Kind, Meeting, Participant
from rapport.journal import clock
from rapport.journal.worded import ask
from rapport.portfolio.models import Client
from rapport.reckon.verdict import Reason, because

MOST = 300
WITH_AGENDA = (Kind.CLIENT, Kind.ONBOARDING, Kind.KPI)


@dataclass(slots=True)
class Seen:
    """One meeting as it is listed. `there` says their time when it is another, and when their day ends."""

    meeting: Meeting
    ours: list[Member] = field(default_factory=list)
    theirs: list[str] = field(default_factory=list)  # first names
    points: int = 0
    there: Reason | None = None

    @property
    def until(self) -> datetime:
        return self.meeting.at + timedelta(minutes=self.meeting.minutes)

    @property
    def agenda_missing(self) -> bool:
        one = self.meeting
        return one.client_id is not None and one.kind in WITH_AGENDA and not self.points and not one.agenda_sent_at


def between(
    member: Member,
    since: datetime,
    until: datetime,
    *,
    mine: bool = True,
    states: Sequence[str] = (Meeting.State.PLANNED, Meeting.State.HELD),
    most: int = MOST,
) -> list[Seen]:
    """Meetings that begin from `since` on, before `until`, in order; two statements."""
    who = member.pk, member.team_id or 0
    return _seen(ask(_between, *who, since, until, kind=(*member.kind, mine, tuple(states), most)), member)


def _between(
    roles: frozenset[str], in_team: bool, mine: bool, states: Sequence[str], most: int,
    member: int, team: int, since: datetime, until: datetime,
) -> QuerySet[Meeting]:  # fmt: skip
    asking = Member.of_kind(roles, in_team, member, team)
    rows = Meeting.objects.filter(visible_to(asking), at__gte=since, at__lt=until, state__in=states)
    return listed(rows.filter(takes_part(asking)) if mine else rows, most)


def seen(rows: QuerySet[Meeting], member: Member, most: int = MOST) -> list[Seen]:
    """Meetings of a queryset as they are listed, each with who comes."""
    return _seen(list(listed(rows, most)), member)


def listed(rows: QuerySet[Meeting], most: int = MOST) -> QuerySet[Meeting]:
    points = Count("agenda", filter=Q(agenda__struck=False))
    return rows.select_related("client", "team", "host").annotate(points=points).order_by("at", "pk")[:most]


def _seen(found: Iterable[Any], member: Member) -> list[Seen]:
    people = _people([meeting.pk for meeting in found])
    return [Seen(one, *people[one.pk], one.points, there(one, member.zone)) for one in found]


def there(meeting: Meeting, zone: str) -> Reason | None:
    """Where the client is, what time it is there, and when their day ends, if that is soon after."""
    client = meeting.client
    if client is None:
        return None
    ours, theirs = (meeting.at.astimezone(clock.zone_of(name)) for name in (zone, client.zone))
    city = client.city or client.country or client.zone
    if ours.utcoffset() == theirs.utcoffset():
        return because("{city}, same hour", city=city)
    said = because("{time} in {city}", time=theirs.time().replace(second=0, microsecond=0), city=city)
    leaves = _leaves(client, meeting, theirs)
    return because("{there} · {rest}", there=said, rest=leaves) if leaves else said


def _leaves(client: Client, meeting: Meeting, theirs: datetime) -> Reason | None:
    """What stands against it on their side: a day off, an early hour, an end of work that is near."""
    calendar = client.calendar()
    span = calendar.week.days[theirs.weekday()]
    if span is None or calendar.is_holiday(theirs.date()):
        return because("a day off there")
    if theirs.time() < span[0]:
        return because("they begin at {time}", time=span[0])
    end = theirs + timedelta(minutes=meeting.minutes)
    near = end + timedelta(hours=1)
    if end.date() == theirs.date() and near.date() == theirs.date() and near.time() < span[1]:
        return None
    return because("they leave at {time}", time=span[1])


def _people(ids: Iterable[int]) -> dict[int, tuple[list[Member], list[str]]]:
    found: dict[int, tuple[list[Member], list[str]]] = defaultdict(lambda: ([], []))
    among = list(ids)
    for person in ask(_participants, among) if among else ():
        if person.member is not None:
            found[person.meeting_id][0].append(person.member)
        else:
            contact = person.contact
            found[person.meeting_id][1].append(
                (contact.first_name or contact.last_name) if contact else person.name or person.mail
            )
    return found


def _participants(meetings: Collection[int]) -> QuerySet[Participant]:
    return Participant.objects.filter(meeting__in=meetings).select_related("member", "contact").order_by("pk")
