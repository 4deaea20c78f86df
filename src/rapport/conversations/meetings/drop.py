"""Reads a calendar file that one of us dropped: each entry goes to the client whose people stand in it."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rapport.agency.access import may
from rapport.agency.models import Member
from rapport.conversations.meetings.access import requires
from rapport.conversations.meetings.take_in import Given, Outcome, take_in
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Channel, Client
from rapport.reckon.calendars import LIMITS, Calendar, Event, read_calendar
from rapport.reckon.verdict import Reason, because
from rapport.ui.formats import say

MOST = 500  # entries of one file; an old diary of years is cut down first


def drop(raw: bytes, *, by: Member, client: Client | None = None) -> tuple[list[Outcome], tuple[Reason, ...]]:
    """What became of each entry, and what is to be said of the file. `client` is theirs whatever stands in it.

    ValidationError, at "file", for what is no calendar.
    """
    if client is not None:
        requires(by, client)
    read = read_calendar(raw[: LIMITS.size + 1], zone=clock.zone_of(by.zone).key)
    if not isinstance(read, Calendar):
        raise ValidationError({"file": say(read.sentence)})
    if len(read.events) > MOST:
        raise ValidationError(
            {"file": _("It holds more than %(most)s entries; give a file of fewer months.") % {"most": MOST}}
        )
    told: list[Outcome] = []
    for events in _together(read):
        theirs = client or _client_of(events, by)
        if isinstance(theirs, Reason):
            told.append(Outcome(events[0].summary, theirs))
        else:
            told += take_in(replace(read, events=tuple(events)), Given(theirs, by))
    planned = sum(one.meeting is not None for one in told)
    record("calendar.dropped", by=by, in_story=False, entries=len(read.events), meetings=planned)
    return told, read.notes


def _together(calendar: Calendar) -> list[list[Event]]:
    """A series with its exceptions, or a single entry."""
    found: dict[str, list[Event]] = {}
    for n, event in enumerate(calendar.events):
        found.setdefault(event.uid or str(n), []).append(event)
    return list(found.values())


def _client_of(events: list[Event], by: Member) -> Client | Reason:
    if all(event.kind != "event" for event in events):
        return because("It is no appointment.")
    if all(event.method == "REPLY" for event in events):
        return because("It is an answer; answers are read from the mail they come with.")
    people = {person.mail for event in events for person in event.attendees}
    people |= {event.organizer.mail for event in events if event.organizer}
    rows = Channel.objects.filter(kind=Channel.Kind.MAIL, folded__in=people - {""}, contact__deleted_at=None)
    found = list(Client.objects.here().visible_to(by).filter(pk__in=rows.values("contact__client")))
    for one in found:
        one.standing = one.standing_of(by)
    mine = [one for one in found if may(by, "meeting.keep", one.standing)]
    if len(mine) == 1:
        return mine[0]
    if mine:
        return because("People of several clients stand in it. Choose the client.")
    return because("Nobody in it is in your address book. Choose the client.")
