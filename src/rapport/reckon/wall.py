"""Which instant a wall time means: for meetings, whose wall time is what was agreed, whatever the clocks do.

>>> placed(datetime(2026, 3, 29, 2, 30), "Europe/Zagreb").reason.plain()
'On 2026-03-29 the clocks go forward and 02:30 does not exist; it is at 03:30.'
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rapport.reckon.timing import zone_named
from rapport.reckon.verdict import Reason, because


@dataclass(frozen=True, slots=True)
class Placed:
    """`at` in UTC; `local` is the wall time without a zone, moved if it does not exist; `reason` says what was odd."""

    at: datetime
    local: datetime
    reason: Reason | None = None


def placed(local: datetime, zone: str) -> Placed:
    """The instant of a wall time in a zone of the IANA list.

    A time that the clocks leave out is moved forward by as much as they jump; of a time that comes twice the first is
    meant. ValueError for no such zone and for a time that has one already.

    >>> placed(datetime(2026, 10, 25, 2, 30), "Europe/Zagreb").at.hour  # it comes twice: at 0:30 and 1:30 UTC
    0
    """
    if local.tzinfo is not None:
        raise ValueError("A wall time has no zone of its own.")
    place = zone_named(zone)
    at = local.replace(tzinfo=place, fold=0).astimezone(UTC)
    shown = at.astimezone(place).replace(tzinfo=None, fold=0)
    if shown != local:
        told = because(
            "On {day} the clocks go forward and {wished} does not exist; it is at {moved}.",
            day=local.date(), wished=f"{local:%H:%M}", moved=f"{shown:%H:%M}",
        )  # fmt: skip
        return Placed(at, shown, told)
    later = local.replace(tzinfo=place, fold=1).astimezone(UTC)
    if later - at > timedelta(0):
        told = because("On {day} {wished} comes twice; the first is meant.", day=local.date(), wished=f"{local:%H:%M}")
        return Placed(at, local, told)
    return Placed(at, local)
