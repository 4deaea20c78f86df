"""Sends the agenda to the contacts before a meeting, and keeps who sent it, when and to whom."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.conversations.meetings import letters
from rapport.conversations.meetings.access import requires
from rapport.conversations.meetings.models import Meeting
from rapport.journal import clock
from rapport.journal.record import record
from rapport.post.models import Outgoing


def send_agenda(meeting: Meeting, *, by: Member, to: Iterable[int] | None = None) -> list[Outgoing]:
    """The letters put into the outbox; the same agenda to the same people again is none. `to` are ids of contacts.

    Raises ValidationError when there is nothing to send, nobody to send it to, or the meeting is over.
    """
    requires(by, meeting.client)
    readers = letters.chosen(meeting, to)
    if not letters.agenda_lines(meeting):
        raise ValidationError(_("There is no point on the agenda yet."))
    if meeting.state != Meeting.State.PLANNED:
        raise ValidationError(_("Only the agenda of a meeting that lies ahead is sent."))
    languages = {reader.language for reader in readers}
    written = {language: letters.agenda_letter(meeting, by, language) for language in languages}
    with transaction.atomic():
        there = set(Outgoing.objects.filter(key__startswith=f"agenda:{meeting.pk}:").values_list("pk", flat=True))
        sent = letters.post_to(written, readers, kind="agenda", meeting=meeting, by=by)
        new = [letter for letter in sent if letter.pk not in there]
        if new:
            Meeting.objects.filter(pk=meeting.pk).update(agenda_sent_at=clock.now())
            record(
                "agenda.sent", by=by, about=meeting, client=meeting.client_id, title=str(meeting),
                to=[reader.mail for reader in readers], letters=[letter.pk for letter in new],
            )  # fmt: skip
    meeting.refresh_from_db(fields=["agenda_sent_at"])
    return new
