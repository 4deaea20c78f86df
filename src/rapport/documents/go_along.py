"""Moves files from one client to another: for merging two clients and parting them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model

from rapport.documents.models import Document, Folder, Paper

CHUNK = 500
GOES_ALONG: Mapping[str, type[Model]] = {"files": Document, "folders": Folder, "papers": Paper}


def files_of(client_id: int) -> dict[str, list[int]]:
    """Everything of the client that goes along, by the name under which a merge remembers it."""
    return {
        name: list(_rows(model).filter(client_id=client_id).order_by("pk").values_list("pk", flat=True))
        for name, model in GOES_ALONG.items()
    }


def move_files(files: Mapping[str, Sequence[int]], *, to: int) -> None:
    for name, model in GOES_ALONG.items():
        ids = files.get(name, ())
        for start in range(0, len(ids), CHUNK):
            _rows(model).filter(pk__in=ids[start : start + CHUNK]).update(client_id=to)


def _rows(model: type[Model]) -> Any:
    return model._default_manager
