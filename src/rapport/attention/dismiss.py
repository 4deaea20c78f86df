"""Dismisses an item because it does not matter, with the reason why: for whoever may act on it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.attention.ask import close
from rapport.attention.models import Item


class NeedsReason(ValueError):
    """Nothing is dismissed in silence."""


def dismiss(item: Item, *, by: Member, reason: str) -> bool:
    """Close an item as not needed; False when it was closed already."""
    if not reason.strip():
        raise NeedsReason(_("Say in a word or two why it does not matter."))
    return close(item, by=by, outcome="dismissed", note=reason.strip())
