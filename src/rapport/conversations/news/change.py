"""Changes what news says and whom it touches; of two editors the second is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.conversations.news import remind
from rapport.conversations.news.models import News
from rapport.conversations.news.write import check
from rapport.journal.record import record
from rapport.portfolio.change import ChangedMeanwhile
from rapport.portfolio.change import write as write_fields

FIELDS = ("kind", "title", "text", "source", "countries", "tell_by")


def change(news: News, values: Mapping[str, Any], *, by: Member, version: int) -> News:
    """Write the named fields and `services`; raises ChangedMeanwhile when another version stands than was opened."""
    require(by, "news.write")
    with transaction.atomic():
        standing = News.objects.select_for_update().get(pk=news.pk)
        if standing.version != version:
            raise ChangedMeanwhile
        changes = write_fields(standing, {name: values[name] for name in FIELDS if name in values})
        services = list(values["services"])
        check(standing, services)
        before = sorted(standing.services.values_list("pk", flat=True))
        if (after := sorted(one.pk for one in services)) != before:
            standing.services.set(services)
            changes["services"] = [before, after]
        if not changes:
            return standing
        standing.version += 1
        standing.save()
        remind.look_again(standing)
        record("news.changed", by=by, about=standing, in_story=False, changes=changes, version=standing.version)
    return standing
