"""Sends the contacts of a meeting an invitation for their calendar, its changes, and its cancellation.

Each gets a letter of their own with a link to answer; a calendar program answers by mail (read_calendar_mail.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.agency.models import Agency, Member
from rapport.approvals.written_in import language_of, spoken, zone_of
from rapport.conversations.meetings.access import requires
from rapport.conversations.meetings.calendar_entry import invitation_of
from rapport.conversations.meetings.letters import Reader, readers
from rapport.conversations.meetings.models import Meeting, Participant
from rapport.conversations.meetings.offer_times import line_of
from rapport.journal import clock
from rapport.journal.record import record
from rapport.links.hand_out import hand_out
from rapport.post.models import Account, Outgoing
from rapport.post.put import put
from rapport.reckon.calendars import Event, write_invitation
from rapport.ui import formats

PURPOSE = "meeting_invitation"  # "invitation" lets a member in
AFTER = timedelta(days=1)  # a link opens so long after the meeting


def invite_by_mail(
    meeting: Meeting, *, by: Member, to: Iterable[int] | None = None, of_itself: bool = False
) -> list[Outgoing]:
    """The letters put into the outbox; the same invitation to the same person again is none. `to` are ids of contacts.

    ValidationError when nobody has an address or the meeting is not ahead; `of_itself` is none to send instead.
    """
    if not of_itself:
        requires(by, meeting.client)
    try:
        chosen = _chosen(meeting, to)
        _check(meeting)
    except ValidationError:
        if of_itself:
            return []
        raise
    people = _people(meeting)
    seats = {one.contact_id: one for one in people if one.contact_id}
    earlier = invited(meeting)
    with transaction.atomic():
        sent = []
        for reader in chosen:
            seat = seats[reader.contact.pk]
            key = f"invitation:{meeting.pk}:{seat.pk}:{meeting.sequence}:{meeting.version}"
            if not Outgoing.objects.filter(key=key).exists():
                sent.append(_invite(meeting, people, seat, reader, by, key, changed=seat.pk in earlier))
        if sent:
            record(
                "meeting.invited", by=by, about=meeting, client=meeting.client_id, in_story=False, title=str(meeting),
                to=[reader.mail for reader in chosen], sequence=meeting.sequence,
            )  # fmt: skip
    return sent


def tell_cancelled(meeting: Meeting, *, by: Member) -> list[Outgoing]:
    """The cancellation to everybody who was invited by mail; none when nobody was."""
    requires(by, meeting.client)
    people = _people(meeting)
    earlier = invited(meeting)
    seats = {one.contact_id: one for one in people if one.pk in earlier}
    to = [reader for reader in readers(meeting) if reader.mail and reader.contact.pk in seats]
    if not to or meeting.state != Meeting.State.CANCELLED:
        return []
    with transaction.atomic():
        sent = [_uninvite(meeting, people, seats[reader.contact.pk], reader, by) for reader in to]
        record(
            "meeting.uninvited", by=by, about=meeting, client=meeting.client_id, in_story=False, title=str(meeting),
            to=[reader.mail for reader in to],
        )  # fmt: skip
    return sent


def invited(meeting: Meeting) -> set[int]:
    """Ids of the participants to whom an invitation was written."""
    keys = Outgoing.objects.filter(key__startswith=f"invitation:{meeting.pk}:", withdrawn_at=None)
    return {int(key.split(":")[2]) for key in keys.values_list("key", flat=True)}


def title_for(meeting: Meeting) -> str:
    """As it stands in the calendar of a client: with whom of us."""
    return f"{meeting} · {Agency.ours().name}"


def _chosen(meeting: Meeting, to: Iterable[int] | None) -> list[Reader]:
    wanted = None if to is None else set(to)
    found = [one for one in readers(meeting) if one.mail and (wanted is None or one.contact.pk in wanted)]
    if not found:
        raise ValidationError({"to": _("Choose somebody with a mail address; write one down with the person first.")})
    return found


def _check(meeting: Meeting) -> None:
    if meeting.state != Meeting.State.PLANNED or meeting.at <= clock.now():
        raise ValidationError(_("Only to a meeting that lies ahead is anybody invited."))
    if meeting.from_outside:
        raise ValidationError(_("The invitation came from them: answer it instead."))


def _people(meeting: Meeting) -> list[Participant]:
    return list(meeting.participants.select_related("member", "contact").order_by("pk"))


def _invite(
    meeting: Meeting, people: Sequence[Participant], seat: Participant, reader: Reader, by: Member, key: str,
    *, changed: bool,
) -> Outgoing:  # fmt: skip
    lasts = meeting.at + timedelta(minutes=meeting.minutes) + AFTER - clock.now()
    _link, token = hand_out(
        PURPOSE, lasts=lasts, by=by, subject=seat, client=meeting.client_id, contact=reader.contact.pk
    )
    address = settings.BASE_URL + reverse(settings.MEETING_INVITATION_URL, args=[token])
    entry = invitation_of(meeting, people, summary=title_for(meeting), url=address)
    with _spoken(meeting, reader):
        head = _("Changed: %(title)s, %(when)s") if changed else _("Invitation: %(title)s, %(when)s")
        intro = _("the time of our meeting has changed.") if changed else _("we invite you to this meeting.")
        words = _("Say here with one click whether you come, or answer in your calendar:\n%(address)s")
        return _put(meeting, reader, by, key, head, intro, words % {"address": address}, entry, "REQUEST")


def _uninvite(
    meeting: Meeting, people: Sequence[Participant], seat: Participant, reader: Reader, by: Member
) -> Outgoing:
    key = f"cancellation:{meeting.pk}:{seat.pk}:{meeting.sequence}"
    entry = invitation_of(meeting, people, summary=title_for(meeting))
    with _spoken(meeting, reader):
        head, intro = _("Cancelled: %(title)s, %(when)s"), _("this meeting does not take place.")
        return _put(meeting, reader, by, key, head, intro, "", entry, "CANCEL")


def _put(
    meeting: Meeting, reader: Reader, by: Member, key: str, head: str, intro: str, words: str, entry: Event, method: str
) -> Outgoing:
    account = Account.objects.filter(member=by).order_by("pk").first()
    when = line_of(meeting.at, None, meeting.host.zone)
    parts = [
        _("Good day, %(name)s.") % {"name": reader.contact.first_name or reader.contact.name},
        intro,
        "\n".join(filter(None, [title_for(meeting), when, meeting.place])),
        words,
        f"{by.name}\n{Agency.ours().name}",
    ]
    calendar = write_invitation(entry, method, stamp=clock.now()).decode()
    return put(
        key=key, to=reader.mail, to_all=[[reader.contact.name, reader.mail]], sender=account, by=by,
        client_id=meeting.client_id,
        subject=head % {"title": meeting, "when": formats.moment(meeting.at)},
        text="\n\n".join(filter(None, parts)) + "\n", language=reader.language, calendar=calendar, method=method,
        headers={} if account else {"Reply-To": by.email},
    )  # fmt: skip


def _spoken(meeting: Meeting, reader: Reader) -> AbstractContextManager[None]:
    client = reader.contact.client if meeting.client is None else meeting.client
    return spoken(language_of(reader.contact, client), zone_of(reader.contact, client))
