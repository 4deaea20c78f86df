"""A meeting that the contact takes part in: when and where, their answer, and the minutes they were sent."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rapport.conversations.meetings.answer import ANSWERS, answer
from rapport.conversations.meetings.models import Meeting, Participant
from rapport.conversations.meetings.offer_times import with_us
from rapport.journal import clock
from rapport.overview.portal.home import minutes_sent_to
from rapport.portal.link_door import draw
from rapport.portal.signed_in import by_contact
from rapport.portfolio.models import Contact
from rapport.portfolio.welcome import mails_of
from rapport.post.models import Outgoing
from rapport.ui import formats

SEEN = (Meeting.State.PLANNED, Meeting.State.HELD)


@require_http_methods(["GET", "HEAD", "POST"])
@by_contact
def meeting(request: HttpRequest, contact: Contact, pk: int) -> HttpResponse:
    rows = Participant.objects.filter(contact=contact, meeting=pk, meeting__client=contact.client_id)
    seat = rows.filter(meeting__state__in=SEEN).select_related("meeting__host").first()
    if seat is None:
        raise Http404(_("There is no such meeting."))
    ahead = seat.meeting.state == Meeting.State.PLANNED and seat.meeting.at > clock.now()
    if request.method == "POST" and ahead:
        if request.POST.get("sequence") != str(seat.meeting.sequence):
            return _drawn(request, contact, seat, ahead, status=409, moved=True)
        if (said := request.POST.get("answer", "")) not in ANSWERS:
            return _drawn(request, contact, seat, ahead, status=422, unclear=True)
        answer(seat, said, by=None)
        return _drawn(request, contact, seat, ahead, kept=True)
    return _drawn(request, contact, seat, ahead)


def _drawn(
    request: HttpRequest, contact: Contact, seat: Participant, ahead: bool, *, status: int = 200, **more: bool
) -> HttpResponse:
    held = seat.meeting
    context = {
        "seat": seat,
        "meeting": held,
        "ahead": ahead,
        "until": held.at + timedelta(minutes=held.minutes),
        "beside": with_us(held.at, held.host.zone),
        "city": formats.city(timezone.get_current_timezone_name()),
        "people": _people(held),
        "minutes": _minutes(contact, held),
        "moved": False, "unclear": False, "kept": False, **more,
    }  # fmt: skip
    return draw(request, "portal/meeting.html", context, status=status, client=contact.client)


def _people(held: Meeting) -> list[str]:
    """Who takes part: ours, and theirs of the same client."""
    rows = held.participants.select_related("member", "contact").order_by("pk")
    return [person for row in rows if (person := _name(row, held))]


def _name(row: Participant, held: Meeting) -> str:
    if row.member is not None:
        return row.member.name
    if row.contact is not None:
        return row.contact.name if row.contact.client_id == held.client_id else ""
    return row.name


def _minutes(contact: Contact, held: Meeting) -> Outgoing | None:
    """The newest letter of the minutes that went to this contact, word for word."""
    letters, mails = minutes_sent_to(contact, [held]).get(held.pk, []), set(mails_of(contact))
    rows = Outgoing.objects.filter(pk__in=letters, withdrawn_at=None).order_by("-pk") if letters else ()
    return next((one for one in rows if mails & {mail.lower() for _name, mail in one.to_all}), None)
