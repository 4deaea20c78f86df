"""Lets the work for a client rest, and takes it up again; a resting client still holds its industry."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Agency, Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio import exclusivity, load
from rapport.portfolio.models import Client, Keeper, Parting, Pause, Status


def pause(client: Client, *, by: Member, reason: str = "", back_on: date | None = None) -> Pause:
    """Rest from today on; no word is due until it goes on."""
    today = clock.today()
    if back_on is not None and back_on <= today:
        raise ValidationError({"back_on": _("The day it goes on must be after today.")})
    with transaction.atomic():
        row = Client.objects.select_for_update().get(pk=client.pk)
        if row.status not in (Status.PROSPECT, Status.ONBOARDING, Status.ACTIVE):
            raise ValidationError(
                _("%(client)s is %(status)s, so there is nothing to pause.")
                % {"client": row.name, "status": row.get_status_display().lower()}
            )
        rest = Pause.objects.create(
            client=row, since=today, back_on=back_on, reason=reason.strip(), before=row.status, by=by
        )
        row.status = Status.PAUSED
        row.version += 1
        row.save()
        exclusivity.check(row, Agency.ours())
        record(
            "client.paused", by=by, about=row, client=row.pk, reason=rest.reason,
            back_on=back_on.isoformat() if back_on else None,
        )  # fmt: skip
    return rest


def resume(client: Client, *, by: Member, exception: exclusivity.Signature | None = None) -> Client:
    """Take the work up again: after a pause, or when a client that was leaving or gone stays or comes back.

    Raises `exclusivity.Collides` when its industry was given to another meanwhile and nobody signed.
    """
    with transaction.atomic():
        row = Client.objects.select_for_update().get(pk=client.pk)
        if row.status not in (Status.PAUSED, Status.LEAVING, Status.GONE):
            raise ValidationError(_("The work for %(client)s is running already.") % {"client": row.name})
        was = row.status
        rest = row.pauses.filter(ended_on=None).first()
        row.status = rest.before if rest else Status.ACTIVE
        row.version += 1
        row.save()
        row.pauses.filter(ended_on=None).update(ended_on=clock.today())
        Parting.objects.filter(client=row, undone_at=None).update(undone_at=clock.now())
        exclusivity.check(row, Agency.ours(), signed=exception)
        record("client.resumed", by=by, about=row, client=row.pk, was=was, status=row.status)
        keeper = Keeper.objects.current().filter(client=row, part=Keeper.Part.KEEPER).first()
        if keeper and was == Status.GONE:
            load.note(keeper.member, row, by=by)
    return row
