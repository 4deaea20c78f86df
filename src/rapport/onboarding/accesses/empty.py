"""Empties drops: of an access that is over, of a client or contact or colleague that has gone, and past their day."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q

from rapport.attention.ask import settle
from rapport.journal import clock
from rapport.journal.record import record
from rapport.links.hand_out import end, living
from rapport.onboarding.accesses.models import Drop

PURPOSE = "drop"
AT_ONCE = 500


def living_drops(**named: Any) -> Any:
    """Those in which a secret lies or may still be put."""
    return Drop.objects.filter(ended_at=None, **named)


def empty_of_access(access_id: int) -> int:
    return _empty(Q(access=access_id))


def empty_of_client(client_id: int) -> int:
    return _empty(Q(access__client=client_id))


def empty_of_contact(contact_id: int) -> int:
    return _empty(Q(link__contact_id=contact_id))


def empty_of_member(member_id: int) -> int:
    return _empty(Q(for_member=member_id))


def expire() -> int:
    """Recurring, safe to run twice: what was not taken by its day is gone. The number emptied."""
    return _empty(Q(expires_at__lte=clock.now()), expired=True)


def _empty(which: Q, *, expired: bool = False) -> int:
    ids = list(living_drops().filter(which).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    return sum(empty_one(pk, expired=expired) for pk in ids)


def empty_one(pk: int, *, expired: bool = False) -> bool:
    """The secret, if any, is gone for good, its link opens nothing; False when somebody was faster."""
    with transaction.atomic():
        done = living_drops(pk=pk).update(secret="", ended_at=clock.now())
        if done:
            drop = Drop.objects.select_related("access").get(pk=pk)
            end(living(pk=drop.link_id or 0))
            settle(cause=cause_of(pk))
            if expired:
                record(
                    "secret.expired", by=None, about=drop, client=drop.access.client_id, in_story=False,
                    system=drop.access.system, was_put=drop.put_at is not None,
                )  # fmt: skip
    return bool(done)


def cause_of(pk: int) -> str:
    return f"drop:{pk}"
