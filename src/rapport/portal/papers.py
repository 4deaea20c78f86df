"""Documents that were marked for the client: the list, and the newest version of one as a download."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rapport.documents.answer_with import answer_with
from rapport.documents.models import Document, Paper, Version
from rapport.overview.portal.home import papers_seen
from rapport.portal.link_door import draw
from rapport.portal.signed_in import by_contact
from rapport.portfolio.models import Contact
from rapport.portfolio.show import shown


@require_safe
@by_contact
def papers(request: HttpRequest, contact: Contact) -> HttpResponse:
    found = papers_seen(contact.client_id, shown(contact.client_id, Paper))
    return draw(request, "portal/papers.html", {"papers": found}, client=contact.client)


@require_safe
@by_contact
def paper(request: HttpRequest, contact: Contact, pk: int) -> HttpResponseBase:
    """The file itself, always as a download and never shown: it may hold anything."""
    rows = Version.objects.filter(paper=pk, paper__client_id=contact.client_id, paper__deleted_at=None)
    newest = rows.select_related("document").order_by("-number").first()
    if newest is None or pk not in shown(contact.client_id, Paper):
        raise Http404(_("There is no such document."))
    return handed_out(newest.document)


def handed_out(document: Document) -> HttpResponseBase:
    """As a download, under its name, of no kind that a browser would open."""
    return answer_with(digest=document.digest, name=document.name, kind=document.kind, download=True)
