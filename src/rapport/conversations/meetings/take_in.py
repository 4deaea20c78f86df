"""Takes in a calendar file of theirs: what they invite to becomes planned meetings, their changes move and cancel them.

For mail that carries an invitation and for dropped files. Nobody outside touches a meeting of ours or of another
client. A series becomes its meetings of the next eight weeks, each known by the series and the time it was meant for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction

from rapport.agency.models import Member
from rapport.attention.ask import ask
from rapport.conversations.meetings.cancel import cancel
from rapport.conversations.meetings.models import Kind, Meeting, Participant
from rapport.conversations.meetings.move import move
from rapport.conversations.meetings.plan import plan, wall_in
from rapport.conversations.meetings.settled import cause
from rapport.journal import clock
from rapport.portfolio.models import Channel, Client, Contact
from rapport.post.models import Account
from rapport.reckon.calendars import Calendar, Event, Occurrence, occurrences
from rapport.reckon.verdict import Reason, because

PART = "#at:"  # between the uid of a series and the time one of its meetings was meant for
SERIES_AHEAD, AHEAD = timedelta(weeks=8), timedelta(days=3 * 365)
MOST = 60  # meetings of one series
USUAL_MINUTES = 60
LONGEST_UID = 190


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one entry, and the meeting it is, if it is one."""

    title: str
    said: Reason
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """From whom a file came: a client, one of us whom it concerns, and by mail the address it was sent from."""

    client: Client
    host: Member
    sender: str = ""  # empty: one of us dropped it


def take_in(calendar: Calendar, given: Given) -> list[Outcome]:
    """Plan, move and cancel what the file says. The same file again changes nothing, an older version neither."""
    told: list[Outcome] = []
    with transaction.atomic():
        for uid, events in _by_uid(calendar).items():
            if refused := _refused(uid, events, given):
                told.append(Outcome(events[0].summary, refused))
                continue
            told += _cancel(uid, [event for event in events if event.is_cancelled])
            if living := [event for event in events if not event.is_cancelled]:
                told += _plan(uid, living, given)
    return told


def _by_uid(calendar: Calendar) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for event in calendar.events:
        if event.kind == "event" and event.method in ("", "REQUEST", "PUBLISH", "CANCEL", "ADD"):
            found.setdefault(_key(event), []).append(event)
    return found


def _key(event: Event) -> str:
    """The uid as it is kept; long ones, and entries without one, by a digest."""
    if event.uid and len(event.uid) <= LONGEST_UID and PART not in event.uid:
        return event.uid
    return sha256((event.uid or f"{event.summary}\n{event.starts}").encode()).hexdigest()


def _refused(uid: str, events: Sequence[Event], given: Given) -> Reason | None:
    standing = list(_standing(uid))
    if any(not one.from_outside for one in standing):
        return because("It is a meeting of ours: it is moved and cancelled here.")
    if any(one.client_id != given.client.pk for one in standing):
        return because("It is a meeting with somebody else.")
    if not given.sender:
        return None
    senders = {mail for one in events if one.organizer for mail in (one.organizer.mail, one.organizer.sent_by) if mail}
    if given.sender.lower() not in senders:
        return because("It was not sent by its organizer.")
    known = {mail for one in standing for mail in one.participants.exclude(mail="").values_list("mail", flat=True)}
    organizers = {one.organizer.mail for one in events if one.organizer}
    return because("It was not sent by its organizer.") if known and not known & organizers else None


def _standing(uid: str) -> Iterator[Meeting]:
    yield from Meeting.objects.filter(uid=uid).select_related("client", "host")
    yield from Meeting.objects.filter(uid__startswith=uid + PART).select_related("client", "host")


def _cancel(uid: str, events: Sequence[Event]) -> Iterator[Outcome]:
    for event in events:
        wanted = f"{uid}{PART}{_meant(event)}" if event.instead_of else ""
        for meeting in list(_standing(uid)):
            if wanted and meeting.uid != wanted:
                continue
            if event.sequence < meeting.sequence:
                yield Outcome(str(meeting), because("An older version: what stands is newer."), meeting)
            elif cancel(meeting, by=None, who="theirs"):
                Meeting.objects.filter(pk=meeting.pk).update(sequence=event.sequence)
                yield Outcome(str(meeting), because("Cancelled, as they say."), meeting)


def _plan(uid: str, events: Sequence[Event], given: Given) -> Iterator[Outcome]:
    now = clock.now()
    is_series = any(event.rule or event.extra for event in events)
    until = now + (SERIES_AHEAD if is_series else AHEAD)
    found = occurrences(events, now, until, at_most=MOST, zone=clock.zone_of(given.host.zone).key).found
    kept = set[str]()
    for one in found:
        name = f"{uid}{PART}{_meant(one)}" if is_series or one.event.instead_of else uid
        kept.add(name)
        yield _one(name, one, given)
    if not found:
        yield Outcome(events[0].summary, _nothing(events[0]))
    if is_series:
        yield from _fallen(uid, kept, max(event.sequence for event in events), until)


def _nothing(event: Event) -> Reason:
    if event.notes:
        return event.notes[0]
    return because("It is over, or too far ahead.")


