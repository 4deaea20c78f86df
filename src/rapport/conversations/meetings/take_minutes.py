"""Writes the minutes while people speak: each line may become a promise, an action or a decision."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.conversations.meetings.access import requires
from rapport.conversations.meetings.become import become, unmake
from rapport.conversations.meetings.change import ChangedMeanwhile
from rapport.conversations.meetings.models import Meeting, MinuteLine
from rapport.journal import clock
from rapport.portfolio.models import Contact
from rapport.reckon import minutes as reading

LONGEST, MOST = 1000, 500


def write(meeting: Meeting, *, by: Member, text: str, becomes: str = "", once: UUID | None = None) -> MinuteLine | None:
    """Add a line at the end; `becomes` "" leaves it to the sign in front. The same `once` is the same line.

    An empty text with `becomes` turns the last line the member wrote instead; None when there is none.
    Raises ValidationError for a meeting that was cancelled, and for a line too long.
    """
    requires(by, meeting.client)
    if once and (there := MinuteLine.objects.filter(once=once, meeting=meeting).first()):
        return there
    read = reading.read(text, today_of(meeting), [str(person) for person in _people(meeting)])
    becomes = checked(becomes or read.becomes)
    if not read.text:
        last = MinuteLine.objects.filter(meeting=meeting, by=by).order_by("-place", "-pk").first()
        if last is None or becomes == MinuteLine.Becomes.WORDS:
            return None
        last.meeting = meeting
        return turn(last, by=by, becomes=becomes)
    _check(meeting, read.text)
    try:
        with transaction.atomic():
            list(Meeting.objects.select_for_update().filter(pk=meeting.pk).values_list("pk"))
            place = (MinuteLine.objects.filter(meeting=meeting).aggregate(last=Max("place"))["last"] or 0) + 1
            line = MinuteLine(meeting=meeting, by=by, text=read.text, place=place, once=once)
            _read_into(line, read)
            line.save()
            become(line, becomes, by=by, person=_person(meeting, read))
    except IntegrityError:
        return MinuteLine.objects.get(once=once)  # the same line, sent twice in the same moment
    return line


def turn(line: MinuteLine, *, by: Member, becomes: str) -> MinuteLine:
    """Make it a promise, an action, a decision, or only words again; the same again changes nothing."""
    requires(by, line.meeting.client)
    becomes = checked(becomes)
    with transaction.atomic():
        standing = _standing(line)
        if standing.becomes == becomes:
            return standing
        read = reading.read(standing.text, today_of(line.meeting), [str(one) for one in _people(line.meeting)])
        unmake(standing, by=by)
        _read_into(standing, read)
        become(standing, becomes, by=by, person=_person(line.meeting, read))
    return standing


def change(line: MinuteLine, *, by: Member, version: int, text: str, **to: Any) -> MinuteLine:
    """Write it anew, and with `owner` and `due` whose it is and by when. Raises ChangedMeanwhile."""
    requires(by, line.meeting.client)
    text = " ".join(text.split())
    with transaction.atomic():
        standing = _standing(line)
        if standing.version != version:
            raise ChangedMeanwhile(standing)
        _check(line.meeting, text)
        was = (standing.text, standing.owner_id, standing.due)
        standing.text = text
        if "owner" in to:
            standing.owner = to["owner"]
        if "due" in to:
            standing.due = to["due"]
        if was == (standing.text, standing.owner_id, standing.due):
            return standing
        kind = standing.becomes
        unmake(standing, by=by)
        become(standing, kind, by=by, person=None)
    return standing


def remove(line: MinuteLine, *, by: Member) -> None:
    """Take a line out, with the action it had become; a promise it made stays, since it was said."""
    requires(by, line.meeting.client)
    with transaction.atomic():
        if standing := MinuteLine.objects.select_for_update().filter(pk=line.pk).first():
            standing.meeting = line.meeting
            if standing.becomes == MinuteLine.Becomes.ACTION:
                unmake(standing, by=by)
            standing.delete()


def checked(becomes: str) -> str:
    if becomes not in MinuteLine.Becomes.values:
        raise ValidationError({"becomes": _("“%(value)s” is not one of the choices.") % {"value": becomes}})
    return becomes


def today_of(meeting: Meeting) -> date:
    """The day from which "by Friday" is read: that of the meeting, in its zone."""
    return meeting.at.astimezone(clock.zone_of(meeting.zone)).date()


def _check(meeting: Meeting, text: str) -> None:
    if meeting.state == Meeting.State.CANCELLED:
        raise ValidationError({"text": _("It was cancelled. Put it back first.")})
    if not text:
        raise ValidationError({"text": _("Say in a line what was said.")})
    if len(text) > LONGEST:
        raise ValidationError({"text": _("At most %(limit)s characters fit here.") % {"limit": LONGEST}})
    if MinuteLine.objects.filter(meeting=meeting).count() >= MOST:
        raise ValidationError({"text": _("At most %(limit)s lines fit here.") % {"limit": MOST}})


def _standing(line: MinuteLine) -> MinuteLine:
    standing = MinuteLine.objects.select_for_update().get(pk=line.pk)
    standing.meeting = line.meeting
    return standing


def _people(meeting: Meeting) -> list[Member | Contact]:
    """Whose names are known in a line: those who take part, ours first."""
    seated = list(meeting.participants.select_related("member", "contact"))
    ours: list[Member | Contact] = [one.member for one in seated if one.member is not None]
    return ours + [one.contact for one in seated if one.contact is not None]


def _person(meeting: Meeting, read: reading.Line) -> Member | Contact | None:
    return _people(meeting)[read.owner] if read.owner is not None else None


def _read_into(line: MinuteLine, read: reading.Line) -> None:
    person = _person(line.meeting, read)
    line.owner = person if isinstance(person, Member) else None
    line.due = read.due
