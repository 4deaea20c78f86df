"""Where a contact asks for something in their own words, and reads what we answered."""

from __future__ import annotations

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rapport.delivery.requests.make import make
from rapport.delivery.requests.models import Request
from rapport.links.throttle import within
from rapport.overview.portal.home import requests_of
from rapport.portal.link_door import draw
from rapport.portal.onward import see_other
from rapport.portal.papers import handed_out
from rapport.portal.signed_in import by_contact
from rapport.portfolio.models import Contact

MOST, MINUTES = 20, 60  # requests of one contact in an hour
ON_A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@by_contact
def requests(request: HttpRequest, contact: Contact) -> HttpResponse:
    if request.method != "POST":
        return _drawn(request, contact)
    words, once = request.POST.get("words", ""), request.POST.get("once", "")
    file = request.FILES.get("file")
    try:
        if not within("request", str(contact.pk), MOST, MINUTES):
            raise ValidationError({"words": _("Very much was asked within this hour. Wait a little, or call us.")})
        made = make(contact, words, file=file, name=file.name or "" if file else "", once=once)
    except ValidationError as refusal:
        return _drawn(request, contact, words=words, once=once, wrong=refusal.message_dict)
    return see_other(f"{request.path}?kept={made.pk}#request-{made.pk}")


@require_safe
@by_contact
def request_file(request: HttpRequest, contact: Contact, pk: int) -> HttpResponseBase:
    """What they gave along themselves."""
    found = requests_of(contact).filter(pk=pk).exclude(file=None).first()
    if found is None or found.file is None:
        raise Http404(_("There is no such file."))
    return handed_out(found.file)


def _drawn(
    request: HttpRequest,
    contact: Contact,
    *,
    words: str = "",
    once: str = "",
    wrong: dict[str, list[str]] | None = None,
) -> HttpResponse:
    page = Paginator(requests_of(contact), ON_A_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.get("kept", "")
    context = {
        "rows": page,
        "words": words,
        "once": once or str(uuid4()),
        "wrong": wrong or {},
        "kept": next((one for one in page if str(one.pk) == kept and one.state == Request.State.OPEN), None),
    }
    return draw(request, "portal/requests.html", context, status=422 if wrong else 200, client=contact.client)
