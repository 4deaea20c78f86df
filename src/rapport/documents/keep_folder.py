"""Renames a folder, moves it, takes it away when nothing lies in it, and brings it back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from rapport.documents.checked import DEEPEST, one_line
from rapport.documents.lay_folder import above, fits
from rapport.documents.models import Folder, Paper
from rapport.journal import clock
from rapport.journal.record import record


def change_folder(folder: Folder, *, by: models.Model, name: str, parent: Folder | None) -> Folder:
    """Another name, another place. A folder does not go into itself, and no two of one name lie side by side."""
    name = one_line(name, 120, "name")
    with transaction.atomic():
        row = Folder.objects.select_for_update().get(pk=folder.pk)
        fits(row.client_id, parent)
        if parent is not None:
            way = above(parent)
            if row in way:
                raise ValidationError({"parent": _("A folder cannot lie in itself.")})
            if len(way) + _depth(row) > DEEPEST:
                raise ValidationError({"parent": _("Folders go at most %(limit)s deep.") % {"limit": DEEPEST}})
        beside = Folder.objects.filter(client_id=row.client_id, parent=parent, deleted_at=None, name__iexact=name)
        if beside.exclude(pk=row.pk).exists():
            raise ValidationError({"name": _("A folder of this name lies there already.")})
        if (row.name, row.parent_id) == (name, parent.pk if parent else None):
            return row
        row.name, row.parent = name, parent
        row.save(update_fields=["name", "parent"])
        record("folder.changed", by=by, about=row, client=row.client_id, in_story=False, name=name)
    return row


def remove_folder(folder: Folder, *, by: models.Model) -> bool:
    """Away, when it is empty; False when it was away already. ValidationError when something lies in it."""
    with transaction.atomic():
        Folder.objects.select_for_update().get(pk=folder.pk)
        inside = Paper.objects.filter(folder=folder, deleted_at=None).exists()
        if inside or Folder.objects.filter(parent=folder, deleted_at=None).exists():
            raise ValidationError(_("Something still lies in this folder. Move or delete that first."))
        done = Folder.objects.filter(pk=folder.pk, deleted_at=None).update(deleted_at=clock.now())
        if done:
            record("folder.removed", by=by, about=folder, client=folder.client_id, in_story=False, name=folder.name)
    return bool(done)


def restore_folder(folder: Folder, *, by: models.Model) -> bool:
    """Back where it was, or at the top when that place is away too; False when it was there already."""
    with transaction.atomic():
        row = Folder.objects.select_for_update().get(pk=folder.pk)
        if row.deleted_at is None:
            return False
        row.deleted_at = None
        if row.parent is not None and row.parent.deleted_at:
            row.parent = None
        row.save(update_fields=["deleted_at", "parent"])
        record("folder.restored", by=by, about=row, client=row.client_id, in_story=False, name=row.name)
    return True


def _depth(folder: Folder) -> int:
    """How many folders lie below each other from this one on, itself counted."""
    deep, level = 1, [folder.pk]
    while level := list(Folder.objects.filter(parent__in=level, deleted_at=None).values_list("pk", flat=True)):
        deep += 1
    return deep
