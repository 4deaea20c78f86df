"""Notes that whoever was promised something lets it go, and who said so: it then counts for nobody."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.conversations.promises import remind
from rapport.conversations.promises.lock import held, write
from rapport.conversations.promises.make import told
from rapport.conversations.promises.models import Promise
from rapport.journal import clock
from rapport.journal.record import record


def release(promise: Promise, *, by: Member, who: str, note: str = "") -> Promise:
    """Close it as released. `who` said so: one of theirs for what we owe, one of us for what they owe."""
    if not who.strip():
        raise ValidationError({"who": _("Say who let it go.")})
    with transaction.atomic():
        standing = held(promise, by=by)
        if standing.state != Promise.State.OPEN:
            return standing
        standing.state = Promise.State.RELEASED
        standing.note = ": ".join(filter(None, [who.strip(), note.strip()]))[:500]
        standing.closed_at, standing.closed_by = clock.now(), by
        write(standing)
        remind.look_again([standing.client_id], by=by)
        record(
            "promise.released", by=by, about=standing, client=standing.client_id, who=who.strip()[:200],
            **told(standing),
        )  # fmt: skip
    return standing
