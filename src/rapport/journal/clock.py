"""The one clock of the house: everything that asks what time it is asks here."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone

ZONES = frozenset(available_timezones())


def now() -> datetime:
    """This instant, aware, in UTC."""
    return timezone.now()


def today(zone: str = "") -> date:
    """The date it is in a zone (the active zone when none is named)."""
    return timezone.localdate(now(), zone_of(zone) if zone else None)


def day_of(instant: datetime, zone: str = "") -> date:
    """The date it was then in a zone (the active zone when none is named)."""
    return timezone.localdate(instant, zone_of(zone) if zone else None)


def zone_of(name: str) -> ZoneInfo:
    """A zone by its IANA name. A name that is not one ("Europe/") is UTC: such a path would open a folder."""
    return ZoneInfo(name) if name in ZONES else ZoneInfo("UTC")
