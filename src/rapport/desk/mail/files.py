"""What a mail brought, as it came: its page in a closed frame, its files as downloads, the original for the record."""

from __future__ import annotations

from contextlib import suppress

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from rapport.agency.access import acting
from rapport.conversations.mail.access import message_for
from rapport.conversations.mail.models import Attachment, Message
from rapport.documents.keep import path_of
from rapport.post.mime import bytes_of
from rapport.post.models import Outgoing
from rapport.reckon.letter import Letter, read_letter
from rapport.reckon.mail.clean import Cleaned, cleaned

# Nothing runs, nothing is sent, nothing is loaded; the page has no origin. Images from elsewhere only by leave.
FRAME = (
    "default-src 'none'; img-src data:{images}; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
# The only style written into a page of ours: the frame has no stylesheet of ours to load.
STYLE = (
    "html{background:#fff;color:#1b1c22;font:14px/1.5 system-ui,sans-serif}body{margin:12px;overflow-wrap:anywhere}"
    "img{max-width:100%;height:auto}blockquote{margin:0 0 0 8px;padding-left:8px;border-left:2px solid #ccc}"
    "pre{white-space:pre-wrap}table{max-width:100%}"
)
CLOSED = "default-src 'none'; sandbox"
# What a browser may be told of a download's kind; all else is bytes, so that nothing of it is taken for a page.
PLAIN_KINDS = frozenset(
    {
        "application/pdf", "application/zip", "image/png", "image/jpeg", "image/gif", "image/webp", "audio/mpeg",
        "video/mp4", "text/csv", "text/calendar",
    }
)  # fmt: skip


@require_safe
@xframe_options_sameorigin
def message_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The cleaned page of one mail, for its frame. `?images=1` lets images from elsewhere in, for this viewing."""
    message, images = message_for(acting(request), pk), request.GET.get("images") == "1"
    letter = _letter(message)
    if letter is None:
        raise Http404(_("The original of this mail is not in the data folder any more."))
    page = cleaned(letter, images=images)
    response = HttpResponse(_page(page, letter))
    response["Content-Security-Policy"] = FRAME.format(images=" https: http:" if images else "")
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def message_raw(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The mail as it came or went, as an .eml file."""
    message = message_for(acting(request), pk)
    raw = _raw(message)
    if raw is None:
        raise Http404(_("The original of this mail is not in the data folder any more."))
    response = HttpResponse(raw, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="mail-{pk}.eml"'
    return _closed(response)


@require_safe
def mail_attachment(request: HttpRequest, pk: int) -> HttpResponseBase:
    """An attachment, only for whoever may read its mail; always as a download, never shown."""
    attached = Attachment.objects.select_related("document").filter(pk=pk).first()
    if attached is None:
        raise Http404(_("There is no such file."))
    message_for(acting(request), attached.message_id)
    try:
        file = path_of(attached.document.digest).open("rb")
    except OSError:
        raise Http404(_("The file is not in the data folder any more.")) from None
    kind = attached.document.kind if attached.document.kind in PLAIN_KINDS else "application/octet-stream"
    name = " ".join(attached.document.name.split()) or "file"
    return _closed(FileResponse(file, as_attachment=True, filename=name, content_type=kind))


def _page(page: Cleaned, letter: Letter) -> str:
    """No part of it is ours but the frame. `page.html` is what the allow-list left; all else is escaped."""
    off = ngettext("%(num)s image from elsewhere is off.", "%(num)s images from elsewhere are off.", page.images_off)
    told = f"<p><small>{escape(off % {'num': page.images_off})}</small></p>" if page.images_off else ""
    body = page.html or f"<pre>{escape(letter.text)}</pre>"
    head = f'<meta charset="utf-8"><title>{escape(letter.subject)}</title><style>{STYLE}</style>'
    return f"<!doctype html><html><head>{head}</head><body>{told}{body}</body></html>"


def _closed(response: HttpResponseBase) -> HttpResponseBase:
    response["Content-Security-Policy"] = CLOSED
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _letter(message: Message) -> Letter | None:
    raw = _raw(message)
    letter = read_letter(raw) if raw is not None else None
    return letter if isinstance(letter, Letter) else None


def _raw(message: Message) -> bytes | None:
    with suppress(OSError):
        if message.raw:
            return path_of(message.raw.digest).read_bytes()
        if message.outgoing_id:
            return bytes_of(Outgoing.objects.select_related("sender").get(pk=message.outgoing_id))
    return None
