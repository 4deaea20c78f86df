"""The agenda of a meeting, written by several at once: a line has a version, so that the second to save sees both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.attention.ask import settle
from rapport.conversations.meetings.access import requires
from rapport.conversations.meetings.change import ChangedMeanwhile
from rapport.conversations.meetings.models import AgendaLine, Meeting
from rapport.conversations.meetings.settled import cause

LONGEST, MOST = 500, 100
FOR_US = ("word", "birthday", "away", "question")  # sources of points that are not for the client's eyes


def add(meeting: Meeting, *, by: Member, text: str, source: str = "") -> AgendaLine:
    """Add a point at the end. A source is taken once: who comes second gets the line that is there."""
    requires(by, meeting.client)
    text = checked(text)
    try:
        with transaction.atomic():
            list(Meeting.objects.select_for_update().filter(pk=meeting.pk).values_list("pk"))
            lines = AgendaLine.objects.filter(meeting=meeting)
            last = lines.aggregate(last=Max("place"))["last"]
            if not source and last is not None and (same := lines.filter(text=text, struck=False, by=by).last()):
                return same  # a doubled click
            if lines.filter(struck=False).count() >= MOST:
                raise ValidationError({"text": _("At most %(limit)s fit here.") % {"limit": MOST}})
            line = AgendaLine.objects.create(meeting=meeting, text=text, source=source, by=by, place=(last or 0) + 1)
            settle(cause=cause(meeting, "agenda"), by=by)
    except IntegrityError:
        line = AgendaLine.objects.get(meeting=meeting, source=source)
    if line.struck:
        AgendaLine.objects.filter(pk=line.pk).update(struck=False)
        line.struck = False
    return line


def take(meeting: Meeting, *, by: Member, points: Iterable[tuple[str, str]]) -> int:
    """Add offered points, (source, text) each; the number that are on the agenda now through this."""
    return len([add(meeting, by=by, text=text[:LONGEST], source=source) for source, text in points])


def change(line: AgendaLine, *, by: Member, version: int, text: str) -> AgendaLine:
    """Write a line anew. Raises ChangedMeanwhile when somebody else has since `version` was read."""
    with _standing(line, by, version) as standing:
        text = checked(text)
        if standing.text != text:
            standing.text, standing.version = text, standing.version + 1
            standing.save(update_fields=["text", "version"])
    return standing


def strike(line: AgendaLine, *, by: Member) -> bool:
    """Take it off; what it came from is not offered again for this meeting. False when it was off already."""
    requires(by, line.meeting.client)
    return bool(AgendaLine.objects.filter(pk=line.pk, struck=False).update(struck=True))


def unstrike(line: AgendaLine, *, by: Member) -> bool:
    requires(by, line.meeting.client)
    return bool(AgendaLine.objects.filter(pk=line.pk, struck=True).update(struck=False))


def raise_(line: AgendaLine, *, by: Member) -> bool:
    """One place up; False for the first."""
    requires(by, line.meeting.client)
    with transaction.atomic():
        list(Meeting.objects.select_for_update().filter(pk=line.meeting_id).values_list("pk"))
        lines = list(AgendaLine.objects.filter(meeting=line.meeting_id, struck=False))
        at = next((n for n, one in enumerate(lines) if one.pk == line.pk), 0)
        if not at:
            return False
        lines[at - 1], lines[at] = lines[at], lines[at - 1]
        for n, one in enumerate(lines, 1):
            one.place = n
        AgendaLine.objects.bulk_update(lines, ["place"])
    return True


def is_for_us(line: AgendaLine) -> bool:
    """Whether a line stays with us when the agenda is sent."""
    return line.source.split(":", 1)[0] in FOR_US


def checked(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise ValidationError({"text": _("Say in a line what it is about.")})
    if len(text) > LONGEST:
        raise ValidationError({"text": _("At most %(limit)s characters fit here.") % {"limit": LONGEST}})
    return text


@contextmanager
def _standing(line: AgendaLine, by: Member, version: int) -> Iterator[AgendaLine]:
    requires(by, line.meeting.client)
    with transaction.atomic():
        standing = AgendaLine.objects.select_for_update().get(pk=line.pk)
        if standing.version != version:
            raise ChangedMeanwhile(standing)
        yield standing
