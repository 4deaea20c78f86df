"""The contact's first page as one of us sees it before they do; nothing on it can be pressed."""

from __future__ import annotations

from django.db.models import Case, When
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rapport.agency.access import acting
from rapport.approvals.written_in import language_of, zone_of
from rapport.overview.portal.home import home_of
from rapport.portal.home import draw_home
from rapport.portal.link_door import speaking
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Contact


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """As the person named by `contact` sees it, else somebody who can come in, whoever decides first."""
    client = client_for(acting(request), pk, "approval.see")
    people = client.contacts.filter(deleted_at=None)
    asked = request.GET.get("contact", "")
    if asked:
        people = people.filter(pk=int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0)
    else:
        people = people.filter(channels__kind="mail")
    deciding = Case(When(place=Contact.Place.DECIDES, then=0), default=1)
    contact = people.order_by(deciding, "folded", "pk").first()
    if contact is None:
        raise Http404(_("There is no such person at this client."))
    contact.client = client
    with speaking(request, language_of(contact, client), zone_of(contact, client)):
        answer = draw_home(request, contact, home_of(contact), preview=True)
    answer["Cache-Control"] = "private, no-store"
    return answer
