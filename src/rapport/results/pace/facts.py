"""What upper contexts may know of targets: those that run now, of many clients at once, with their last judged pace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rapport.journal import clock
from rapport.results.pace.judge import last_of
from rapport.results.pace.remind import IN_DANGER
from rapport.results.readings.models import Target


def running(client_ids: Iterable[int]) -> dict[int, list[Target]]:
    """Those in danger first; one statement."""
    today = clock.today()
    rows = Target.objects.filter(client__in=list(client_ids), ended_at=None, first__lte=today)
    found: dict[int, list[Target]] = defaultdict(list)
    for row in rows.order_by("first", "metric"):
        if last_of(row) >= today:
            found[row.client_id].append(row)
    return {pk: sorted(ones, key=lambda one: one.pace not in IN_DANGER) for pk, ones in found.items()}
