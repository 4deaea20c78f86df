"""Keeps the next step written with a touchpoint as a reminder that can be done, snoozed and delegated."""

from __future__ import annotations

from datetime import datetime, time

from rapport.agency.models import Member
from rapport.attention.ask import ask, settle
from rapport.conversations.models import Touchpoint
from rapport.conversations.spoken import put_aside
from rapport.journal import clock
from rapport.reckon.timing import Calendar
from rapport.reckon.verdict import because


def look_again(touchpoint: Touchpoint, *, ours: Calendar | None = None) -> None:
    """Ask for the touchpoint's next step, or settle it when it no longer has one."""
    cause = f"step:{touchpoint.pk}"
    if touchpoint.deleted_at or not touchpoint.next_step:
        settle(cause=cause)
    elif not put_aside([cause]):
        calendar = ours or _calendar_of(touchpoint.member)
        day = touchpoint.next_step_on
        ask(
            "note", cause=cause, reason=because("{step}", step=touchpoint.next_step), client=touchpoint.client_id,
            due=calendar.end_of_day(day) if day else None,
            shows_from=datetime.combine(day, time.min, clock.zone_of(calendar.zone)) if day else None,
            touchpoint=touchpoint.pk,
        )  # fmt: skip


def _calendar_of(member: Member) -> Calendar:
    return Calendar(zone=member.zone if member.zone in clock.ZONES else "UTC")
