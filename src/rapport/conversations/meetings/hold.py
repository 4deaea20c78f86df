"""Says that a meeting took place, and who came: a client's is one touchpoint. put_back.py takes it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.attention.ask import ask, settle
from rapport.conversations.log import log
from rapport.conversations.meetings.access import requires
from rapport.conversations.meetings.debrief import owe
from rapport.conversations.meetings.models import Meeting, MinuteLine, Participant
from rapport.conversations.meetings.settled import cause
from rapport.conversations.models import Touchpoint
from rapport.journal import clock
from rapport.journal.record import record
from rapport.reckon.verdict import because

EARLY = timedelta(minutes=15)  # a meeting may begin before its hour
LONGEST_SUMMARY = 1500


def hold(meeting: Meeting, *, by: Member, came: Iterable[int] | None = None) -> bool:
    """It took place. `came` are ids of participants; None: all of them. False when that was said already.

    Raises ValidationError for one that lies ahead or was cancelled, and when nobody came.
    """
    requires(by, meeting.client)
    with transaction.atomic():
        standing = Meeting.objects.select_for_update().get(pk=meeting.pk)
        standing.client, standing.host = meeting.client, meeting.host
        if standing.state == Meeting.State.HELD:
            return False
        if standing.state == Meeting.State.CANCELLED:
            raise ValidationError(_("It was cancelled. Put it back first."))
        if standing.at > clock.now() + EARLY:
            raise ValidationError(_("It lies ahead. Say so when it has begun."))
        people = _came(standing, None if came is None else set(came))
        standing.state, standing.held_at = Meeting.State.HELD, clock.now()
        standing.version += 1
        standing.touchpoint = _word(standing, people, by)
        standing.save()
        settle(cause=cause(standing, "missed"), by=by)
        settle(cause=cause(standing, "agenda"))
        if standing.client_id is not None:
            owe(standing, [person.member for person in people if person.member is not None])
            ask_for_minutes(standing)
        record(
            "meeting.held", by=by, about=standing, client=standing.client_id, in_story=False, title=str(standing),
            kind=standing.kind, came=len(people),
        )  # fmt: skip
    meeting.state, meeting.held_at, meeting.touchpoint = standing.state, standing.held_at, standing.touchpoint
    meeting.version = standing.version
    return True


def ask_for_minutes(meeting: Meeting) -> None:
    """Minutes are owed the same day, by the host's clock."""
    calendar = meeting.host.calendar()
    ask(
        "minutes", cause=cause(meeting, "minutes"), client=meeting.client_id, meeting=meeting.pk,
        due=max(calendar.end_of_day(meeting.at.astimezone(clock.zone_of(calendar.zone)).date()), meeting.at),
        reason=because("{title} took place; the minutes are not sent.", title=str(meeting)),
    )  # fmt: skip


def _came(meeting: Meeting, ids: set[int] | None) -> list[Participant]:
    seated = list(meeting.participants.select_related("member", "contact"))
    for person in seated:
        person.came = ids is None or person.pk in ids
    if not any(person.came for person in seated):
        raise ValidationError({"came": _("Say who came. If nobody did, it did not take place.")})
    Participant.objects.bulk_update(seated, ["came"])
    return [person for person in seated if person.came]


def _word(meeting: Meeting, people: list[Participant], by: Member) -> Touchpoint | None:
    """The touchpoint of a client's meeting, with whoever of us was there."""
    if meeting.client is None:
        return None
    said = log(
        meeting.client, by=by, channel=Touchpoint.Channel.MEETING, began=meeting.began,
        direction=Touchpoint.Direction.BOTH, agreed=True, at=min(meeting.at, clock.now()), summary=summary_of(meeting),
        people=[person.contact for person in people if person.contact is not None and not person.contact.deleted_at],
    )  # fmt: skip
    ours = {person.member_id for person in people if person.member_id}
    spoke = by.pk if by.pk in ours or not ours else meeting.host_id if meeting.host_id in ours else min(ours)
    if spoke != by.pk:
        Touchpoint.objects.filter(pk=said.pk).update(member=spoke)
    return said


def summary_of(meeting: Meeting) -> str:
    """The title, then what was decided and promised; what was only said follows while there is room."""
    lines = sorted(
        meeting.lines.all(), key=lambda line: (line.becomes == MinuteLine.Becomes.WORDS, line.place, line.pk)
    )
    text = "\n".join([str(meeting), *(line.text for line in lines)])
    return text if len(text) <= LONGEST_SUMMARY else text[: LONGEST_SUMMARY - 1] + "…"
