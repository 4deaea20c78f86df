"""Changes what is known of an access: its system, who has it, who gives it, until when. Its state goes its own way."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from rapport.agency.models import Member
from rapport.journal.record import record
from rapport.onboarding.accesses import remind
from rapport.onboarding.accesses.lock import held, write
from rapport.onboarding.accesses.models import Access
from rapport.onboarding.accesses.note import check, plain, told

WORDS = ("system", "place", "level", "why")


def change(access: Access, *, by: Member, version: int | None = None, **values: Any) -> Access:
    """`values`: system, place, level, why, member, contact, until, due; those named. Raises Stale."""
    with transaction.atomic():
        standing = held(access, by=by, version=version)
        for name, value in values.items():
            setattr(standing, name, plain(value) if name in WORDS else value)
        check(standing)
        write(standing)
        remind.look_again([standing.pk])
        record(
            "access.changed", by=by, about=standing, client=standing.client_id, in_story=False, **told(standing)
        )  # fmt: skip
    return standing
