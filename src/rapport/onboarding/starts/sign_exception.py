"""Lets the work begin before onboarding is done: a head signs, says why, and what was open then is kept."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.journal.record import record
from rapport.onboarding.starts import remind
from rapport.onboarding.starts.activate import activate
from rapport.onboarding.starts.models import Start, StartException
from rapport.onboarding.starts.steps import standings

LONGEST = 2000


def sign_exception(start: Start, *, by: Member, reason: str) -> Start:
    """Work begins; the steps that are open stay open and are still looked after. Signed twice it is signed once."""
    require(by, "start.except", start.client.standing)
    reason = reason.replace("\0", "").strip()
    if not reason:
        raise ValidationError({"reason": _("Say why work may begin already; the next reader will ask.")})
    if len(reason) > LONGEST:
        raise ValidationError({"reason": _("At most %(limit)s characters fit here.") % {"limit": LONGEST}})
    with transaction.atomic():
        row = Start.objects.select_for_update(of=("self",)).select_related("edition__service").get(pk=start.pk)
        if row.state == Start.State.WORKING:
            return row
        if row.state != Start.State.GOING:
            raise ValidationError(_("This start is over already."))
        row.client = start.client
        now = standings([row])[row.pk]
        open_then = [step.name for step in (*now.ready, *now.waiting) if step.onboarding]
        if not open_then:
            raise ValidationError(_("Nothing is open any more: finish it instead."))
        StartException.objects.create(start=row, reason=reason, open_then=open_then, signed_by=by)
        row.state = Start.State.WORKING
        row.save(update_fields=["state"])
        activate(row, by=by)
        remind.look_again([row.client_id])
        record(
            "start.excepted", by=by, about=row, client=row.client_id, service_name=row.edition.service.name,
            reason=reason, open=len(open_then),
        )  # fmt: skip
    return row
