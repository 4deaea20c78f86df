"""Answers a request with a file: pictures as pictures, all else as a download that no browser opens."""

from __future__ import annotations

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from rapport.documents.keep import path_of
from rapport.reckon.file_kinds import HEAD, kind_of

PICTURES = frozenset({"image/png", "image/jpeg", "image/webp"})  # never SVG, never HTML, whatever the name says
CLOSED = "default-src 'none'; sandbox"


def answer_with(*, digest: str, name: str, kind: str, download: bool = False) -> HttpResponseBase:
    """The very bytes of this digest. What is a picture by its content, whatever `kind` it was called when it was kept,
    is shown in the page unless it shall be a `download`. Whoever calls has asked whether this file may be seen.
    Http404 when lost.
    """
    try:
        content = path_of(digest).open("rb")
    except OSError:
        raise Http404(_("The file is not in the data folder any more.")) from None
    shown = kind in PICTURES and not download and kind_of(content.read(HEAD)) == kind
    content.seek(0)
    answer = FileResponse(
        content, as_attachment=not shown, filename=name, content_type=kind if shown else "application/octet-stream"
    )
    answer["Content-Security-Policy"] = CLOSED
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
