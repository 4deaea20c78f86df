"""A plan, and a brief, that were marked for the client: the milestones by day, as agreed and as they are now."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rapport.delivery.briefs.ask_client import shown_of
from rapport.delivery.briefs.models import Brief
from rapport.delivery.plans.models import Plan
from rapport.overview.portal.home import briefs, ways
from rapport.portal.link_door import draw
from rapport.portal.signed_in import by_contact
from rapport.portfolio.models import Contact
from rapport.portfolio.show import shown


@require_safe
@by_contact
def plan(request: HttpRequest, contact: Contact, pk: int) -> HttpResponse:
    found = ways(contact.client_id, shown(contact.client_id, Plan) & {pk})
    if not found:
        raise Http404(_("There is no such plan."))
    return draw(request, "portal/plan.html", {"way": found[0]}, client=contact.client)


@require_safe
@by_contact
def brief(request: HttpRequest, contact: Contact, pk: int) -> HttpResponse:
    found = briefs(contact.client_id, shown(contact.client_id, Brief) & {pk})
    if not found:
        raise Http404(_("There is no such brief."))
    parts = shown_of(found[0], get_language() or "en")
    return draw(request, "portal/brief.html", {"brief": found[0], "parts": parts}, client=contact.client)
