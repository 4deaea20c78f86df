"""Sends the minutes to the client, and keeps what was sent: by whom, when, to whom, and in which words."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.attention.ask import settle
from rapport.conversations.meetings import letters
from rapport.conversations.meetings.access import requires
from rapport.conversations.meetings.models import Meeting
from rapport.conversations.meetings.settled import cause
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.journal.record import record
from rapport.post.models import Outgoing


def send_minutes(meeting: Meeting, *, by: Member, to: Iterable[int] | None = None) -> list[Outgoing]:
    """The letters put into the outbox; the same minutes to the same people again are none. `to` are ids of contacts.

    The letter itself is the version that was sent. Raises ValidationError.
    """
    requires(by, meeting.client)
    if meeting.state != Meeting.State.HELD:
        raise ValidationError(_("Say first that the meeting took place, and who came."))
    if not meeting.lines.exists():
        raise ValidationError(_("There is no line of minutes yet."))
    readers = letters.chosen(meeting, to)
    languages = {reader.language for reader in readers}
    written = {language: letters.minutes_letter(meeting, by, language) for language in languages}
    with transaction.atomic():
        there = set(Outgoing.objects.filter(key__startswith=f"minutes:{meeting.pk}:").values_list("pk", flat=True))
        sent = letters.post_to(written, readers, kind="minutes", meeting=meeting, by=by)
        new = [letter for letter in sent if letter.pk not in there]
        if new:
            Meeting.objects.filter(pk=meeting.pk).update(minutes_sent_at=clock.now())
            settle(cause=cause(meeting, "minutes"), by=by)
            record(
                "minutes.sent", by=by, about=meeting, client=meeting.client_id, title=str(meeting),
                to=[reader.mail for reader in readers], letters=[letter.pk for letter in new],
            )  # fmt: skip
    meeting.refresh_from_db(fields=["minutes_sent_at"])
    return new


def versions(meeting: Meeting) -> list[tuple[Entry, list[Outgoing]]]:
    """What was sent, the newest first: who and when, and the letters."""
    entries = (
        Entry.objects.filter(name="minutes.sent", about=Meeting._meta.label_lower, about_id=meeting.pk)
        .select_related("by")
        .order_by("-id")
    )
    found = list(entries[:20])
    wanted = [pk for entry in found for pk in entry.data.get("letters", [])]
    letters_by = Outgoing.objects.in_bulk(wanted)
    return [(entry, [letters_by[pk] for pk in entry.data.get("letters", []) if pk in letters_by]) for entry in found]
