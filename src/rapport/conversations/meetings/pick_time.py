"""Takes a contact's pick among offered times, or their word that none suits: for the portal.

A pick makes the meeting, seats who comes and takes their quarters in one transaction, so of many picks in the same
moment one has the time, and everybody else is told that it went and offered what is left.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.attention.ask import ask, settle
from rapport.conversations.meetings import quarters
from rapport.conversations.meetings.invite_by_mail import invite_by_mail
from rapport.conversations.meetings.models import Meeting, Offer, OfferedTime
from rapport.conversations.meetings.move import move
from rapport.conversations.meetings.offers import PURPOSE, comers, on_offer
from rapport.conversations.meetings.plan import plan, wall_in
from rapport.journal import clock
from rapport.journal.record import record
from rapport.links.hand_out import known_link, open_link, use
from rapport.portfolio.models import Status
from rapport.reckon.verdict import Reason, as_data, because

LONGEST = 2000


class Ended(Exception):
    """There is nothing to pick any more: picked, declined, withdrawn, or the link has ended."""


class Gone(Exception):
    """Somebody else has had that time meanwhile."""


def opened(token: str) -> Offer:
    """What a living link offers. Reading only; raises Ended."""
    return _open(token)


def picked_by(token: str) -> Offer | None:
    """The offer that this very link has picked from: for a click that came twice and for looking again."""
    link = known_link(PURPOSE, token)
    rows = Offer.objects.select_related("contact", "member", "meeting", "client")
    return rows.filter(link=link, picked_at__isnull=False, meeting__isnull=False).first() if link else None


def pick(token: str, at: datetime) -> Meeting:
    """The meeting at the time they chose. Raises Gone when it cannot be had (any more), Ended.

    The same pick through the same link again is the same meeting.
    """
    try:
        with transaction.atomic():
            return _pick(_open(token, lock=True), at)
    except Ended:
        earlier = picked_by(token)
        if earlier is not None and earlier.meeting is not None and earlier.meeting.at == at:
            return earlier.meeting
        raise


def none_suits(token: str, words: str) -> Offer:
    """They can come at none of the times: the keeper is asked to offer others. Raises Ended, ValidationError."""
    words = words.strip()
    if len(words) > LONGEST:
        raise ValidationError({"words": _("At most 2,000 characters fit here; send the rest by mail.")})
    with transaction.atomic():
        offer = _open(token, lock=True)
        if offer.link is None or not use(offer.link):
            raise Ended
        offer.declined_at, offer.words = clock.now(), words
        offer.save(update_fields=["declined_at", "words"])
        ask(
            "pick", cause=f"offer:{offer.pk}", client=offer.client_id, offer=offer.pk, due=offer.times.all()[0].at,
            reason=_why(offer),
        )  # fmt: skip
        record(
            "times.declined", by=None, about=offer, client=offer.client_id, title=offer.title,
            name=offer.contact.name, words=words,
        )  # fmt: skip
    return offer


def _open(token: str, *, lock: bool = False) -> Offer:
    link = open_link(PURPOSE, token)
    rows = Offer.objects.select_for_update(of=("self",)) if lock else Offer.objects.all()
    offer = rows.select_related("client", "contact", "member", "meeting", "link").filter(link=link).first()
    if link is None or offer is None or offer.picked_at or offer.declined_at or offer.withdrawn_at:
        raise Ended
    client, moved = offer.client, offer.meeting
    lives = client.deleted_at is None and client.merged_into_id is None and client.status != Status.GONE
    stands = moved is None or (moved.state == Meeting.State.PLANNED and not moved.from_outside)
    if not lives or not stands or offer.contact.deleted_at or not offer.member.is_active:
        raise Ended
    return offer


def _pick(offer: Offer, at: datetime) -> Meeting:
    chosen = dict(on_offer(offer)[0])
    if at not in chosen:
        raise Gone
    if offer.link is None or not use(offer.link):
        raise Ended
    meeting = _moved(offer, at) if offer.meeting is not None else _made(offer, at)
    if not quarters.hold(meeting):
        raise Gone  # rolls all of it back, the link too
    reason = chosen[at]
    OfferedTime.objects.get_or_create(offer=offer, at=at, defaults={"reason": as_data(reason) if reason else None})
    offer.meeting, offer.picked_at = meeting, clock.now()
    offer.save(update_fields=["meeting", "picked_at"])
    settle(cause=f"offer:{offer.pk}")
    record(
        "times.picked", by=None, about=offer, client=offer.client_id, title=offer.title, name=offer.contact.name,
        when=at.isoformat(), meeting=meeting.pk,
    )  # fmt: skip
    invite_by_mail(meeting, by=offer.member, to=[offer.contact_id], of_itself=True)
    return meeting


def _made(offer: Offer, at: datetime) -> Meeting:
    local, zone = wall_in(at, offer.member.zone)
    return plan(
        by=None, local=local, zone=zone, client=offer.client, host=offer.member, title=offer.title,
        minutes=offer.minutes, place=offer.place, members=comers(offer), contacts=[offer.contact], began="ours",
    )  # fmt: skip


def _moved(offer: Offer, at: datetime) -> Meeting:
    assert offer.meeting is not None
    offer.meeting.client = offer.client
    local, zone = wall_in(at, offer.meeting.zone)
    return move(offer.meeting, by=None, local=local, zone=zone, minutes=offer.minutes, who="ours")


def _why(offer: Offer) -> Reason:
    told = {"name": offer.contact.name, "title": offer.title}
    if offer.words:
        return because("{name} can come at none of the times for {title}: “{words}”", words=offer.words[:300], **told)
    return because("{name} can come at none of the times for {title}.", **told)
