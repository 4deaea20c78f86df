"""Ends a beginning: every step is done, by a press or by itself; the client is an active one from then on."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.onboarding.starts import remind
from rapport.onboarding.starts.activate import activate
from rapport.onboarding.starts.models import Start
from rapport.onboarding.starts.steps import GOING, standings


def finish(start: Start, *, by: Member | None) -> Start:
    """Onboarding is done. Refused while a step is open: then work begins only by a signed exception.

    `by` is nobody when it follows by itself from the last step. One that is over stays as it is.
    """
    if by is not None:
        require(by, "start.keep", start.client.standing)
    with transaction.atomic():
        row = Start.objects.select_for_update(of=("self",)).select_related("edition__service").get(pk=start.pk)
        if row.state not in GOING:
            return row
        row.client = start.client
        _check(row)
        row.state, row.done_at, row.done_by = Start.State.DONE, clock.now(), by
        row.save(update_fields=["state", "done_at", "done_by"])
        remind.look_again([row.client_id], by=by)
        activate(row, by=by)
        record(
            "start.done", by=by, about=row, client=row.client_id, service_name=row.edition.service.name,
            began_on=row.began_on.isoformat(),
        )  # fmt: skip
    return row


def _check(start: Start) -> None:
    now = standings([start])[start.pk]
    if now.complete:
        return
    left = [step.name for step in (*now.ready, *now.waiting) if step.onboarding]
    words = _("Still open: %(steps)s. Before that is done, work begins only by a signed exception.")
    raise ValidationError(words % {"steps": ", ".join(left[:5]) + (" …" if len(left) > 5 else "")})
