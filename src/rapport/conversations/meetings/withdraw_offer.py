"""Takes offered times back: nothing can be picked any more, and the meeting they would have moved stays as it is."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.models import Member
from rapport.conversations.meetings.access import requires
from rapport.conversations.meetings.models import Offer
from rapport.conversations.meetings.offers import PURPOSE
from rapport.journal import clock
from rapport.journal.record import record
from rapport.links.hand_out import revoke


def withdraw_offer(offer: Offer, *, by: Member | None) -> bool:
    """False when something was picked, none suited, or it was taken back before."""
    requires(by, offer.client)
    with transaction.atomic():
        standing = Offer.objects.filter(pk=offer.pk, picked_at=None, declined_at=None, withdrawn_at=None)
        done = bool(standing.update(withdrawn_at=clock.now()))
        if done:
            revoke(PURPOSE, offer)
            record(
                "times.withdrawn", by=by, about=offer, client=offer.client_id, in_story=False, title=offer.title,
                name=offer.contact.name,
            )  # fmt: skip
    return done
