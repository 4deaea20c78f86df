"""When nothing may ring for a member: their quiet hours and their hours of focus."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from rapport.agency.models import Member
from rapport.journal import clock


def quiet_until(member: Member, now: datetime) -> datetime | None:
    """Until when it is quiet for the member; None when it may ring. Hours may pass midnight; touching ones join."""
    zone = clock.zone_of(member.zone)
    spans = [(member.quiet_from, member.quiet_until), (member.focus_from, member.focus_until)]
    local, moved = now.astimezone(zone), True
    while moved:
        moved = False
        for begins, ends in spans:
            if begins and ends and (end := _end(local, begins, ends)) and end > local:
                local, moved = end, local - now.astimezone(zone) < timedelta(days=1)
    return local if local > now else None


def _end(local: datetime, begins: time, ends: time) -> datetime | None:
    """When the span that `local` lies in ends."""
    at = local.time()
    if begins == ends:
        return None
    inside = begins <= at < ends if begins < ends else at >= begins or at < ends
    if not inside:
        return None
    day = local.date() + timedelta(days=1 if begins > ends and at >= begins else 0)
    return datetime.combine(day, ends, local.tzinfo)
