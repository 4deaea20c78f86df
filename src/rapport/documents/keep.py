"""Keeps a file: its bytes once by digest in the data folder, its name as text."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import models

from rapport.documents.models import Document
from rapport.reckon.file_kinds import HEAD, kind_of


def keep(file: IO[bytes], *, name: str, by: models.Model | None, kind: str = "", client: int | None = None) -> Document:
    """Store the bytes (if they are not there yet) and one row for this giving of them; its kind is told by the content
    where the caller knows none."""
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=_folder(), prefix=".incoming-", delete=False) as out:
        while chunk := file.read(1 << 20):
            kind = kind or (kind_of(chunk[:HEAD]) if not size else "")
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
    place = path_of(digest.hexdigest())
    place.parent.mkdir(parents=True, exist_ok=True)
    Path(out.name).replace(place)
    by_id = by.pk if by else None
    return Document.objects.create(
        digest=digest.hexdigest(), name=name[-250:], size=size, kind=kind[:100], client_id=client, by_id=by_id
    )


def path_of(digest: str) -> Path:
    return _folder() / digest[:2] / digest


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
