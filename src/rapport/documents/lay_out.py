"""Lays out a tree of folders with written documents for a client at once, in a fixed number of statements."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.db import models

from rapport.documents.keep import path_of
from rapport.documents.models import Document, Folder, Paper, Version

KIND = "text/plain"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document that begins as a text; `folder` is its place in the list of folders, or none for the top one."""

    key: str
    title: str
    text: str
    folder: int | None = None


def lay_out(
    client: int, top: str, folders: Sequence[str], sheets: Sequence[Sheet], *, by: models.Model, once: str
) -> Folder:
    """The top folder with its folders and papers. To be called in a transaction; `once` is the cause, "start:7"."""
    root = Folder.objects.create(client_id=client, name=top[:120], once=f"{once}:folders")
    below = Folder.objects.bulk_create(
        Folder(client_id=client, name=name[:120], parent=root, place=place, once=f"{once}:folder:{place}")
        for place, name in enumerate(folders)
    )
    papers = Paper.objects.bulk_create(
        Paper(
            client_id=client,
            folder=root if sheet.folder is None else below[sheet.folder],
            title=sheet.title[:200],
            made_by_id=by.pk,
            once=f"{once}:paper:{sheet.key}",
        )
        for sheet in sheets
    )
    files = Document.objects.bulk_create(_file(sheet, client, by) for sheet in sheets)
    Version.objects.bulk_create(
        Version(paper=paper, number=1, document=file, by_id=by.pk) for paper, file in zip(papers, files, strict=True)
    )
    return root


def _file(sheet: Sheet, client: int, by: models.Model) -> Document:
    content = sheet.text.encode()
    digest = hashlib.sha256(content).hexdigest()
    place = path_of(digest)
    if not place.exists():
        _write(place, content)
    name = f"{sheet.title[:200]}.txt"
    return Document(digest=digest, name=name, size=len(content), kind=KIND, client_id=client, by_id=by.pk)


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_name(f".{place.name}-{uuid4().hex}")
    fresh.write_bytes(content)
    fresh.replace(place)
