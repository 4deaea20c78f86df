"""Times offered to a client's contact: one press picks one, or says that none suits; looking changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rapport.approvals.written_in import language_of, zone_of
from rapport.conversations.meetings.models import Meeting, Offer
from rapport.conversations.meetings.offer_times import with_us
from rapport.conversations.meetings.offers import PURPOSE, on_offer
from rapport.conversations.meetings.pick_time import Ended, Gone, none_suits, opened, pick, picked_by
from rapport.links.hand_out import known_link
from rapport.portal.link_door import by_link, draw, leads_nowhere, speaking
from rapport.ui import formats


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def page(request: HttpRequest, token: str) -> HttpResponse:
    link = known_link(PURPOSE, token)
    offer = Offer.objects.select_related("contact", "client").filter(link=link).first() if link else None
    language = language_of(offer.contact, offer.client) if offer else ""
    with speaking(request, language, zone_of(offer.contact, offer.client) if offer else ""):
        try:
            return _pressed(request, token) if request.method == "POST" else _shown(request, opened(token))
        except Ended:
            done = picked_by(token)
            if done is not None and done.meeting is not None and done.meeting.state == Meeting.State.PLANNED:
                return _thanks(request, done, done.meeting)
            return leads_nowhere(request, known=offer is not None)


def _pressed(request: HttpRequest, token: str) -> HttpResponse:
    if "none" in request.POST:
        words = request.POST.get("words", "")
        try:
            offer = none_suits(token, words)
        except ValidationError as refusal:
            return _shown(request, opened(token), status=422, wrong=refusal.messages, words=words)
        return draw(request, "portal/times_done.html", {"offer": offer, "meeting": None, "words": offer.words})
    at = _instant(request.POST.get("at", ""))
    if at is None:
        return _shown(request, opened(token), status=422, unclear=True)
    try:
        meeting = pick(token, at)
    except Gone:
        return _shown(request, opened(token), status=409, gone=at)
    return _thanks(request, opened_offer(meeting), meeting)


def opened_offer(meeting: Meeting) -> Offer:
    return Offer.objects.select_related("contact", "member", "client").get(meeting=meeting)


def _shown(request: HttpRequest, offer: Offer, *, status: int = 200, **more: Any) -> HttpResponse:
    times, are_fresh = on_offer(offer)
    context = {
        "offer": offer,
        "times": [(at, with_us(at, offer.member.zone), reason) for at, reason in times],
        "are_fresh": are_fresh,
        "some_went": not are_fresh and len(times) < _ahead(offer, times),
        "city": _city(),
        "words": "", "wrong": (), "gone": None, "unclear": False, **more,
    }  # fmt: skip
    return draw(request, "portal/times.html", context, status=status)


def _ahead(offer: Offer, times: Sequence[Any]) -> int:
    """How many times were offered to begin with."""
    return max(offer.times.count(), len(times))


def _thanks(request: HttpRequest, offer: Offer, meeting: Meeting) -> HttpResponse:
    beside = with_us(meeting.at, offer.member.zone)
    context = {
        "offer": offer,
        "meeting": meeting,
        "beside": beside,
        "city": _city(),
    }
    return draw(request, "portal/times_done.html", context)


def _instant(written: str) -> datetime | None:
    """The instant on the button that was pressed; anything else is none."""
    try:
        at = datetime.fromisoformat(written[:40])
        return at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _city() -> str:
    """Whose clock the page is written by."""
    return formats.city(timezone.get_current_timezone_name())
