"""An invitation to a meeting: whoever holds the link says whether they come, as often as they change their mind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rapport.approvals.written_in import language_of, zone_of
from rapport.conversations.meetings.answer import ANSWERS, answer
from rapport.conversations.meetings.invite_by_mail import PURPOSE, title_for
from rapport.conversations.meetings.models import Meeting, Participant
from rapport.conversations.meetings.offer_times import with_us
from rapport.journal import clock
from rapport.links.hand_out import known_link, open_link
from rapport.portal.link_door import by_link, draw, leads_nowhere, speaking
from rapport.ui import formats


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Looking answers nothing: mail scanners look too."""
    known = known_link(PURPOSE, token)
    seat = _seat(known.subject_id if known else None)
    contact = seat.contact if seat else None
    client = contact.client if contact else None
    language, zone = (language_of(contact, client), zone_of(contact, client)) if contact and client else ("", "")
    with speaking(request, language, zone):
        if seat is None or open_link(PURPOSE, token) is None or not _stands(seat):
            return leads_nowhere(request, known=known is not None)
        return _pressed(request, seat) if request.method == "POST" else _shown(request, seat)


def _pressed(request: HttpRequest, seat: Participant) -> HttpResponse:
    said = request.POST.get("answer", "")
    if said not in ANSWERS:
        return _shown(request, seat, status=422, unclear=True)
    if request.POST.get("sequence") != str(seat.meeting.sequence):
        return _shown(request, seat, status=409, moved=True)
    answer(seat, said, by=None)
    return _shown(request, seat, kept=True)


def _shown(request: HttpRequest, seat: Participant, *, status: int = 200, **more: Any) -> HttpResponse:
    meeting = seat.meeting
    context = {
        "seat": seat, "meeting": meeting, "title": title_for(meeting),
        "until": meeting.at + timedelta(minutes=meeting.minutes), "beside": with_us(meeting.at, meeting.host.zone),
        "city": _city(), "kept": False, "moved": False, "unclear": False, **more,
    }  # fmt: skip
    return draw(request, "portal/invitation.html", context, status=status)


def _seat(pk: int | None) -> Participant | None:
    rows = Participant.objects.select_related("meeting__host", "meeting__client", "contact__client")
    return rows.filter(pk=pk or 0).first()


def _stands(seat: Participant) -> bool:
    """The meeting lies ahead and they are still asked."""
    meeting, contact = seat.meeting, seat.contact
    lives = contact is not None and contact.deleted_at is None and contact.client.deleted_at is None
    return lives and meeting.state == Meeting.State.PLANNED and meeting.at > clock.now()


def _city() -> str:
    """Whose clock the page is written by."""
    return formats.city(timezone.get_current_timezone_name())
