"""Takes back that a secret was asked for: the link ends, and what was put in is gone unread."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.access import may, require
from rapport.agency.models import Member
from rapport.journal.record import record
from rapport.onboarding.accesses.empty import empty_one
from rapport.onboarding.accesses.models import Drop


def take_back(drop: Drop, *, by: Member) -> bool:
    """The keeper, or whom it is for; False when it was over already."""
    mine = drop.for_member_id == by.pk and may(by, "access.reveal", drop.access.client.standing)
    if not mine:
        require(by, "access.keep", drop.access.client.standing)
    with transaction.atomic():
        done = empty_one(drop.pk)
        if done:
            record(
                "secret.taken_back", by=by, about=drop, client=drop.access.client_id, in_story=False,
                system=drop.access.system,
            )  # fmt: skip
    return done
