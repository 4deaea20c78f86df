"""One thing the client owes us: what, by when, what waits for it; a press says that it is given."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rapport.delivery.owed.give import give
from rapport.delivery.owed.models import Owed
from rapport.overview.portal.home import owed_by
from rapport.portal.link_door import draw
from rapport.portal.onward import see_other
from rapport.portal.signed_in import by_contact
from rapport.portfolio.models import Contact


@require_safe
@by_contact
def owed(request: HttpRequest, contact: Contact, pk: int) -> HttpResponse:
    return draw(request, "portal/owed.html", {"owed": _owed(contact, pk)}, client=contact.client)


@require_POST
@by_contact
def owed_given(request: HttpRequest, contact: Contact, pk: int) -> HttpResponse:
    """The same press twice says it once."""
    give(_owed(contact, pk), contact=contact, note=request.POST.get("note", ""))
    return see_other("portal_owed", pk)


def _owed(contact: Contact, pk: int) -> Owed:
    found = owed_by(contact).filter(pk=pk).select_related("client", "contact").first()
    if found is None:
        raise Http404(_("This is not needed any more."))
    return found
