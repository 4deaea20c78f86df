"""Finds times when ours and theirs can meet: weeks, holidays, absences and meetings of both sides, for `reckon`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from rapport.agency.models import Agency, Member
from rapport.conversations.meetings.models import Meeting, Participant, Taken
from rapport.conversations.meetings.quarters import QUARTER
from rapport.journal import clock
from rapport.portfolio.models import Client, Contact
from rapport.reckon import slots
from rapport.reckon.slots import Busy, Found, Side, Slot
from rapport.reckon.timing import Calendar, Week

NOTICE = timedelta(hours=2)  # nobody is asked to come sooner than this
LONGEST_MEETING = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Sides:
    """Who is to meet, with everything that stands against a time between two instants."""

    ours: Sequence[Side]
    theirs: Sequence[Side]

    def find(self, since: datetime, until: datetime, minutes: int, at_most: int = 3) -> Found:
        """Up to `at_most` times. Raises ValueError, with the sentence, for a question without sense."""
        length = timedelta(minutes=minutes)
        return slots.find(self.ours, self.theirs, since=since, until=until, length=length, at_most=at_most)

    def judge(self, at: datetime, minutes: int) -> Slot | None:
        """That one time as it would be offered, or None when somebody is off, away or busy then."""
        return slots.judge(self.ours, self.theirs, at, at + timedelta(minutes=minutes))


def sides(
    client: Client,
    members: Iterable[Member],
    contacts: Iterable[Contact],
    *,
    since: datetime,
    until: datetime,
    but: Meeting | None = None,
) -> Sides:
    """Both sides between two instants; `but` is a meeting that is to be moved and so stands against nothing."""
    ours, theirs = list(members), list(contacts)
    agency = Agency.ours()
    busy = _busy(ours, theirs, since - LONGEST_MEETING, until, but)
    there = [Side(one.name, _calendar_of(one, client), tuple(busy["contact", one.pk])) for one in theirs]
    return Sides(
        [Side(one.name, one.calendar(agency), tuple(busy["member", one.pk])) for one in ours],
        there or [Side(client.name, client.calendar())],
    )


def soonest() -> datetime:
    """The earliest time that is offered."""
    return clock.now() + NOTICE


def _calendar_of(contact: Contact, client: Client) -> Calendar:
    """The client's week and holidays, on the clock of the person, without the days the person is away."""
    zone = contact.zone if contact.zone in clock.ZONES else client.zone
    away = tuple(contact.absences.values_list("first", "last"))
    return Calendar(zone=zone, week=Week.parse(client.week), holidays=client.country, absences=away)


def _busy(
    members: Sequence[Member], contacts: Sequence[Contact], since: datetime, until: datetime, but: Meeting | None
) -> dict[tuple[str, int], list[Busy]]:
    """The planned meetings and taken quarters of each of them, by ("member" or "contact", id); two statements."""
    busy: dict[tuple[str, int], list[Busy]] = defaultdict(list)
    rows = Participant.objects.filter(
        Q(member__in=members) | Q(contact__in=contacts),
        meeting__state=Meeting.State.PLANNED, meeting__at__gt=since, meeting__at__lt=until,
    ).exclude(answer=Participant.Answer.DECLINED)  # fmt: skip
    taken = Taken.objects.filter(member__in=members, quarter__gt=since, quarter__lt=until)
    if but is not None:
        rows, taken = rows.exclude(meeting=but), taken.exclude(meeting=but)
    for member, contact, at, minutes in rows.values_list("member", "contact", "meeting__at", "meeting__minutes"):
        key = ("member", member) if member else ("contact", contact)
        busy[key].append((at, at + timedelta(minutes=minutes)))
    for member, quarter in taken.values_list("member", "quarter"):
        busy["member", member].append((quarter, quarter + QUARTER))
    return busy
