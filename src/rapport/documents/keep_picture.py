"""Keeps a picture that pages will show: a raster one by its content, and not a heavy one."""

from __future__ import annotations

from typing import IO

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from rapport.documents.checked import checked
from rapport.documents.keep import keep
from rapport.documents.models import Document
from rapport.reckon.file_kinds import IMAGES

MOST_BYTES = 1_000_000


def keep_picture(
    file: IO[bytes], *, name: str, by: models.Model | None, client: int | None = None, field: str = "file"
) -> Document:
    """ValidationError at `field` for what is no PNG, JPEG, GIF or WebP (SVG can hold scripts), or more than 1 MB."""
    try:
        seen = checked(file, name)
    except ValidationError as refusal:
        raise ValidationError({field: refusal.messages}) from None
    if seen.kind not in IMAGES:
        raise ValidationError({field: _("Choose a PNG, JPEG, WebP or GIF; an SVG is not taken.")})
    if seen.size > MOST_BYTES:
        raise ValidationError({field: _("At most 1 MB: each visitor of the portal loads it.")})
    return keep(file, name=seen.name, kind=seen.kind, by=by, client=client)
