"""Parts ways with a client: the cause with its evidence, the last day, and when to say hello again."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client, Parting, Status


def part_ways(
    client: Client, *, by: Member, cause: str, last_day: date, evidence: str = "", hello_on: date | None = None
) -> Parting:
    """Note the end. Until its last day the client is leaving, afterwards gone; what it buys ends on that day."""
    if hello_on is not None and hello_on <= max(last_day, clock.today()):
        raise ValidationError({"hello_on": _("Say hello again after the last day, not before.")})
    with transaction.atomic():
        row = Client.objects.select_for_update().get(pk=client.pk)
        if row.status == Status.GONE:
            raise ValidationError(_("We have parted ways with %(client)s already.") % {"client": row.name})
        if row.since and last_day < row.since:
            raise ValidationError({"last_day": _("The last day is before the first one. The client came later.")})
        row.partings.filter(undone_at=None).update(undone_at=clock.now())
        parting = Parting.objects.create(
            client=row, by=by, cause=cause, last_day=last_day, evidence=evidence.strip(), hello_on=hello_on
        )
        over = last_day < clock.today() or row.status == Status.PROSPECT
        row.status = Status.GONE if over else Status.LEAVING
        row.version += 1
        row.save()
        row.pauses.filter(ended_on=None).update(ended_on=clock.today())
        _end_engagements(row, last_day)
        record(
            "client.parting", by=by, about=row, client=row.pk, cause=cause, last_day=last_day.isoformat(),
            hello_on=hello_on.isoformat() if hello_on else None,
        )  # fmt: skip
        if over:
            record("client.gone", by=by, about=row, client=row.pk, cause=cause)
    return parting


def see_out() -> int:
    """Clients whose last day is over are gone. Recurring, safe to run twice; the number seen out."""
    today = clock.today()
    due = Parting.objects.filter(undone_at=None, last_day__lt=today, client__status=Status.LEAVING)
    seen = 0
    for parting in due.select_related("client"):
        with transaction.atomic():
            gone = Client.objects.filter(pk=parting.client_id, status=Status.LEAVING).update(status=Status.GONE)
            if gone:
                record("client.gone", by=None, about=parting.client, client=parting.client_id, cause=parting.cause)
                seen += 1
    return seen


def _end_engagements(client: Client, last_day: date) -> None:
    """Those still open end on the last day; one that was to begin later is taken away with the reason it had."""
    open_ones = client.engagements.filter(Q(until=None) | Q(until__gt=last_day))
    open_ones.filter(since__gt=last_day).delete()
    open_ones.update(until=last_day)
