"""Asks that somebody look at something, and settles it when its cause is gone: for every context above."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from rapport.agency.models import Member
from rapport.attention.models import Item, open_items
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client
from rapport.reckon.verdict import Reason, as_data


def ask(
    kind: str,
    *,
    cause: str,
    reason: Reason,
    client: Client | int | None = None,
    member: Member | int | None = None,
    due: datetime | None = None,
    shows_from: datetime | None = None,
    hours: float = 0.25,
    **facts: Any,
) -> Item:
    """Open an item for this cause, or bring the open one up to date. One open item per cause, whoever asks.

    `kind` is a key of `reckon.priority.SEVERITY`; `facts` are plain JSON values for the action in place.
    """
    values = {
        "kind": kind,
        "client_id": client.pk if isinstance(client, Client) else client,
        "due": due,
        "shows_from": shows_from or clock.now(),
        "hours": hours,
        "reason": as_data(reason),
        "facts": facts,
    }
    given_to = member.pk if isinstance(member, Member) else member
    if Item.objects.filter(cause=cause, closed_at=None).update(**values):
        return Item.objects.get(cause=cause, closed_at=None)
    try:
        with transaction.atomic():
            return Item.objects.create(cause=cause, member_id=given_to, **values)
    except IntegrityError:  # somebody asked in the same moment
        Item.objects.filter(cause=cause, closed_at=None).update(**values)
        return Item.objects.get(cause=cause, closed_at=None)


def ask_once(kind: str, *, cause: str, reason: Reason, **asked: Any) -> Item | None:
    """Ask, unless somebody has done or dismissed this very cause before; for causes that cannot come again."""
    if answered([cause]):
        return None
    return ask(kind, cause=cause, reason=reason, **asked)


def answered(causes: Iterable[str]) -> set[str]:
    """Which of these causes somebody has done or dismissed by hand (one statement for all of them)."""
    by_hand = Item.objects.filter(cause__in=list(causes), outcome__in=("done", "dismissed"))
    return set(by_hand.values_list("cause", flat=True))


def settle(*, cause: str = "", client: Client | int | None = None, kind: str = "", by: Member | None = None) -> int:
    """Close what is open for a cause (or of a kind for a client) because the cause is gone; the number closed."""
    if not cause and not (client and kind):
        raise ValueError("name the cause, or the client and the kind")
    items = open_items(cause=cause) if cause else open_items(client=client, kind=kind)
    return items.update(closed_at=clock.now(), closed_by=by, outcome="done" if by else "gone")


def close(item: Item, *, by: Member, outcome: str, note: str = "") -> bool:
    """Close one item by hand, "done" or "dismissed" with a reason; False when it was closed already."""
    with transaction.atomic():
        changed = open_items(pk=item.pk).update(closed_at=clock.now(), closed_by=by, outcome=outcome, note=note)
        if changed:
            record(
                "item.done" if outcome == "done" else "item.dismissed",
                by=by, about=item, client=item.client_id, in_story=False, kind=item.kind, note=note,
            )  # fmt: skip
    return bool(changed)


def reopen(item: Item, *, by: Member) -> bool:
    """Undo a closing. False when its cause has been asked anew meanwhile."""
    try:
        with transaction.atomic():
            changed = (
                Item.objects.filter(pk=item.pk)
                .exclude(closed_at=None)
                .update(closed_at=None, closed_by=None, outcome="", note="")
            )
            if changed:
                record("item.reopened", by=by, about=item, client=item.client_id, in_story=False, kind=item.kind)
            return bool(changed)
    except IntegrityError:
        return False
