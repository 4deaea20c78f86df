"""Writes down that something happened, in the same transaction as the deed itself."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.module_loading import import_string

from rapport.journal import clock
from rapport.journal.models import Entry


def record(
    name: str,
    /,
    *,
    by: models.Model | None,
    about: models.Model | None = None,
    client: int | None = None,
    at: datetime | None = None,
    in_story: bool = True,
    **data: Any,
) -> Entry:
    """Add one entry and, after commit, wake its followers. `data` must be plain JSON values (docs/events.md)."""
    entry = Entry.objects.create(
        name=name,
        at=at or clock.now(),
        by_id=by.pk if by is not None else None,
        client_id=client,
        about=about._meta.label_lower if about is not None else "",
        about_id=about.pk if about is not None else None,
        data=data,
        in_story=in_story,
    )
    transaction.on_commit(partial(import_string(settings.JOURNAL_WAKE), entry.pk))
    return entry
