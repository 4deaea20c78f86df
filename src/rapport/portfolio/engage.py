"""Writes what a client buys: a new engagement, another fee, its end; what it buys can bring it beside a rival."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Agency, Member
from rapport.journal.record import record
from rapport.portfolio import exclusivity, load
from rapport.portfolio.change import write
from rapport.portfolio.keepers import keeper_of
from rapport.portfolio.models import HELD, Client, Engagement

FIELDS = ("service", "package", "fee", "currency", "since", "until")


def engage(
    client: Client,
    values: Mapping[str, Any],
    *,
    by: Member,
    once: Any = None,
    exception: exclusivity.Signature | None = None,
) -> Engagement:
    """The client buys a service. Raises `exclusivity.Collides` where the key is narrowed to services."""
    engagement = Engagement(client=client, once=once)
    try:
        with transaction.atomic():
            write(engagement, {name: values[name] for name in FIELDS if name in values})
            _save(engagement, exception)
            record(
                "engagement.begun", by=by, about=engagement, client=client.pk, service=engagement.service.key,
                service_name=engagement.service.name, package=engagement.package, since=engagement.since.isoformat(),
            )  # fmt: skip
            _note_load(client, by)
    except IntegrityError:
        if once and (there := Engagement.objects.filter(once=once, client=client).first()):
            return there
        raise
    return engagement


def change_engagement(
    engagement: Engagement,
    values: Mapping[str, Any],
    *,
    by: Member,
    exception: exclusivity.Signature | None = None,
) -> Engagement:
    """Another fee, package or end. The service itself stays: another service is another engagement."""
    with transaction.atomic():
        row = Engagement.objects.select_for_update().get(pk=engagement.pk)
        changes = write(row, {name: values[name] for name in FIELDS if name in values and name != "service"})
        if not changes:
            return row
        _save(row, exception)
        money = {name: changes.pop(name) for name in ("fee", "currency") if name in changes}
        record(
            "engagement.changed", by=by, about=row, client=row.client_id, service=row.service.key,
            service_name=row.service.name, changes=changes, fee_changed=bool(money),
        )  # fmt: skip
    return row


def _save(engagement: Engagement, exception: exclusivity.Signature | None) -> None:
    if engagement.until and engagement.until < engagement.since:
        raise ValidationError({"until": _("The end is before the beginning.")})
    engagement.save()
    exclusivity.check(engagement.client, Agency.ours(), signed=exception)


def _note_load(client: Client, by: Member) -> None:
    keeper = keeper_of(client.pk)
    if keeper and client.status in HELD:
        load.note(keeper, client, by=by)
