"""Gives the agency its colour and logo, for clients that have none of their own in the portal and on reports."""

from __future__ import annotations

from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Agency, Member
from rapport.documents.keep_picture import keep_picture
from rapport.journal.record import record
from rapport.reckon.colours import colour


def dress_agency(
    *, by: Member, brand: str, logo: IO[bytes] | None = None, name: str = "", without_logo: bool = False
) -> Agency:
    """`brand` is "#rrggbb" or empty. Without a `logo` the one there is stays, unless it is to go."""
    require(by, "agency.change")
    chosen = colour(brand) if brand.strip() else ""
    if chosen is None:
        raise ValidationError({"brand": _("Write the colour as six digits, such as #1f6f54.")})
    kept = keep_picture(logo, name=name, by=by, field="logo") if logo is not None else None
    with transaction.atomic():
        ours = Agency.objects.select_for_update(of=("self",)).select_related("logo").get(pk=Agency.ours().pk)
        before: dict[str, Any] = {}
        if ours.brand != chosen:
            before["brand"], ours.brand = ours.brand, chosen
        if kept is not None or (without_logo and ours.logo_id):
            before["logo"], ours.logo = ours.logo.name if ours.logo else "", kept
        if before:
            ours.save(update_fields=["brand", "logo"])
            record("agency.changed", by=by, about=ours, in_story=False, before=before)
    return ours
