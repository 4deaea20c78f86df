"""Changes one row of a draft: adds, rewrites, moves or takes it out; of two editors of one row the second is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.catalogue import rows
from rapport.catalogue.models import Draft
from rapport.journal import clock
from rapport.journal.record import record


def add_row(draft: Draft, part: str, row: Any, *, by: Member, words: str = "") -> Draft:
    """Put a row at the end of its part; one with a key gets a free one from its English words."""

    def change(content: rows.Content) -> rows.Content:
        new = {"key": rows.free_key(content, part, words), **row} if part in rows.KEYED else row
        return rows.added(content, part, new)

    return _change(draft, change, by, part=part, what="added")


def change_row(draft: Draft, part: str, name: str, row: Any, *, by: Member, seen: int) -> Draft:
    """Write a row anew. Raises rows.RowChanged when it is not as it was seen (`rows.mark`)."""
    return _change(
        draft, lambda content: rows.put(content, part, name, row, seen), by, part=part, row=name, what="changed"
    )


def move_row(draft: Draft, part: str, name: str, by_places: int, *, by: Member, seen: int) -> Draft:
    """One place up (-1) or down (1). Raises rows.RowChanged."""
    return _change(
        draft, lambda content: rows.moved(content, part, name, by_places, seen), by, part=part, row=name, what="moved"
    )


def take_row_out(draft: Draft, part: str, name: str, *, by: Member, seen: int) -> Draft:
    """Take a row out; what refers to it is told by the judgement before publishing. Raises rows.RowChanged."""
    return _change(
        draft, lambda content: rows.taken_out(content, part, name, seen), by, part=part, row=name, what="taken out"
    )


def describe(draft: Draft, text: dict[str, str], *, by: Member, seen: int) -> Draft:
    """Write what the service is, in plain words. Raises rows.RowChanged."""

    def change(content: rows.Content) -> rows.Content:
        now = content.get("description") or {}
        if rows.mark(now) != seen:
            raise rows.RowChanged(now)
        return {**content, "description": text}

    return _change(draft, change, by, part="description", what="changed")


def _change(draft: Draft, change: Callable[[rows.Content], rows.Content], by: Member, **told: Any) -> Draft:
    require(by, "catalogue.change")
    with transaction.atomic():
        standing = Draft.objects.select_for_update().filter(pk=draft.pk).select_related("service").first()
        if standing is None:
            raise Http404(_("This draft is published or discarded."))
        content = change(standing.content)
        if content == standing.content:
            return standing
        standing.content, standing.changed_by, standing.changed_at = content, by, clock.now()
        standing.version += 1
        standing.save()
        record("service.draft_changed", by=by, about=standing.service, in_story=False, **told)
    return standing