def _fallen(uid: str, kept: set[str], sequence: int, until: datetime) -> Iterator[Outcome]:
    """Meetings that the series does not have any more."""
    ahead = Meeting.objects.filter(
        uid__startswith=uid + PART, at__gt=clock.now(), at__lt=until, sequence__lte=sequence, from_outside=True
    )
    for meeting in ahead.exclude(uid__in=kept).select_related("client", "host"):
        if cancel(meeting, by=None, who="theirs"):
            yield Outcome(str(meeting), because("Cancelled, as they say."), meeting)


def _meant(one: Occurrence | Event) -> str:
    """The time it was meant for, as its series has it."""
    moment = one.instead_of if isinstance(one, Event) else one.event.instead_of or one.starts
    if moment is None:
        return ""
    return f"{moment.at.astimezone(UTC):%Y%m%dT%H%MZ}" if moment.at else f"{moment.day:%Y%m%d}"


def _one(name: str, one: Occurrence, given: Given) -> Outcome:
    event = one.event
    if one.starts.is_all_day or one.starts.at is None or one.ends.at is None:
        return Outcome(event.summary, because("It takes whole days, so it is no meeting."))
    minutes = (one.ends.at - one.starts.at) // timedelta(minutes=1) or USUAL_MINUTES
    zone = one.starts.zone if one.starts.zone in clock.ZONES else given.host.zone
    local, zone = wall_in(one.starts.at, zone)
    standing = Meeting.objects.select_related("client", "host").filter(uid=name).first()
    try:
        with transaction.atomic():
            if standing is not None:
                return _again(standing, event, local, zone, minutes)
            return _new(name, event, local, zone, minutes, given)
    except ValidationError as refused:
        return Outcome(event.summary, because("{why}", why=" ".join(refused.messages)))


def _again(meeting: Meeting, event: Event, local: datetime, zone: str, minutes: int) -> Outcome:
    if event.sequence < meeting.sequence:
        return Outcome(str(meeting), because("An older version: what stands is newer."), meeting)
    if meeting.state != Meeting.State.PLANNED:
        return Outcome(str(meeting), because("It is not planned any more and stays so."), meeting)
    before = (meeting.at, meeting.minutes)
    moved = move(meeting, by=None, local=local, zone=zone, minutes=minutes, who="theirs")
    title, place = _words(event)
    Meeting.objects.filter(pk=meeting.pk).update(sequence=event.sequence, title=title, place=place)
    if (moved.at, moved.minutes) == before:
        return Outcome(str(meeting), because("It was known already."), meeting)
    _propose(moved)
    return Outcome(str(meeting), because("Moved to {at}, as they say.", at=moved.at), moved)


def _new(name: str, event: Event, local: datetime, zone: str, minutes: int, given: Given) -> Outcome:
    title, place = _words(event)
    mails = {person.mail for person in event.attendees if person.mail}
    organizer = event.organizer.mail if event.organizer else ""
    members = _members(mails | {organizer})
    host = given.host if given.host in members or not members else members[0]
    contacts = _contacts(given.client, mails | {organizer})
    meeting = plan(
        by=None, local=local, zone=zone, client=given.client, host=host, kind=Kind.CLIENT, title=title,
        minutes=minutes, place=place, about=event.description[:5000], members=members, contacts=contacts,
        began="theirs", uid=name, sequence=event.sequence, from_outside=True,
    )  # fmt: skip
    if organizer and organizer not in {one.email for one in members}:
        _note_organizer(meeting, organizer, event.organizer.name if event.organizer else "")
    if event.method == "REQUEST":
        _propose(meeting)
    return Outcome(str(meeting), because("Planned for {at}.", at=meeting.at), meeting)


def _words(event: Event) -> tuple[str, str]:
    return " ".join(event.summary.split())[:160], " ".join(event.location.split())[:300]


def _members(mails: set[str]) -> list[Member]:
    """Those of us who are asked, by their own address or the one they write from."""
    writing = Account.objects.filter(address__in=mails).values("member")
    rows = Member.objects.filter(is_active=True)
    return list((rows.filter(email__in=mails) | rows.filter(pk__in=writing)).order_by("pk").distinct())


def _contacts(client: Client, mails: set[str]) -> list[Contact]:
    having = Channel.objects.filter(kind=Channel.Kind.MAIL, folded__in=mails, contact__client=client)
    return list(Contact.objects.filter(pk__in=having.values("contact"), deleted_at=None))


def _note_organizer(meeting: Meeting, mail: str, name: str) -> None:
    """Where our answer goes: with the contact whose address it is, else as somebody who is neither."""
    channel = Channel.objects.filter(
        kind=Channel.Kind.MAIL, folded=mail, contact__in=meeting.participants.values("contact")
    ).first()
    if channel is not None:
        Participant.objects.filter(meeting=meeting, contact=channel.contact_id).update(mail=mail[:254])
    else:
        Participant.objects.create(meeting=meeting, name=name[:200], mail=mail[:254])


def _propose(meeting: Meeting) -> None:
    """Its host says whether we come."""
    ask(
        "invited", cause=cause(meeting, "invited"), client=meeting.client_id, member=meeting.host_id, due=meeting.at,
        meeting=meeting.pk, reason=because("They invite you: {title}, {at}.", title=str(meeting), at=meeting.at),
    )  # fmt: skip
