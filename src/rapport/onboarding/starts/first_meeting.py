"""Plans the first meeting of a beginning at a free hour of both sides, or takes the one that is planned already."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from rapport.agency.models import Member
from rapport.conversations.meetings.find_times import sides, soonest
from rapport.conversations.meetings.models import Kind, Meeting
from rapport.conversations.meetings.plan import plan, wall_in
from rapport.journal import clock
from rapport.portfolio.models import Client, Contact

MINUTES = 60
WITHIN = timedelta(days=14)


def first_meeting(
    client: Client, keeper: Member, contact: Contact | None, *, on_or_after: date, by: Member
) -> Meeting | None:
    """The onboarding meeting with this client that lies ahead, or a new one; None where no hour is free."""
    ahead = Meeting.objects.filter(
        client=client, kind=Kind.ONBOARDING, state=Meeting.State.PLANNED, at__gt=clock.now()
    ).first()
    return ahead or _planned(client, keeper, [contact] if contact else [], on_or_after, by)


def _planned(client: Client, keeper: Member, contacts: list[Contact], day: date, by: Member) -> Meeting | None:
    since = max(soonest(), datetime.combine(day, time.min, clock.zone_of(keeper.zone)))
    until = since + WITHIN
    found = sides(client, [keeper], contacts, since=since, until=until).find(since, until, MINUTES, at_most=1)
    if not found.slots:
        return None
    local, zone = wall_in(found.slots[0].start, keeper.zone)
    return plan(
        by=by, local=local, zone=zone, client=client, host=keeper, kind=Kind.ONBOARDING, minutes=MINUTES,
        contacts=contacts,
    )  # fmt: skip
