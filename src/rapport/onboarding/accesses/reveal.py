"""Reveals a secret once, to exactly the member it is for, by a deliberate act that is kept; then it is gone."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.attention.ask import settle
from rapport.journal import clock
from rapport.journal.record import record
from rapport.onboarding.accesses.empty import cause_of
from rapport.onboarding.accesses.models import Drop


class Gone(Exception):
    """It was revealed, taken back or has expired: nothing is left."""


@sensitive_variables("secret", "standing")
def reveal(drop: Drop, *, by: Member) -> str:
    """The secret. Of many who ask in the same moment one gets it; the others, and everybody later, Gone.

    `drop.access.client` must have come through its door. Raises Unsealable, and keeps it, where the keys have changed.
    """
    require(by, "access.reveal", drop.access.client.standing)
    if drop.for_member_id != by.pk:
        raise PermissionDenied(_("This secret is for %(name)s alone.") % {"name": drop.for_member.name})
    with transaction.atomic():
        standing = Drop.objects.select_for_update(of=("self",)).get(pk=drop.pk)
        now = clock.now()
        if standing.put_at is None or standing.ended_at or standing.expires_at <= now:
            raise Gone
        secret = standing.secret.reveal()
        ended = {"secret": "", "revealed_at": now, "revealed_by": by, "ended_at": now}
        if not Drop.objects.filter(pk=drop.pk, ended_at=None).update(**ended):
            raise Gone
        settle(cause=cause_of(drop.pk), by=by)
        record(
            "secret.revealed", by=by, about=drop, client=drop.access.client_id, system=drop.access.system,
            put_by=standing.put_name,
        )  # fmt: skip
    return secret
