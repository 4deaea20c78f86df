"""Gives a client its own colour and logo, which its people see in the portal and on reports."""

from __future__ import annotations

from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.documents.keep_picture import keep_picture
from rapport.journal.record import record
from rapport.portfolio.models import Client
from rapport.reckon.colours import colour


def dress(
    client: Client, *, by: Member, brand: str, logo: IO[bytes] | None = None, name: str = "", without_logo: bool = False
) -> Client:
    """`brand` is "#rrggbb" or empty. Without a `logo` the one there is stays, unless it is to go.

    `client` must have come through its door. What is too light for white words is darkened where it is shown.
    """
    require(by, "client.change", client.standing)
    chosen = chosen_colour(brand)
    kept = keep_picture(logo, name=name, by=by, client=client.pk, field="logo") if logo is not None else None
    with transaction.atomic():
        row = Client.objects.select_for_update(of=("self",)).select_related("logo").get(pk=client.pk)
        changes: dict[str, list[Any]] = {}
        if row.brand != chosen:
            changes["brand"] = [row.brand, chosen]
        if kept is not None or (without_logo and row.logo_id):
            changes["logo"] = [row.logo.name if row.logo else "", kept.name if kept else ""]
            row.logo = kept
        if changes:
            row.brand = chosen
            row.version += 1
            row.save()
            record("client.changed", by=by, about=row, client=row.pk, changes=changes, version=row.version)
    return row


def chosen_colour(written: str) -> str:
    """As it is kept; empty for none. ValidationError for what is no colour."""
    if not written.strip():
        return ""
    if (found := colour(written)) is None:
        raise ValidationError({"brand": _("Write the colour as six digits, such as #1f6f54.")})
    return found
