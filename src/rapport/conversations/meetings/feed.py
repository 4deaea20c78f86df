"""A member's own calendar as a feed for their calendar program: a private link, and what stands in the file now."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.approvals.written_in import spoken
from rapport.conversations.meetings.access import takes_part, visible_to
from rapport.conversations.meetings.calendar_entry import entry_of, name_of
from rapport.conversations.meetings.models import Meeting, Participant
from rapport.journal import clock
from rapport.journal.record import record
from rapport.links.hand_out import end, hand_out, living, open_link
from rapport.links.models import Link
from rapport.reckon.calendars import write_feed

PURPOSE = "calendar-feed"
LASTS = timedelta(days=5 * 365)
BACK, AHEAD = timedelta(days=90), timedelta(days=366)
MOST, MOST_LINKS = 2000, 10


def make_feed(member: Member) -> str:
    """The address of a new feed; it is told this once. ValidationError when there are too many."""
    if feeds(member).count() >= MOST_LINKS:
        raise ValidationError(_("There are ten links already. Take one back first."))
    with transaction.atomic():
        link, token = hand_out(PURPOSE, lasts=LASTS, by=member, subject=member)
        record("calendar.shared", by=member, about=link, in_story=False)
    return settings.BASE_URL + reverse(settings.FEED_URL, args=[token])


def end_feed(member: Member, pk: int) -> bool:
    """False when there is no such link of theirs (any more)."""
    if not feeds(member).filter(pk=pk).exists():
        return False
    with transaction.atomic():
        done = bool(end(feeds(member).filter(pk=pk)))
        if done:
            record("calendar.unshared", by=member, in_story=False, link=pk)
    return done


def feeds(member: Member) -> QuerySet[Link]:
    return living(member, purpose=PURPOSE).order_by("-pk")


def whose(token: str) -> Member | None:
    """The member of a living link, while they are with us."""
    link = open_link(PURPOSE, token)
    return Member.objects.filter(pk=link.subject_id or 0, is_active=True).first() if link else None


def file_of(member: Member) -> bytes:
    """The file; the same bytes while nothing in it has changed. Three statements, however many meetings."""
    now = clock.now()
    rows = Meeting.objects.filter(
        visible_to(member) & takes_part(member), at__gt=now - BACK, at__lt=now + AHEAD,
        state__in=(Meeting.State.PLANNED, Meeting.State.HELD),
    )  # fmt: skip
    found = list(rows.select_related("client", "team").order_by("at", "pk")[:MOST])
    names: dict[int, list[str]] = {}
    for seat in Participant.objects.filter(meeting__in=found).select_related("member", "contact").order_by("pk"):
        names.setdefault(seat.meeting_id, []).append(name_of(seat))
    with spoken(member.language, member.zone):
        entries = [
            entry_of(
                one, summary=_title(one), description=_words(one, names.get(one.pk, [])), url=_page(one),
                stamp=one.made_at,
            )
            for one in found
            if one.zone in clock.ZONES
        ]  # fmt: skip
    return write_feed(entries, stamp=member.joined_at, name=f"Rapport · {member.name}")


def _title(meeting: Meeting) -> str:
    whom = meeting.client or meeting.team
    return f"{whom.name}, {meeting}" if whom else str(meeting)


def _words(meeting: Meeting, names: list[str]) -> str:
    return "\n\n".join(filter(None, [", ".join(names), meeting.about, _page(meeting)]))


def _page(meeting: Meeting) -> str:
    return settings.BASE_URL + reverse(settings.MEETING_URL, args=[meeting.pk])
