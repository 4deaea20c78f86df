"""Takes a client out of sight and brings it back: nothing is lost, and the list of deleted clients shows it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Agency, Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio import exclusivity
from rapport.portfolio.models import Client


def delete(client: Client, *, by: Member, reason: str = "") -> Client:
    """Delete softly; a second time changes nothing."""
    with transaction.atomic():
        row = Client.objects.select_for_update().get(pk=client.pk)
        if row.deleted_at is None:
            row.deleted_at = clock.now()
            row.version += 1
            row.save()
            record("client.deleted", by=by, about=row, client=row.pk, name=row.name, reason=reason.strip())
    return row


def restore(client: Client, *, by: Member, exception: exclusivity.Signature | None = None) -> Client:
    """Bring it back as it was; its industry may be taken by now, then as with any take-on."""
    with transaction.atomic():
        row = Client.objects.select_for_update().get(pk=client.pk)
        if row.merged_into_id is not None:
            raise ValidationError(_("It was merged into another client; undo the merge instead."))
        if row.deleted_at is not None:
            row.deleted_at = None
            row.version += 1
            row.save()
            exclusivity.check(row, Agency.ours(), signed=exception)
            record("client.restored", by=by, about=row, client=row.pk, name=row.name)
    return row
