"""Takes back how extra work was settled, or that it was a favour: it waits to be told again."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.models import Member
from rapport.approvals.withdraw import withdraw_of_subject
from rapport.delivery.extra import remind
from rapport.delivery.extra.capture import told
from rapport.delivery.extra.lock import held, write
from rapport.delivery.extra.models import ExtraWork
from rapport.journal.record import record


def reopen(extra: ExtraWork, *, by: Member) -> bool:
    """False when it waits to be told already. What a letter said has gone out and stays said."""
    with transaction.atomic():
        standing = held(extra, by=by)
        if standing.state == ExtraWork.State.CAPTURED:
            return False
        was, standing.state = standing.state, ExtraWork.State.CAPTURED
        withdraw_of_subject(standing, by=by)
        standing.told_at, standing.settled_at, standing.settled_by = None, None, None
        standing.reason, standing.result = "", ""
        write(standing)
        remind.look_again([standing.client_id])
        record("extra.reopened", by=by, about=standing, client=standing.client_id, was=was, **told(standing))
    return True
