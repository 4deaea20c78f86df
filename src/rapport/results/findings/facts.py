"""What upper contexts may know of findings: those of many clients, and those of a time for a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from rapport.results.findings.models import Finding


def open_of(client_ids: Iterable[int]) -> dict[int, list[Finding]]:
    """The open findings of each client, bad ones first; one statement."""
    found: dict[int, list[Finding]] = defaultdict(list)
    rows = Finding.objects.filter(client__in=list(client_ids), state=Finding.State.OPEN)
    for one in rows.order_by("-is_bad", "-sureness", "pk"):
        found[one.client_id].append(one)
    return dict(found)


def of_days(client_id: int, first: date, last: date) -> list[Finding]:
    """What was off its course within these days and was no wrong alarm, with what was done about it."""
    rows = Finding.objects.filter(client=client_id, since__lte=last, until__gte=first)
    return list(rows.exclude(state=Finding.State.WRONG).select_related("task").order_by("since", "pk"))
