"""Says why a client came first, in one click: for whoever works for the client."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.conversations.correct import values_of
from rapport.conversations.first_calls import is_mark
from rapport.conversations.follow_through import follow_through
from rapport.conversations.models import Earlier, Touchpoint
from rapport.journal.record import record


def give_reason(touchpoint: Touchpoint, *, by: Member, why_first: str) -> Touchpoint:
    """Keep the reason of a mark. It is one field, so the last click holds; it is no correction of what was said."""
    require(by, "touchpoint.correct", touchpoint.client.standing)
    if why_first not in Touchpoint.WhyFirst.values:
        raise ValidationError({"why_first": _("Choose one of the reasons.")})
    with transaction.atomic():
        standing = Touchpoint.objects.select_for_update().get(pk=touchpoint.pk)
        if not is_mark(standing) or standing.why_first == why_first:
            return standing
        Earlier.objects.create(touchpoint=standing, by=by, values=values_of(standing))
        Touchpoint.objects.filter(pk=standing.pk).update(why_first=why_first)
        standing.why_first = why_first
        follow_through(standing, by=by)
        record(
            "touchpoint.explained", by=by, about=standing, client=standing.client_id, in_story=False,
            why_first=why_first,
        )  # fmt: skip
    return standing
