"""Brings a document of a client: a new one, or a new version of one that is there; and documents of plain text.

Documents know no client and no rights: whoever calls has asked for the member's standing.
"""

from __future__ import annotations

from io import BytesIO
from typing import IO

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from rapport.documents.checked import MOST_PAPERS, MOST_VERSIONS, checked, one_line
from rapport.documents.keep import keep
from rapport.documents.lay_folder import fits
from rapport.documents.models import Document, Folder, Paper, Version
from rapport.journal.record import record
from rapport.reckon.file_kinds import plain_name, without_ending

LONGEST_NEWS = 2_000


def bring(
    client_id: int,
    file: IO[bytes],
    *,
    name: str,
    by: models.Model | None,
    folder: Folder | None = None,
    title: str = "",
    news: str = "",
    once: str | None = None,
) -> Version:
    """A new document with its first version. ValidationError says what is wrong with the file or where it shall lie.

    `once` is a key of its cause: the same cause never brings two.
    """
    if once and (there := Version.objects.filter(paper__once=once, number=1).select_related("paper").first()):
        return there
    fits(client_id, folder)
    seen = checked(file, name)
    title = one_line(title or without_ending(seen.name), 200, "title")
    if Paper.objects.filter(client_id=client_id, deleted_at=None).count() >= MOST_PAPERS:
        raise ValidationError({"file": _("A client has at most %(limit)s documents.") % {"limit": MOST_PAPERS}})
    kept = keep(file, name=seen.name, kind=seen.kind, by=by, client=client_id)
    try:
        with transaction.atomic():
            paper = Paper.objects.create(
                client_id=client_id, folder=folder, title=title, made_by_id=by.pk if by else None, once=once
            )
            version = _version(paper, kept, 1, news, by)
            record(
                "paper.brought", by=by, about=paper, client=client_id, title=title, size=seen.size, kind=seen.kind,
            )  # fmt: skip
    except IntegrityError:
        return Version.objects.select_related("paper").get(paper__once=once, number=1)
    return version


def bring_version(paper: Paper, file: IO[bytes], *, name: str, by: models.Model | None, news: str = "") -> Version:
    """The next version. The very file of the newest one again is a doubled click: that version is answered."""
    seen = checked(file, name)
    kept = keep(file, name=seen.name, kind=seen.kind, by=by, client=paper.client_id)
    with transaction.atomic():
        row = Paper.objects.select_for_update().get(pk=paper.pk)
        if row.deleted_at:
            raise ValidationError({"file": _("This document was deleted meanwhile. Bring it back first.")})
        newest = Version.objects.filter(paper=row).select_related("document").first()
        if newest is not None and newest.document.digest == kept.digest:
            return newest
        number = newest.number + 1 if newest else 1
        if number > MOST_VERSIONS:
            raise ValidationError({"file": _("A document has at most %(limit)s versions.") % {"limit": MOST_VERSIONS}})
        version = _version(row, kept, number, news, by)
        Paper.objects.filter(pk=row.pk).update(version=row.version + 1)
        record(
            "paper.version_brought", by=by, about=row, client=row.client_id, title=row.title, number=number,
            size=seen.size, kind=seen.kind, news=version.news,
        )  # fmt: skip
    return version


def bring_text(
    client_id: int,
    title: str,
    text: str,
    *,
    by: models.Model | None,
    folder: Folder | None = None,
    once: str | None = None,
) -> Version:
    """A document of plain words, as a start lays it out: a file of text that pages show as it is written."""
    name = plain_name(f"{title}.md")
    return bring(client_id, BytesIO(text.encode()), name=name, by=by, folder=folder, title=title, once=once)


def _version(paper: Paper, kept: Document, number: int, news: str, by: models.Model | None) -> Version:
    news = news.replace("\0", "").replace("\r\n", "\n").strip()
    if len(news) > LONGEST_NEWS:
        words = _("At most %(limit)s characters fit here; you wrote %(number)s.")
        raise ValidationError({"news": words % {"limit": LONGEST_NEWS, "number": len(news)}})
    return Version.objects.create(paper=paper, number=number, document=kept, news=news, by_id=by.pk if by else None)
