"""Says how often a source of a client comes, so that late and stale are told by its own rhythm."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.journal.record import record
from rapport.portfolio.models import Client
from rapport.results.readings.models import Feed

MOST = 366


def set_rhythm(feed: Feed, every: int, *, client: Client, by: Member) -> Feed:
    """`every` so many days, from 1 to 366. The same again changes nothing."""
    require(by, "figures.keep", client.standing)
    if not 1 <= every <= MOST:
        raise ValidationError({"every": _("Write a number of days from 1 to %(most)s.") % {"most": MOST}})
    with transaction.atomic():
        standing = Feed.objects.select_for_update().get(pk=feed.pk, client=client)
        if standing.every != every:
            standing.every = every
            standing.save(update_fields=["every"])
            record(
                "figures.rhythm_set", by=by, about=standing, client=client.pk, in_story=False, source=standing.source,
                every=every,
            )  # fmt: skip
    return standing
