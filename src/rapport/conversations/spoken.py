"""Closes items because the word they asked for was spoken, so that taking the word back opens them again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rapport.agency.models import Member
from rapport.attention.models import Item
from rapport.journal import clock


def close_as_spoken(items: Sequence[Item], *, by: Member | None) -> None:
    """Close these open items: done by whoever spoke, gone when nobody of us did it knowingly."""
    for item in items:
        item.closed_at, item.closed_by, item.outcome = clock.now(), by, "done" if by else "gone"
        item.facts = {**item.facts, "spoken": True}
    Item.objects.bulk_update(items, ["closed_at", "closed_by", "outcome", "facts"], batch_size=100)


def was_spoken(item: Item) -> bool:
    """Whether the item closed by itself, not because somebody put it aside by hand."""
    return bool(item.facts.get("spoken"))


def put_aside(causes: Sequence[str], *, since: datetime | None = None) -> set[str]:
    """Which of these causes somebody has done or dismissed by hand (since then): they are not asked again."""
    closed = Item.objects.filter(cause__in=causes, outcome__in=("done", "dismissed"))
    if since is not None:
        closed = closed.filter(closed_at__gte=since)
    return {item.cause for item in closed if not was_spoken(item)}
