"""Lays a folder for a client's documents, once: for the files page and for whatever lays out a beginning.

Documents know no client and no rights: whoever calls has asked for the member's standing.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from rapport.documents.checked import DEEPEST, MOST_FOLDERS, one_line
from rapport.documents.models import Folder
from rapport.journal.record import record


def lay_folder(
    client_id: int,
    name: str,
    *,
    by: models.Model | None,
    parent: Folder | None = None,
    place: int = 0,
    once: str | None = None,
) -> Folder:
    """The folder of this name in that place: the one that is there, or a new one. ValidationError says what is wrong.

    `once` is a key of its cause: the same cause never lays two, also when the folder was renamed since.
    """
    if once and (there := Folder.objects.filter(once=once).first()):
        return there
    name = one_line(name, 120, "name")
    fits(client_id, parent)
    here = Folder.objects.filter(client_id=client_id, parent=parent, deleted_at=None)
    if there := here.filter(name__iexact=name).first():
        return there
    if Folder.objects.filter(client_id=client_id, deleted_at=None).count() >= MOST_FOLDERS:
        raise ValidationError({"name": _("A client has at most %(limit)s folders.") % {"limit": MOST_FOLDERS}})
    try:
        with transaction.atomic():
            made = Folder.objects.create(client_id=client_id, name=name, parent=parent, place=place, once=once)
            record("folder.laid", by=by, about=made, client=client_id, in_story=False, name=name)
    except IntegrityError:
        return Folder.objects.get(once=once)
    return made


def fits(client_id: int, parent: Folder | None) -> None:
    """Whether something of this client may lie there: a folder of theirs, not deleted, not too deep."""
    if parent is None:
        return
    if parent.client_id != client_id or parent.deleted_at:
        raise ValidationError({"folder": _("Choose a folder of this client.")})
    if len(above(parent)) >= DEEPEST:
        raise ValidationError({"folder": _("Folders go at most %(limit)s deep.") % {"limit": DEEPEST}})


def above(folder: Folder) -> list[Folder]:
    """The folder and those it lies in, outermost first."""
    way, here = [folder], folder.parent
    while here is not None and len(way) <= DEEPEST and here not in way:
        way.insert(0, here)
        here = here.parent
    return way
