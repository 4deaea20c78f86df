"""Looks at a file that somebody hands in, before it is kept: how large, what by its content, what it may be called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rapport.reckon.file_kinds import HEAD, kind_of, plain_name

MOST_PAPERS = 2_000  # of one client
MOST_VERSIONS = 200  # of one paper
MOST_FOLDERS = 200  # of one client
DEEPEST = 6  # folders within folders


@dataclass(frozen=True, slots=True)
class Checked:
    """`kind` is told by the content alone; "" is a kind that we do not know. Archives are never opened."""

    name: str
    kind: str
    size: int


def checked(file: IO[bytes], name: str) -> Checked:
    """What it is. ValidationError with a sentence when it cannot be kept; the file is at its beginning again."""
    file.seek(0, 2)
    size, name = file.tell(), plain_name(name)
    file.seek(0)
    if not size:
        raise ValidationError({"file": _("“%(name)s” is empty: there is nothing in it.") % {"name": name}})
    if size > settings.FILE_MAX_BYTES:
        words = _("“%(name)s” is larger than %(limit)s MB. Share it by a link, or make it smaller.")
        raise ValidationError({"file": words % {"name": name, "limit": settings.FILE_MAX_BYTES // 1_000_000}})
    kind = kind_of(file.read(HEAD))
    file.seek(0)
    return Checked(name, kind, size)


def one_line(text: str, limit: int, field: str) -> str:
    """A title or the name of a folder: one line, something in it, not too long."""
    text = " ".join(text.replace("\0", "").split())
    if not text:
        raise ValidationError({field: _("Give it a name.")})
    if len(text) > limit:
        words = _("At most %(limit)s characters fit here; you wrote %(number)s.")
        raise ValidationError({field: words % {"limit": limit, "number": len(text)}})
    return text
