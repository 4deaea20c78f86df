"""Renames a document, lays it into another folder, takes it away and brings it back; its versions stay as they are."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from rapport.documents.checked import one_line
from rapport.documents.lay_folder import fits
from rapport.documents.models import Folder, Paper
from rapport.journal import clock
from rapport.journal.record import record


class Stale(Exception):
    """Somebody changed it since it was opened; `theirs` is how it stands now."""

    def __init__(self, theirs: Paper) -> None:
        super().__init__(theirs.title)
        self.theirs = theirs


def change_paper(paper: Paper, *, by: models.Model, version: int, title: str, folder: Folder | None) -> Paper:
    """Another title, another folder. Raises Stale for the second of two editors."""
    title = one_line(title, 200, "title")
    with transaction.atomic():
        row = Paper.objects.select_for_update(of=("self",)).select_related("folder").get(pk=paper.pk)
        if row.deleted_at:
            raise ValidationError(_("This document was deleted meanwhile. Bring it back first."))
        fits(row.client_id, folder)
        if (row.title, row.folder_id) == (title, folder.pk if folder else None):
            return row
        if row.version != version:
            raise Stale(row)
        was = row.title
        row.title, row.folder = title, folder
        row.version += 1
        row.save(update_fields=["title", "folder", "version"])
        record(
            "paper.changed", by=by, about=row, client=row.client_id, in_story=False, title=title, was=was,
            folder=folder.name if folder else "",
        )  # fmt: skip
    return row


def remove_paper(paper: Paper, *, by: models.Model) -> bool:
    """Out of the list; its versions stay, for it can be brought back. False when it was away already."""
    with transaction.atomic():
        done = Paper.objects.filter(pk=paper.pk, deleted_at=None).update(deleted_at=clock.now())
        if done:
            record("paper.removed", by=by, about=paper, client=paper.client_id, in_story=False, title=paper.title)
    return bool(done)


def restore_paper(paper: Paper, *, by: models.Model) -> bool:
    """Back where it lay, or at the top when its folder is away too; False when it was there already."""
    with transaction.atomic():
        row = Paper.objects.select_for_update(of=("self",)).select_related("folder").get(pk=paper.pk)
        if row.deleted_at is None:
            return False
        row.deleted_at = None
        if row.folder is not None and row.folder.deleted_at:
            row.folder = None
        row.save(update_fields=["deleted_at", "folder"])
        record("paper.restored", by=by, about=row, client=row.client_id, in_story=False, title=row.title)
    return True
