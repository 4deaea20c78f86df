"""A secret on its way to one of us: put in once by whoever holds the link, sealed at once, never shown again here."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from rapport.approvals.written_in import language_of, zone_of
from rapport.links.hand_out import known_link
from rapport.onboarding.accesses.empty import PURPOSE
from rapport.onboarding.accesses.models import Drop
from rapport.onboarding.accesses.put_secret import Ended, opened, put_secret
from rapport.portal.link_door import by_link, draw, leads_nowhere, speaking
from rapport.portfolio.models import Contact


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("secret")
@by_link
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Looking uses nothing up: mail scanners look too."""
    known = known_link(PURPOSE, token)
    contact = Contact.objects.select_related("client").filter(pk=known.contact_id or 0).first() if known else None
    language, zone = (language_of(contact, contact.client), zone_of(contact, contact.client)) if contact else ("", "")
    with speaking(request, language, zone):
        try:
            drop = opened(token)
            return _put(request, token, drop, contact) if request.method == "POST" else _asked(request, drop, contact)
        except Ended:
            return leads_nowhere(request, known=known is not None)


@sensitive_variables("secret")
def _put(request: HttpRequest, token: str, drop: Drop, contact: Contact | None) -> HttpResponse:
    secret, name = request.POST.get("secret", ""), request.POST.get("name", "")
    try:
        put_secret(token, secret=secret, name=name)
    except ValidationError as refusal:
        return _asked(request, drop, contact, name=name, wrong=refusal.message_dict)
    return draw(request, "portal/drop_done.html", {"drop": drop}, client=drop.access.client)


def _asked(
    request: HttpRequest,
    drop: Drop,
    contact: Contact | None,
    *,
    name: str | None = None,
    wrong: dict[str, list[str]] | None = None,
) -> HttpResponse:
    """The question. What was put in is never written back into a page, also not when the name was missing."""
    usual = contact.name if contact else ""
    context: dict[str, Any] = {
        "drop": drop,
        "contact": contact,
        "name": usual if name is None else name,
        "wrong": wrong or {},
    }
    return draw(request, "portal/drop.html", context, status=422 if wrong else 200, client=drop.access.client)
