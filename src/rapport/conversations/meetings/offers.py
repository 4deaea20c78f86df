"""Times offered to a contact, seen from both doors: which wait for a pick, what of them can still be had, the words.

The deeds beside it: offer_times.py, pick_time.py, withdraw_offer.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet

from rapport.agency.models import Member
from rapport.conversations.meetings.find_times import Sides, sides, soonest
from rapport.conversations.meetings.models import Offer
from rapport.journal import clock
from rapport.links.hand_out import living
from rapport.reckon.slots import Slot
from rapport.reckon.verdict import Reason, because

PURPOSE = "times"
AHEAD = timedelta(days=21)  # how far fresh times are looked for
SEARCHED = timedelta(days=92)  # the longest stretch in which times are looked for


def waiting(**named: object) -> QuerySet[Offer]:
    """Neither picked, declined nor withdrawn, and the link still opens."""
    open_links = living(purpose=PURPOSE).values("pk")
    rows = Offer.objects.filter(picked_at=None, declined_at=None, withdrawn_at=None, link__in=open_links, **named)
    return rows.select_related("contact", "member", "client").order_by("pk")


def comers(offer: Offer) -> list[Member]:
    """Whoever of us comes, the host first."""
    others = offer.members.filter(is_active=True).exclude(pk=offer.member_id).order_by("pk")
    return [offer.member, *others]


def sides_of(offer: Offer, since: datetime, until: datetime) -> Sides:
    ours = comers(offer)
    return sides(offer.client, ours, [offer.contact], since=since, until=until, but=offer.meeting)


def still_free(offer: Offer) -> list[tuple[datetime, Reason | None]]:
    """Those of the offered times that can still be had, each with whose day it shifts."""
    times = [one.at for one in offer.times.all() if one.at > clock.now()]
    if not times:
        return []
    table = sides_of(offer, min(times), max(times) + timedelta(minutes=offer.minutes))
    return [(at, theirs_to_read(slot)) for at in times if (slot := table.judge(at, offer.minutes))]


def fresh(offer: Offer) -> list[tuple[datetime, Reason | None]]:
    """Other times, for when all that were offered have gone."""
    since = soonest()
    table = sides_of(offer, since, since + AHEAD)
    found = table.find(since, since + AHEAD, offer.minutes)
    return [(slot.start, theirs_to_read(slot)) for slot in found.slots]


def on_offer(offer: Offer) -> tuple[Sequence[tuple[datetime, Reason | None]], bool]:
    """What the contact may pick from now, and whether that are fresh times."""
    if free := still_free(offer):
        return free, False
    return fresh(offer), True


def theirs_to_read(slot: Slot) -> Reason | None:
    """Whose day the time shifts, as the contact reads it; None inside the hours of both."""
    if slot.kind == "both in hours":
        return None
    hours = slot.reasons[0].values["hours"]
    if slot.kind == "our day shifted":
        return because("We shift our day by {hours} for this.", hours=hours)
    return because("Outside your usual hours by {hours}.", hours=hours)
