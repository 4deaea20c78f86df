"""What upper contexts may know of the figures of clients: which there are, how far they reach, what was corrected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from rapport.reckon.figures.freshness import Freshness, freshness
from rapport.results.readings.models import Feed, Strip


def freshness_of(client_ids: Iterable[int], today: date) -> dict[int, list[tuple[Feed, Freshness]]]:
    """Each source of each client with how fresh it is; one statement."""
    found: dict[int, list[tuple[Feed, Freshness]]] = defaultdict(list)
    for feed in Feed.objects.filter(client__in=list(client_ids)).order_by("client", "source"):
        found[feed.client_id].append((feed, freshness(feed.last_day, feed.every, today)))
    return dict(found)


def metrics_of(client_id: int) -> list[str]:
    """The keys of what was ever read for the client."""
    return sorted(Strip.objects.filter(client=client_id).values_list("metric", flat=True).distinct())
